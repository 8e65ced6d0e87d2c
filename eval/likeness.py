"""Which real documents say the same, and how much of a made copy is still found: the thresholds of ``ingest/likeness``.

    PARVIS_SHARED_DATA=… python -m eval.likeness

Copies are made of each real document by misreading a share of its words, as OCR does. The real pairs are printed for
someone to look at: which of them are copies, no annotation tells.
"""

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.document import Document
from domain.ids import DocumentId
from domain.likeness import Likeness, LikenessKind
from eval.bench_reading import measure
from eval.retrieval import shared_data
from ingest.cage.pool import Cage
from ingest.likeness import FEWEST_GROUPS, find_likenesses, sketch_of
from storage.opening import Installation, open_installation

SEED = 3
MISREAD_SHARES = (0.004, 0.01, 0.02, 0.03, 0.05)
ENOUGH_GROUPS = 30
"""Kept groups of a document of which copies are made: about a page."""

Texts = Mapping[DocumentId, Sequence[str]]


def misread(text: str, share: float, draw: random.Random) -> str:
    """``text`` with that share of its words changed by their last letter."""
    return " ".join(word[:-1] + "x" if draw.random() < share else word for word in text.split(" "))


def copies_found(texts: Texts, share: float) -> tuple[int, int]:
    """(copies that are linked to their document as such, copies made) with that share of words misread."""
    draw = random.Random(SEED)
    found = made = 0
    for document, pieces in texts.items():
        sketch = sketch_of(pieces)
        if len(sketch) // 8 < max(ENOUGH_GROUPS, FEWEST_GROUPS):
            continue
        made += 1
        copied = sketch_of(misread(piece, share, draw) for piece in pieces)
        linked = find_likenesses({document: sketch, DocumentId("copy"): copied})
        found += any(one.kind is LikenessKind.COPY for one in linked)
    return found, made


def real_pairs(texts: Texts) -> list[Likeness]:
    """The documents of one commune that are linked, the most alike first."""
    found = find_likenesses({document: sketch_of(pieces) for document, pieces in texts.items()})
    return sorted(found, key=lambda one: (-one.shared, one.document))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Always 0: a measure."""
    data = shared_data()
    if data is None:
        sys.stdout.write("SKIPPED: PARVIS_SHARED_DATA names no folder of outside documents\n")
        return 0
    with TemporaryDirectory() as folder:
        installation = open_installation(Path(folder))
        try:
            with Cage(workers=2) as cage:
                measure(data, installation, cage, ())
            _print(installation)
        finally:
            installation.close()
    return 0


def _print(installation: Installation) -> None:
    every: dict[DocumentId, Sequence[str]] = {}
    for documents, texts in _communes(installation):
        every |= texts
        for one in real_pairs(texts):
            ends = " <> ".join(f"{documents[end].source}/{documents[end].path}" for end in (one.document, one.other))
            sys.stdout.write(f"{one.kind.value:8} {one.shared:.2f} {one.shared_back:.2f} {ends}\n")
    for share in MISREAD_SHARES:
        found, made = copies_found(every, share)
        sys.stdout.write(f"copies with {share:.1%} of words misread: {found} of {made} linked\n")


def _communes(installation: Installation) -> Iterator[tuple[Mapping[DocumentId, Document], Texts]]:
    for commune in installation.communes():
        store = installation.commune(commune.slug).documents
        documents = {document.id: document for document in store.documents()}
        yield documents, {one: [passage.text for passage in store.passages_of(one)] for one in documents}


if __name__ == "__main__":
    sys.exit(main())
