"""PairStore over one commune's database."""

from collections.abc import Sequence

from sqlalchemy import Connection, Row, delete, insert, select

from domain.contrastive_pair import ContrastivePair, PairId, PairState, Side
from domain.ids import DocumentId
from storage.sqlalchemy_trial_tables import CONTRASTIVE_PAIRS
from storage.sqlite_database import Database


class SqlPairStore:
    """The PairStore port for one commune."""

    def __init__(self, database: Database) -> None:
        """Serve the commune of an open database."""
        self._database = database

    def pairs(self) -> Sequence[ContrastivePair]:
        with self._database.read() as connection:
            rows = connection.execute(select(CONTRASTIVE_PAIRS).order_by(CONTRASTIVE_PAIRS.c.id))
            return [_pair(row) for row in rows]

    def judge(self, pairs: Sequence[ContrastivePair]) -> None:
        def work(connection: Connection) -> None:
            for pair in pairs:
                connection.execute(delete(CONTRASTIVE_PAIRS).where(CONTRASTIVE_PAIRS.c.id == pair.id))
                connection.execute(insert(CONTRASTIVE_PAIRS), _row(pair))

        self._database.write(work)


def _row(pair: ContrastivePair) -> dict[str, object]:
    return {
        "id": pair.id,
        "document_id": pair.document_id,
        "page": pair.page,
        "quote": pair.quote,
        "general_question": pair.general.question,
        "general_expected": pair.general.expected,
        "special_question": pair.special.question,
        "special_expected": pair.special.expected,
        "state": pair.state.value,
        "author": pair.author,
        "day": pair.on,
    }


def _pair(row: Row[tuple[object, ...]]) -> ContrastivePair:
    return ContrastivePair(
        id=PairId(row.id),
        document_id=DocumentId(row.document_id),
        page=row.page,
        quote=row.quote,
        general=Side(question=row.general_question, expected=row.general_expected),
        special=Side(question=row.special_question, expected=row.special_expected),
        state=PairState(row.state),
        author=row.author,
        on=row.day,
    )
