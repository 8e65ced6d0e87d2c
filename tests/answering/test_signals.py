"""What speaks for an answer, on passages of an invented commune."""

from collections.abc import Sequence

import pytest

from answering.signals import NO_SIGNAL, NO_THING, UNTYPED_SHARE, Evidence, Signals, signals_of
from answering.things import named_things
from domain.answer import Question
from domain.search import CommuneScope
from retriever.ranking.acts_reader import ActsReader
from retriever.ranking.reading import read
from retriever.ranking.scoring import ScoredUnit, score_units, spoken_stems
from retriever.ranking.seeking import Seeker
from retriever.ranking.wanted import wanted_from
from tests.answering.standins import PROFILE, READ_AT, SLUG, FewDocuments, WordIndex, document, passage

LEISURE = document(1, "Les loisirs à Valmoret")
TARIFFS = document(2, "Tarifs communaux")
PASSAGES = (
    passage(
        LEISURE,
        1,
        "Le court de tennis est ouvert aux habitants. Le repas du club coûte 12 €. La salle de Brissay est voisine.",
    ),
    passage(TARIFFS, 1, "Le repas de la cantine est à 4,15 €.", headings=("Restauration scolaire",)),
)


def signals(text: str, holding: str = "") -> Signals:
    """Of the units that hold ``holding``, all of them when it is empty."""
    store = FewDocuments((LEISURE, TARIFFS), PASSAGES)
    question = Question(text=text, commune=SLUG, asked_at=READ_AT)
    seeker = Seeker(profile=PROFILE, index=WordIndex(store), documents=store, acts=ActsReader(store))
    sought = seeker.seek(question, scope=CommuneScope(commune=SLUG))
    reading = read(question)
    wanted = wanted_from(reading, sought.result, spoken_stems(sought.candidates))
    chosen: Sequence[ScoredUnit] = [
        unit for one in sought.candidates for unit in score_units(one, wanted) if holding in unit.unit.text
    ]
    evidence = Evidence(
        asked=reading.search_text,
        wanted=wanted,
        result=sought.result,
        candidates=sought.candidates,
        profile=PROFILE,
    )
    return signals_of(evidence, chosen)


def test_a_unit_that_says_the_words_carries_more_than_one_whose_passage_does() -> None:
    said = signals("le repas de la cantine est bon ?", "cantine")
    beside = signals("le repas de la cantine est bon ?", "court")
    assert said.carried > beside.carried


def test_a_unit_without_the_amount_asked_for_carries_nothing_and_counts_little_for_the_thing_that_it_names() -> None:
    assert signals("le court de tennis est grand ?", "tennis").carried > 0
    priced = signals("combien coûte le court de tennis", "tennis")
    assert (priced.carried, priced.thing) == (0.0, UNTYPED_SHARE)
    assert signals("combien coûte le court de tennis", "cantine").thing == 0.0


def test_a_thing_that_no_passage_names_is_missed_though_the_rest_is_there() -> None:
    assert signals("combien coûte le repas à la piscine").thing == 0.0
    assert signals("combien coûte le repas à la cantine", "cantine").thing == 1.0


def test_a_thing_of_a_place_that_no_passage_says_is_missed() -> None:
    assert signals("combien coûte le repas à la cantine de Tréfontaine", "cantine").thing == 0.0
    assert signals("combien coûte le repas à la cantine de Valmoret", "cantine").thing == 1.0
    # Brissay is said of the club's hall, beside the tennis court: a place of the commune.
    assert signals("le tennis de Brissay est grand ?", "tennis").thing == 1.0


def test_a_question_that_names_no_known_thing_is_held_to_none() -> None:
    assert signals("combien coûte le repas").thing == NO_THING


def test_of_several_things_the_one_that_is_missing_counts() -> None:
    assert signals("le court de tennis de la piscine est ouvert aux habitants ?").thing == 0.0


def test_the_name_of_another_place_must_be_said_and_the_commune_s_own_need_not() -> None:
    assert signals("le repas de la cantine à Valmoret").named == 1.0
    assert signals("le repas de la cantine à Tréfontaine", "cantine").named == 0.0
    assert signals("la salle de Brissay est grande ?", "Brissay").named == 1.0
    assert signals("combien coûte la salle de Brissay", "Brissay").named == 0.0


def test_naming_the_commune_alone_carries_nothing() -> None:
    assert signals("Valmoret").carried == 0.0


def test_nothing_chosen_gives_no_signal() -> None:
    assert signals("la cantine", "no unit holds this") == NO_SIGNAL


def test_a_signal_out_of_its_range_is_a_bug() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Signals(carried=1.2)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("ya une crèche ?", 1),
        ("horaires de la médiathèque et de la piscine", 2),
        ("la taxe de séjour", 1),
        ("la taxe est-elle due pour un long séjour", 1),
        ("le prix du repas", 0),
        ("comment ça marche", 0),
        ("le chasse-neige passe quand", 0),
    ],
)
def test_things_are_named_by_all_the_words_of_one_of_their_forms(question: str, number: int) -> None:
    assert len(named_things(question)) == number
