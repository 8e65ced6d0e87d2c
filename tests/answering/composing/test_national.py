"""National sheets answer where the commune's own documents say nothing."""

from dataclasses import replace

import pytest

from answering.choosing import MOST_READ, choose, read_closely
from answering.composing.national import is_national
from answering.wanted import Wanted
from domain.document import Document
from retriever.ranking.candidate import Candidate
from tests.answering.standins import document, passage

WANTED = Wanted(weights={"acte": 0.5, "naissanc": 0.5}, naming=frozenset(), types=frozenset())
SHEET = replace(document(1, "Acte de naissance"), path="fiches/F1427.xml")
PAGE = replace(document(2, "Acte de naissance"), path="demarches.html")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("F1427.txt", True),
        ("vosdroits/N360.json", True),
        ("F1-plan-masse.pdf", False),
        ("actes/R2031-12.pdf", False),
        ("Flaux.html", False),
    ],
)
def test_a_sheet_is_told_by_its_number(path: str, expected: bool) -> None:
    assert is_national(replace(SHEET, path=path)) is expected


def found(holder: Document, score: float) -> Candidate:
    return Candidate(passage=passage(holder, 1, "L’acte de naissance est à demander."), document=holder, score=score)


def test_the_commune_goes_first_when_both_say_as_much() -> None:
    first, *_ = choose([found(SHEET, 1.0), found(PAGE, 0.95)], WANTED)
    assert first.candidate.document.path == PAGE.path


def test_sheets_do_not_take_every_place_that_is_read() -> None:
    sheets = [found(replace(SHEET, path=f"F{number}00.xml"), 0.9) for number in range(1, MOST_READ + 1)]
    assert found(PAGE, 0.8) in read_closely([*sheets, found(PAGE, 0.8)])
