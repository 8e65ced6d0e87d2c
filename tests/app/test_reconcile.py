"""``parvis reconcile``: each thing that may disagree is named, told by the exit code, and put right on request."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.house import open_house
from app.main import main
from app.reconciliation import MismatchKind
from app.settings import Settings
from domain.document import Visibility
from domain.ids import CommuneSlug
from domain.search import CommuneScope
from tests.app.conftest import schema, write_commune
from tests.proof.product import copied, serving

Parvis = Callable[..., tuple[int, str, str]]
SLUG = CommuneSlug("valmoret")
KIND = MismatchKind


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small commune taken in: ``site`` is its folder, ``data`` its installation."""
    folder = tmp_path_factory.mktemp("reconcile")
    profile = write_commune(folder)
    shutil.copyfile(folder / "site" / "cantine.md", folder / "site" / "copie.md")
    for n in range(9):
        (folder / "site" / f"{n}.md").write_text(f"# Page {n}\n\nLa page {n} de la commune.\n", "utf-8")
    main(["ingest", str(profile), "--data", str(folder / "data"), "--json"])
    return folder


@pytest.fixture
def town(template: Path, tmp_path: Path) -> Path:
    """The same, in folders of its own."""
    town = copied(template, tmp_path / "town")
    run_sql(town, f"UPDATE runs SET place = '{town / 'site'}'")
    return town


def reconciled(parvis: Parvis, town: Path, *options: str) -> tuple[int, list[tuple[str, bool]]]:
    code, out, error = parvis("reconcile", *options, "--data", str(town / "data"), "--json")
    assert not error
    told = json.loads(out)
    Draft202012Validator(schema("reconcile")).validate(told)
    assert told["agrees"] is (code == 0)
    return code, sorted({(m["kind"], m["repaired"]) for m in told["mismatches"]})


def commune(town: Path) -> Path:
    return town / "data" / "communes" / SLUG


def run_sql(town: Path, statement: str) -> None:
    connection = sqlite3.connect(commune(town) / "commune.sqlite")
    with connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(statement)
    connection.close()


def an_original(town: Path) -> Path:
    connection = sqlite3.connect(commune(town) / "commune.sqlite")
    (digest,) = connection.execute("SELECT digest FROM files WHERE path = 'cantine.md'").fetchone()
    connection.close()
    return commune(town) / "originals" / str(digest)[:2] / str(digest)


def add_a_file(town: Path) -> None:
    (town / "site" / "neuf.md").write_text("# Neuf\n\nUne page nouvelle.\n", "utf-8")


def remove_a_file(town: Path) -> None:
    (town / "site" / "0.md").unlink()


def change_a_file_behind_its_stamp(town: Path) -> None:
    run_sql(town, "UPDATE files SET digest = replace(digest, substr(digest, 1, 8), '00000000') WHERE path = '1.md'")


def lose_a_document(town: Path) -> None:
    run_sql(town, "DELETE FROM documents WHERE path = '2.md'")


def lose_passages(town: Path) -> None:
    run_sql(town, "UPDATE documents SET visibility = 'retire' WHERE path = '3.md'")
    run_sql(town, "DELETE FROM passages WHERE document_id = (SELECT id FROM documents WHERE path = '3.md')")


def lose_what_a_copy_copies(town: Path) -> None:
    run_sql(town, "UPDATE files SET duplicate_of = 'absent.md' WHERE duplicate_of IS NOT NULL")


def lose_an_original(town: Path) -> None:
    an_original(town).unlink()


def damage_an_original(town: Path) -> None:
    an_original(town).write_bytes(b"rot")


