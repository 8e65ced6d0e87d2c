"""The public acts of a commune with what they do to one another, worked out again only when they change."""

from domain.document import Visibility
from domain.in_force import ActsInForce
from domain.ports import DocumentStore


class ActsReader:
    """What residents may know of a commune's acts. Thread-safe: two readers at once do the same work twice, no more."""

    def __init__(self, documents: DocumentStore) -> None:
        self._documents = documents
        self._kept: tuple[int, ActsInForce] | None = None

    def read(self) -> ActsInForce:
        """The acts as they are now. A document that is not public neither counts nor is named."""
        generation = self._documents.acts_generation()
        kept = self._kept
        if kept is None or kept[0] != generation:
            public = [d for d in self._documents.documents() if d.visibility is Visibility.PUBLIC]
            acts = ActsInForce(public, self._documents.decisions(), self._documents.successions())
            kept = self._kept = (generation, acts)
        return kept[1]
