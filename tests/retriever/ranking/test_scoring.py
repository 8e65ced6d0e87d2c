"""What a unit is worth to a question."""

from french.answer_types import AnswerType
from retriever.ranking.candidate import Candidate
from retriever.ranking.scoring import score_units
from retriever.ranking.wanted import Wanted
from tests.answering.standins import document, passage

HALL = document(1, "Salle des fêtes")
WANTED = Wanted(weights={"grand": 1.0}, naming=frozenset({"tarif"}), types=frozenset({AnswerType.AMOUNT}))


def holding(text: str, context: tuple[str, ...] = ()) -> list[bool]:
    candidate = Candidate(passage=passage(HALL, 1, text, context=context), document=HALL, score=1.0)
    return [unit.has_type for unit in score_units(candidate, WANTED)]


def test_a_bare_figure_under_a_header_of_euros_is_the_amount_that_was_asked_for() -> None:
    assert holding("Salle | Tarif en € | Places\nGrande | 150 | 80") == [True]
    assert holding("Grande | 150 | 80", context=("Salle | Tarifs (€) | Tarifs (€)", "Salle | Plein | Réduit")) == [True]
    assert holding("Salle | Surface | Places\nGrande | 150 | 80") == [False]


def test_the_rows_of_a_header_of_two_levels_are_no_answer_themselves() -> None:
    assert holding("Salle | Tarifs | Tarifs\nSalle | Plein | Réduit\nGrande | 150 € | 80 €") == [True]
