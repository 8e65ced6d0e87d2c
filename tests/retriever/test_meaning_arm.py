"""The third arm, with a stand-in embedding: search that finds what was said in other words."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from domain.ids import PassageId
from domain.search import CommuneScope, Hit
from models.static_embedding import StaticEmbedding
from retriever.fusion import ARM_WEIGHTS
from retriever.generation import current_vocabulary
from retriever.meaning import COSINE, USUAL_CROWDING, crowding, spread, whole
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex
from tests.retriever.axes import Axes, Near
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
        product = sum(a * b for a, b in zip(asked, meaning, strict=True))
        assert hit.arms["meaning"] == pytest.approx(product / COSINE, abs=1e-6)
        fused = sum(ARM_WEIGHTS[arm] * share for arm, share in hit.arms.items()) / sum(ARM_WEIGHTS.values())
        assert hit.score == pytest.approx(fused, abs=1e-6)
    assert hits(folder, question, Axes(), limit=10) == whole_ranking[:10]


def test_a_model_that_crowds_texts_is_spread_by_the_index_that_it_made(tmp_path: Path) -> None:
    passages = many(200)
    apart, near = built(tmp_path / "apart", passages), built(tmp_path / "near", passages, Near("near:1"))
    vocabulary = current_vocabulary(rooted(near)(MONT), PUBLIC.visibility)
    assert vocabulary is not None
    assert vocabulary.crowding is not None
    assert vocabulary.crowding == pytest.approx(crowding(Near()), abs=1e-4)
    assert vocabulary.crowding > 0.7
    question = "tarif de la cantine"
    wanted = {hit.passage_id: hit.arms["meaning"] for hit in hits(apart, question, Axes(), limit=200)}
    found = {hit.passage_id: hit.arms["meaning"] for hit in hits(near, question, Near("near:1"), limit=200)}
    assert len(found) > 50
    for passage_id, cosine in found.items():
        # Not taken for 0, as the passages that share nothing with the question would be without their last arm.
        assert cosine == pytest.approx(USUAL_CROWDING + (1 - USUAL_CROWDING) * wanted.get(passage_id, 0), abs=0.02)


def test_the_embedding_that_ships_is_taken_as_it_is() -> None:
    assert crowding(StaticEmbedding()) < USUAL_CROWDING


@pytest.mark.parametrize("crowded", [None, -0.1, 0.05, USUAL_CROWDING])
def test_scores_of_a_model_that_keeps_texts_apart_are_taken_as_they_are(crowded: float | None) -> None:
    scores = {PassageId("a"): 640_000.0, PassageId("b"): -20.0}
    assert spread(scores, crowded) == scores


def test_scores_of_a_model_that_crowds_texts_are_spread_in_their_order() -> None:
    scores = {PassageId("a"): COSINE, PassageId("b"): 0.9 * COSINE, PassageId("c"): 0.8 * COSINE, PassageId("d"): 0.0}
    found = spread(scores, 0.8)
    assert [round(found[PassageId(name)] / COSINE, 6) for name in "abcd"] == [1.0, 0.55, USUAL_CROWDING, 0.0]
    assert spread(scores, 1.0)[PassageId("a")] == COSINE


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


@pytest.mark.parametrize("patience", [0, 300])
def test_a_model_that_breaks_before_or_during_a_build_leaves_an_index_of_words(tmp_path: Path, patience: int) -> None:
    """Passages are embedded 256 at a time: the first time nothing is, the second the build begins again."""
    shoes = passage(9_001, SHOES[0].text)
    passages = [*many(400), shoes]
    folder = built(tmp_path, passages, Axes(patience=patience))
    found = hits(folder, "chaussures", Axes())
    assert found[0].passage_id == shoes[0].id
    assert set(found[0].arms) == {"words", "chars"}
    built(folder, passages, Axes())
    assert hits(folder, "godasse", Axes())[0].passage_id == shoes[0].id


def test_a_question_of_unknown_words_is_not_given_passages_at_random(tmp_path: Path) -> None:
    folder = built(tmp_path, [*OTHERS, SHOES])
    assert hits(folder, "xyzzy", Axes()) == ()


@pytest.mark.parametrize("dimensions", [128, 384, 768, 1024, 4096])
def test_sums_are_exact_in_single_precision_whatever_the_dimensions_and_the_order(dimensions: int) -> None:
    draw = np.random.default_rng(dimensions)
    rows = draw.standard_normal((2, dimensions))
    # The worst case beside a common one: two vectors that point the same way.
    for one, other in ((rows[0], rows[1]), (rows[0], rows[0])):
        left, right = (np.array(whole(row / np.linalg.norm(row)), np.float32) for row in (one, other))
        assert np.array_equal(left.astype(np.float16), left)
        products = left * right
        exact = sum(int(value) for value in left.astype(int) * right.astype(int))
        orders = [products, np.sort(products), np.sort(products)[::-1]]
        assert {float(np.cumsum(order, dtype=np.float32)[-1]) for order in orders} == {float(exact)}


def test_numbers_of_a_vector_are_whole_so_that_sums_are_exact() -> None:
    assert whole([0.6, -0.8]) == [600.0, -800.0]
    assert sum(value * value for value in whole([0.6, -0.8])) == COSINE
