"""What a unit is worth to a question."""

from dataclasses import replace

from domain.in_force import Standing
from french.answer_types import AnswerType
from retriever.ranking.candidate import ActPart, Candidate
from retriever.ranking.scoring import score_units, spoken_by_document
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


def test_what_a_line_says_non_of_is_the_other_thing() -> None:
    tax = document(2, "Taux de la taxe foncière")
    text = "propriétés bâties : 41,10 %\npropriétés non bâties : 44,20 %"
    candidate = Candidate(passage=passage(tax, 1, text), document=tax, score=1.0)
    asked = Wanted(weights={"bat": 1.0}, naming=frozenset(), types=frozenset({AnswerType.PERCENTAGE}))
    built, unbuilt = score_units(candidate, asked)
    assert (built.own, unbuilt.own) == (1.0, 0.0)
    assert score_units(candidate, replace(asked, says_non=True))[1].own == 1.0


def test_a_share_answers_how_much() -> None:
    assert holding("La commune reverse 5 % de la taxe.") == [True]


def test_the_lead_in_of_a_list_says_of_each_item_whether_one_may() -> None:
    of = document(1, "Sécheresse")
    text = "Les mesures d'interdiction concernent :\n- le lavage des voitures hors des stations équipées"
    wanted = Wanted(weights={"lavag": 1.0}, naming=frozenset(), types=frozenset({AnswerType.WHETHER}))
    item = score_units(Candidate(passage=passage(of, 0, text), document=of, score=1.0), wanted)[-1]
    assert item.unit.text.startswith("le lavage")
    assert item.has_type


def test_words_said_elsewhere_in_its_document_bring_the_line_that_gives_the_value() -> None:
    page = document(3, "Transport à la demande")
    intro = Candidate(passage=passage(page, 1, "La navette passe aux arrêts."), document=page, score=1.0)
    price = Candidate(passage=passage(page, 2, "Un trajet coûte 1,80 €."), document=page, score=1.0)
    asked = Wanted(weights={"navet": 1.0}, naming=frozenset(), types=frozenset({AnswerType.AMOUNT}))
    spoken = spoken_by_document([intro, price])[page.id]
    alone, beside = score_units(price, asked)[0], score_units(price, asked, spoken)[0]
    said = score_units(intro, asked, spoken)[0]
    assert alone.support == 0
    assert alone.score < beside.score
    assert 0 < beside.support < said.support


def test_what_is_over_counts_less_than_what_applies() -> None:
    held = Candidate(passage=passage(HALL, 4, "La grande salle coûte 90 €."), document=HALL, score=1.0)
    applies, over = (
        score_units(replace(held, parts=(ActPart(start=0, act=None, standing=standing),)), WANTED)[0].score
        for standing in (Standing.APPLIES, Standing.OVER)
    )
    assert over < applies
