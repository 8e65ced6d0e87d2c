"""WatchStore over one commune's database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, Row, delete, insert, select

from domain.act import ActPlace
from domain.ids import DocumentId
from domain.legal_watch import ChangeKind, VisaChange, VisaChangeId, WatchedRole, WatchRun, WatchRunId
from storage.sqlalchemy_watch_tables import WATCH_CHANGES, WATCH_RUNS, WATCH_TEXTS
from storage.sqlite_database import Database

_WHOLE = -1
_IN_ORDER = (WATCH_CHANGES.c.news_on.desc(), WATCH_CHANGES.c.title, WATCH_CHANGES.c.key, WATCH_CHANGES.c.id)


class SqlWatchStore:
    """The WatchStore port for one commune."""

    def __init__(self, database: Database) -> None:
        """Serve the commune of an open database."""
        self._database = database

    def changes(self) -> Sequence[VisaChange]:
        with self._database.read() as connection:
            return [_change(row) for row in connection.execute(select(WATCH_CHANGES).order_by(*_IN_ORDER))]

    def watched_since(self) -> Mapping[ActPlace, date]:
        with self._database.read() as connection:
            rows = connection.execute(select(WATCH_TEXTS)).all()
        return {_place(row.document_id, row.ordinal): row.since for row in rows}

    def save_run(
        self, run: WatchRun, changes: Collection[VisaChange], watched_since: Mapping[ActPlace, date]
    ) -> WatchRun:
        texts = [
            {"document_id": place.document_id, "ordinal": _ordinal(place), "since": since}
            for place, since in watched_since.items()
        ]

        def work(connection: Connection) -> int:
            connection.execute(delete(WATCH_CHANGES))
            connection.execute(delete(WATCH_TEXTS))
            if changes:
                connection.execute(insert(WATCH_CHANGES), [_change_row(change) for change in changes])
            if texts:
                connection.execute(insert(WATCH_TEXTS), texts)
            key = connection.execute(insert(WATCH_RUNS), _run_row(run)).inserted_primary_key
            assert key is not None
            return int(key[0])

        return replace(run, id=WatchRunId(self._database.write(work)))

    def runs(self, *, limit: int) -> Sequence[WatchRun]:
        query = select(WATCH_RUNS).order_by(WATCH_RUNS.c.id.desc()).limit(limit)
        with self._database.read() as connection:
            return [_run(row) for row in connection.execute(query)]


def _place(document: str, ordinal: int | None) -> ActPlace:
    return ActPlace(document_id=DocumentId(document), ordinal=None if ordinal == _WHOLE else ordinal)


def _ordinal(place: ActPlace) -> int:
    return _WHOLE if place.ordinal is None else place.ordinal


def _change_row(change: VisaChange) -> dict[str, object]:
    return {
        "id": change.id,
        "document_id": change.place.document_id,
        "ordinal": change.place.ordinal,
        "role": change.role.value,
        "title": change.title,
        "number": change.number,
        "act_day": change.act_day,
        "page": change.page,
        "visa": change.visa,
        "surface": change.surface,
        "key": change.key,
        "kind": change.kind.value,
        "day": change.day,
        "changed_by": change.changed_by,
        "wordings": change.wordings,
        "url": change.url,
        "first_seen": change.first_seen,
        "news_on": change.news_on,
    }


def _change(row: Row[tuple[object, ...]]) -> VisaChange:
    return VisaChange(
        id=VisaChangeId(row.id),
        place=_place(row.document_id, row.ordinal),
        role=WatchedRole(row.role),
        title=row.title,
        number=row.number,
        act_day=row.act_day,
        page=row.page,
        visa=row.visa,
        surface=row.surface,
        key=row.key,
        kind=ChangeKind(row.kind),
        day=row.day,
        changed_by=row.changed_by,
        wordings=row.wordings,
        url=row.url,
        first_seen=row.first_seen,
        news_on=row.news_on,
    )


def _run_row(run: WatchRun) -> dict[str, object]:
    return {
        "at": run.at,
        "day": run.day,
        "is_loaded": int(run.is_loaded),
        "known_until": run.known_until,
        "models": run.models,
        "acts": run.acts,
        "visas": run.visas,
        "changes": run.changes,
        "settled": run.settled,
    }


def _run(row: Row[tuple[object, ...]]) -> WatchRun:
    return WatchRun(
        id=WatchRunId(row.id),
        at=row.at,
        day=row.day,
        is_loaded=bool(row.is_loaded),
        known_until=row.known_until,
        models=row.models,
        acts=row.acts,
        visas=row.visas,
        changes=row.changes,
        settled=row.settled,
    )
