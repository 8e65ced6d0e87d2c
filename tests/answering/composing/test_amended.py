"""A value that another act changed is not given any more, from the day on which the change begins."""

from datetime import date

import pytest

from answering.choosing import choose
from domain.in_force import Days
from french.answer_types import AnswerType
from retriever.ranking.asker import asker_of
from retriever.ranking.candidate import Candidate
from retriever.ranking.wanted import Wanted
from tests.answering.standins import document, passage

TARIFFS = document(1, "Tarifs de la garderie")
CHANGE = document(2, "Modification des tarifs de la garderie")
GRID = "Accueil | Quotient de moins de 700 | Quotient de 700 et plus\nSoir, goûter compris | 2,20 € | 2,95 €"
TOLD = "Article 1. À la ligne « Soir » de la garderie, le montant de 2,95 € est remplacé par 3,15 €"
JANUARY = Days(first=date(2031, 1, 15), last=date(2031, 1, 15))


def shown(question: str, told: str, days: Days = JANUARY) -> list[str]:
    grid = Candidate(passage=passage(TARIFFS, 1, GRID), document=TARIFFS, score=1.0)
    change = Candidate(passage=passage(CHANGE, 1, told), document=CHANGE, score=0.9)
    wanted = Wanted(
        weights={"garder": 0.5, "soir": 0.5},
        naming=frozenset(),
        types=frozenset({AnswerType.AMOUNT}),
        asker=asker_of(question),
        days=days,
    )
    return [c.unit.text for c in choose([grid, change], wanted)]


@pytest.mark.parametrize(
    "told",
    [
        f"{TOLD}.",
        f"{TOLD} à compter du 4 janvier 2031.",
        "Pour la garderie du soir, au lieu de : « 2,95 € », lire : « 3,15 € ».",
    ],
)
def test_the_row_with_the_former_value_gives_way_to_what_changed_it(told: str) -> None:
    texts = shown("la garderie du soir, quotient 900 ?", told)
    assert any("3,15 €" in text for text in texts)
    assert not any(text.startswith("Soir, goûter") for text in texts)


def test_a_row_stays_for_whom_its_value_did_not_change() -> None:
    assert any("2,20 €" in text for text in shown("la garderie du soir, quotient 500 ?", f"{TOLD}."))


def test_before_the_change_begins_the_former_value_holds() -> None:
    texts = shown("la garderie du soir, quotient 900 ?", f"{TOLD} à compter du 1er mars 2031.")
    assert any(text.startswith("Soir, goûter") for text in texts)
