from pathlib import Path

import pytest

from app.chosen_models import chosen_embedding, chosen_reranker, warm
from app.settings import read_settings
from domain.errors import BadInput
from models.sentence_transformers_embedding import SentenceTransformersEmbedding
from models.sentence_transformers_reranker import SentenceTransformersReranker
from models.static_embedding import FRENCH, StaticEmbedding


def test_the_model_that_ships_is_the_default_and_nothing_reranks() -> None:
    settings = read_settings({})
    embedding = chosen_embedding(settings)
    assert isinstance(embedding, StaticEmbedding)
    assert embedding.folder == FRENCH
    assert chosen_reranker(settings) is None


def test_one_line_of_settings_chooses_a_neural_model() -> None:
    settings = read_settings(
        {
            "PARVIS_EMBEDDING": "sentence-transformers:intfloat/multilingual-e5-base",
            "PARVIS_EMBEDDING_PREFIXES": '["q: ", ""]',
            "PARVIS_RERANKER": "BAAI/bge-reranker-v2-m3",
        }
    )
    embedding = chosen_embedding(settings)
    assert isinstance(embedding, SentenceTransformersEmbedding)
    assert "multilingual-e5-base" in str(embedding.__reduce__())
    assert "'q: '" in str(embedding.__reduce__())
    assert isinstance(chosen_reranker(settings), SentenceTransformersReranker)


@pytest.mark.parametrize("value", ["query: ", '["query: "]', "[1, 2]", '["a", "b", "c"]', '{"a": 1, "b": 2}', "3"])
def test_prefixes_that_are_not_two_texts_are_refused(value: str) -> None:
    settings = read_settings({"PARVIS_EMBEDDING": "sentence-transformers:x", "PARVIS_EMBEDDING_PREFIXES": value})
    with pytest.raises(BadInput, match="PARVIS_EMBEDDING_PREFIXES"):
        chosen_embedding(settings)


def test_models_that_cannot_be_used_are_told_in_the_log_and_nothing_breaks(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    warm(StaticEmbedding(tmp_path / "nowhere"), SentenceTransformersReranker(str(tmp_path / "nowhere either")))
    assert "the embedding cannot be used" in caplog.text
    assert "the reranker cannot be used" in caplog.text
