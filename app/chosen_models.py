"""Which models of search the settings name, and whether they can be used."""

import logging
from pathlib import Path

from app.settings import Settings
from domain.errors import BadInput, ModelUnavailable
from domain.model_ports import Embedding, Reranker
from models.neural_prefixes import given_prefixes
from models.sentence_transformers_embedding import SentenceTransformersEmbedding
from models.sentence_transformers_reranker import SentenceTransformersReranker
from models.static_embedding import StaticEmbedding

_LOG = logging.getLogger("parvis.app")
STATIC, NEURAL = "static", "sentence-transformers"


def chosen_embedding(settings: Settings) -> Embedding:
    """The embedding that ``PARVIS_EMBEDDING`` names; nothing is read yet. Raises BadInput."""
    kind, _, name = settings.embedding.partition(":")
    if kind == NEURAL and name:
        return SentenceTransformersEmbedding(
            name, given_prefixes(settings.embedding_prefixes), settings.embedding_max_tokens
        )
    if kind == STATIC and (name or settings.embedding == STATIC):
        return StaticEmbedding(Path(name).expanduser()) if name else StaticEmbedding()
    raise BadInput(
        f"PARVIS_EMBEDDING={settings.embedding!r} names no embedding; give static, static:FOLDER"
        " or sentence-transformers:NAME_OR_FOLDER"
    )


def chosen_reranker(settings: Settings) -> Reranker | None:
    """The cross-encoder that ``PARVIS_RERANKER`` names, None when it names none; nothing is read yet."""
    return SentenceTransformersReranker(settings.reranker) if settings.reranker else None


def warm(embedding: Embedding, reranker: Reranker | None) -> None:
    """Load the models before the first question: torch alone takes seconds. One that cannot be used is logged."""
    try:
        embedding.embed_question("mairie")
    except ModelUnavailable as error:
        _LOG.error("the embedding cannot be used: %s", error)
    try:
        if reranker is not None:
            reranker.scores("mairie", [("", "mairie")])
    except ModelUnavailable as error:
        _LOG.error("the reranker cannot be used: %s", error)


def models_state(embedding: Embedding, reranker: Reranker | None) -> dict[str, dict[str, str]]:
    """For each model, its name and why it cannot be used, one of them empty. Files are read, no text is embedded."""
    state = {"embedding": _state(embedding)}
    if reranker is not None:
        state["reranker"] = _state(reranker)
    return state


def _state(model: Embedding | Reranker) -> dict[str, str]:
    try:
        return {"name": model.name, "problem": ""}
    except ModelUnavailable as error:
        return {"name": "", "problem": str(error)}
