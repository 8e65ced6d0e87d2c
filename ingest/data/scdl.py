"""Files of the « socle commun des données locales »: délibérations, subventions, équipements. Pure.

Each row becomes a record under the titles of ``scdl.toml``. Columns are known by their names, in any order and any
case: real files mix both. A row of délibérations is a decision too (``ingest/data/scdl_decisions.py``).
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.data.french_dates import day_in_words, read_day
from ingest.links import public_link
from ingest.office.records import record_lines
from ingest.text import TextLine

_FILE = Path(__file__).with_name("scdl.toml")
_HEADER_ROWS = 3
_AMOUNT = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Model:
    """One data model; names of columns in lower case."""

    name: str
    needs: frozenset[str]
    naming: str
    link: str
    dates: frozenset[str]
    amounts: frozenset[str]
    titles: Mapping[str, str]


@lru_cache(maxsize=1)
def _models() -> tuple[_Model, ...]:
    return tuple(
        _Model(
            name=name,
            needs=frozenset(table["needs"]),
            naming=table["name"],
            link=table["link"],
            dates=frozenset(table["date"]),
            amounts=frozenset(table["amount"]),
            titles=table["titles"],
        )
        for name, table in tomllib.loads(_FILE.read_text("utf-8")).items()
    )


def scdl_lines(rows: Sequence[Sequence[str]]) -> list[TextLine] | None:
    """The records of a file whose header is that of a known model; None when it is not."""
    for at, row in enumerate(rows[:_HEADER_ROWS]):
        names = [name.strip().lower() for name in row]
        model = next((model for model in _models() if model.needs <= set(names)), None)
        if model is not None:
            return [line for n, values in enumerate(rows[at + 1 :]) for line in _record(model, names, values, n)]
    return None


def _record(model: _Model, names: Sequence[str], values: Sequence[str], number: int) -> list[TextLine]:
    found = {name: value.strip() for name, value in zip(names, values, strict=False) if value.strip()}
    pairs = [(title, _shown(model, name, found[name])) for name, title in model.titles.items() if name in found]
    link = public_link(found.get(model.link, ""))
    titles, shown = [title for title, _ in pairs], [value for _, value in pairs]
    return record_lines(titles, shown, number, name=found.get(model.naming, ""), link=link)


def _shown(model: _Model, name: str, value: str) -> str:
    if name in model.dates:
        day = read_day(value)
        return value if day is None else day_in_words(day)
    if name in model.amounts and _AMOUNT.fullmatch(value):
        units, _, cents = f"{float(value.replace(',', '.')):,.2f}".replace(",", " ").partition(".")
        return f"{units} €" if cents == "00" else f"{units},{cents} €"
    return value


def deliberation_titles() -> Mapping[str, str]:
    """Titles of the columns of délibérations, by the columns' names in lower case."""
    return next(model for model in _models() if model.name == "deliberations").titles
