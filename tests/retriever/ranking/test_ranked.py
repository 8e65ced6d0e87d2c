from dataclasses import replace
from datetime import date

import pytest

from domain.act import Act, ActKind, Decision
from domain.document import Document, Visibility
from domain.ids import PassageId
from domain.passage import Passage
from domain.search import Hit, SearchResult
from french.analyser import stems
from retriever.ranking.candidate import Candidate
from retriever.ranking.ranked import ranked
from tests.answering.standins import FewDocuments, document, passage, then_of

TITLE_ONLY = "Tarif de location du foyer communal"
DECIDED = "Le conseil fixe le tarif de location du foyer communal à 120 euros."
AFAR = "Le conseil autorise le maire à signer la vente de la parcelle B 112."
ASKED = "location du foyer communal"


def _hit(identity: PassageId, score: float) -> Hit:
    return Hit(passage_id=identity, score=score, arms=dict.fromkeys(("words", "chars", "meaning"), score))


def _ranked(store: FewDocuments, hits: tuple[Hit, ...]) -> tuple[Candidate, ...]:
    result = SearchResult(hits=hits, stem_weights=dict.fromkeys(stems(ASKED), 1.0), unknown_stems=frozenset())
    return ranked(result, store, Visibility.PUBLIC, then_of(store, text=ASKED))


def first_of(*held: tuple[Document, Passage, float]) -> str:
    """The text of the best candidate when the search gives each passage its score."""
    store = FewDocuments([d for d, _, _ in held], [p for _, p, _ in held])
    hits = tuple(_hit(p.id, score) for _, p, score in held)
    return _ranked(store, hits)[0].passage.text


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


def test_what_a_cross_encoder_prefers_goes_first_where_there_is_one() -> None:
    one, other = document(1, "Note"), document(2, "Rapport")
    near = passage(one, 0, DECIDED)
    right = passage(other, 0, "La location du foyer communal se demande au secrétariat, un mois avant.")
    store = FewDocuments([one, other], [near, right])
    hits = [_hit(near.id, 0.8), _hit(right.id, 0.6)]
    for arms, first in (((None, None), near), ((0.2, 0.9), right), ((0.9, 0.2), near)):
        marked = tuple(
            hit if score is None else replace(hit, arms={**hit.arms, "rerank": score})
            for hit, score in zip(hits, arms, strict=True)
        )
        assert _ranked(store, marked)[0].passage.id == first.id


def test_an_agenda_is_found_where_nothing_else_is_near() -> None:
    agenda = replace(document(1, "Convocation"), act=Act(kind=ActKind.ORDRE_DU_JOUR))
    far = replace(document(2, "Procès-verbal"), act=Act(kind=ActKind.PROCES_VERBAL))
    assert first_of((agenda, passage(agenda, 0, TITLE_ONLY), 0.9), (far, passage(far, 0, AFAR), 0.4)) == TITLE_ONLY


def test_documents_that_are_no_announcement_keep_their_order() -> None:
    unread, report = document(1, "Note"), replace(document(2, "Rapport"), act=Act(kind=ActKind.RAPPORT))
    other = DECIDED.replace("Le conseil fixe", "La commission étudie")
    held = ((unread, passage(unread, 0, other), 0.9), (report, passage(report, 0, DECIDED), 0.8))
    assert first_of(*held) == other
    assert first_of((report, held[1][1], 0.9), (unread, held[0][1], 0.8)) == DECIDED


def test_an_agenda_never_goes_before_the_act_that_it_names_however_near_its_words_are() -> None:
    day = date(2031, 6, 13)
    agenda = replace(document(1, "Convocation", session=day), act=Act(kind=ActKind.ORDRE_DU_JOUR))
    minutes = replace(document(2, "Procès-verbal", session=day), act=Act(kind=ActKind.PROCES_VERBAL))
    far = replace(passage(minutes, 0, DECIDED), text="Le montant est fixé à 120 euros.")
    decision = Decision(
        document_id=minutes.id, ordinal=0, number=None, title=TITLE_ONLY, day=day, vote=None, matter=None, page=1,
        start=0, end=9,
    )  # fmt: skip
    store = FewDocuments([agenda, minutes], [passage(agenda, 0, TITLE_ONLY), far], [decision])
    hits = (_hit(PassageId(f"{agenda.id}-{agenda.digest[:8]}-0000"), 0.9), _hit(far.id, 0.2))
    found = _ranked(store, hits)
    assert [one.document.id for one in found] == [minutes.id, agenda.id]


def test_a_passage_with_the_end_of_one_decision_and_the_start_of_the_next_is_of_both() -> None:
    minutes = replace(document(1, "Procès-verbal", session=date(2030, 6, 13)), act=Act(kind=ActKind.PROCES_VERBAL))
    both = passage(minutes, 0, "VEND le terrain.\n2030-13 Tarif du port\nFIXE le prix à 9 €.")
    decisions = [
        Decision(
            document_id=minutes.id, ordinal=n, number=None, title=title, day=None, vote=None, matter=None, page=1,
            start=start, end=start + 5,
        )
        for n, (title, start) in enumerate((("Vente", 0), ("Tarif du port", 17)))
    ]  # fmt: skip
    store = FewDocuments([minutes], [both], decisions)
    (one,) = _ranked(store, (_hit(both.id, 1),))
    at = [one.part_at(offset) for offset in (0, 16, 17, 45)]
    assert [part.act.title if part and part.act else None for part in at] == [
        "Vente", "Vente", "Tarif du port", "Tarif du port",
    ]  # fmt: skip
