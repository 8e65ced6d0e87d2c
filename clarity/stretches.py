"""The sentences and lists of a text, whole again: wrapped lines are joined, and items stand under their lead-in.

Passages of the index give a paragraph a line; a text that was pasted, or taken from a PDF, may cut a sentence at each
line. Offsets are kept: a stretch is one block that may hold line feeds, read as blanks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clarity.observation import Observation, Part, Proposal
from clarity.read_text import Block, BlockKind, ReadText
from domain.finding import Severity
from french.sentences import sentence_spans

# « - carte », « • carte », « ==> lavage », « « – les activités », « a) », « 2. », « (1) ».
_BULLET = re.compile(r"\s*(?:«\s*)?(?:[-•–—*▪◦➢►●‣·]|==>|[→✓]|[a-z]\)|\(?\d{1,2}[).]|o(?=\s))\s*(?=\S)")
# A line that ends so is not over, whatever the next begins with.
_UNFINISHED = re.compile(
    r"(?:[,’'-]|\b(?:de|du|des|la|le|les|à|au|aux|et|ou|par|pour|dans|sur|sans|en|un|une|que|qui|ce|cette|son|sa|ses"
    r"|est|sont|sera|être|avec|sous|chez|leur|leurs))\s*$",
    re.IGNORECASE,
)
_FINISHED = re.compile(r"[.!?:;…]\s*[»”)]?\s*$")
_GOES_ON = re.compile(r"\s*(?:[a-zàâçéèêëîïôùûüœ(«%]|\d+\s?(?:€|h\b|%|[a-z]))")
_LEADS = re.compile(r":\s*$")


LONGEST_SENTENCE = 5_000
"""Characters: more is a table or a drawing that lost its lines, and no rule on sentences reads it."""
_TAIL = 40
"""Characters of a line's end that tell whether it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A paragraph, an item or a row. ``line`` has the length of ``block.text``: offsets are the same in both."""

    block: Block
    line: str
    is_item: bool

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table: no rule on sentences reads it."""
        return self.block.kind is BlockKind.ROW

    @property
    def body_start(self) -> int:
        """Where the words begin, after a bullet."""
        m = _BULLET.match(self.line) if self.is_item else None
        return m.end() if m is not None else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """``text`` is ``stretch.line[start:end]``; ``following`` is the next sentence, or what the lead-in announces."""

    stretch: Stretch
    start: int
    end: int
    following: str

    @property
    def text(self) -> str:
        """The sentence, its line feeds read as blanks."""
        return self.stretch.line[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenList:
    """Two items or more, and the line that announces them."""

    lead_in: Stretch | None
    items: tuple[Stretch, ...]


def stretches_of(text: ReadText) -> tuple[Stretch, ...]:
    """The paragraphs, items and rows of ``text`` in order."""
    groups: list[tuple[bool, list[Block]]] = []
    for block in text.blocks:
        is_item = block.kind is BlockKind.ITEM or _BULLET.match(block.text) is not None
        if groups and not is_item and _goes_on(groups[-1][1], block):
            groups[-1][1].append(block)
        else:
            groups.append((is_item, [block]))
    return tuple(_stretch(blocks, is_item=is_item) for is_item, blocks in groups)


def _stretch(blocks: Sequence[Block], *, is_item: bool) -> Stretch:
    """One block of all: those of a group stand one line feed apart."""
    joined = replace(blocks[0], text="\n".join(block.text for block in blocks)) if len(blocks) > 1 else blocks[0]
    return Stretch(block=joined, line=re.sub(r"\s", " ", joined.text), is_item=is_item)


def _goes_on(blocks: Sequence[Block], block: Block) -> bool:
    """Whether ``block`` is the rest of the wrapped line that ``blocks`` begin."""
    last = blocks[-1]
    if BlockKind.ROW in (last.kind, block.kind) or last.heading_path != block.heading_path:
        return False
    if not is_next(last, block) or block.start - blocks[0].start > LONGEST_SENTENCE:
        return False
    if _FINISHED.search(last.text[-_TAIL:]):
        return False
    return _UNFINISHED.search(last.text[-_TAIL:]) is not None or _GOES_ON.match(block.text) is not None


def is_next(one: Block, other: Block) -> bool:
    """Whether no blank line stands between two blocks of a passage."""
    return one.passage_id == other.passage_id and 0 < other.start - one.start - len(one.text) <= 1


def sentences_of(text: ReadText) -> tuple[Sentence, ...]:
    """Sentences of paragraphs and items in order; rows of tables, and what is too long to be a sentence, hold none."""
    stretches = stretches_of(text)
    found: list[Sentence] = []
    for index, stretch in enumerate(stretches):
        if stretch.is_row:
            continue
        below = stretches[index + 1].line if index + 1 < len(stretches) else ""
        spans = [
            (start + stretch.body_start, end + stretch.body_start)
            for start, end in sentence_spans(stretch.line[stretch.body_start :])
        ]
        for number, (start, end) in enumerate(spans):
            if end - start > LONGEST_SENTENCE:
                continue
            rest = stretch.line[spans[number + 1][0] : spans[number + 1][1]] if number + 1 < len(spans) else below
            found.append(Sentence(stretch=stretch, start=start, end=end, following=rest))
    return tuple(found)


def lists_of(text: ReadText) -> tuple[WrittenList, ...]:
    """Lists with bullets, and lines without any under a lead-in that ends with a colon."""
    stretches = stretches_of(text)
    found: list[WrittenList] = []
    index = 0
    while index < len(stretches):
        lead_in = stretches[index] if not stretches[index].is_item and _LEADS.search(stretches[index].line) else None
        first = index + (lead_in is not None)
        items = list(_items(stretches, first, lead_in))
        if len(items) > 1:
            before = stretches[index - 1] if lead_in is None and index and not stretches[index - 1].is_row else lead_in
            found.append(WrittenList(lead_in=before, items=tuple(items)))
        index = max(index + 1, first + len(items))
    return tuple(found)


def _items(stretches: Sequence[Stretch], first: int, lead_in: Stretch | None) -> Iterator[Stretch]:
    """Items from ``first`` on: all with bullets, or all without and next to one another under a lead-in."""
    if first >= len(stretches):
        return
    with_bullets = stretches[first].is_item
    if not with_bullets and lead_in is None:
        return
    previous = lead_in
    for stretch in stretches[first:]:
        apart = previous is not None and not with_bullets and not is_next(previous.block, stretch.block)
        is_next_lead = not with_bullets and _LEADS.search(stretch.line) is not None and stretch.line[:1].isupper()
        if stretch.is_row or stretch.is_item is not with_bullets or apart or is_next_lead:
            return
        yield stretch
        previous = stretch


def observe_at(
    text: ReadText,
    stretch: Stretch,
    span: tuple[int, int],
    *,
    rule: str,
    severity: Severity,
    measures: Sequence[tuple[str, object]] = (),
    parts: Sequence[Part] = (),
    proposal: Proposal | None = None,
) -> Observation:
    """The observation of ``rule`` at ``span`` of a stretch; spans of ``parts`` count in the stretch too."""
    return Observation(
        rule=rule,
        severity=severity,
        place=text.place(stretch.block, *span),
        measures=tuple((name, str(value)) for name, value in measures),
        parts=tuple(
            replace(part, start=stretch.block.start + part.start, end=stretch.block.start + part.end) for part in parts
        ),
        proposal=proposal,
    )
