"""Counts of a month, in one commune's database: numbers that outlive what they count."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Column, Connection, Integer, Table, Text, func, insert, select, update

from domain.month_count import Measure, MonthCount, Wait
from domain.request import Side
from storage.sqlalchemy_column_types import Day
from storage.sqlalchemy_commune_tables import METADATA, REPLIES, REQUESTS
from storage.sqlite_database import Database

# ``month`` is its first day. No word, no person: a measure, a whole number where the measure has one, and how often.
MONTH_COUNTS = Table(
    "month_counts",
    METADATA,
    Column("month", Day, primary_key=True),
    Column("measure", Text, primary_key=True),
    Column("value", Integer, primary_key=True),
    Column("times", Integer, nullable=False),
    sqlite_strict=True,
)


class SqlMonthCountStore:
    """The MonthCountStore port for one commune."""

    def __init__(self, database: Database) -> None:
        """Serve the commune of an open database."""
        self._database = database

    def add(self, on: date, measures: Mapping[Measure, int]) -> None:
        """Raise each measure of the month of ``on`` by its number, in one transaction."""
        counted = [MonthCount(month=on.replace(day=1), measure=one, times=times) for one, times in measures.items()]
        self._database.write(lambda connection: add_month_counts(connection, counted))

    def all(self) -> Sequence[MonthCount]:
        """Every count, by month, measure and value."""
        table = MONTH_COUNTS.c
        query = select(MONTH_COUNTS).order_by(table.month, table.measure, table.value)
        with self._database.read() as connection:
            return [
                MonthCount(month=row.month, measure=Measure(row.measure), value=row.value, times=row.times)
                for row in connection.execute(query)
            ]

    def waits(self) -> Sequence[Wait]:
        """Of every request still kept, when it was sent and first answered: one query, no text is read."""
        first = select(REPLIES.c.reference, func.min(REPLIES.c.sent_at).label("at"))
        first_by_agent = first.where(REPLIES.c.side == Side.AGENT.value).group_by(REPLIES.c.reference).subquery()
        both = REQUESTS.outerjoin(first_by_agent, first_by_agent.c.reference == REQUESTS.c.reference)
        query = select(REQUESTS.c.sent_at, first_by_agent.c.at).select_from(both).order_by(REQUESTS.c.id)
        with self._database.read() as connection:
            return [Wait(sent_at=row.sent_at, answered_at=row.at) for row in connection.execute(query)]


def add_month_counts(connection: Connection, counted: Iterable[MonthCount]) -> None:
    """Add each count to the one of its month, measure and value, in the caller's transaction."""
    table = MONTH_COUNTS.c
    for one in counted:
        if not one.times:
            continue
        key = {"month": one.month, "measure": one.measure.value, "value": one.value}
        same = (table.month == one.month, table.measure == one.measure.value, table.value == one.value)
        raised = update(MONTH_COUNTS).where(*same).values(times=table.times + one.times)
        if not connection.execute(raised).rowcount:
            connection.execute(insert(MONTH_COUNTS), key | {"times": one.times})
