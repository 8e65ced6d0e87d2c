from dataclasses import replace
from pathlib import Path

import pytest

from domain.document import FileRecord, FileState, Visibility
from domain.errors import TooManyRemovals
from domain.source_run import Change, FileMove
from ingest.folder import SeenFile
from ingest.sources.moves import find_moves
from tests.ingest.conftest import SOURCE, Town
from tests.ingest.memory_store import FixedClock
from tests.ingest.pdf_files import image_pdf


def _page(text: str) -> str:
    return f"<html><head><title>Valbrune</title></head><body><h1>Page</h1><p>{text}</p></body></html>"


def _seen(path: str, digest: str) -> SeenFile:
    return SeenFile(path=path, location=Path(path), digest=digest, size_bytes=9, head=b"")


def _known(*records: tuple[str, str, FileState]) -> dict[str, FileRecord]:
    return {
        path: FileRecord(source=SOURCE, path=path, digest=digest, size_bytes=9, state=state, seen_at=FixedClock().now())
        for path, digest, state in records
    }


IN, COPY = FileState.INDEXED, FileState.DUPLICATE_OF
HELD = [("a/x.pdf", "1", IN), ("a/y.pdf", "1", COPY), ("a/z.pdf", "2", IN)]


@pytest.mark.parametrize(
    ("known", "now", "moves"),
    [
        (HELD, [("b/x.pdf", "1"), ("b/y.pdf", "1"), ("b/z.pdf", "2")], {"x": "b/x", "y": "b/y", "z": "b/z"}),
        # Each goes to the arrival of its own name, whatever the order of the paths.
        (HELD, [("a/z.pdf", "2"), ("b/y.pdf", "1"), ("c/x.pdf", "1")], {"x": "c/x", "y": "b/y"}),
        # One arrival for two: the one that stood for both.
        (HELD, [("a/z.pdf", "2"), ("b/new.pdf", "1")], {"x": "b/new"}),
        # No arrival: the copy that stayed takes the document over.
        (HELD, [("a/y.pdf", "1"), ("a/z.pdf", "2")], {"x": "a/y"}),
        # A copy that goes moves nothing; other bytes at a new path are another file.
        (HELD, [("a/x.pdf", "1"), ("a/z.pdf", "2")], {}),
        (HELD, [("a/x.pdf", "1"), ("a/y.pdf", "1"), ("b/z.pdf", "3")], {}),
        # Copied, not moved: the former path is still there.
        (HELD, [("a/x.pdf", "1"), ("a/y.pdf", "1"), ("a/z.pdf", "2"), ("b/z.pdf", "2")], {}),
        # Copied, then the first one rewritten: its path is still there, the id stays with it.
        ([("a/x.pdf", "1", IN)], [("a/x.pdf", "3"), ("b/x.pdf", "1")], {}),
        # Over another file, which is no more.
        ([("a/x.pdf", "1", IN), ("a/y.pdf", "2", IN)], [("a/y.pdf", "1")], {"x": "a/y"}),
        # Names handed on.
        ([("a/x.pdf", "1", IN), ("a/y.pdf", "2", IN)], [("a/y.pdf", "1"), ("a/z.pdf", "2")], {"x": "a/y", "y": "a/z"}),
        # Names exchanged: each path has other bytes, none is gone.
        ([("a/x.pdf", "1", IN), ("a/y.pdf", "2", IN)], [("a/x.pdf", "2"), ("a/y.pdf", "1")], {}),
    ],
)
def test_a_file_moved_when_its_bytes_are_at_a_new_path_and_the_former_is_gone(
    known: list[tuple[str, str, FileState]], now: list[tuple[str, str]], moves: dict[str, str]
) -> None:
    found = find_moves([_seen(*file) for file in now], _known(*known))
    assert {move.former_path: move.path for move in found} == {
        f"a/{name}.pdf": f"{path}.pdf" for name, path in moves.items()
    }


def test_empty_files_do_not_move_and_a_first_path_is_kept_until_the_file_is_back() -> None:
    known = _known(("a.pdf", "1", IN))
    known["a.pdf"] = replace(known["a.pdf"], first_path="z.pdf")
    (away,) = find_moves([_seen("b.pdf", "1")], known)
    (back,) = find_moves([_seen("z.pdf", "1")], known)
    assert away == FileMove(former_path="a.pdf", path="b.pdf", first_path="z.pdf")
    assert back.first_path == ""
    assert find_moves([_seen("b.pdf", "1")], {"a.pdf": replace(known["a.pdf"], size_bytes=0)}) == []


