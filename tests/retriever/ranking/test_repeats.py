from dataclasses import replace
from datetime import date

import pytest

from domain.act import Act, ActKind
from domain.document import Document, Visibility
from domain.search import Hit, SearchResult
from retriever.ranking.ranked import ranked
from retriever.ranking.repeats import says_the_same, standing_for
from tests.answering.standins import FewDocuments, document, passage, then_of

SAID = (
    "Le tarif de la cantine est fixé à 3,50 € le repas pour les élèves de la commune à compter du 1er septembre 2031."
)
OLD = document(1, "Tarifs", session=date(2030, 6, 1))
NEW = document(2, "Tarifs", session=date(2031, 6, 1))


def _as(kind: ActKind, of: Document) -> Document:
    return replace(of, act=Act(kind=kind))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (SAID, True),
        (SAID.upper(), True),  # the draft in capitals
        (SAID.replace("commune", "cornmune"), True),  # one word misread on a scan
        (SAID.replace("3,50", "3,60"), False),  # last year's tariff
        (SAID.replace("2031", "2030"), False),
        (SAID + " Les familles sont prévenues par courrier avant la rentrée des classes.", False),
        ("La cantine est ouverte aux élèves dont les deux parents travaillent.", False),
    ],
)
def test_passages_say_the_same_with_the_same_figures_and_nearly_the_same_words(other: str, same: bool) -> None:
    assert says_the_same(passage(OLD, 0, SAID), passage(NEW, 0, other)) is same


def test_short_lines_are_not_held_for_repeats_unless_equal() -> None:
    one, other = passage(OLD, 0, "Tarifs de la cantine"), passage(NEW, 0, "Tarifs de la  cantine.")
    assert not says_the_same(one, other)
    assert says_the_same(one, replace(other, text=one.text))


def test_the_act_stands_for_what_repeats_it_and_the_newest_for_the_others() -> None:
    listed, act = _as(ActKind.LISTE_DES_DELIBERATIONS, NEW), _as(ActKind.DELIBERATION, OLD)
    assert standing_for([(passage(listed, 0, SAID), listed), (passage(act, 0, SAID), act)]) == [1, 1]
    assert standing_for([(passage(OLD, 0, SAID), OLD), (passage(NEW, 0, SAID), NEW)]) == [1, 1]
    other = passage(OLD, 1, "La cantine est ouverte aux élèves dont les deux parents travaillent.")
    assert standing_for([(passage(OLD, 0, SAID), OLD), (other, OLD), (passage(OLD, 2, SAID), OLD)]) == [0, 1, 0]


def test_a_candidate_takes_the_best_place_of_those_for_which_it_stands() -> None:
    first, second = passage(OLD, 0, SAID), passage(NEW, 0, SAID)
    store = FewDocuments([OLD, NEW], [first, second])
    arms = ("words", "chars", "meaning")
    hits = tuple(
        Hit(passage_id=one.id, score=score, arms=dict.fromkeys(arms, score))
        for one, score in ((first, 0.9), (second, 0.6))
    )
    found, alone = (
        ranked(
            SearchResult(hits=brought, stem_weights={}, unknown_stems=frozenset()),
            store,
            Visibility.PUBLIC,
            then_of(store),
        )
        for brought in (hits, hits[1:])
    )
    assert [(c.passage.id, c.is_former) for c in found] == [(second.id, False)]
    assert found[0].score > alone[0].score
    assert "repeats" in found[0].boosts
