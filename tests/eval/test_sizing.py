import pytest

from eval.sizing import RESERVE, Weights, sized, weighed
from tests.retriever.samples import passage


def test_each_different_stem_and_n_gram_of_a_passage_is_a_posting() -> None:
    weights = weighed([passage(1, "eau eau"), passage(2, "eau et pré", title="Eau")], dimensions=128)

    assert weights.words == 1.5
    assert weights.text == (7 + 10) / 2
    assert weights.sparse_bytes == 8 * (weights.words + weights.chars)
    assert weights.memory_bytes > weights.sparse_bytes + 256


def test_memory_and_disk_grow_with_communes_passages_and_copies() -> None:
    weights = Weights(words=50, chars=900, dimensions=128, text=900)
    memory, least, disk = sized(weights, 1, 1_000_000, 1)

    assert memory == pytest.approx(RESERVE * weights.memory_bytes / 1_000)
    assert sized(weights, 10, 200_000, 2) == pytest.approx((4 * memory, 4 * least, 4 * disk))
    assert least < memory < disk
