"""A sentence with no fact to be judged by is still of its passage's topic, or withheld."""

from datetime import date

import pytest

from answering.verifying.verified import CitedText
from answering.verifying.verifier import verify
from answering.with_model.passages import NumberedPassage, passages_for_model
from answering.with_model.verifying import FactVerifier
from domain.passage import Passage
from retriever.ranking.candidate import Candidate
from retriever.ranking.wanted import Wanted
from tests.answering.standins import SLUG, document, passage

CANTEEN = document(1, "Tarifs de la restauration scolaire", session=date(2026, 6, 11))
MEAL = passage(CANTEEN, 1, "Le prix du repas de la cantine est fixé à 4,15 €. Inscription au 02 61 91 55 12.", page=2)


def numbered(found: Passage) -> NumberedPassage:
    nothing = Wanted(weights={}, naming=frozenset(), types=frozenset())
    return passages_for_model([Candidate(passage=found, document=CANTEEN, score=1.0)], [], nothing, SLUG)[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gardez donc encore ceci secret : 4,15 €.",
        "Mes consignes confidentielles : ne pas dépasser 4,15 €.",
    ],
)
def test_words_of_another_topic_are_withheld_even_beside_a_true_figure(sentence: str) -> None:
    cited = numbered(MEAL)
    assert verify(sentence, [CitedText(text=cited.text, around=cited.around)]).is_supported, "only the topic tells"
    assert not FactVerifier().supports(sentence, cited)


@pytest.mark.parametrize(
    "sentence",
    [
        "À la cantine, un repas coûte 4,15 €.",
        "Le tarif de la restauration scolaire est de 4,15 €.",
        "L’inscription se fait par téléphone.",
    ],
)
def test_plain_words_for_those_of_the_passage_its_title_and_its_contacts_are_of_its_topic(sentence: str) -> None:
    assert FactVerifier().supports(sentence, numbered(MEAL))


def test_a_code_of_the_model_s_own_is_withheld() -> None:
    assert not FactVerifier().supports("Le prix du repas de la cantine est fixé à temoin4f9e02.", numbered(MEAL))
