"""A passage: about 900 characters of one document, cut along its structure, never across a page."""

from dataclasses import dataclass

from domain.ids import CommuneSlug, DocumentId, PassageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What is searched, and what a citation points into.

    ``text`` holds the document's own words. Each line is one unit: a paragraph, a list item
    (``- `` first) or a table row (cells joined by `` | ``).
    ``context`` holds, verbatim, the lead-in of a list, or the title, header rows and group names of a
    table that govern the passage but stand before it, on an earlier page when the table goes on from
    there; empty when they are inside ``text``.
    ``heading_path`` goes from the widest heading to the nearest.
    ``page`` counts from 1, None where there are no pages; ``start`` and ``end`` are offsets in code
    points in the cleaned text of that page (of the whole document where there are no pages).
    ``link`` is the public address that the file itself gives for what the passage is about (a fiche's, an act's).
    """

    id: PassageId
    document_id: DocumentId
    commune: CommuneSlug
    ordinal: int
    text: str
    context: tuple[str, ...] = ()
    heading_path: tuple[str, ...] = ()
    page: int | None
    start: int
    end: int
    link: str | None = None
    ocr_confidences: tuple[float, ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()

    @property
    def is_from_ocr(self) -> bool:
        """Whether the text was read on a picture."""
        return bool(self.ocr_confidences)

    @property
    def ocr_confidence(self) -> float | None:
        """How sure the passage is, 0 to 1, each line for its length; None when the text is the file's own."""
        lengths = [len(line) for line in self.text.split("\n")]
        total = sum(lengths)
        if not self.ocr_confidences or len(lengths) != len(self.ocr_confidences) or not total:
            return min(self.ocr_confidences, default=None)
        return sum(c * n for c, n in zip(self.ocr_confidences, lengths, strict=True)) / total
