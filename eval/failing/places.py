"""Where in a commune's documents an answer stands: from a page of a question set to the passage that holds it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from clarity.observation import Place
from domain.document import Document, Visibility
from domain.ids import DocumentId, PassageId
from domain.passage import Passage
from domain.ports import DocumentStore
from eval.answer_scoring import Page
from eval.failing.questions_file import Spot
from eval.values import contains_value, content_stems


class Places:
    """The documents of a commune that answer residents, by what names them; passages are read when asked for."""

    def __init__(self, store: DocumentStore) -> None:
        """Read the documents' records; copies answer for the file that they are copies of."""
        self._store = store
        shown = [one for one in store.documents() if one.visibility is Visibility.PUBLIC]
        self._documents = {one.id: one for one in shown}
        self._by_path: dict[str, list[Document]] = defaultdict(list)
        records = {(record.source, record.path): record for record in store.files()}
        for (source, path), record in records.items():
            first = records.get((source, record.duplicate_of), record) if record.duplicate_of else record
            held = self._documents.get(first.document_id) if first.document_id else None
            if held is not None:
                self._by_path[path].append(held)
        self.passages_of = lru_cache(maxsize=256)(store.passages_of)

    @property
    def documents(self) -> Sequence[Document]:
        """Every public document, by id."""
        return [self._documents[one] for one in sorted(self._documents)]

    def document(self, document: DocumentId) -> Document | None:
        """A public document; None for any other."""
        return self._documents.get(document)

    def named(self, spot: Spot) -> tuple[Document, ...]:
        """The documents that a spot names: none when there is no such file, and when two sources have that path."""
        found = {one.id: one for one in self._by_path.get(spot.path, ()) if spot.source in ("", one.source)}
        return tuple(found.values()) if spot.source or len(found) == 1 else ()

    def pages_of(self, document: DocumentId, page: int | None) -> frozenset[Page]:
        """The page of a document in the terms of the scoring; all of its pages when none is named."""
        held = self._documents[document]
        numbers = [page] if page is not None else [None, *range(1, (held.page_count or 0) + 1)]
        return frozenset(Page(str(held.source), held.path, number) for number in numbers)

    def at(self, page: Page) -> Document | None:
        """The document of a page."""
        spot = Spot(source=page.source, path=page.path, page=page.number)
        return next(iter(self.named(spot)), None)

    def passages(self, ids: Sequence[PassageId]) -> dict[PassageId, Passage]:
        """Those of ``ids`` that still exist."""
        return dict(self._store.passages_by_id(ids))

    def blamed(self, pages: Iterable[Page], expected: Sequence[str], question: str = "") -> Place | None:
        """The passage of ``pages`` that holds most of ``expected``; None when the documents are gone.

        Of two that hold as much, the one with more words of ``question``.
        """
        best: tuple[tuple[int, int, int], Place] | None = None
        for page in pages:
            document = self.at(page)
            for passage in self.passages_of(document.id) if document else ():
                if page.number not in (None, passage.page):
                    continue
                held = _held(passage.text, expected, question)
                if best is None or held > best[0]:
                    best = (held, place_in(passage, expected, question))
        return None if best is None else best[1]


def place_in(passage: Passage, expected: Sequence[str] = (), question: str = "") -> Place:
    """The line of a passage that holds most of ``expected``, by whole elements then by words; else its first line."""
    start = 0
    spans: list[tuple[int, int]] = []
    for line in passage.text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    begin, end = max(spans, key=lambda span: _held(passage.text[slice(*span)], expected, question))
    return Place(
        document_id=passage.document_id,
        passage_id=passage.id,
        page=passage.page,
        heading_path=passage.heading_path,
        start=begin,
        end=end,
        quote=passage.text[begin:end],
    )


def _held(text: str, expected: Sequence[str], question: str) -> tuple[int, int, int]:
    """How many elements of ``expected`` a text holds whole, then how many of their words, then of the question's."""
    stems = content_stems(text)
    whole = sum(contains_value(text, one) for one in expected)
    return whole, len(content_stems(" ".join(expected)) & stems), len(content_stems(question) & stems)
