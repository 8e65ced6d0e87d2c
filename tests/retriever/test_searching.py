"""What residents really type, through a real index: misspelt words, and input that is no question."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.search import CommuneScope, SearchResult
from models.static_embedding import StaticEmbedding
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex
from tests.retriever.samples import MONT, passage, rooted

PUBLIC = CommuneScope(commune=MONT)
GIVEN = [
    passage(1, "Le repas de la cantine coûte 3,85 €.", title="Tarifs de la cantine"),
    passage(2, "La déchèterie est ouverte le samedi de 9 h à 12 h.", title="Déchèterie"),
    passage(3, "L'inscription à l'école se fait en mairie.", title="École"),
    passage(4, "Le marché a lieu le samedi. La déchèterie est fermée.", title="Marché"),
    passage(5, "Prendre rendez-vous en mairie pour une carte d'identité.", title="Papiers"),
]
Search = Callable[[str], SearchResult]


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    folder: Path = tmp_path_factory.mktemp("index")
    EdgeIndexBuilder(rooted(folder), StaticEmbedding()).rebuild(PUBLIC, GIVEN)
    index = EdgePassageIndex(rooted(folder), embedding=StaticEmbedding())
    yield lambda text: index.search(text, scope=PUBLIC, limit=10)
    index.close()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tarif de la cantnie", "tarif de la cantine"),
        ("dechetrie ouvrete samedi", "déchèterie ouverte samedi"),
        ("linscripsion à lecole", "inscription à école"),
        ("rdv en mairie", "rendez-vous en mairie"),
    ],
)
def test_a_misspelt_question_finds_what_the_right_one_does(search: Search, typed: str, meant: str) -> None:
    found, wanted = search(typed), search(meant)
    assert found.hits[0].passage_id == wanted.hits[0].passage_id
    assert found.stem_weights == wanted.stem_weights
    assert found.unknown_stems == wanted.unknown_stems
    by_words = [{hit.passage_id: hit.arms["words"] for hit in one.hits} for one in (found, wanted)]
    assert by_words[0].items() >= {(key, value) for key, value in by_words[1].items() if value}
    assert {**found.corrections, **found.abbreviations}
    assert not wanted.corrections


def test_the_characters_of_the_typed_word_are_searched_too(search: Search) -> None:
    given = passage(6, "La Vicine traverse le bourg.", title="Rivière")
    arms = {hit.passage_id: hit.arms for hit in search("cantnie cantnie").hits}
    assert search("cantnie").hits[0].arms["chars"] == 1.0
    assert given[0].id not in arms


# Only stop-words, signs, one letter, several alphabets, pictures, invisible and forbidden characters.
@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "est-ce que c'est pour nous",
        "?!… — « » ;",
        "a",
        "é",
        "столовая cantine 食堂 مطعم",
        "🏊‍♀️🍽️ ❓",
        "\u200b\u200d\ufeff\u2060",
        "can\u200btine\u00ad",
        "\u202ecantine\u202c",
        "\x00\x1b[31mcantine",
        "ﬁche ½ ① Ⅳ",
        "e\u0301" * 300,
        "'" * 500,
        "a" * 5_000,
        "l'" * 2_000,
        "0" * 4_000,
    ],
)
def test_what_is_no_question_is_searched_without_harm(search: Search, text: str) -> None:
    found = search(text)
    assert len(found.hits) <= len(GIVEN)
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)


@pytest.mark.parametrize("text", ["can\u200btine\u00ad", "\u202ecantine\u202c", "\x00\x1b[31mcantine", "🍽️ cantine ❓"])
def test_a_word_is_found_among_what_is_not_seen(search: Search, text: str) -> None:
    assert search(text).hits[0].passage_id == GIVEN[0][0].id


@pytest.mark.parametrize("text", ["?!…", "🏊‍♀️❓", "\u200b\u200d", " "])
def test_nothing_that_can_be_read_brings_nothing(search: Search, text: str) -> None:
    assert search(text).hits == ()


def test_ten_thousand_words_are_searched_by_their_beginning(search: Search) -> None:
    found = search("tarif de la cantnie " + "abracadabrant quotidien " * 5_000)
    assert found.hits[0].passage_id == GIVEN[0][0].id
    assert found.corrections["cantnie"] == "cantine"
    assert "cantin" not in search("zzyx " * 1_000 + "cantine").stem_weights
