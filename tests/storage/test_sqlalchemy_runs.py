from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.document import FileReason, FileRecord, FileState
from domain.ids import DocumentId, RunId, SourceName
from domain.source_run import Change, FileMove, RunEntry, RunOutcome, RunTrigger, SourceRun
from storage.alembic_migrations import DatabaseKind
from storage.sqlalchemy_documents import SqlDocumentStore
from storage.sqlalchemy_runs import SqlRunJournal
from storage.sqlite_database import Database
from tests.storage.conftest import MONTREVAL
from tests.storage.test_sqlalchemy_documents import CANTINE, save

OTHER = DocumentId("d" + "7" * 16)
ACTES, SITE = SourceName("actes"), SourceName("site")
START = datetime(2026, 6, 18, 1, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    yield opened
    opened.close()


def begun(journal: SqlRunJournal, hours: int = 0, source: SourceName = ACTES, *, is_complete: bool = True) -> SourceRun:
    number = journal.begin(
        source,
        f"{source} folder",
        is_complete=is_complete,
        trigger=RunTrigger.COMMAND,
        by="camille",
        at=START + timedelta(hours=hours),
    )
    run = journal.run(number)
    assert run is not None
    return run


def entry(run: RunId, path: str, change: Change = Change.ADDED, **more: object) -> RunEntry:
    return RunEntry(run=run, at=START, change=change, path=path, **more)  # type: ignore[arg-type]


def record(path: str) -> FileRecord:
    return FileRecord(
        source=ACTES,
        path=path,
        digest="0" * 64,
        size_bytes=1,
        state=FileState.REJECTED,
        reason=FileReason.DAMAGED,
        seen_at=START,
    )


def test_a_run_is_told_from_its_beginning_to_its_end(database: Database) -> None:
    journal = SqlRunJournal(database)
    run = begun(journal)
    assert (run.outcome, run.ended_at, run.by, run.place) == (RunOutcome.RUNNING, None, "camille", "actes folder")
    ended = replace(
        run,
        ended_at=START + timedelta(minutes=2),
        outcome=RunOutcome.REFUSED,
        files=5,
        states={
            FileState.INDEXED: 2,
            FileState.DUPLICATE_OF: 1,
            FileState.WAITING: 1,
            FileState.REJECTED: 1,
        },
        read=3,
        unchanged=2,
        problem="source actes: 9 of 10 files are gone",
        problem_kind="TooManyRemovals",
    )
    journal.end(ended)
    assert journal.run(run.id) == ended
    assert journal.run(RunId(99)) is None


def test_a_run_that_never_ended_was_interrupted_once_another_begins(database: Database) -> None:
    journal = SqlRunJournal(database)
    first = begun(journal)
    second = begun(journal, 1)
    outcomes = [(run.id, run.outcome) for run in journal.runs(limit=10)]
    assert outcomes == [(second.id, RunOutcome.RUNNING), (first.id, RunOutcome.INTERRUPTED)]
    assert [run.id for run in journal.runs(limit=10, before=second.id)] == [first.id]


def test_the_last_run_of_a_source_is_a_complete_one_that_ended_so(database: Database) -> None:
    journal = SqlRunJournal(database)
    done = begun(journal)
    journal.end(replace(done, ended_at=START, outcome=RunOutcome.DONE))
    refused = begun(journal, 1)
    journal.end(replace(refused, ended_at=START, outcome=RunOutcome.REFUSED))
    begun(journal, 2, is_complete=False)
    begun(journal, 3, SITE)
    last, last_done = journal.last_run(ACTES), journal.last_run(ACTES, outcomes=[RunOutcome.DONE])
    assert (last and last.id, last_done and last_done.id) == (refused.id, done.id)
    assert journal.last_run(SourceName("autre")) is None


def test_a_file_and_what_the_journal_says_of_it_are_written_together_or_not_at_all(database: Database) -> None:
    journal, documents = SqlRunJournal(database), SqlDocumentStore(database, MONTREVAL)
    run = begun(journal)
    told = entry(
        run.id, "a.pdf", state=FileState.REJECTED, reason=FileReason.DAMAGED, detail="EOF", document_id=DocumentId("d1")
    )
    documents.save_file(record("a.pdf"), None, [], [], entry=told)
    # An entry of a run that is not there breaks a constraint: the file is not saved either.
    with pytest.raises(Exception, match="FOREIGN KEY"):
        documents.save_file(record("b.pdf"), None, [], [], entry=entry(RunId(99), "b.pdf"))
    assert [r.path for r in documents.files()] == ["a.pdf"]
    assert journal.entries(run.id) == [told]
    documents.remove_files(ACTES, ["a.pdf"], [entry(run.id, "a.pdf", Change.REMOVED, document_id=DocumentId("d1"))])
    assert [e.change for e in journal.history(DocumentId("d1"))] == [Change.REMOVED, Change.ADDED]
    found = journal.run(run.id)
    assert found is not None
    assert found.changes == {Change.ADDED: 1, Change.REMOVED: 1}


def test_a_moved_file_takes_its_document_passages_and_findings_along_and_the_index_stays_true(
    database: Database,
) -> None:
    journal, documents = SqlRunJournal(database), SqlDocumentStore(database, MONTREVAL)
    save(documents, "a.pdf", CANTINE)
    before, passages = documents.document(CANTINE), documents.passages_of(CANTINE)
    assert before is not None
    findings, generation = documents.findings(), documents.generation()
    run = begun(journal)
    move = FileMove(former_path="a.pdf", path="b/a.pdf", first_path="a.pdf")
    told = entry(run.id, "b/a.pdf", Change.MOVED, former_path="a.pdf", document_id=CANTINE)
    documents.move_files(before.source, [move], [told])
    assert documents.document(CANTINE) == replace(before, path="b/a.pdf")
    assert documents.passages_of(CANTINE) == passages
    assert [replace(f, path="a.pdf") for f in documents.findings()] == list(findings)
    (moved,) = documents.files()
    assert (moved.path, moved.first_path, moved.named) == ("b/a.pdf", "a.pdf", "a.pdf")
    assert documents.generation() == generation
    assert journal.history(CANTINE) == [told]
    save(documents, "a.pdf", OTHER)
    before_last = documents.generation()
    documents.move_files(before.source, [FileMove(former_path="b/a.pdf", path="a.pdf", first_path="")])
    assert [document.id for document in documents.documents()] == [CANTINE]
    assert documents.generation() > before_last


def test_stamps_are_noted_without_a_change_of_documents(database: Database) -> None:
    documents = SqlDocumentStore(database, MONTREVAL)
    save(documents, "a.pdf", CANTINE)
    (known,), generation = documents.files(), documents.generation()
    documents.stamp_files(known.source, {"a.pdf": ("12 34", START), "absent.pdf": ("1 2", START)})
    assert documents.files() == [replace(known, stamp="12 34", digested_at=START)]
    assert documents.generation() == generation