def leave_an_original(town: Path) -> None:
    stray = commune(town) / "originals" / "ab" / ("ab" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x")


def leave_a_page_read_by_ocr(town: Path) -> None:
    for digest in ("ab" * 32, an_original(town).name):
        page = commune(town) / "ocr" / digest[:2] / f"{digest}.0001.json"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("{}")


def index_what_is_internal_for_residents(town: Path) -> None:
    with open_house(Settings(data_dir=town / "data")) as house:
        documents = house.stores(SLUG).documents
        every = [pair for v in (Visibility.PUBLIC, Visibility.INTERNE) for pair in documents.indexable_passages(v)]
        house.builder.rebuild(CommuneScope(commune=SLUG), every)


def index_too_little(town: Path) -> None:
    with open_house(Settings(data_dir=town / "data")) as house:
        some = list(house.stores(SLUG).documents.indexable_passages(Visibility.PUBLIC))[1:]
        house.builder.rebuild(CommuneScope(commune=SLUG), some)


def damage_the_index(town: Path) -> None:
    for seal in (commune(town) / "index" / "public").glob("*/sealed.json"):
        seal.write_text("{", "utf-8")


def remove_a_document_behind_the_index(town: Path) -> None:
    run_sql(town, "DELETE FROM files WHERE path = '4.md'")
    (town / "site" / "4.md").unlink()


def break_files(town: Path) -> None:
    add_a_file(town)
    remove_a_file(town)
    change_a_file_behind_its_stamp(town)
    lose_what_a_copy_copies(town)
    leave_an_original(town)
    leave_a_page_read_by_ocr(town)


def break_records(town: Path) -> None:
    lose_a_document(town)
    lose_passages(town)
    damage_an_original(town)


FILES = {
    KIND.NOT_TAKEN_IN,
    KIND.GONE_FROM_FOLDER,
    KIND.CHANGED_IN_FOLDER,
    KIND.ORIGINAL_MISSING,
    KIND.ORIGINAL_UNNEEDED,
    KIND.COPY_OF_NOTHING,
    KIND.OCR_UNNEEDED,
}
RECORDS = {
    KIND.RECORD_WITHOUT_DOCUMENT,
    KIND.DOCUMENT_WITHOUT_PASSAGES,
    KIND.PASSAGES_WITHOUT_DOCUMENT,
    KIND.WRONG_INDEX,
    KIND.ORIGINAL_DAMAGED,
}


def test_a_commune_that_agrees_says_so_with_and_without_a_server(parvis: Parvis, town: Path) -> None:
    assert reconciled(parvis, town) == (0, [])
    with serving(town / "data", town / "log"):
        assert reconciled(parvis, town) == (0, [])
        index_too_little(town)
        assert reconciled(parvis, town, "--repair") == (0, [])  # the server still serves the former, whole index
    assert reconciled(parvis, town)[0] == 1
    with serving(town / "data", town / "log"):
        assert reconciled(parvis, town, "--repair") == (0, [(KIND.PASSAGES_NOT_INDEXED, True)])
        assert reconciled(parvis, town) == (0, [])


@pytest.mark.parametrize(
    ("broken", "kinds"),
    [
        (break_files, FILES),
        (break_records, RECORDS),
        (lose_an_original, {KIND.ORIGINAL_MISSING}),
        (index_what_is_internal_for_residents, {KIND.WRONG_INDEX}),
        (index_too_little, {KIND.PASSAGES_NOT_INDEXED}),
        (damage_the_index, {KIND.INDEX_UNUSABLE}),
        (remove_a_document_behind_the_index, {KIND.PASSAGES_WITHOUT_DOCUMENT, KIND.ORIGINAL_UNNEEDED}),
    ],
)
def test_what_disagrees_is_named_and_put_right(
    parvis: Parvis, town: Path, broken: Callable[[Path], None], kinds: set[MismatchKind]
) -> None:
    broken(town)
    assert reconciled(parvis, town) == (1, sorted((kind, False) for kind in kinds))
    assert reconciled(parvis, town, "--repair") == (0, sorted((kind, True) for kind in kinds))


def test_what_a_person_withdrew_is_withdrawn_after_the_repair(parvis: Parvis, town: Path) -> None:
    lose_passages(town)
    reconciled(parvis, town, "--repair")
    with open_house(Settings(data_dir=town / "data")) as house:
        documents = house.stores(SLUG).documents
        (document,) = [d for d in documents.documents() if d.path == "3.md"]
        assert (document.visibility, len(documents.passages_of(document.id))) == (Visibility.RETIRE, 1)


def test_a_folder_that_is_not_there_is_told_and_nothing_is_removed(parvis: Parvis, town: Path) -> None:
    (town / "site").rename(town / "away")
    for options in ((), ("--repair",)):
        assert reconciled(parvis, town, *options) == (1, [(KIND.FOLDER_UNREADABLE, False)])
    (town / "away").rename(town / "site")
    assert reconciled(parvis, town) == (0, [])


def test_the_command_says_what_it_compared(parvis: Parvis, town: Path) -> None:
    add_a_file(town)
    code, out, _ = parvis("reconcile", "--data", str(town / "data"))
    assert code == 1
    assert "not_taken_in: site neuf.md" in out
    assert "1 mismatches left; compared" in out
