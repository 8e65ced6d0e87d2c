"""Keeps the index of a commune in step with its documents and with the embedding that the settings name.

The store counts its changes; a small file beside the index tells at which count, and with which embedding, it was
built. An index made with another embedding goes on serving, by words, until the new one is complete.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass

from app.house import House
from domain.document import Visibility
from domain.errors import IndexUnavailable, ModelUnavailable
from domain.ids import CommuneSlug
from domain.search import CommuneScope
from retriever.generation import current_vocabulary

INDEXED_VISIBILITIES = (Visibility.PUBLIC, Visibility.INTERNE)


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
    states = index_states(house, slug)
    built: dict[Visibility, int] = {}
    for visibility in INDEXED_VISIBILITIES:
        if force or not states[visibility].is_up_to_date:
            scope = CommuneScope(commune=slug, visibility=visibility)
            built[visibility] = house.builder.rebuild(scope, documents.indexable_passages(visibility), progress)
            _note_built(house, slug, visibility, generation)
    return built


def index_states(house: House, slug: CommuneSlug) -> dict[Visibility, IndexState]:
    """How each index of a commune stands, from files alone: the server may have it open."""
    generation = house.stores(slug).documents.generation()
    wanted = _name_of_the_model(house)
    return {visibility: _state(house, slug, visibility, generation, wanted) for visibility in INDEXED_VISIBILITIES}


def _state(house: House, slug: CommuneSlug, visibility: Visibility, generation: int, wanted: str) -> IndexState:
    """``wanted`` is the model of the settings; empty when it cannot be used, and then any model's index will do."""
    noted = _built_at(house, slug, visibility)
    try:
        vocabulary = current_vocabulary(house.commune_dir(slug), visibility)
    except IndexUnavailable as error:
        return IndexState(is_servable=False, problem=str(error))
    if noted is None:
        return IndexState(is_servable=vocabulary is not None, problem="never built, or not known when")
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


def _built_at(house: House, slug: CommuneSlug, visibility: Visibility) -> tuple[int, str] | None:
    """The store's count and the embedding's name when that index was built; None when that is not known."""
    file = house.commune_dir(slug) / "index" / f"{visibility.value}.json"
    try:
        noted = json.loads(file.read_text("utf-8"))
        return int(noted["generation"]), str(noted["embedding"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _note_built(house: House, slug: CommuneSlug, visibility: Visibility, generation: int) -> None:
    vocabulary = current_vocabulary(house.commune_dir(slug), visibility)
    # The model may have been unusable in the build: the index then has no dense arm, whatever the settings say.
    embedding = (vocabulary.embedding or "") if vocabulary else _name_of_the_model(house)
    file = house.commune_dir(slug) / "index" / f"{visibility.value}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps({"generation": generation, "embedding": embedding}), "utf-8")
    os.replace(fresh, file)
