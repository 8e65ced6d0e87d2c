"""The key of an endpoint: given or in its file, never both, never in a message."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from models.endpoint_key import endpoint_key


def test_the_key_is_as_given_or_the_file_without_its_line_end(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("s3cret\n", "utf-8")
    assert (endpoint_key("", ""), endpoint_key("k", ""), endpoint_key("", str(file))) == ("", "k", "s3cret")


def test_two_keys_and_a_file_that_is_not_there_are_refused_without_a_secret(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not both") as both:
        endpoint_key("s3cret", str(tmp_path))
    with pytest.raises(BadInput, match="cannot be read"):
        endpoint_key("", str(tmp_path / "absent"))
    assert "s3cret" not in str(both.value)
