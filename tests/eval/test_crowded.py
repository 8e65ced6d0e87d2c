import numpy as np
import pytest

from eval.crowded import SHARED, Crowded, report
from models.static_embedding import StaticEmbedding

TEXTS = [("", "la cantine de l'école"), ("", "le cimetière"), ("Tarifs", "la salle des fêtes")]


def test_a_crowded_embedding_keeps_the_order_of_ours_with_everything_near() -> None:
    ours, crowded = (np.array(model.embed_passages(TEXTS)) for model in (StaticEmbedding(), Crowded()))
    assert crowded.shape[1] == Crowded().dimensions
    assert np.linalg.norm(crowded, axis=1) == pytest.approx([1, 1, 1], abs=1e-6)
    assert crowded @ crowded.T == pytest.approx(SHARED + (1 - SHARED) * (ours @ ours.T), abs=1e-6)


def test_without_outside_sets_the_measure_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    written: list[str] = []
    report(("cnil",), written.append)
    assert written[0].startswith("SKIPPED")
