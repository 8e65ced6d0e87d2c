"""The models that the environment names, for measures: the same variables, read the same way, as the product's own."""

from collections.abc import Mapping
from pathlib import Path

from domain.errors import BadInput
from domain.model_ports import Embedding, LanguageModel
from models.endpoint_key import endpoint_key
from models.llamaindex_openai_like import LlamaIndexOpenAILike
from models.neural_prefixes import given_prefixes
from models.sentence_transformers_embedding import LONGEST, SentenceTransformersEmbedding
from models.static_embedding import StaticEmbedding


def configured_embedding(environment: Mapping[str, str]) -> Embedding:
    """The embedding of ``PARVIS_EMBEDDING``, with its prefixes and its longest text. Raises BadInput."""
    kind, _, name = environment.get("PARVIS_EMBEDDING", "static").partition(":")
    if kind == "static":
        return StaticEmbedding(Path(name).expanduser()) if name else StaticEmbedding()
    if kind == "sentence-transformers" and name:
        prefixes = given_prefixes(environment.get("PARVIS_EMBEDDING_PREFIXES", ""))
        return SentenceTransformersEmbedding(name, prefixes, _longest(environment))
    raise BadInput(f"PARVIS_EMBEDDING names no embedding: {kind}")


def configured_model(environment: Mapping[str, str]) -> LanguageModel:
    """The model that ``PARVIS_LLM_URL`` and ``PARVIS_LLM_MODEL`` name, with its key. Raises BadInput."""
    url, model = environment.get("PARVIS_LLM_URL", ""), environment.get("PARVIS_LLM_MODEL", "")
    if not url or not model:
        raise BadInput("--with-model needs PARVIS_LLM_URL and PARVIS_LLM_MODEL")
    key = endpoint_key(environment.get("PARVIS_LLM_KEY", ""), environment.get("PARVIS_LLM_KEY_FILE", ""))
    return LlamaIndexOpenAILike(url, model, key)


def _longest(environment: Mapping[str, str]) -> int:
    given = environment.get("PARVIS_EMBEDDING_MAX_TOKENS", "") or str(LONGEST)
    if not given.isascii() or not given.isdigit() or not int(given):
        raise BadInput(f"PARVIS_EMBEDDING_MAX_TOKENS={given!r} is no number of tokens; for instance {LONGEST}")
    return int(given)
