"""Keeps the index of a commune in step with its documents and with the embedding that the settings name.

The store counts its changes; a small file of the commune tells at which count, with which embedding and in which engine
its index was built. An index made with another embedding goes on serving, by words, until the new one is complete.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.house import House
from domain.document import Visibility
from domain.errors import IndexUnavailable, ModelUnavailable
from domain.ids import CommuneSlug
from domain.search import CommuneScope
from retriever.generation import FORMAT, current_vocabulary

INDEXED_VISIBILITIES = (Visibility.PUBLIC, Visibility.INTERNE)
NEVER_BUILT = "never built, or not known when"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """How an index stands. ``embedding``: the model of its dense arm, empty without one; ``problem``: why it is behind.

    ``is_servable``: it may answer, by words only when ``is_of_another_model``, until it is rebuilt.
    """

    is_servable: bool
    is_of_another_model: bool = False
    embedding: str = ""
    problem: str = ""

    @property
    def is_up_to_date(self) -> bool:
        """Whether nothing is to be rebuilt."""
        return not self.problem


def rebuild_if_behind(
    house: House, slug: CommuneSlug, progress: Callable[[int], None] | None = None, *, force: bool = False
) -> dict[Visibility, int]:
    """Rebuild what is behind; returns the number of passages of each index that was built.

    The former index serves until the new one is complete. The caller tells the server, if one runs, to reload.
    """
    documents = house.stores(slug).documents
    generation = documents.generation()
    built: dict[Visibility, int] = {}
    # Asked first: a server that does not answer is told at once, not after the patience of a build.
    for visibility, state in asked_states(house, slug).items():
        if force or not state.is_up_to_date:
            scope = CommuneScope(commune=slug, visibility=visibility)
            built[visibility] = house.builder.rebuild(scope, documents.indexable_passages(visibility), progress)
            _note_built(house, scope, generation)
    return built


def asked_states(house: House, slug: CommuneSlug) -> dict[Visibility, IndexState]:
    """How each index of a commune stands, once the engine was asked what it holds: a server may have lost its disks.

    Raises IndexUnavailable when it does not answer.
    """
    states = index_states(house, slug)
    for visibility, state in states.items():
        is_built = house.index.is_built(CommuneScope(commune=slug, visibility=visibility))
        if not is_built:
            states[visibility] = IndexState(is_servable=False, problem=NEVER_BUILT)
        elif house.engine.place and not state.is_servable:
            # The server was given it, and the note of that is lost: it serves until it is rebuilt.
            states[visibility] = replace(state, is_servable=True)
    return states


def index_states(house: House, slug: CommuneSlug) -> dict[Visibility, IndexState]:
    """How each index of a commune stands, from files alone: the server may have it open, or its engine be down."""
    generation = house.stores(slug).documents.generation()
    wanted = _name_of_the_model(house)
    return {visibility: _state(house, slug, visibility, generation, wanted) for visibility in INDEXED_VISIBILITIES}


def _state(house: House, slug: CommuneSlug, visibility: Visibility, generation: int, wanted: str) -> IndexState:
    """``wanted`` is the model of the settings; empty when it cannot be used, and then any model's index will do."""
    noted = _built_at(house, slug, visibility)
    is_servable = noted is not None
    if not house.engine.place:
        try:
            is_servable = current_vocabulary(house.commune_dir(slug), visibility) is not None
        except IndexUnavailable as error:
            return IndexState(is_servable=False, problem=str(error))
    if noted is None or not is_servable:
        return IndexState(is_servable=is_servable, problem=NEVER_BUILT)
    built_at, embedding = noted
    is_other = bool(wanted) and embedding != wanted
    problem = "documents have changed since" if built_at != generation else ""
    if is_other:
        problem = (
            f"made with {embedding or 'no model of meaning'}, the settings say {wanted}: searched by words only until"
            f" the server has rebuilt it, or parvis model reindex --commune {slug}"
        )
    return IndexState(is_servable=True, is_of_another_model=is_other, embedding=embedding, problem=problem)


def _name_of_the_model(house: House) -> str:
    try:
        return house.embedding.name
    except ModelUnavailable:
        return ""


def _note_of(house: House, slug: CommuneSlug, visibility: Visibility) -> Path:
    return house.commune_dir(slug) / "index" / f"{visibility.value}.json"


def _built_at(house: House, slug: CommuneSlug, visibility: Visibility) -> tuple[int, str] | None:
    """The store's count and the embedding's name when that index was built in this engine; None when not known."""
    try:
        noted = json.loads(_note_of(house, slug, visibility).read_text("utf-8"))
        is_here = str(noted.get("place", "")) == house.engine.place
        # On a disk the index itself tells its format; a server is not asked for it.
        is_here = is_here and (not house.engine.place or noted.get("format") == FORMAT)
        return (int(noted["generation"]), str(noted["embedding"])) if is_here else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _note_built(house: House, scope: CommuneScope, generation: int) -> None:
    # The model may have been unusable in the build: the index then has no dense arm, whatever the settings say.
    noted = {
        "generation": generation,
        "embedding": house.index.built_with(scope),
        "place": house.engine.place,
        "format": FORMAT,
    }
    file = _note_of(house, scope.commune, scope.visibility)
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(noted), "utf-8")
    os.replace(fresh, file)
