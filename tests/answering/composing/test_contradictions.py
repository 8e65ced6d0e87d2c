"""Two documents in force that differ on the same thing are both shown; what differs for a reason is not."""

from dataclasses import replace
from datetime import date

from answering.choosing import choose
from domain.answer import SentenceRole
from domain.document import Document
from french.answer_types import AnswerType
from retriever.ranking.asker import asker_of
from retriever.ranking.candidate import Candidate
from retriever.ranking.wanted import Wanted
from tests.answering.standins import document, passage

RULES = document(1, "Règlement de la salle des fêtes", session=date(2030, 3, 12))
PAGE = document(2, "La salle des fêtes", session=date(2031, 9, 2))
TWO = "La demande pour la salle des fêtes est déposée au moins deux mois avant la date."
ONE = "La demande pour la salle des fêtes est déposée au moins un mois avant la date."
CONFLICT = SentenceRole.CONFLICT


def told(
    one: str,
    other: str,
    kind: AnswerType = AnswerType.DELAY,
    *,
    first: Document = RULES,
    second: Document = PAGE,
    asked: str = "",
    is_former: bool = False,
) -> list[str]:
    """What is shown as contradictory."""
    candidates = [
        Candidate(passage=passage(first, 1, one), document=first, score=1.0),
        Candidate(passage=passage(second, 1, other), document=second, score=0.9, is_former=is_former),
    ]
    weights = {"sall": 0.5, "fet": 0.5}
    wanted = Wanted(weights=weights, naming=frozenset(), types=frozenset({kind}), asker=asker_of(asked))
    return [c.unit.text for c in choose(candidates, wanted) if c.role is CONFLICT]


def test_both_sides_are_shown_the_most_recent_first() -> None:
    assert told(ONE, TWO) == [TWO, ONE]
    assert told(TWO, ONE, first=PAGE, second=RULES) == [TWO, ONE]


def test_the_same_value_twice_is_no_contradiction() -> None:
    assert told(ONE, ONE.replace("La demande", "Une demande")) == []


def test_a_document_does_not_contradict_itself() -> None:
    assert told(ONE, TWO, second=RULES) == []


def test_a_former_version_or_a_draft_contradicts_nothing() -> None:
    assert told(ONE, TWO, is_former=True) == []
    assert told(ONE, TWO, second=replace(PAGE, title="Projet de règlement de la salle des fêtes")) == []


def test_prices_for_different_people_do_not_contradict_each_other() -> None:
    here = "La location de la salle des fêtes coûte 110 € pour les habitants de la commune."
    there = "La location de la salle des fêtes coûte 210 € pour les personnes extérieures à la commune."
    assert told(here, there, AnswerType.AMOUNT) == []
    assert told(here, here.replace("110", "115"), AnswerType.AMOUNT) != []


def test_hours_of_another_day_do_not_contradict() -> None:
    saturday = "Le samedi, la salle des fêtes ouvre à 9 h et ferme à 17 h."
    assert told(saturday, saturday.replace("17 h", "18 h"), AnswerType.HOURS) != []
    assert told(saturday, saturday.replace("samedi", "lundi").replace("17 h", "18 h"), AnswerType.HOURS) == []
