"""Numbers of one commune that only rise: the documents' generation, the requests of each year."""

from sqlalchemy import Connection, insert, select, update

from storage.sqlalchemy_commune_tables import COUNTERS


def next_number(connection: Connection, counter: str) -> int:
    """Add one to a counter, in the caller's transaction, and return it; the first is 1."""
    raised = update(COUNTERS).where(COUNTERS.c.name == counter).values(value=COUNTERS.c.value + 1)
    value = connection.scalar(raised.returning(COUNTERS.c.value))
    if value is None:
        connection.execute(insert(COUNTERS).values(name=counter, value=1))
        return 1
    return int(value)


def last_number(connection: Connection, counter: str) -> int:
    """The last number given by a counter, 0 when it has given none."""
    return connection.scalar(select(COUNTERS.c.value).where(COUNTERS.c.name == counter)) or 0
