"""Exports against the rules: our own reading of them always, the schema itself where the outside data are."""

import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.scdl_register import scdl_csv
from api.scdl_rules import COLUMNS, scdl_problems
from api.scdl_votes import VOTE_COLUMNS
from app.profile_toml import bare_profile
from domain.act import Outcome, Vote
from domain.siret import is_siret
from french.typed_span import flat
from ingest.acts.matters import is_matter
from tests.api.test_scdl_register import SIRET, line

# Read here, since the tests of this room run without the variables of whoever runs them.
OUTSIDE = os.environ.get("PARVIS_SHARED_DATA", "")
SCHEMA = "docs/scdl/schemas/site/.vuepress/public/schemas/scdl/deliberations/2.1.5/schema.json"
VOTES = (
    None,
    Vote(outcome=Outcome.UNANIMITE, in_office=15, voters=14),
    Vote(outcome=Outcome.MAJORITE, in_favour=12, against=1, abstentions=1, in_office=15),
    Vote(outcome=Outcome.MAJORITE, in_favour=12),
)
CODES = [f"{first}.{second}" for first in range(1, 10) for second in range(1, 12) if is_matter(f"{first}.{second}")]
GOOD = {
    "COLL_NOM": "Valbrune",
    "COLL_SIRET": SIRET,
    "DELIB_ID": "D2031-12",
    "DELIB_DATE": "2031-06-13",
    "DELIB_MATIERE_CODE": "7.5",
    "DELIB_MATIERE_NOM": "finances locales/subventions",
    "DELIB_OBJET": 'Vente de "La Treille", au bourg',
}
FIVE = dict(zip(VOTE_COLUMNS, ("15", "14", "12", "1", "1"), strict=True))


def exported() -> str:
    """A decision of each matter, with votes known in part, in whole and not at all."""
    lines = [
        line(f"D2031-{n}", f'Objet "{n}", du bourg ; suite', matter=code, vote=VOTES[n % len(VOTES)], page=1 + n % 3)
        for n, code in enumerate((*CODES, None))
    ]
    return scdl_csv(lines, bare_profile("valbrune", "Valbrune"), siret=SIRET, base_url="https://parvis.example").text


def as_csv(**cells: str) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    writer.writerow(GOOD | cells)
    return out.getvalue()


def test_every_export_keeps_the_rules_whatever_its_matters_and_votes() -> None:
    assert len(CODES) == 57
    assert scdl_problems(exported()) == []
    assert scdl_problems(as_csv(**FIVE, BUDGET_ANNEE="2031/2032", BUDGET_NOM="Budget annexe")) == []


BAD = [
    ({"COLL_NOM": " "}, "COLL_NOM is empty"),
    ({"DELIB_ID": ""}, "DELIB_ID is empty"),
    ({"COLL_SIRET": "21419990100016"}, "no SIRET"),
    ({"COLL_SIRET": "214199901000158"}, "form"),
    ({"DELIB_DATE": "13/06/2031"}, "not a day"),
    ({"DELIB_DATE": "2031-02-30"}, "not a day"),
    ({"DELIB_MATIERE_CODE": "7"}, "form"),
    ({"DELIB_MATIERE_NOM": "subventions"}, "nomenclature"),
    ({"DELIB_MATIERE_NOM": "finances locales / subventions"}, "nomenclature"),
    ({"BUDGET_ANNEE": "2031"}, "not both filled"),
    ({"BUDGET_ANNEE": "2032/2031", "BUDGET_NOM": "x"}, "later one"),
    ({"PREF_DATE": "2031-06-12"}, "before DELIB_DATE"),
    ({"VOTE_POUR": "12"}, "not all filled"),
    ({**FIVE, "VOTE_EFFECTIF": "13"}, "less than"),
    ({**FIVE, "VOTE_POUR": "13"}, "not the sum"),
    ({**FIVE, "VOTE_CONTRE": "un"}, "whole number"),
    ({"DELIB_URL": "documents/12"}, "no address"),
]


