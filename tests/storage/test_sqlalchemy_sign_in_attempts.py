from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage.alembic_migrations import DatabaseKind
from storage.sqlalchemy_sign_in_attempts import delay_s, may_attempt
from storage.sqlite_database import Database
from tests.storage.conftest import NOON


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "parvis.sqlite", DatabaseKind.INSTALLATION)
    yield opened
    opened.close()


def attempt(database: Database, seconds: float, email_digest: str = "a") -> bool:
    return database.write(lambda connection: may_attempt(connection, email_digest, NOON + timedelta(seconds=seconds)))


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (1, 0), (4, 0), (5, 2), (6, 4), (7, 8), (8, 16), (9, 32), (10, 60), (11, 60), (10_000, 60)],
)
def test_the_delay_doubles_up_to_a_minute(failures: int, seconds: int) -> None:
    assert delay_s(failures) == seconds


def test_attempts_sent_together_are_counted_before_they_are_judged(database: Database) -> None:
    assert [attempt(database, 0) for _ in range(8)] == [True] * 5 + [False] * 3


def test_an_attempt_that_came_too_early_does_not_lengthen_the_wait(database: Database) -> None:
    for _ in range(5):
        attempt(database, 0)
    assert [attempt(database, seconds) for seconds in (0.5, 1, 1.5, 2)] == [False, False, False, True]


def test_failures_are_forgotten_after_an_hour(database: Database) -> None:
    for _ in range(5):
        attempt(database, 0)
    assert [attempt(database, 3601) for _ in range(6)] == [True] * 5 + [False]


def test_a_clock_set_back_makes_nobody_wait(database: Database) -> None:
    for _ in range(5):
        attempt(database, 3600)
    assert attempt(database, 0)
