"""The rules of SCDL « Délibérations » 2.1.5, those of its schema and its own checks, on the text of a CSV file.

https://schema.data.gouv.fr/scdl/deliberations/2.1.5: required columns, patterns, types; SIRET; one budget's year and
name together; the five columns of votes all or none, ordered and adding up; matters by the names of the nomenclature.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from api.scdl_votes import VOTE_COLUMNS
from domain.siret import is_siret
from french.typed_span import flat

COLUMNS = (
    *("COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_MATIERE_CODE", "DELIB_MATIERE_NOM", "DELIB_OBJET"),
    *("BUDGET_ANNEE", "BUDGET_NOM", "PREF_ID", "PREF_DATE", *VOTE_COLUMNS, "DELIB_URL"),
)
REQUIRED = COLUMNS[:7]
_DATES = ("DELIB_DATE", "PREF_DATE")
_PATTERNS = {
    "COLL_SIRET": re.compile(r"\d{14}"),
    "DELIB_MATIERE_CODE": re.compile(r"\d\.\d{1,2}"),
    "BUDGET_ANNEE": re.compile(r"\d{4}(?:/\d{4})?"),
}
_MATTERS = frozenset(
    (
        *(
            "commande publique",
            "urbanisme",
            "domaine et patrimoine",
            "fonction publique",
            "institutions et vie politique",
        ),
        *("libertes publiques et pouvoirs de police", "finances locales", "domaines de competences par themes"),
        "autres domaines de competences",
    )
)


def scdl_problems(text: str) -> list[str]:
    """What is against the rules, as « line 3: VOTE_REEL is not the sum of … »; empty when the file is valid."""
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if tuple(rows.fieldnames or ()) != COLUMNS:
        return [f"line 1: columns are {rows.fieldnames}"]
    return [f"line {number}: {problem}" for number, row in enumerate(rows, start=2) for problem in _of_row(row)]


def _of_row(row: Mapping[str, str]) -> Iterator[str]:
    if None in row or None in row.values():
        yield "has not as many cells as there are columns"
        return
    yield from (f"{name} is empty" for name in REQUIRED if not row[name].strip())
    for name, pattern in _PATTERNS.items():
        if row[name] and not pattern.fullmatch(row[name]):
            yield f"{name} {row[name]!r} does not have its form"
    for name in _DATES:
        if row[name] and not _is_day(row[name]):
            yield f"{name} {row[name]!r} is not a day as YYYY-MM-DD"
    if row["COLL_SIRET"] and not is_siret(row["COLL_SIRET"]):
        yield f"COLL_SIRET {row['COLL_SIRET']!r} is no SIRET"
    if row["DELIB_URL"] and not (urlsplit(row["DELIB_URL"]).scheme and urlsplit(row["DELIB_URL"]).netloc):
        yield f"DELIB_URL {row['DELIB_URL']!r} is no address"
    yield from _of_columns(row)
    yield from _of_votes(row)


def _of_columns(row: Mapping[str, str]) -> Iterator[str]:
    """What columns say together."""
    wide, stroke, narrow = row["DELIB_MATIERE_NOM"].partition("/")
    if not stroke or flat(wide) not in _MATTERS or narrow.startswith(" "):
        yield f"DELIB_MATIERE_NOM {row['DELIB_MATIERE_NOM']!r} is not of the nomenclature"
    if bool(row["BUDGET_ANNEE"]) != bool(row["BUDGET_NOM"]):
        yield "BUDGET_ANNEE and BUDGET_NOM are not both filled"
    first, slash, last = row["BUDGET_ANNEE"].partition("/")
    if slash and not first < last:
        yield f"BUDGET_ANNEE {row['BUDGET_ANNEE']!r} does not go from one year to a later one"
    if row["PREF_DATE"] and row["PREF_DATE"] < row["DELIB_DATE"]:
        yield "PREF_DATE is before DELIB_DATE"


def _of_votes(row: Mapping[str, str]) -> Iterator[str]:
    cells = [row[name] for name in VOTE_COLUMNS]
    if not any(cells):
        return
    if not all(cells):
        yield "the columns of votes are not all filled"
        return
    if not all(re.fullmatch(r"\d+", cell) for cell in cells):
        yield "a column of votes is no whole number"
        return
    seats, voters, *counts = map(int, cells)
    if seats < voters:
        yield "VOTE_EFFECTIF is less than VOTE_REEL"
    if voters != sum(counts):
        yield "VOTE_REEL is not the sum of VOTE_POUR, VOTE_CONTRE and VOTE_ABSTENTION"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
