from dataclasses import replace

from answering.composing.other_values import without_other_values
from domain.answer import SentenceRole
from french.answer_types import AnswerType
from retriever.ranking.asker import asker_of
from retriever.ranking.candidate import Candidate
from retriever.ranking.scoring import ScoredUnit, score_units
from retriever.ranking.wanted import Wanted
from tests.answering.standins import document, passage

WANTED = Wanted(
    weights={"piscin": 0.5, "entre": 0.5},
    naming=frozenset(),
    types=frozenset({AnswerType.AMOUNT, AnswerType.DAY}),
    asker=asker_of(""),
)


def units(number: int, text: str) -> list[ScoredUnit]:
    of = document(number, "Vie locale")
    return score_units(Candidate(passage=passage(of, 0, text), document=of, score=1.0), WANTED)


def texts(shown: list[ScoredUnit], wanted: Wanted = WANTED) -> list[str]:
    return [one.unit.text for one in without_other_values(shown, wanted)]


POOL = units(1, "L'entrée de la piscine coûte 4 €.")
BIKE = units(2, "La location d'un vélo coûte 12 €.")


def test_the_price_of_something_else_is_not_shown_beside_the_one_asked_for() -> None:
    assert texts([*POOL, *BIKE]) == ["L'entrée de la piscine coûte 4 €."]
    assert texts(BIKE) == ["La location d'un vélo coûte 12 €."]


def test_a_rule_a_case_and_what_gives_no_value_stay() -> None:
    case = [replace(one, role=SentenceRole.CASE) for one in BIKE]
    words = units(3, "Le vestiaire ferme à clé.")
    assert len(texts([*POOL, *case, *words])) == 3


def test_nothing_is_left_out_when_no_value_is_asked_for() -> None:
    assert len(texts([*POOL, *BIKE], replace(WANTED, types=frozenset({AnswerType.WHETHER})))) == 2


def test_of_lines_without_bullets_the_one_of_the_place_asked_is_kept() -> None:
    lines = units(1, "Mardi soir à la piscine\nJeudi soir à la halle")
    assert texts(lines) == ["Mardi soir à la piscine"]
    sentences = units(1, "L'entrée se fait mardi soir à la halle.\nL'entrée de la piscine se fait jeudi soir.")
    assert len(texts(sentences, replace(WANTED, weights={"piscin": 0.3, "entre": 0.7}))) == 2
