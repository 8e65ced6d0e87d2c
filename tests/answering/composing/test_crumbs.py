"""What says nothing, or says it of something else, is left out of an answer."""

from dataclasses import replace
from datetime import date

import pytest

from answering.choosing import choose
from answering.composing.crumbs import without_crumbs, without_same_label
from domain.answer import SentenceKind
from domain.document import Document
from french.analyser import stems
from french.answer_types import AnswerType
from retriever.ranking.candidate import Candidate
from retriever.ranking.scoring import ScoredUnit
from retriever.ranking.units import units_of
from retriever.ranking.wanted import Wanted
from tests.answering.standins import document, passage

NEWER = document(1, "Tarifs du gîte", session=date(2031, 6, 5))
OLDER = document(2, "Règlement du gîte", session=date(2028, 6, 5))


def units(text: str, *, of: Document = NEWER, score: float = 1.0, former: bool = False) -> list[ScoredUnit]:
    held = Candidate(passage=passage(of, 1, text), document=of, score=1.0, is_former=former)
    return [
        ScoredUnit(candidate=held, unit=unit, score=score, support=1.0, has_type=unit.kind is SentenceKind.TABLE_ROW)
        for unit in units_of(held.passage)
    ]


def texts(chosen: list[ScoredUnit]) -> list[str]:
    return [one.unit.text for one in chosen]


@pytest.mark.parametrize(
    "crumb",
    ["Article 4. Prêt", "II.", "Fait et délibéré le jour, mois et an susdits.", "Après en avoir délibéré, décide :"],
    ids=["title of an article", "number of a part", "formula of an act", "lead-in of nothing"],
)
def test_a_title_or_a_formula_is_no_sentence_of_an_answer(crumb: str) -> None:
    assert texts(without_crumbs([*units("Le prêt dure trois semaines."), *units(crumb, of=OLDER)])) == [
        "Le prêt dure trois semaines."
    ]


def test_a_lead_in_stays_with_what_it_announces() -> None:
    kept = without_crumbs(units("Le jeune se fait recenser :\nauprès de la mairie de son domicile."))
    assert texts(kept) == ["Le jeune se fait recenser :", "auprès de la mairie de son domicile."]


def test_a_title_that_gives_what_is_asked_stays() -> None:
    title = replace(units("Article 4. Le jeudi soir")[0], has_type=True)
    assert texts(without_crumbs([title, *units("Le prêt dure trois semaines.", of=OLDER)]))[0] == title.unit.text


def test_when_nothing_but_titles_was_chosen_they_are_shown() -> None:
    assert texts(without_crumbs(units("Article 4. Prêt"))) == ["Article 4. Prêt"]


def test_of_two_rows_of_one_name_the_one_that_answers_better_is_kept() -> None:
    night, week = units("La nuit | 52 €", score=1.5), units("La nuit | 31 €", of=OLDER, score=1.3)
    assert texts(without_same_label([*night, *week])) == ["La nuit | 52 €"]


def test_two_rows_of_one_name_that_answer_alike_are_both_kept() -> None:
    assert len(without_same_label([*units("La nuit | 52 €"), *units("La nuit | 31 €", of=OLDER)])) == 2


def test_the_row_of_the_former_act_gives_way_to_that_of_the_later_one() -> None:
    later = units("Week-end (du vendredi 18 h au dimanche) | 52 €", former=True)
    former = units("Week-end | 47 €", of=OLDER, former=True)
    assert texts(without_same_label([*former, *later])) == ["Week-end (du vendredi 18 h au dimanche) | 52 €"]


def test_of_a_list_of_figures_the_one_for_the_place_named_is_told() -> None:
    text = "La hauteur est limitée :\n- à 1,40 m le long du canal ;\n- à 2,10 m entre jardins ;\n- à 1,10 m ailleurs."
    held = Candidate(passage=passage(NEWER, 1, text), document=NEWER, score=1.0)
    named = stems("hauteur canal")
    wanted = Wanted(weights=dict.fromkeys(named, 1 / len(named)), naming=frozenset(), types=frozenset())
    assert [c.unit.text for c in choose([held], wanted) if c.unit.kind is SentenceKind.LIST_ITEM] == [
        "à 1,40 m le long du canal ;"
    ]
    papers = replace(wanted, types=frozenset({AnswerType.PAPERS}))
    assert len([c for c in choose([held], papers) if c.unit.kind is SentenceKind.LIST_ITEM]) == 3


def test_what_says_the_question_in_its_own_words_is_shown_though_it_holds_no_amount() -> None:
    text = "Le séjour coûte 40 €.\nLa nuit coûte 12 €.\nLes pompiers volontaires sont logés aux frais de la commune."
    later = passage(NEWER, 2, "Le tarif réduit vaut pour les apprentis logés au gîte voisin.")
    held = [
        Candidate(passage=passage(NEWER, 1, text), document=NEWER, score=1.0),
        Candidate(passage=later, document=NEWER, score=0.1),
    ]
    named = stems("apprentis logés séjour")
    wanted = Wanted(
        weights=dict.fromkeys(named, 1 / len(named)), naming=frozenset(), types=frozenset({AnswerType.AMOUNT})
    )
    assert later.text in [c.unit.text for c in choose(held, wanted)]
