import stat
from pathlib import Path

import pytest

from domain.errors import StorageUnavailable
from storage.tokens import derived_token, installation_key, new_token, token_digest


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "data" / "installation.key"
    key = installation_key(path)
    assert len(key) == 32
    assert installation_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["installation.key"]
    assert installation_key(tmp_path / "other.key") != key


def test_a_key_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "installation.key"
    path.write_bytes(b"short")
    with pytest.raises(StorageUnavailable, match="must hold 32 bytes"):
        installation_key(path)


def test_a_derived_token_depends_on_the_key_and_on_each_part() -> None:
    key, other = b"k" * 32, b"o" * 32
    tokens = {
        derived_token(key, "request", "a"),
        derived_token(other, "request", "a"),
        derived_token(key, "request", "b"),
        derived_token(key, "requesta", ""),
        derived_token(key, "", "requesta"),
    }
    assert len(tokens) == 5
    assert derived_token(key, "request", "a") in tokens
    assert all(len(token) == 43 for token in tokens)


def test_tokens_differ_and_their_digest_hides_them() -> None:
    token = new_token()
    assert token != new_token()
    assert len(token) == 43
    assert token not in token_digest(token)
    assert token_digest(token) == token_digest(token)
