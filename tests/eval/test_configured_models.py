"""Measures use the models that the product would: prefixes, length of texts and key are those of the environment."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from domain.language_model import Message, Role
from eval.configured_models import configured_embedding, configured_model
from eval.model_endpoint import standing_endpoint
from models.neural_prefixes import Prefixes
from models.static_embedding import StaticEmbedding

NEURAL = {"PARVIS_EMBEDDING": "sentence-transformers:some/model"}


def test_the_small_embedding_serves_when_nothing_is_named() -> None:
    assert configured_embedding({}).name == StaticEmbedding().name


def test_prefixes_and_longest_texts_are_those_of_the_settings() -> None:
    told = {"PARVIS_EMBEDDING_PREFIXES": '["q: ", "p: "]', "PARVIS_EMBEDDING_MAX_TOKENS": "128"}
    # What a copy of it is made of, in another process, is what it was made with.
    made = configured_embedding(NEURAL | told).__reduce__()
    assert made[1] == ("some/model", Prefixes(question="q: ", passage="p: "), 128)
    assert configured_embedding(NEURAL).__reduce__()[1] == ("some/model", None, 512)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"PARVIS_EMBEDDING": "neural"}, "names no embedding"),
        (NEURAL | {"PARVIS_EMBEDDING_PREFIXES": "q, p"}, "PARVIS_EMBEDDING_PREFIXES"),
        (NEURAL | {"PARVIS_EMBEDDING_MAX_TOKENS": "0"}, "is no number of tokens"),
    ],
)
def test_what_cannot_be_used_is_named(wrong: dict[str, str], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        configured_embedding(wrong)


def test_the_key_is_read_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("s3cret\n", "utf-8")
    with standing_endpoint() as endpoint:
        endpoint.text = "oui"
        named = {"PARVIS_LLM_URL": endpoint.url, "PARVIS_LLM_MODEL": "juge", "PARVIS_LLM_KEY_FILE": str(file)}
        asked = (Message(role=Role.USER, text="?"),)
        assert "".join(p.text for p in configured_model(named).stream(asked, max_tokens=9, timeout_s=9.0)) == "oui"
        assert endpoint.headers[-1]["authorization"] == "Bearer s3cret"


def test_a_model_without_an_address_or_with_two_keys_is_refused() -> None:
    with pytest.raises(BadInput, match="needs PARVIS_LLM_URL"):
        configured_model({"PARVIS_LLM_MODEL": "juge"})
    two = {"PARVIS_LLM_URL": "http://x/v1", "PARVIS_LLM_MODEL": "j", "PARVIS_LLM_KEY": "a", "PARVIS_LLM_KEY_FILE": "b"}
    with pytest.raises(BadInput, match="not both"):
        configured_model(two)
