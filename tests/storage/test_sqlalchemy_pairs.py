"""Contrastive pairs come back as judged, and the last word stands."""

from dataclasses import replace
from datetime import date

from domain.contrastive_pair import ContrastivePair, PairId, PairState, Side
from domain.ids import DocumentId
from storage.opening import CommuneStores

PAIR = ContrastivePair(
    id=PairId("p" + "1" * 16),
    document_id=DocumentId("d" + "7" * 16),
    page=3,
    quote="La caution est de 300 €, sauf pour les associations.",
    general=Side(question="Quelle est la caution ?", expected=("300 €",)),
    special=Side(question="Et pour une association ?", expected=("aucune", "caution")),
    state=PairState.VALIDATED,
    author="Claire Martin",
    on=date(2031, 3, 3),
)


def test_pairs_come_back_in_order_and_the_last_word_stands(stores: CommuneStores) -> None:
    other = replace(PAIR, id=PairId("p" + "0" * 16), page=None)
    stores.pairs.judge([PAIR, other])
    assert stores.pairs.pairs() == [other, PAIR]
    refused = replace(PAIR, state=PairState.REFUSED, author="Luc Petit")
    stores.pairs.judge([refused])
    assert stores.pairs.pairs() == [other, refused]
