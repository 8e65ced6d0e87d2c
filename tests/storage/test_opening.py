import stat
from pathlib import Path

import pytest

from domain.errors import BadInput, StorageUnavailable, UnknownCommune
from domain.ids import CommuneSlug
from domain.people_ports import AccountStore, RequestStore
from domain.ports import DocumentStore, OriginalStore
from storage.opening import CommuneStores, Installation, open_installation
from tests.storage.conftest import MONTREVAL, NOON


def test_the_stores_are_those_of_the_ports(installation: Installation, stores: CommuneStores) -> None:
    # Held by mypy: each assignment fails the type check when a store no longer fits its port.
    accounts: AccountStore = installation.accounts
    documents: DocumentStore = stores.documents
    originals: OriginalStore = stores.originals
    requests: RequestStore = stores.requests
    assert accounts
    assert documents
    assert originals
    assert requests


def test_a_data_folder_has_the_documented_layout(tmp_path: Path) -> None:
    original = tmp_path / "a.txt"
    original.write_bytes(b"a")
    digest = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    opened = open_installation(tmp_path / "data")
    opened.add_commune(MONTREVAL, "Montreval-sur-Cisse").originals.put(digest, original)
    opened.close()
    files = {str(file.relative_to(tmp_path / "data")) for file in (tmp_path / "data").rglob("*") if file.is_file()}
    assert files == {
        "parvis.sqlite",
        "installation.key",
        f"communes/{MONTREVAL}/commune.sqlite",
        f"communes/{MONTREVAL}/originals/ca/{digest}",
    }
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_communes_are_remembered(tmp_path: Path, installation: Installation) -> None:
    installation.add_commune(CommuneSlug("saint-aubin"), "Saint Aubin")
    installation.add_commune(MONTREVAL, "Montreval-sur-Cisse")
    installation.add_commune(CommuneSlug("saint-aubin"), "Saint-Aubin")
    installation.close()
    again = open_installation(tmp_path / "data")
    assert [(one.slug, one.name) for one in again.communes()] == [
        (MONTREVAL, "Montreval-sur-Cisse"),
        ("saint-aubin", "Saint-Aubin"),
    ]
    assert {one.added_at for one in again.communes()} == {NOON}
    again.close()


def test_the_stores_of_a_commune_are_opened_once(installation: Installation, stores: CommuneStores) -> None:
    assert installation.commune(MONTREVAL) is stores


def test_an_unknown_commune_is_said_and_creates_nothing(installation: Installation, tmp_path: Path) -> None:
    with pytest.raises(UnknownCommune, match="ailleurs"):
        installation.commune(CommuneSlug("ailleurs"))
    assert not (tmp_path / "data" / "communes" / "ailleurs").exists()


@pytest.mark.parametrize("slug", ["", "..", "a/b", "../x", "Montreval", "été", "-a", "a-", "a--b", "a\n", "a" * 81])
def test_what_is_no_slug_becomes_no_folder(installation: Installation, tmp_path: Path, slug: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BadInput, match="is not a slug"):
        installation.add_commune(CommuneSlug(slug), "X")
    assert sorted(tmp_path.rglob("*")) == before
    assert installation.communes() == []


def test_a_closed_installation_says_so(installation: Installation) -> None:
    installation.add_commune(MONTREVAL, "Montreval")
    installation.close()
    installation.close()
    with pytest.raises(StorageUnavailable, match="is closed"):
        installation.commune(MONTREVAL)
    with pytest.raises(StorageUnavailable, match="is closed"):
        installation.communes()
