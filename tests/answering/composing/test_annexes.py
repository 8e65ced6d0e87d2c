"""An annex that is not there: the sentence that sends to it is the answer."""

import pytest

from answering.choosing import choose
from answering.composing.annexes import is_pointer
from answering.confidence import Confidence
from answering.judging import judge
from answering.signals import Signals
from french.answer_types import AnswerType
from retriever.ranking.candidate import Candidate
from retriever.ranking.reading import Reading
from retriever.ranking.wanted import Wanted
from tests.answering.standins import document, passage

HALL = document(1, "Location de la salle des fêtes")
POINTER = "Les tarifs de location de la salle des fêtes figurent en annexe."
WANTED = Wanted(weights={"sall": 0.5, "fet": 0.5}, naming=frozenset(), types=frozenset({AnswerType.AMOUNT}))
READING = Reading(
    search_text="prix de la salle des fêtes",
    stem_shares={},
    types=frozenset({AnswerType.AMOUNT}),
    leans_on_history=False,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (POINTER, True),
        ("APPROUVE la grille tarifaire jointe en annexe 2.", True),
        ("Le règlement annexé à la présente délibération est adopté.", True),
        ("Voir le tableau des horaires ci-joint.", True),
        ("Les budgets annexes sont votés.", False),
        ("La mairie annexe est ouverte le jeudi.", False),
        ("Le prix est de 4,10 €.", False),
    ],
)
def test_a_sentence_sends_to_an_annex_or_not(text: str, expected: bool) -> None:
    assert is_pointer(text) is expected


SURE = Confidence(value=0.9, signals=Signals(), is_answer=True, is_shown=True)


def answer(text: str) -> tuple[str, str]:
    chosen = choose([Candidate(passage=passage(HALL, 1, text), document=HALL, score=1.0)], WANTED)
    return chosen[0].unit.text, judge("prix de la salle des fêtes", READING, chosen, SURE).text_key


def test_the_pointer_comes_first_and_the_person_is_told_that_the_annex_is_missing() -> None:
    assert answer(f"La salle des fêtes est place du Mail.\n{POINTER}") == (POINTER, "answer.annex")


def test_a_pointer_gives_way_to_the_thing_itself() -> None:
    shown, key = answer(f"{POINTER}\nLa salle des fêtes coûte 110 €.")
    assert (shown, key) != (POINTER, "answer.annex")
    assert key == "answer.answered"
