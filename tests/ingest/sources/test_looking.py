import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.document import FileReason, FileState
from domain.errors import UnreadableSource
from domain.source_run import Change, FileMove
from ingest.folder import look_at
from ingest.sources.looking import SPREAD_DAYS, VERIFIED_AFTER_DAYS, trusted_bytes
from tests.ingest.conftest import SOURCE, Town
from tests.ingest.memory_store import FolderOriginalStore
from tests.ingest.test_source_run import _office as office_file

DAY = datetime(2026, 6, 18, 9, 0, tzinfo=UTC)


def _page(text: str) -> str:
    return f"<html><head><title>Valbrune</title></head><body><h1>Page</h1><p>{text}</p></body></html>"


def _aged(path: Path) -> Path:
    """As if written an hour ago: a younger stamp is not believed."""
    facts = path.stat()
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns - 3_600_000_000_000))
    return path


def test_an_unchanged_file_is_not_opened_and_a_young_stamp_is_not_believed(tmp_path: Path) -> None:
    young = tmp_path / "a.txt"
    young.write_text("texte")
    assert look_at("a.txt", young, tmp_path, 100).stamp == ""
    file = _aged(young)
    first = look_at("a.txt", file, tmp_path, 100)
    again = look_at("a.txt", file, tmp_path, 100, (first.stamp, "the known digest"))
    assert (first.is_trusted, again.is_trusted, again.digest) == (False, True, "the known digest")
    assert (again.head, again.first_bytes()) == (b"", b"texte")
    file.write_text("TEXTE")
    _aged(file)
    assert not look_at("a.txt", file, tmp_path, 100, (first.stamp, first.digest)).is_trusted


def test_bytes_are_verified_again_within_a_week_whatever_the_disk_says(town: Town) -> None:
    _aged(town.write("a.html", _page("Le repas coûte 3 euros.")))
    town.ingest(at=DAY)
    record = town.record("a.html")
    for days, trusted in ((0, True), (VERIFIED_AFTER_DAYS - 1, True), (VERIFIED_AFTER_DAYS + SPREAD_DAYS, False)):
        assert bool(trusted_bytes(record, DAY + timedelta(days=days))[1]) is trusted
    # A change that the disk does not show: other bytes under the very stamp that is known.
    file = _aged(town.write("a.html", _page("Le repas coûte 4 euros.")))
    stamp = look_at("a.html", file, town.folder, 10_000).stamp
    town.store.stamp_files(SOURCE, {"a.html": (stamp, DAY)})
    assert town.ingest(at=DAY + timedelta(days=1)).read == 0
    assert town.ingest(at=DAY + timedelta(days=7)).read == 1
    assert "4 euros" in town.texts("a.html")[0]


def test_verified_bytes_are_noted_without_touching_a_document(town: Town) -> None:
    _aged(town.write("a.html", _page("Le repas coûte 3 euros.")))
    town.ingest(at=DAY)
    before, later = town.store.generation(), DAY + timedelta(days=8)
    town.ingest(at=later)
    assert (town.record("a.html").digested_at, town.store.generation()) == (later, before)
    town.ingest(at=later + timedelta(hours=1))
    assert town.record("a.html").digested_at == later


def test_the_file_that_stands_for_copies_goes_on_when_one_comes_before_it_in_order(town: Town) -> None:
    town.write("b.html", _page("Une page."))
    town.ingest()
    before = town.document("b.html").id
    town.write("a.html", _page("Une page."))
    report = town.ingest()
    assert (report.read, town.record("a.html").duplicate_of) == (0, "b.html")
    assert town.document("b.html").id == before


def test_a_copy_that_moved_in_a_run_killed_right_after_is_read_once_it_stands_alone(town: Town) -> None:
    town.write("a.md", "# Lavoir\n\nUne page.")
    town.write("b.md", "# Lavoir\n\nUne page.")
    town.ingest()
    (town.folder / "b.md").rename(town.folder / "c.md")
    town.store.move_files(SOURCE, [FileMove(former_path="b.md", path="c.md", first_path="b.md")])
    assert (town.record("c.md").state, town.record("c.md").duplicate_of) == (FileState.DUPLICATE_OF, None)
    town.write("a.md", "# Lavoir\n\nUne autre page.")
    town.ingest()
    assert "Une page." in town.texts("c.md")[0]


