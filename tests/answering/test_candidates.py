from dataclasses import replace

import pytest

from answering.candidates import candidates_of
from domain.act import Act, ActKind
from domain.document import Document, Visibility
from domain.passage import Passage
from domain.search import Hit, SearchResult
from tests.answering.standins import FewDocuments, document, passage

TITLE_ONLY = "Tarif de location du foyer communal"
DECIDED = "Le conseil fixe le tarif de location du foyer communal à 120 euros."


def first_of(*held: tuple[Document, Passage, float]) -> str:
    """The text of the best candidate when the search gives each passage its score."""
    store = FewDocuments([d for d, _, _ in held], [p for _, p, _ in held])
    arms = ("words", "chars", "meaning")
    hits = tuple(Hit(passage_id=p.id, score=score, arms=dict.fromkeys(arms, score)) for _, p, score in held)
    result = SearchResult(hits=hits, stem_weights={}, unknown_stems=frozenset())
    return candidates_of(result, store, Visibility.PUBLIC)[0].passage.text


def test_the_decision_goes_before_the_agenda_or_the_list_that_repeats_its_title() -> None:
    minutes = replace(document(1, "Procès-verbal"), act=Act(kind=ActKind.PROCES_VERBAL))
    decided = passage(minutes, 0, DECIDED)
    for kind in (ActKind.ORDRE_DU_JOUR, ActKind.LISTE_DES_DELIBERATIONS):
        other = replace(document(2, "Séance"), act=Act(kind=kind))
        assert first_of((other, passage(other, 0, TITLE_ONLY), 0.9), (minutes, decided, 0.8)) == DECIDED


@pytest.mark.parametrize("heading", ["Ordre du jour", "ORDRE DU JOUR :"])
def test_the_decision_goes_before_the_agenda_at_the_head_of_its_minutes(heading: str) -> None:
    minutes = replace(document(1, "Procès-verbal"), act=Act(kind=ActKind.PROCES_VERBAL))
    agenda = passage(minutes, 0, TITLE_ONLY, headings=("Conseil municipal", heading))
    assert first_of((minutes, agenda, 0.9), (minutes, passage(minutes, 1, DECIDED), 0.8)) == DECIDED


def test_an_agenda_is_found_where_nothing_else_is_near() -> None:
    agenda = replace(document(1, "Convocation"), act=Act(kind=ActKind.ORDRE_DU_JOUR))
    far = replace(document(2, "Procès-verbal"), act=Act(kind=ActKind.PROCES_VERBAL))
    assert first_of((agenda, passage(agenda, 0, TITLE_ONLY), 0.9), (far, passage(far, 0, DECIDED), 0.4)) == TITLE_ONLY


def test_documents_that_are_no_announcement_keep_their_order() -> None:
    unread, report = document(1, "Note"), replace(document(2, "Rapport"), act=Act(kind=ActKind.RAPPORT))
    held = ((unread, passage(unread, 0, TITLE_ONLY), 0.9), (report, passage(report, 0, DECIDED), 0.8))
    assert first_of(*held) == TITLE_ONLY
    assert first_of((report, held[1][1], 0.9), (unread, held[0][1], 0.8)) == DECIDED
