import math

import pytest

from domain.ids import CommuneSlug, DocumentId, PassageId
from domain.passage import Passage
from eval.french_bm25 import K1, B, FrenchBm25


def _passage(name: str, text: str, *, headings: tuple[str, ...] = (), title: str = "") -> tuple[Passage, str]:
    passage = Passage(
        id=PassageId(name),
        document_id=DocumentId(name),
        commune=CommuneSlug("valmoret"),
        ordinal=0,
        text=text,
        heading_path=headings,
        page=None,
        start=0,
        end=len(text),
    )
    return passage, title


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    index = FrenchBm25([_passage("a", "piscine ouverte"), _passage("b", "ouverte tôt"), _passage("c", "ouverte tard")])

    assert index.search("piscine ouverte")[0] == "a"
    assert set(index.search("ouverte")) == {"a", "b", "c"}


def test_title_headings_and_context_are_searched_whatever_the_accents_and_the_endings() -> None:
    index = FrenchBm25([_passage("a", "3,85 €", headings=("Tarifs",), title="La cantine"), _passage("b", "mercredi")])

    assert index.search("TARIF") == ["a"]
    assert index.search("cantines") == ["a"]
    assert FrenchBm25([_passage("a", "école")]).search("ecoles") == ["a"]


def test_scores_are_those_of_the_formula_and_equal_ones_go_by_id() -> None:
    index = FrenchBm25([_passage("b", "chat chat chien"), _passage("c", "chien"), _passage("a", "chien")])
    mean = 5 / 3
    idf = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    weight = idf * 2 * (K1 + 1) / (2 + K1 * (1 - B + B * 3 / mean))

    assert index.scores("chat") == {"b": pytest.approx(weight)}
    assert index.search("chien") == ["a", "c", "b"]


def test_a_question_of_unknown_words_finds_nothing() -> None:
    index = FrenchBm25([_passage("a", "cantine")])

    assert index.search("zzyx") == []
    assert index.search("") == []
    assert FrenchBm25([_passage("a", "")]).search("cantine") == []