def test_a_document_replaced_in_place_keeps_its_id_when_the_new_bytes_were_also_put_elsewhere(town: Town) -> None:
    town.write("b.html", _page("Une page."))
    town.ingest()
    before = town.document("b.html").id
    for name in ("a", "b"):
        town.write(f"{name}.html", _page("Une page, corrigée."))
    town.ingest()
    assert (town.document("b.html").id, town.record("a.html").duplicate_of) == (before, "b.html")


def test_the_journal_tells_each_file_that_changed_and_no_other(town: Town) -> None:
    for name, text in (
        ("a", "Une page."),
        ("b", "Une autre."),
        ("c", "Une page."),
        ("d", "Encore."),
        ("e", "Et puis."),
    ):
        town.write(f"{name}.html", _page(text))
    town.write("vide.pdf", b"")
    town.ingest(number=1)
    added = {(e.path, e.change, e.state, e.reason) for e in town.store.entries}
    assert ("vide.pdf", Change.ADDED, FileState.REJECTED, FileReason.EMPTY) in added
    assert ("c.html", Change.ADDED, FileState.DUPLICATE_OF, None) in added
    assert len(added) == 6
    town.store.entries.clear()
    town.ingest(number=2)
    assert town.store.entries == []
    former = town.record("a.html").digest
    town.write("a.html", _page("Une page, corrigée."))
    (town.folder / "d.html").unlink()
    report = town.ingest(number=3)
    entries = {e.path: e for e in town.store.entries}
    changed, removed = entries["a.html"], entries["d.html"]
    assert (removed.change, removed.path, removed.state) == (Change.REMOVED, "d.html", None)
    assert (changed.change, changed.former_digest, changed.document_id) == (
        Change.CHANGED,
        former,
        town.record("a.html").document_id,
    )
    assert (report.changed, report.removed, report.added) == (2, 1, 0)  # « c » is no copy of « a » any more


@pytest.mark.parametrize("state", [FileState.INDEXED, FileState.WAITING, FileState.REJECTED])
def test_what_an_older_reader_read_is_read_again_after_the_rest(town: Town, state: FileState) -> None:
    town.write("a.html", _page("Le repas coûte 3 euros."))
    town.ingest()
    record = town.record("a.html")
    if state is FileState.INDEXED:
        document = town.document("a.html")
        town.store.save_file(replace(record, reader_version=0), document, town.store.passages_of(document.id)[:0], [])
    else:
        town.store.save_file(replace(record, reader_version=0, state=state, document_id=None), None, [], [])
    town.write("b.html", _page("Une page nouvelle."))
    seen_before: list[bool] = []
    report = town.ingest(before_rereading=lambda: seen_before.append(town.record("b.html").state is FileState.INDEXED))
    assert (report.read, report.reread, seen_before) == (2, 1, [True])
    assert "3 euros" in town.texts("a.html")[0]
    assert town.ingest().read == 0


class _BeingWritten(FolderOriginalStore):
    """Two files change between their digest and their copy, as on a folder where people work."""

    def put(self, digest: str, path: Path) -> None:
        if path.name in ("page.html", "lettre.docx"):
            raise UnreadableSource(f"{path} changed while it was being read: ingest it again")
        super().put(digest, path)


def test_a_file_that_someone_is_writing_waits_for_the_next_run_and_holds_no_other(town: Town, tmp_path: Path) -> None:
    town.write("page.html", _page("Une page."))
    town.write("lettre.docx", office_file())
    town.write("z.html", _page("Une autre page."))
    steady, town.originals = town.originals, _BeingWritten(tmp_path / "originals")
    town.ingest()
    states = {r.path: (r.state, r.reason) for r in town.store.files(SOURCE)}
    assert states["z.html"] == (FileState.INDEXED, None)
    assert states["page.html"] == states["lettre.docx"] == (FileState.REJECTED, FileReason.UNREADABLE)
    town.originals = steady
    town.ingest()
    assert town.record("page.html").state is FileState.INDEXED
    assert town.record("lettre.docx").reason is not FileReason.UNREADABLE


def test_rereading_is_not_undone_by_a_worker_that_fails(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.write("a.html", _page("Le repas coûte 3 euros."))
    town.ingest()
    monkeypatch.setattr(town, "cage", _Dying())
    report = town.ingest(reread=True)
    assert (report.read, report.unchanged, town.record("a.html").state) == (0, 1, FileState.INDEXED)


class _Dying:
    """A cage whose workers are killed by the machine."""

    from ingest.text import Limits

    limits = Limits()

    def read_all(self, requests):  # type: ignore[no-untyped-def]
        from ingest.text import Refusal

        return [Refusal(reason=FileReason.TOO_MUCH_MEMORY, detail="the worker died of signal 9") for _ in requests]
