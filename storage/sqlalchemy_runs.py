"""RunJournal over one commune's database."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from domain.document import FileState
from domain.ids import DocumentId, RunId, SourceName
from domain.source_run import Change, RunEntry, RunOutcome, RunTrigger, SourceRun
from storage.sqlalchemy_run_rows import ending_values, read_entry, read_run
from storage.sqlalchemy_run_tables import RUN_ENTRIES, RUNS
from storage.sqlite_database import Database

HISTORY_LIMIT = 200
"""Entries of one document that are given back; a file that changes each day has as many in half a year."""


class SqlRunJournal:
    """The RunJournal port for one commune."""

    def __init__(self, database: Database) -> None:
        """Serve the commune of an open database."""
        self._database = database

    def begin(
        self, source: SourceName, place: str, *, is_complete: bool, trigger: RunTrigger, by: str, at: datetime
    ) -> RunId:
        nothing = dict.fromkeys((*(state.value for state in FileState), "read", "unchanged"), 0)

        def work(connection: Connection) -> RunId:
            never_ended = update(RUNS).where(RUNS.c.outcome == RunOutcome.RUNNING.value)
            connection.execute(never_ended.values(outcome=RunOutcome.INTERRUPTED.value))
            row = {
                "source": source,
                "place": place,
                "is_complete": int(is_complete),
                "trigger": trigger.value,
                "by": by,
                "started_at": at,
                "ended_at": None,
                "outcome": RunOutcome.RUNNING.value,
                "problem": "",
                "problem_kind": "",
            }
            number = connection.execute(insert(RUNS).returning(RUNS.c.id), row | nothing).scalar_one()
            return RunId(number)

        return self._database.write(work)

    def end(self, run: SourceRun) -> None:
        self._database.write(
            lambda connection: connection.execute(update(RUNS).where(RUNS.c.id == run.id).values(**ending_values(run)))
        )

    def run(self, run: RunId) -> SourceRun | None:
        found = self._read(select(RUNS).where(RUNS.c.id == run))
        return found[0] if found else None

    def runs(self, *, limit: int, before: RunId | None = None) -> Sequence[SourceRun]:
        query = select(RUNS).order_by(RUNS.c.id.desc()).limit(limit)
        return self._read(query if before is None else query.where(RUNS.c.id < before))

    def last_run(self, source: SourceName, *, outcomes: Iterable[RunOutcome] | None = None) -> SourceRun | None:
        query = select(RUNS).where(RUNS.c.source == source, RUNS.c.is_complete == 1)
        if outcomes is not None:
            query = query.where(RUNS.c.outcome.in_([outcome.value for outcome in outcomes]))
        found = self._read(query.order_by(RUNS.c.id.desc()).limit(1))
        return found[0] if found else None

    def entries(self, run: RunId) -> Sequence[RunEntry]:
        query = select(RUN_ENTRIES).where(RUN_ENTRIES.c.run == run).order_by(RUN_ENTRIES.c.id)
        with self._database.read() as connection:
            rows = connection.execute(query)
            return [read_entry(row) for row in rows]

    def history(self, document: DocumentId) -> Sequence[RunEntry]:
        query = select(RUN_ENTRIES).where(RUN_ENTRIES.c.document_id == document)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(RUN_ENTRIES.c.id.desc()).limit(HISTORY_LIMIT))
            return [read_entry(row) for row in rows]

    def _read(self, query: Select[Any]) -> list[SourceRun]:
        with self._database.read() as connection:
            rows = connection.execute(query).all()
            changes = _changes(connection, [row.id for row in rows])
            return [read_run(row, changes[row.id]) for row in rows]


def _changes(connection: Connection, runs: Sequence[int]) -> Mapping[int, Mapping[Change, int]]:
    counted: dict[int, dict[Change, int]] = {run: {} for run in runs}
    query = (
        select(RUN_ENTRIES.c.run, RUN_ENTRIES.c.change, func.count())
        .where(RUN_ENTRIES.c.run.in_(runs))
        .group_by(RUN_ENTRIES.c.run, RUN_ENTRIES.c.change)
    )
    for run, change, count in connection.execute(query):
        counted[run][Change(change)] = count
    return counted
