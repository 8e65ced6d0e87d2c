"""PD-02: pages read on a picture whose letters the reading is not sure of."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from clarity.observation import Observation, Place
from domain.finding import Severity
from domain.ids import DocumentId
from domain.passage import Passage

RULE = "PD-02"
SURE = 0.75
"""Below that mean confidence of its words a page is not to be trusted (research/readability.md PD-02: known < .75)."""


def doubtful_scans(document: DocumentId, passages: Sequence[Passage]) -> Iterator[Observation]:
    """One observation for each page that OCR has read with a mean confidence under ``SURE``."""
    pages: dict[int | None, list[tuple[float, int]]] = defaultdict(list)
    for passage in passages:
        if passage.ocr_confidence is not None:
            pages[passage.page].append((passage.ocr_confidence, len(passage.text)))
    for page, read in sorted(pages.items(), key=lambda pair: pair[0] or 0):
        mean = sum(sure * size for sure, size in read) / sum(size for _, size in read)
        if mean < SURE:
            yield Observation(
                rule=RULE,
                severity=Severity.MAJEUR,
                place=Place(
                    document_id=document,
                    passage_id=None,
                    page=page,
                    heading_path=(),
                    start=0,
                    end=0,
                    quote=f"p. {page}" if page is not None else "",
                ),
                measures=(("confidence", f"{mean:.2f}"),),
            )
