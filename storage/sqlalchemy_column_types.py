"""Column types that SQLite's STRICT tables and PostgreSQL both keep as plain text."""

import json
from datetime import UTC, date, datetime

from sqlalchemy import Dialect, Text, TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as ISO 8601 in UTC with six decimals, so that text order is time order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no timezone: give an aware datetime")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Day(TypeDecorator[date]):
    """A calendar day, kept as ISO 8601."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Texts(TypeDecorator[tuple[str, ...]]):
    """A tuple of texts, kept as a JSON array; empty text when there are none (nothing to parse: most passages)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        return json.dumps(value, ensure_ascii=False) if value else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        return tuple(json.loads(value)) if value else ()


class Pairs(TypeDecorator[tuple[tuple[str, str], ...]]):
    """A tuple of (name, value) texts in their order, kept as a JSON array of arrays; empty text when none."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[tuple[str, str], ...] | None, dialect: Dialect) -> str:
        return json.dumps(value, ensure_ascii=False) if value else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[tuple[str, str], ...]:
        return tuple((name, text) for name, text in json.loads(value)) if value else ()


class Shares(TypeDecorator[tuple[float, ...]]):
    """A tuple of numbers from 0 to 1, kept as a JSON array; empty text when there are none (most passages)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[float, ...] | None, dialect: Dialect) -> str:
        return json.dumps(value) if value else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[float, ...]:
        return tuple(map(float, json.loads(value))) if value else ()


class Spans(TypeDecorator[tuple[tuple[int, int], ...]]):
    """A tuple of half-open spans in their order, kept as a JSON array of arrays; empty text when none."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[tuple[int, int], ...] | None, dialect: Dialect) -> str:
        return json.dumps(value) if value else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[tuple[int, int], ...]:
        return tuple((int(start), int(end)) for start, end in json.loads(value)) if value else ()
