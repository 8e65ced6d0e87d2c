"""The headings of a document as a tree. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.inspection.model import OutlineEntry
from ingest.structure import StructuredPage
from ingest.text import LineKind


@dataclass(slots=True)
class _Open:
    """A heading whose children are still being found."""

    text: str
    level: int
    page: int | None
    start: int
    children: list["_Open"] = field(default_factory=list)

    def closed(self) -> OutlineEntry:
        """The entry with all that stands under it."""
        return OutlineEntry(
            text=self.text,
            level=self.level,
            page=self.page,
            start=self.start,
            children=tuple(child.closed() for child in self.children),
        )


def find_outline(pages: Sequence[StructuredPage]) -> tuple[OutlineEntry, ...]:
    """Each heading under the nearest earlier one of a smaller level, as heading paths are made."""
    root = _Open("", -1, None, 0)
    path = [root]
    for page in pages:
        for placed in page.lines:
            if placed.line.kind is not LineKind.HEADING:
                continue
            entry = _Open(placed.line.text, placed.line.level, page.number, placed.start)
            while path[-1].level >= entry.level:
                path.pop()
            path[-1].children.append(entry)
            path.append(entry)
    return root.closed().children
