import json
import os
from pathlib import Path

import pytest

from domain.errors import BadInput
from domain.ids import CommuneSlug
from domain.search import CommuneScope
from retriever.fusion import ARM_WEIGHTS
from retriever.fusion_weights import FusionWeights, read_weights, write_weights
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex
from tests.retriever.axes import Axes
from tests.retriever.samples import MONT, VAL, many, rooted

BY_MEANING = {"words": 1.0, "chars": 0.0, "meaning": 9.0}


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write_weights(tmp_path / "fusion.json", "axes:1", BY_MEANING, {"questions": 40})
    assert read_weights(tmp_path / "fusion.json") == ("axes:1", BY_MEANING)
    assert json.loads((tmp_path / "fusion.json").read_text("utf-8"))["measured"] == {"questions": 40}


def test_a_commune_s_weights_go_before_the_installation_s_and_those_before_the_product_s(tmp_path: Path) -> None:
    weights = FusionWeights(lambda slug: (tmp_path / slug / "fusion.json", tmp_path / "fusion.json"))
    assert weights.of(MONT, "axes:1") == ARM_WEIGHTS
    write_weights(tmp_path / "fusion.json", "axes:1", BY_MEANING, {})
    (tmp_path / MONT).mkdir()
    own = {**BY_MEANING, "meaning": 2.0}
    write_weights(tmp_path / MONT / "fusion.json", "axes:1", own, {})
    assert weights.of(MONT, "axes:1") == own
    assert weights.of(VAL, "axes:1") == BY_MEANING


@pytest.mark.parametrize("embedding", ["axes:2", None])
def test_weights_measured_with_another_embedding_do_not_count(tmp_path: Path, embedding: str | None) -> None:
    write_weights(tmp_path / "fusion.json", "axes:1", BY_MEANING, {})
    assert FusionWeights(lambda _: (tmp_path / "fusion.json",)).of(MONT, embedding) == ARM_WEIGHTS


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "fusion.json"
    weights = FusionWeights(lambda _: (file,))
    for meaning in (1.0, 20.0):
        write_weights(file, "axes:1", {**BY_MEANING, "meaning": meaning}, {})
        assert weights.of(MONT, "axes:1")["meaning"] == meaning
    file.unlink()
    assert weights.of(MONT, "axes:1") == ARM_WEIGHTS


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "not of the form"),
        ("[]", "not of the form"),
        ('{"embedding": "axes:1"}', "not of the form"),
        ('{"embedding": "axes:1", "weights": {"words": 1}}', "a number for each of words, chars, meaning"),
        ('{"embedding": "axes:1", "weights": {"words": 1, "chars": 1, "meaning": "2"}}', "a number for each"),
        ('{"embedding": "axes:1", "weights": {"words": 1, "chars": 1, "meaning": NaN}}', "a number for each"),
        ('{"embedding": "axes:1", "weights": {"words": 1, "chars": 1, "meaning": 1, "title": 1}}', "for nothing else"),
        ('{"embedding": "axes:1", "weights": {"words": 1, "chars": -1, "meaning": 1}}', "negative"),
        ('{"embedding": "axes:1", "weights": {"words": 0, "chars": 1, "meaning": 1}}', "words answer"),
    ],
)
def test_a_file_that_gives_no_weights_is_told_once_and_left_aside(
    tmp_path: Path, content: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "fusion.json"
    file.write_text(content, "utf-8")
    with pytest.raises(BadInput, match=told):
        read_weights(file)
    weights = FusionWeights(lambda _: (file,))
    assert [weights.of(MONT, "axes:1") for _ in range(3)] == [ARM_WEIGHTS] * 3
    assert caplog.text.count(os.fspath(file)) == 1


def test_search_ranks_by_the_weights_of_the_commune_s_model(tmp_path: Path) -> None:
    def files(_: CommuneSlug) -> tuple[Path]:
        return (tmp_path / "fusion.json",)

    EdgeIndexBuilder(rooted(tmp_path), Axes()).rebuild(CommuneScope(commune=MONT), many(60))
    index = EdgePassageIndex(rooted(tmp_path), embedding=Axes(), weights=FusionWeights(files))
    scope = CommuneScope(commune=MONT)
    before = index.search("tarif de la cantine", scope=scope, limit=20).hits
    write_weights(tmp_path / "fusion.json", "axes:1", BY_MEANING, {})
    hits = index.search("tarif de la cantine", scope=scope, limit=20).hits
    index.close()
    assert [hit.passage_id for hit in hits] != [hit.passage_id for hit in before]
    for hit in hits:
        assert hit.score == pytest.approx((hit.arms["words"] + 9 * hit.arms["meaning"]) / 10, abs=1e-6)
