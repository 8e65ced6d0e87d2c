"""The register as it is searched: each decision once, with the words of its title and of the part that decides."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.act import Decision
from domain.document import Visibility
from domain.ids import DocumentId, PassageId
from domain.passage import Passage
from domain.ports import DocumentStore
from domain.register import RegisterLine, register_of
from french.act_parts import deciding_part
from french.analyser import stems

COUNCIL = "conseil municipal"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookEntry:
    """A line of the register. ``passages`` are those that hold it, whole; the stems are of its title and deciding part.

    A list or a register names a decision and holds nothing more: ``deciding`` is then empty.
    """

    line: RegisterLine
    title: frozenset[str]
    deciding: frozenset[str]
    passages: frozenset[PassageId]
    words: str
    """The deciding part as written."""


class DecisionBook:
    """The public decisions of a commune's council, worked out again only when they change. Thread-safe."""

    def __init__(self, documents: DocumentStore, instance: str = COUNCIL) -> None:
        self._documents = documents
        self._instance = instance
        self._kept: tuple[tuple[int, int], tuple[BookEntry, ...]] | None = None

    def entries(self) -> tuple[BookEntry, ...]:
        """Oldest first. A document that is not public neither counts nor is named."""
        state = (self._documents.acts_generation(), self._documents.generation())
        kept = self._kept
        if kept is None or kept[0] != state:
            kept = self._kept = (state, tuple(self._read()))
        return kept[1]

    def _read(self) -> Iterable[BookEntry]:
        documents = {d.id: d for d in self._documents.documents() if d.visibility is Visibility.PUBLIC}
        decisions = self._documents.decisions()
        held: dict[DocumentId, list[Decision]] = defaultdict(list)
        for decision in decisions:
            held[decision.document_id].append(decision)
        lines = register_of(decisions, documents, self._instance)
        told = {line.decision.document_id for line in lines}
        bodies = {one: passages_by_decision(held[one], self._documents.passages_of(one)) for one in sorted(told)}
        return [_entry(line, bodies[line.decision.document_id][line.decision.ordinal]) for line in lines]


def passages_by_decision(decisions: Sequence[Decision], passages: Sequence[Passage]) -> Mapping[int, Sequence[Passage]]:
    """For each decision of one document, by its ordinal, the passages between its heading and the next.

    The single decision of an extract is told by the whole document, its visas and heading included.
    """
    if len(decisions) == 1:
        return {decisions[0].ordinal: passages}
    ordered = sorted(decisions, key=lambda d: (d.page or 0, d.start))
    starts = [(d.page or 0, d.start) for d in ordered]
    found: dict[int, list[Passage]] = {d.ordinal: [] for d in decisions}
    for passage in passages:
        # A passage may hold the end of one decision and the beginning of the next: it is then of both.
        first = bisect_right(starts, (passage.page or 0, passage.start)) - 1
        last = bisect_right(starts, (passage.page or 0, max(passage.start, passage.end - 1))) - 1
        for place in range(max(first, 0), last + 1):
            found[ordered[place].ordinal].append(passage)
    return found


def _entry(line: RegisterLine, passages: Sequence[Passage]) -> BookEntry:
    lines = [text for passage in passages for text in (*passage.context, *passage.text.split("\n"))]
    own = _own_lines(lines, line.decision)
    is_named_only = line.document.act is not None and line.document.act.kind.is_announcement
    deciding = [] if is_named_only else deciding_part(own)
    words = "\n".join(one for one, after in pairwise([*deciding, ""]) if one != after)
    return BookEntry(
        line=line,
        title=frozenset(stems(line.decision.title)),
        deciding=frozenset(stems(words)) if words else frozenset(),
        passages=frozenset(passage.id for passage in passages),
        words=words,
    )


def _own_lines(lines: Sequence[str], decision: Decision) -> list[str]:
    """Those from the decision's own heading on, where its number or its title is found among them."""
    marks = [mark for mark in (decision.number, decision.title[:30]) if mark]
    for index, text in enumerate(lines):
        if any(mark in text for mark in marks):
            return list(lines[index:])
    return list(lines)
