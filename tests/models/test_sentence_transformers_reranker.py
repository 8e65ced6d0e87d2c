from pathlib import Path

import pytest

from domain.errors import ModelUnavailable
from models.sentence_transformers_reranker import SentenceTransformersReranker

PASSAGES = [("Tarifs", "La cantine sert un repas chaud."), ("", "Le cimetière ferme ses portes.")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.models.neural_models import tiny_cross_encoder

    return tiny_cross_encoder(tmp_path_factory.mktemp("models") / "tiny-reranker")


@pytest.mark.neural
def test_each_passage_gets_a_score_between_zero_and_one(folder: Path) -> None:
    model = SentenceTransformersReranker(str(folder))
    scores = model.scores("le prix de la cantine", PASSAGES)
    assert all(0 < score < 1 for score in scores)
    assert scores[0] != scores[1]
    assert scores == pytest.approx([model.scores("le prix de la cantine", [one])[0] for one in PASSAGES], abs=1e-5)
    assert model.scores("cantine", []) == []
    assert model.name.startswith("tiny-reranker:")


@pytest.mark.neural
def test_the_title_is_read_with_the_text(folder: Path) -> None:
    model = SentenceTransformersReranker(str(folder))
    one, other = model.scores("cantine", [("Tarifs", "Le repas"), ("", "Tarifs\nLe repas")])
    assert one == pytest.approx(other, abs=1e-6)


@pytest.mark.neural
def test_a_classifier_of_several_labels_is_no_reranker(tmp_path: Path) -> None:
    from tests.models.neural_models import tiny_cross_encoder

    folder = tiny_cross_encoder(tmp_path / "classifier", labels=3)
    with pytest.raises(ModelUnavailable, match="3 labels"):
        SentenceTransformersReranker(str(folder)).scores("cantine", PASSAGES)


@pytest.mark.neural
def test_damaged_files_are_told(tmp_path: Path) -> None:
    from tests.models.neural_models import tiny_cross_encoder

    folder = tiny_cross_encoder(tmp_path / "broken")
    (folder / "model.safetensors").write_bytes(b"")
    with pytest.raises(ModelUnavailable, match="put its own files back"):
        SentenceTransformersReranker(str(folder)).scores("cantine", PASSAGES)
