"""Keeps the index of a commune in step with its documents.

The store counts its changes; a small file beside the index tells at which count, with which embedding and in which
format it was built.
"""

import json
import os
from collections.abc import Callable

from answering.answer_json import JsonValue
from app.house import House
from domain.document import Visibility
from domain.ids import CommuneSlug
from domain.search import CommuneScope
from retriever.generation import INDEX_FORMAT

INDEXED_VISIBILITIES = (Visibility.PUBLIC, Visibility.INTERNE)


def rebuild_if_behind(
    house: House, slug: CommuneSlug, progress: Callable[[int], None] | None = None, *, force: bool = False
) -> dict[Visibility, int]:
    """Rebuild what is behind the store; returns the number of passages of each index that was built.

    The former index serves until the new one is complete. The caller tells the server, if one runs, to reload.
    """
    documents = house.stores(slug).documents
    generation = documents.generation()
    built: dict[Visibility, int] = {}
    for visibility in INDEXED_VISIBILITIES:
        if force or _built_at(house, slug, visibility) != (generation, house.embedding.name):
            scope = CommuneScope(commune=slug, visibility=visibility)
            built[visibility] = house.builder.rebuild(scope, documents.indexable_passages(visibility), progress)
            _note_built(house, slug, visibility, generation)
    return built


def index_state(house: House, slug: CommuneSlug) -> dict[str, JsonValue]:
    """For each visibility, whether its index is in step with the documents."""
    generation = house.stores(slug).documents.generation()
    return {
        visibility.value: {"up_to_date": _built_at(house, slug, visibility) == (generation, house.embedding.name)}
        for visibility in INDEXED_VISIBILITIES
    }


def _built_at(house: House, slug: CommuneSlug, visibility: Visibility) -> tuple[int, str] | None:
    """The store's count and the embedding's name when that index was built; None when that is not known, or when it is
    of another version of Parvis and must be built again.
    """
    file = house.commune_dir(slug) / "index" / f"{visibility.value}.json"
    try:
        noted = json.loads(file.read_text("utf-8"))
        return (int(noted["generation"]), str(noted["embedding"])) if noted["format"] == INDEX_FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _note_built(house: House, slug: CommuneSlug, visibility: Visibility, generation: int) -> None:
    file = house.commune_dir(slug) / "index" / f"{visibility.value}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    noted = {"generation": generation, "embedding": house.embedding.name, "format": INDEX_FORMAT}
    fresh.write_text(json.dumps(noted), "utf-8")
    os.replace(fresh, file)
