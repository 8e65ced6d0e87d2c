"""Keeps the index of a commune in step with its documents.

The store counts its changes; a small file of the commune tells at which count, with which embedding and in which engine
its index was built.
"""

import json
import os
from collections.abc import Callable

from answering.answer_json import JsonValue
from app.house import House
from domain.document import Visibility
from domain.ids import CommuneSlug
from domain.search import CommuneScope

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
        scope = CommuneScope(commune=slug, visibility=visibility)
        # Asked first: a server that does not answer is told at once, not after the patience of a build.
        is_built = house.index.is_built(scope)
        if force or not is_built or _built_at(house, slug, visibility) != _wanted(house, generation):
            built[visibility] = house.builder.rebuild(scope, documents.indexable_passages(visibility), progress)
            _note_built(house, slug, visibility, generation)
    return built


def index_state(house: House, slug: CommuneSlug) -> dict[str, JsonValue]:
    """For each visibility, whether its index is in step with the documents."""
    generation = house.stores(slug).documents.generation()
    return {
        visibility.value: {"up_to_date": _built_at(house, slug, visibility) == _wanted(house, generation)}
        for visibility in INDEXED_VISIBILITIES
    }


def _wanted(house: House, generation: int) -> tuple[int, str, str]:
    return generation, house.embedding.name, house.engine.place


def _built_at(house: House, slug: CommuneSlug, visibility: Visibility) -> tuple[int, str, str] | None:
    """The store's count, the embedding's name and the engine's place when that index was built; None when unknown."""
    file = house.commune_dir(slug) / "index" / f"{visibility.value}.json"
    try:
        noted = json.loads(file.read_text("utf-8"))
        return int(noted["generation"]), str(noted["embedding"]), str(noted.get("place", ""))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _note_built(house: House, slug: CommuneSlug, visibility: Visibility, generation: int) -> None:
    file = house.commune_dir(slug) / "index" / f"{visibility.value}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    noted = {"generation": generation, "embedding": house.embedding.name, "place": house.engine.place}
    fresh.write_text(json.dumps(noted), "utf-8")
    os.replace(fresh, file)