@pytest.mark.parametrize(("cells", "problem"), BAD)
def test_each_rule_names_what_is_against_it_and_the_line(cells: dict[str, str], problem: str) -> None:
    found = scdl_problems(as_csv(**cells))
    assert any(one.startswith("line 2: ") and problem in one for one in found)


def test_other_columns_are_refused() -> None:
    assert scdl_problems(exported().replace("VOTE_POUR", "POUR", 1))


def table_schema_problems(schema: Mapping[str, Any], text: str) -> Iterator[str]:
    """What a Table Schema with Validata's custom checks says against a CSV text. Raises on a check that it ignores."""
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    fields = schema["fields"]
    if [field["name"] for field in fields] != list(rows[0]):
        yield "columns"
    for row in rows:
        for field in fields:
            yield from _cell_problems(field, row[field["name"]])
        for check in schema["custom_checks"]:
            if not CHECKS[check["name"]](row, check["params"]):
                yield f"{check['name']} {check['params']}"


def _cell_problems(field: Mapping[str, Any], cell: str) -> Iterator[str]:
    constraints = field.get("constraints", {})
    if not cell:
        yield from [f"{field['name']} required"] * bool(constraints.get("required"))
        return
    if "pattern" in constraints and not re.match(constraints["pattern"], cell):
        yield f"{field['name']} pattern"
    forms: dict[str, Callable[[str], object]] = {"date": date.fromisoformat, "integer": int, "string": str}
    try:
        forms[field["type"]](cell)
    except ValueError:
        yield f"{field['name']} type"
    if field.get("format") == "uri" and "://" not in cell:
        yield f"{field['name']} uri"


def _matter(row: Mapping[str, str], params: Mapping[str, Any]) -> bool:
    wide, stroke, narrow = row[params["column"]].partition("/")
    known = (
        "commande publique,urbanisme,domaine et patrimoine,fonction publique,institutions et vie politique,"
        "libertes publiques et pouvoirs de police,finances locales,domaines de competences par themes,"
        "autres domaines de competences"
    )
    return bool(stroke) and flat(wide) in known.split(",") and not narrow.startswith(" ")


def _years(row: Mapping[str, str], params: Mapping[str, Any]) -> bool:
    first, _, last = row[params["column"]].partition("/")
    return not last or first < last


def _sum(row: Mapping[str, str], names: Sequence[str]) -> int:
    """What is no number counts for nothing: its type is another check."""
    return sum(int(row[name]) for name in names if row[name].isdigit())


def _compared(row: Mapping[str, str], params: Mapping[str, Any]) -> bool:
    assert params["op"] == ">="
    one, other = row[params["column"]], row[params["column2"]]
    if one.isdigit() and other.isdigit():
        return int(one) >= int(other)
    return not one or not other or one >= other


CHECKS = {
    "french-siret-value": lambda row, params: is_siret(row[params["column"]]),
    "year-interval-value": _years,
    "cohesive-columns-value": lambda row, params: (
        len({bool(row[name]) for name in (params["column"], *params["othercolumns"])}) == 1
    ),
    "compare-columns-value": _compared,
    "sum-columns-value": lambda row, params: (
        not row[params["column"]] or _sum(row, [params["column"]]) == _sum(row, params["columns"])
    ),
    "nomenclature-actes-value": _matter,
}


@pytest.fixture
def schema() -> Mapping[str, Any]:
    file = Path(OUTSIDE) / SCHEMA
    if not OUTSIDE or not file.is_file():
        pytest.skip("SCDL schema: set PARVIS_SHARED_DATA to the folder of outside data")
    loaded: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def test_the_schema_itself_accepts_every_export(schema: Mapping[str, Any]) -> None:
    assert list(table_schema_problems(schema, exported())) == []


@pytest.mark.parametrize(("cells", "problem"), BAD)
def test_what_our_rules_refuse_the_schema_refuses_too(
    schema: Mapping[str, Any], cells: dict[str, str], problem: str
) -> None:
    if cells == {"COLL_NOM": " "}:
        cells = {"COLL_NOM": ""}
    assert list(table_schema_problems(schema, as_csv(**cells))) != [], problem
