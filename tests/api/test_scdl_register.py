import csv
import io
import re
from dataclasses import replace
from datetime import date

from api.scdl_register import Export, scdl_csv
from api.scdl_rules import COLUMNS
from app.profile_toml import bare_profile
from domain.register import RegisterLine
from tests.domain.test_register import MINUTES, decision

SIRET = "21419990100015"
# What the table schema of SCDL « Délibérations » 2.1.5 requires of each column that it requires.
REQUIRED = {
    "COLL_NOM": r".+",
    "COLL_SIRET": r"\d{14}",
    "DELIB_ID": r".+",
    "DELIB_DATE": r"\d{4}-\d\d-\d\d",
    "DELIB_MATIERE_CODE": r"\d\.\d{1,2}",
    "DELIB_MATIERE_NOM": r".+",
    "DELIB_OBJET": r".+",
}


def export(*lines: RegisterLine, base_url: str = "https://parvis.example") -> Export:
    return scdl_csv(lines, bare_profile("valbrune", "Valbrune"), siret=SIRET, base_url=base_url)


def line(number: str | None, title: str, **changes: object) -> RegisterLine:
    return RegisterLine(decision=replace(decision(MINUTES, number, title), **changes), document=MINUTES)  # type: ignore[arg-type]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_decision_is_a_row_of_the_model() -> None:
    found = export(
        line("D2031-12", 'Vente de "La Treille", au bourg', matter="3.2", page=4), line("D2031-13", "Divers")
    )
    first, second = rows(found.text)
    assert tuple(first) == COLUMNS
    for row in (first, second):
        assert all(re.fullmatch(pattern, row[name]) for name, pattern in REQUIRED.items())
    assert (first["DELIB_ID"], first["DELIB_DATE"], first["DELIB_OBJET"]) == (
        "D2031-12",
        "2031-06-13",
        'Vente de "La Treille", au bourg',
    )
    assert (first["DELIB_MATIERE_CODE"], first["DELIB_MATIERE_NOM"]) == ("3.2", "domaine et patrimoine/aliénations")
    assert first["DELIB_URL"] == "https://parvis.example/c/valbrune/documents/pv?page=4"
    assert second["DELIB_MATIERE_CODE"] == "9.1"
    assert {row[name] for row in (first, second) for name in COLUMNS if name.startswith("VOTE")} == {""}
    assert (found.written, found.without_matter) == (2, 1)


def test_what_the_model_requires_and_no_document_says_is_left_out_and_counted() -> None:
    found = export(line(None, "Emprunt"), line("D2031-1", "Emprunt", day=None), line("D2031-2", "Budget"))
    assert [row["DELIB_ID"] for row in rows(found.text)] == ["D2031-2"]
    assert (found.written, found.without_number, found.without_day) == (1, 1, 1)


def test_the_address_that_a_file_of_the_commune_gives_is_kept() -> None:
    link = "https://valbrune.example/actes/12.pdf"
    (row,) = rows(export(line("1", "Budget", day=date(2031, 1, 2), link=link)).text)
    assert row["DELIB_URL"] == link


def test_without_a_public_address_there_is_no_link() -> None:
    (row,) = rows(export(line("1", "Budget", day=date(2031, 1, 2)), base_url="").text)
    assert row["DELIB_URL"] == ""
