"""The questions of a commune's own set: JSON Lines, the fields of ``corpus/QUESTIONS.md``, most of them optional.

Described for communes in docs/evaluation.md. A field that nobody knows is refused: a misspelt « expected » would make
every answer right.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.errors import BadQuestions

_REMARKS = {"answer_span", "exception_span", "note", "near", "searched", "conflict", "scan", "split", "service"}
"""Of the published sets; nothing here reads them."""
_READ = {"id", "question", "kind", "source", "source_path", "page", "expected", "must_not", "also_ok", "exception"}
KNOWN_FIELDS = frozenset(_READ | _REMARKS | {"history", "date", "pair"})
GENERAL, EXCEPTION = "general", "exception"
"""Kinds of the two questions of a pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A file and its page, from 1. Without a page any page is meant; an empty source: the only one with that path."""

    source: str
    path: str
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQuestion:
    """A question and what is right. Without ``spots`` nothing answers it, and declining is right.

    ``pair`` names the pair that it makes with another question; its kind is then ``general`` or ``exception``.
    """

    id: str
    question: str
    kind: str = "fact"
    spots: tuple[Spot, ...] = ()
    expected: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    date: str = ""
    pair: str = ""


def read_set(file: Path) -> list[SetQuestion]:
    """The questions of a file, in order. Raises BadQuestions naming the line and the field."""
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestions(f"{file}: cannot be read as UTF-8 text ({error})") from error
    found = [_question(f"{file}:{n}", line) for n, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise BadQuestions(f"{file}: holds no question; see docs/evaluation.md for the form of a line")
    ids = [one.id for one in found]
    twice = next((one for one in ids if ids.count(one) > 1), None)
    if twice is not None:
        raise BadQuestions(f"{file}: the id {twice!r} stands twice; give each question its own")
    _check_pairs(file, found)
    return found


def _check_pairs(file: Path, found: Sequence[SetQuestion]) -> None:
    sides: dict[str, list[str]] = {}
    for one in found:
        if one.pair:
            sides.setdefault(one.pair, []).append(one.kind)
    for pair, kinds in sides.items():
        if sorted(kinds) != [EXCEPTION, GENERAL]:
            raise BadQuestions(f"{file}: the pair {pair!r} needs one question « general » and one « exception »")


def _question(place: str, line: str) -> SetQuestion:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadQuestions(f"{place}: no JSON ({error}); write one object a line") from error
    if not isinstance(row, dict):
        raise BadQuestions(f"{place}: an object is expected")
    if unknown := sorted(set(row) - KNOWN_FIELDS):
        known = ", ".join(sorted(KNOWN_FIELDS))
        raise BadQuestions(f"{place}: {', '.join(unknown)} is no field; the fields are {known}")
    try:
        spots = _spots(row)
        expected = _texts(row, "expected")
        if spots and not expected:
            raise ValueError("expected says nothing of what the answer must hold")
        return SetQuestion(
            id=_text(row, "id"),
            question=_text(row, "question"),
            kind=_text(row, "kind") if row.get("kind") else "fact",
            spots=spots,
            expected=expected if spots else (),
            must_not=_texts(row, "must_not"),
            history=_texts(row, "history"),
            date=date.fromisoformat(row["date"]).isoformat() if row.get("date") else "",
            pair=_text(row, "pair") if row.get("pair") else "",
        )
    except (ValueError, TypeError, KeyError) as error:
        raise BadQuestions(f"{place}: {error}; see docs/evaluation.md") from error


def _spots(row: Mapping[str, object]) -> tuple[Spot, ...]:
    if not row.get("source_path"):
        return ()
    own = str(row.get("source") or "")
    exception = row.get("exception")
    also = row.get("also_ok") or []
    if not isinstance(also, list) or not all(isinstance(one, dict) for one in [row, *also]):
        raise ValueError("also_ok is a list of objects")
    places = [row, *also, *([exception] if isinstance(exception, dict) else [])]
    return tuple(_spot(place, own) for place in places)


def _spot(place: Mapping[str, object], source: str) -> Spot:
    page = place.get("page")
    if page is not None and (type(page) is not int or page < 1):
        raise ValueError(f"page {page!r} is no page: a number from 1, or null")
    path = unicodedata.normalize("NFC", _text(place, "source_path"))
    return Spot(source=str(place.get("source") or source), path=path, page=page)


def _text(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} must be a text")
    return value


def _texts(row: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = row.get(name)
    if value is None or value == "":
        return ()
    held = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) and one.strip() for one in held):
        raise ValueError(f"{name} must be a text or a list of texts")
    return tuple(held)
