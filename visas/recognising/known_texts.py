"""Texts known by number, date and nickname: what « loi NOTRe », « loi du 26 janvier 1984 » and wrong numbers mean."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from domain.legal_reference import ReferenceKind
from visas.recognising.folded_text import fold

TEXTS_FILE = Path(__file__).with_name("known_texts.toml")

FINANCE = re.compile(r"(?:de\s)?finances?\s(?:initiale\s)?(?:pour\s)?(?:l'annee\s|l'exercice\s)?(20[0-9]{2})\b")
"""« loi de finances pour 2020 », « de finances 2020 »; not « loi de finances rectificative pour 2020 »."""

_LONGEST_SINGLE_WORD = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownText:
    """A row of ``known_texts.toml``."""

    key: str
    day: date
    nicknames: tuple[str, ...] = ()
    by_date: bool = False
    finance_year: int | None = None

    @property
    def kind(self) -> ReferenceKind:
        """What it is."""
        return ReferenceKind(self.key.partition(":")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Nickname:
    """A nickname read at ``start:end`` of the folded text."""

    text: KnownText
    start: int
    end: int


@cache
def known_texts() -> dict[str, KnownText]:
    """Key -> text."""
    rows = tomllib.loads(TEXTS_FILE.read_text("utf-8"))["text"]
    return {
        str(row["key"]): KnownText(
            key=row["key"],
            day=row["date"],
            nicknames=tuple(row.get("nicknames", ())),
            by_date=row.get("by_date", False),
            finance_year=row.get("finance_year"),
        )
        for row in rows
    }


@cache
def texts_of_day() -> dict[tuple[ReferenceKind, date], tuple[KnownText, ...]]:
    """Known texts of a kind signed on a day."""
    found: dict[tuple[ReferenceKind, date], tuple[KnownText, ...]] = {}
    for text in known_texts().values():
        found[text.kind, text.day] = (*found.get((text.kind, text.day), ()), text)
    return found


def finance_law(year: int) -> KnownText | None:
    """The law of finances for a year."""
    return next((text for text in known_texts().values() if text.finance_year == year), None)


def nickname_in(folded: str, kind: ReferenceKind, start: int, end: int) -> Nickname | None:
    """The first nickname of a text of this kind in ``folded[start:end]``, which begins right after its noun."""
    pattern, named = _nicknames(kind)
    found = pattern.search(folded, start, end) if pattern else None
    if found is None or found.lastgroup is None:
        return None
    return Nickname(text=named[found.lastgroup], start=found.start(found.lastgroup), end=found.end(found.lastgroup))


@cache
def _nicknames(kind: ReferenceKind) -> tuple[re.Pattern[str] | None, dict[str, KnownText]]:
    named: dict[str, KnownText] = {}
    rows: list[tuple[int, str]] = []
    for text in known_texts().values():
        if text.kind is kind:
            for nickname in text.nicknames:
                group = f"g{len(named)}"
                named[group] = text
                rows.append((len(nickname), _pattern(nickname, group)))
    if not rows:
        return None, {}
    return re.compile("|".join(pattern for _, pattern in sorted(rows, reverse=True))), named


def _pattern(nickname: str, group: str) -> str:
    """Matches the nickname whatever its apostrophes and hyphens; a single word only where nicknames stand."""
    parts = re.findall(r"[dl](?=')|[a-z0-9]+", fold(nickname).folded)
    words = r"[\s',\"()-]{0,3}".join(rf"{part}" if part not in {"d", "l"} else rf"[{part}1i]?" for part in parts)
    if len(parts) == 1 and len(nickname) <= _LONGEST_SINGLE_WORD:
        before = r"(?:\b(?:lois?|lol|dite?s?)[\s\"(]{1,3}|[\"(]\s?(?:loi\s|dite\s)?|\b(?:de|d'|d)\s?(?:la\s)?)"
        return rf"{before}(?P<{group}>{words})\b(?!\s(?:i{{1,3}}|[1-3])\b)"
    return rf"\b[dl]?(?P<{group}>{words})\b"