def test_a_renamed_folder_costs_no_reading_and_keeps_ids_passages_findings_and_what_a_person_decided(
    town: Town,
) -> None:
    for n in range(6):
        town.write(f"2025/{n}.html", _page(f"Page numéro {n} de la commune."))
    town.write("2025/scan.pdf", image_pdf(2, text_pages=[1]))
    town.ingest()
    town.store.set_visibility(town.document("2025/0.html").id, Visibility.RETIRE)
    before = {d.path: (d.id, town.texts(d.path), d.visibility) for d in town.store.documents()}
    marks = {(f.fingerprint, f.document_id) for f in town.store.findings()}
    (town.folder / "2025").rename(town.folder / "archives")
    report = town.ingest(number=7)
    assert (report.moved, report.read, report.removed, report.unchanged) == (7, 0, 0, 7)
    after = {d.path: (d.id, town.texts(d.path), d.visibility) for d in town.store.documents()}
    assert after == {path.replace("2025", "archives"): known for path, known in before.items()}
    assert {(f.fingerprint, f.document_id) for f in town.store.findings()} == marks
    assert {f.path for f in town.store.findings()} == {"archives/scan.pdf"}
    told = [(e.run, e.change, e.former_path, e.path) for e in town.store.entries]
    assert told[0] == (7, Change.MOVED, "2025/0.html", "archives/0.html")
    assert len(told) == 7


def test_a_moved_document_read_again_keeps_its_id_and_the_fingerprints_of_its_findings(town: Town) -> None:
    town.write("a.pdf", image_pdf(2, text_pages=[1]))
    town.ingest()
    before, marks = town.document("a.pdf").id, [f.fingerprint for f in town.store.findings()]
    (town.folder / "a.pdf").rename(town.folder / "b.pdf")
    town.ingest()
    assert town.ingest(reread=True).reread == 1
    assert (town.document("b.pdf").id, [f.fingerprint for f in town.store.findings()]) == (before, marks)


def test_a_new_file_where_one_has_moved_away_from_gets_an_id_of_its_own(town: Town) -> None:
    town.write("a.html", _page("Première page de la commune."))
    town.ingest()
    first = town.document("a.html").id
    (town.folder / "a.html").rename(town.folder / "b.html")
    town.write("a.html", _page("Une autre page."))
    # The move is seen although its former path is taken again only when the two happen in two runs.
    (town.folder / "a.html").rename(town.folder / "later.txt~")
    town.ingest()
    (town.folder / "later.txt~").rename(town.folder / "a.html")
    town.ingest()
    other = town.document("a.html").id
    assert (town.document("b.html").id, other == first) == (first, False)
    town.write("a.html", _page("Une autre page, corrigée."))
    town.ingest()
    assert town.document("a.html").id == other


def test_names_handed_on_keep_each_document_with_its_bytes(town: Town) -> None:
    for name in ("projet", "pv"):
        town.write(f"{name}.html", _page(f"Le texte du {name} de la commune."))
    town.ingest()
    project, minutes = town.document("projet.html"), town.document("pv.html")
    (town.folder / "pv.html").rename(town.folder / "pv-2030.html")
    (town.folder / "projet.html").rename(town.folder / "pv.html")
    assert (report := town.ingest()).read == 0
    assert report.moved == 2
    assert town.document("pv-2030.html").id == minutes.id
    assert town.document("pv.html").id == project.id
    town.write("projet.html", _page("Un projet tout neuf."))
    town.ingest()
    assert len({document.id for document in town.store.documents()}) == 3


def test_a_file_moved_among_internal_ones_is_internal_at_once(town: Town) -> None:
    town.write("note.html", _page("Note réservée aux services."))
    town.ingest()
    (town.folder / "interne").mkdir()
    (town.folder / "note.html").rename(town.folder / "interne" / "note.html")
    town.ingest()
    assert town.document("interne/note.html").visibility is Visibility.INTERNE


def test_moves_are_not_counted_among_what_is_gone(town: Town) -> None:
    for n in range(4):
        town.write(f"{n}.html", _page(f"Page numéro {n} de la commune."))
    town.ingest()
    for n in range(3):
        (town.folder / f"{n}.html").rename(town.folder / f"neuf-{n}.html")
    assert town.ingest().moved == 3
    (town.folder / "neuf-0.html").unlink()
    with pytest.raises(TooManyRemovals):
        town.ingest()
