"""RequestQueue over one commune's database: many requests listed and searched while an agent waits.

Each word of a request has its row in ``request_words``: a search reads a range of that table's key for each word, and
not the requests. Only the page's requests are then read whole. ``python -m eval.bench_console`` times both.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, case, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from domain.ids import CommuneSlug
from domain.request import Message, Request, RequestState
from domain.request_queue import PAGE, QueueWanted
from storage.request_words import words_of
from storage.sqlalchemy_commune_tables import REPLIES, REQUESTS
from storage.sqlalchemy_desk_tables import REQUEST_WORDS
from storage.sqlalchemy_request_rows import message, read_request
from storage.sqlite_database import Database


class SqlRequestQueue:
    """The RequestQueue port for one commune."""

    def __init__(self, database: Database, commune: CommuneSlug) -> None:
        """Serve ``commune`` from its own open database."""
        self._database = database
        self._commune = commune

    def page(self, wanted: QueueWanted) -> Sequence[Request]:
        columns = REQUESTS.c
        is_mine = case((columns.taken_by == wanted.mine_first, 0), else_=1)
        newest, oldest = (columns.sent_at.desc(), columns.id.desc()), (is_mine, columns.sent_at, columns.id)
        order = newest if wanted.newest_first else oldest
        chosen = _filtered(select(columns.id), wanted)
        if wanted.states:
            chosen = chosen.where(columns.state.in_([state.value for state in wanted.states]))
        chosen = chosen.order_by(*order).limit(PAGE).offset((max(1, wanted.page) - 1) * PAGE)
        with self._database.read() as connection:
            ids = list(connection.scalars(chosen))
            rows = {row.id: row for row in connection.execute(select(REQUESTS).where(columns.id.in_(ids)))}
            return self._requests(connection, [rows[one] for one in ids])

    def counts(self, wanted: QueueWanted) -> Mapping[RequestState, int]:
        query = _filtered(select(REQUESTS.c.state, func.count()), wanted).group_by(REQUESTS.c.state)
        with self._database.read() as connection:
            return {RequestState(state): count for state, count in connection.execute(query)}

    def _requests(self, connection: Connection, rows: Sequence[Row[Any]]) -> Sequence[Request]:
        said: dict[str, list[Message]] = {}
        query = select(REPLIES).where(REPLIES.c.reference.in_([row.reference for row in rows])).order_by(REPLIES.c.id)
        for reply in connection.execute(query):
            said.setdefault(reply.reference, []).append(message(reply))
        return [read_request(row, self._commune, tuple(said.get(row.reference, ()))) for row in rows]


def add_words(connection: Connection, reference: str, *texts: str) -> None:
    """Let the request be found by the words of ``texts`` too."""
    rows = [{"word": word, "reference": reference} for word in sorted(words_of(*texts))]
    if rows:
        connection.execute(insert(REQUEST_WORDS).on_conflict_do_nothing(), rows)


def drop_words(connection: Connection, reference: str) -> None:
    """Nothing but its reference finds the request any more."""
    connection.execute(delete(REQUEST_WORDS).where(REQUEST_WORDS.c.reference == reference))
    add_words(connection, reference, reference)


def _filtered(query: Select[Any], wanted: QueueWanted) -> Select[Any]:
    if wanted.service:
        query = query.where(REQUESTS.c.service == wanted.service)
    for word in sorted(words_of(wanted.words)):
        # A range of the key: « cant » finds « cantine » and « cantonnier ».
        begins = REQUEST_WORDS.c.word.between(word, word + "~")
        query = query.where(REQUESTS.c.reference.in_(select(REQUEST_WORDS.c.reference).where(begins)))
    return query
