"""Each peer's adapter on a few passages. Those of the ``peers`` extra run where it is installed."""

from collections.abc import Iterator

import pytest

from domain.ids import DocumentId, PassageId
from domain.passage import Passage
from eval.retrieval import COMMUNE
from eval.search_peers import PEERS, SearchPeer, open_peer, searched_text, versions

NEEDS = {
    "llamaindex": "llama_index.retrievers.bm25",
    "bm25s": "bm25s",
    "haystack": "haystack",
    "haystack-stems": "haystack",
}
TEXTS = {
    "dechets": ("Déchèterie", "Elle ouvre le samedi de 9 h à 12 h, sauf jours fériés."),
    "cantine": ("Cantine scolaire", "Un repas coûte 3,10 euros en maternelle."),
    "garderie": ("Accueil périscolaire", "Les enfants sont accueillis dès 7 h 30."),
    "voirie": ("Voirie", "Le stationnement est interdit rue des Lilas."),
}


def passages() -> list[tuple[Passage, str]]:
    return [
        (
            Passage(
                id=PassageId(name),
                document_id=DocumentId(name),
                commune=COMMUNE,
                ordinal=0,
                text=text,
                page=None,
                start=0,
                end=len(text),
            ),
            title,
        )
        for name, (title, text) in TEXTS.items()
    ]


@pytest.fixture(params=PEERS)
def peer(request: pytest.FixtureRequest) -> Iterator[SearchPeer]:
    name = request.param
    if name in NEEDS:
        pytest.importorskip(NEEDS[name], reason=f"{name} comes with `make compare-search` (extra peers)")
    opened = open_peer(name)
    opened.index(passages())
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "wanted"),
    [("le samedi, ça ouvre à quelle heure ?", "dechets"), ("combien coûte la cantine ?", "cantine")],
)
def test_a_peer_finds_by_the_text_and_by_the_title(peer: SearchPeer, question: str, wanted: str) -> None:
    assert peer.search(question, 2)[:1] == [wanted]
    assert len(peer.search(question, 1)) == 1


def test_a_peer_takes_a_question_of_stop_words_or_of_nothing(peer: SearchPeer) -> None:
    for question in ("est-ce que c'est le", "?", "zzzz"):
        assert set(peer.search(question, 3)) <= set(TEXTS)


def test_a_peer_says_what_it_was_given_and_of_which_versions(peer: SearchPeer) -> None:
    assert peer.given
    assert all(name in versions(peer.libraries) for name in peer.libraries)


def test_the_title_goes_before_the_text() -> None:
    assert searched_text(*passages()[0]).startswith("Déchèterie\nElle ouvre")
