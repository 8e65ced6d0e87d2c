"""When a tariff has many brackets and the person gave none, each bracket is offered as the question completed."""

from answering.choosing import choose
from answering.composing.asking_back import choices_of
from domain.answer import Choice
from french.answer_types import AnswerType
from retriever.ranking.asker import Asker, asker_of
from retriever.ranking.candidate import Candidate
from retriever.ranking.wanted import Wanted
from tests.answering.standins import document, passage

CENTRE = document(1, "Tarifs du centre de loisirs")
QUESTION = "Combien coûte une journée au centre de loisirs ?"
BRACKETS = ("Moins de 300", "De 300 à 499", "De 500 à 699", "De 700 à 899", "De 900 à 1 099", "De 1 100 à 1 299")
GRID = (*BRACKETS, "1 300 et plus")


def choices(brackets: tuple[str, ...], question: str = QUESTION, name: str = "Quotient familial") -> tuple[Choice, ...]:
    rows = "\n".join(f"{bracket} | {4 + number},00 €" for number, bracket in enumerate(brackets))
    candidate = Candidate(passage=passage(CENTRE, 1, f"{name} | Journée\n{rows}"), document=CENTRE, score=1.0)
    asker = asker_of(question)
    stems = {"journe": 0.5, "loisir": 0.5}
    wanted = Wanted(weights=stems, naming=frozenset(), types=frozenset({AnswerType.AMOUNT}), asker=asker)
    return choices_of(question, choose([candidate], wanted), asker)


def test_each_bracket_is_offered_and_completes_the_question() -> None:
    offered = choices(GRID)
    assert [choice.label for choice in offered] == list(GRID)
    assert offered[3].question == "Combien coûte une journée au centre de loisirs, quotient familial de 700 ?"


def test_what_is_offered_is_understood_and_asks_nothing_more() -> None:
    for choice in choices(GRID):
        assert asker_of(choice.question).quotient is not None
        assert choices(GRID, choice.question) == ()


def test_ages_are_offered_too() -> None:
    ages = ("Moins de 3 ans", "3 ans", "4 ans", "5 ans", "6 ans", "7 ans", "8 ans et plus")
    offered = choices(ages, name="Âge de l’enfant")
    assert [asker_of(choice.question).ages for choice in offered][1:3] == [(36,), (48,)]


def test_a_few_cases_are_all_shown_and_nothing_is_asked() -> None:
    assert choices(BRACKETS) == ()


def test_nothing_is_asked_of_who_already_said_it() -> None:
    assert asker_of("quotient 620") != Asker()
    assert choices(GRID, "Combien coûte une journée, quotient 620 ?") == ()
