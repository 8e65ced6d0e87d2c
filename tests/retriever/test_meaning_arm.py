"""The third arm, with a stand-in embedding: search that finds what was said in other words."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from domain.search import CommuneScope, Hit
from retriever.fusion import ARM_WEIGHTS
from retriever.meaning import COSINE, whole
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex
from tests.retriever.axes import Axes
from tests.retriever.samples import MONT, Titled, many, passage, rooted

PUBLIC = CommuneScope(commune=MONT)


def built(folder: Path, passages: Sequence[Titled], embedding: Axes | None = None) -> Path:
    EdgeIndexBuilder(rooted(folder), embedding or Axes()).rebuild(PUBLIC, passages)
    return folder


def hits(folder: Path, question: str, embedding: Axes | None, limit: int = 10) -> tuple[Hit, ...]:
    index = EdgePassageIndex(rooted(folder), embedding=embedding)
    try:
        return index.search(question, scope=PUBLIC, limit=limit).hits
    finally:
        index.close()


SHOES = passage(1, "Le ramassage des chaussures a lieu le mardi.")
OTHERS = [passage(2, "Le marché a lieu le mardi."), passage(3, "La piscine ouvre le mardi.")]


def test_what_is_said_in_other_words_is_found(tmp_path: Path) -> None:
    folder = built(tmp_path, [*OTHERS, SHOES])
    best = hits(folder, "godasse", Axes())[0]
    assert best.passage_id == SHOES[0].id
    assert best.arms["words"] == 0
    assert hits(folder, "godasse", None)[0].arms.keys() == {"words", "chars"}


def test_the_title_and_the_lead_are_embedded_with_the_text(tmp_path: Path) -> None:
    titled, led = passage(4, "Le mardi.", title="Chaussures"), passage(5, "Le jeudi.", context="chaussures")
    folder = built(tmp_path, [*OTHERS, titled, led])
    assert {hit.passage_id for hit in hits(folder, "godasse", Axes(), limit=2)} == {titled[0].id, led[0].id}


@pytest.mark.parametrize("question", ["tarif de la cantine", "piscine horaires", "marché voirie repas eau"])
def test_every_passage_is_ranked_by_the_exact_sum_of_the_three_arms(tmp_path: Path, question: str) -> None:
    passages = many(300)
    folder = built(tmp_path, passages)
    whole_ranking = hits(folder, question, Axes(), limit=300)
    asked = whole(Axes().embed_question(question))
    for hit in whole_ranking:
        text = next(one for one, _ in passages if one.id == hit.passage_id)
        title = next(title for one, title in passages if one.id == hit.passage_id)
        meaning = whole(Axes().embed_passages([(title, "\n".join((*text.context, text.text)))])[0])
        cosine = sum(a * b for a, b in zip(asked, meaning, strict=True)) / COSINE
        assert hit.arms["meaning"] == pytest.approx(cosine, abs=1e-6)
        fused = sum(ARM_WEIGHTS[arm] * share for arm, share in hit.arms.items()) / sum(ARM_WEIGHTS.values())
        assert hit.score == pytest.approx(fused, abs=1e-6)
    assert hits(folder, question, Axes(), limit=10) == whole_ranking[:10]


def test_two_builds_give_the_same_scores_to_the_last_digit(tmp_path: Path) -> None:
    one, other = (built(tmp_path / name, many(300)) for name in ("one", "other"))
    question = "inscription à la cantine, tarif des repas"
    assert hits(one, question, Axes(), limit=50) == hits(other, question, Axes(), limit=50)


def test_a_model_that_cannot_be_read_takes_its_arm_away_and_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = built(tmp_path, [*OTHERS, SHOES])
    assert hits(folder, "chaussures", Axes(is_broken=True))[0].passage_id == SHOES[0].id
    assert "put the model's own file back" in caplog.text


def test_a_question_of_unknown_words_is_not_given_passages_at_random(tmp_path: Path) -> None:
    folder = built(tmp_path, [*OTHERS, SHOES])
    assert hits(folder, "xyzzy", Axes()) == ()


def test_numbers_of_a_vector_are_whole_so_that_sums_are_exact() -> None:
    assert whole([0.6, -0.8]) == [600.0, -800.0]
    assert sum(value * value for value in whole([0.6, -0.8])) == COSINE
