"""What search is compared with: each peer in an adapter of its own, all given the same passages and questions.

A peer gets the title before the text of each passage (the largest single gain measured for any of them), French
wherever it lets one say so, and our embedding where it has a dense arm. ``given`` says what each got.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module, metadata
from typing import Protocol, cast

from domain.passage import Passage

OURS = "parvis"

PEERS: Mapping[str, tuple[str, str]] = {
    OURS: ("eval.parvis_peer", "ParvisPeer"),
    "llamaindex": ("eval.llamaindex_peer", "LlamaIndexPeer"),
    "bm25s": ("eval.bm25s_peer", "Bm25sPeer"),
    "haystack": ("eval.haystack_peer", "HaystackPeer"),
    "haystack-stems": ("eval.haystack_peer", "HaystackStemsPeer"),
    "qdrant-local": ("eval.qdrant_client_peer", "QdrantLocalPeer"),
}
"""By name, the module and the class of its adapter."""


class SearchPeer(Protocol):
    """A way of searching. Its library is imported when it is made, so that a missing one is an error of its own."""

    @property
    def given(self) -> str:
        """What it was set up with: words, arms, fusion."""
        ...

    @property
    def libraries(self) -> Sequence[str]:
        """The distributions that it is made of."""
        ...

    def index(self, passages: Sequence[tuple[Passage, str]]) -> None:
        """Take every (passage, title of its document)."""
        ...

    def search(self, text: str, limit: int) -> list[str]:
        """Ids of the passages found, best first, ``limit`` at most."""
        ...

    def close(self) -> None:
        """Give back what it holds open."""
        ...


def open_peer(name: str) -> SearchPeer:
    """The peer of that name. Raises whatever its library raises, ImportError first."""
    module, kind = PEERS[name]
    return cast(SearchPeer, getattr(import_module(module), kind)())


def searched_text(passage: Passage, title: str) -> str:
    """What a peer that takes one text a passage is given: the title's line, then the text."""
    return f"{title}\n{passage.text}"


def versions(libraries: Sequence[str]) -> str:
    """« bm25s 0.3.16, … »."""
    return ", ".join(f"{name} {metadata.version(name)}" for name in libraries)
