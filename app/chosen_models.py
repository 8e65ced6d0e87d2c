"""Which models of search the settings name, and whether they can be used."""

from pathlib import Path

from app.settings import Settings
from domain.errors import BadInput, ModelUnavailable
from domain.ports import Embedding
from models.static_embedding import StaticEmbedding

STATIC = "static"


def chosen_embedding(settings: Settings) -> Embedding:
    """The embedding that ``PARVIS_EMBEDDING`` names; nothing is read yet. Raises BadInput."""
    kind, _, name = settings.embedding.partition(":")
    if kind == STATIC and (name or settings.embedding == STATIC):
        return StaticEmbedding(Path(name).expanduser()) if name else StaticEmbedding()
    raise BadInput(f"PARVIS_EMBEDDING={settings.embedding!r} names no embedding; give static or static:FOLDER")


def models_state(embedding: Embedding) -> dict[str, dict[str, str]]:
    """For each model, its name and why it cannot be used, one of them empty. Files are read, no text is embedded."""
    try:
        return {"embedding": {"name": embedding.name, "problem": ""}}
    except ModelUnavailable as error:
        return {"embedding": {"name": "", "problem": str(error)}}
