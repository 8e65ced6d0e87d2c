"""A text read again before it is published: pasted, or opened from a file. Values in, values out; nothing is kept."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from api.report_view import ObservationPane, observation_pane
from clarity.hard.gauge import Gauge, gauge
from clarity.observation import Observation
from clarity.read_text import ReadText, read_passages, read_pasted
from clarity.reporting.detectors import Detector
from clarity.reporting.impact import WEIGHTS
from clarity.reporting.report import SHOWN_PER_RULE
from clarity.unreadable.stored_signals import stored_signals
from domain.document import Document, FileState, MediaType, Visibility
from domain.finding import Finding
from domain.ids import CommuneSlug, DocumentId, PassageId, SourceName
from domain.passage import Passage
from handoff.typed_text import clean_text
from ingest.inspection.model import InspectedPassage, Inspection

LONGEST_TEXT = 200_000
"""Characters that are read again at once, as by ``parvis check-text``: a hundred pages, and 1 s of the rules
on the pages of ``eval.bench_report``."""
SHORT_PASSAGE = 60
"""Characters: a passage of fewer is shown with what stands beside it, or nobody finds it in their text."""
_AROUND = 140
"""Characters on each side of it: a line and a half."""
FOLDED_AT_MOST = 40
"""More passages of one rule are only counted: who has so many corrects the first ones and reads again."""

# A bullet or a number and its tab, as word processors paste them: « • », « - », « 1. », « a) »; not « Repas ».
_BULLET_TAB = re.compile(r"^(\s*(?:[-–—•▪◦➢►●‣·*]|\(?\w{1,2}[.)]))\t+", re.MULTILINE)
# The cells of a pasted table, « Repas<tab>3,20 € ».
_CELL_TAB = re.compile(r"(?<=\S) *\t+ *(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofread:
    """What is shown of a text. ``read`` is None when no text could be had; ``seen`` is that of a file.

    ``pages_read`` is the last page that was read when the text was too long to be read whole, else None; ``is_cut``
    tells that it was. ``observations`` are in the order of the text, those of the whole file first.
    """

    read: ReadText | None
    observations: tuple[Observation, ...]
    seen: Inspection | None = None
    is_cut: bool = False
    pages_read: int | None = None

    @property
    def words(self) -> int:
        """Words that were read."""
        return sum(len(block.text.split()) for block in self.read.blocks) if self.read else 0

    @property
    def scores(self) -> Gauge | None:
        """How hard the prose is to read: a gauge beside the passages."""
        return gauge(self.read) if self.read else None

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What else was found in the file when it was opened: hidden text, data about persons…"""
        return tuple(one for one in self.seen.findings if not one.rule.startswith("PD-")) if self.seen else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofreadView:
    """The passages of a text, the weightiest first. ``folded`` by rule are those beyond ``SHOWN_PER_RULE``.

    ``information`` weighs nothing: to be looked at. ``uncounted`` by rule is how many are not even folded.
    """

    panes: Sequence[ObservationPane]
    information: Sequence[ObservationPane]
    folded: dict[str, list[ObservationPane]] = field(default_factory=dict)
    uncounted: dict[str, int] = field(default_factory=dict)

    @property
    def to_correct(self) -> int:
        """Passages that weigh something, folded ones too; what several rules see is one passage."""
        return len(self.panes) + sum(map(len, self.folded.values())) + sum(self.uncounted.values())


def pasted(typed: str, detectors: Iterable[Detector]) -> Proofread:
    """What the rules see in a text that was pasted; tabs between words are read as the cells of a table."""
    return _proofread(read_pasted(tidied(typed)), detectors)


def tidied(typed: str) -> str:
    """The text as rules read it: invisible characters gone, cells of pasted tables joined by `` | ``."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    return clean_text(_CELL_TAB.sub(" | ", _BULLET_TAB.sub(r"\1 ", lines)))


def opened(seen: Inspection, detectors: Iterable[Detector], *, commune: CommuneSlug, at: datetime) -> Proofread:
    """What the rules see in a file as it would be ingested, ``LONGEST_TEXT`` characters at most."""
    of_file = tuple(stored_signals(seen.findings))
    if seen.state is not FileState.INDEXED or not seen.passages:
        return Proofread(read=None, observations=of_file, seen=seen)
    document = _document(seen, commune, at)
    passages: list[Passage] = []
    length = 0
    for one in seen.passages:
        length += len(one.cut.text)
        if length > LONGEST_TEXT and passages:
            break
        passages.append(_passage(document, one))
    is_cut = len(passages) < len(seen.passages)
    found = _proofread(read_passages(document, passages), detectors)
    return Proofread(
        read=found.read,
        observations=(*of_file, *found.observations),
        seen=seen,
        is_cut=is_cut,
        pages_read=passages[-1].page if is_cut else None,
    )


def arranged(found: Proofread) -> ProofreadView:
    """The passages as the page shows them."""
    panes: list[ObservationPane] = []
    information: list[ObservationPane] = []
    folded: dict[str, list[ObservationPane]] = {}
    met: Counter[str] = Counter()
    for one in sorted(found.observations, key=lambda one: -WEIGHTS[one.severity]):
        if not WEIGHTS[one.severity]:
            information.append(_with_surroundings(observation_pane(one, {}), found.read))
            continue
        met[one.rule] += 1
        if met[one.rule] > SHOWN_PER_RULE + FOLDED_AT_MOST:
            continue
        pane = _with_surroundings(observation_pane(one, {}), found.read)
        same = next((at for at, other in enumerate(panes) if _is_of_same_passage(other, pane)), None)
        if same is not None:
            panes[same] = replace(panes[same], also=(*panes[same].also, pane))
        elif met[one.rule] > SHOWN_PER_RULE:
            folded.setdefault(one.rule, []).append(pane)
        else:
            panes.append(pane)
    most = SHOWN_PER_RULE + FOLDED_AT_MOST
    return ProofreadView(
        panes=panes,
        information=information,
        folded=folded,
        uncounted={rule: count - most for rule, count in met.items() if count > most},
    )


def _is_of_same_passage(one: ObservationPane, other: ObservationPane) -> bool:
    """Whether both point at the very same words: they are then corrected together."""
    first, second = one.seen.place, other.seen.place
    return first.end > first.start and first == second


def _with_surroundings(pane: ObservationPane, read: ReadText | None) -> ObservationPane:
    """The pane with the words of the line that stand beside a short passage."""
    place = pane.seen.place
    if read is None or not place.quote or len(place.quote) > SHORT_PASSAGE:
        return pane
    for block in read.blocks:
        start = place.start - block.start
        if block.passage_id == place.passage_id and block.text[max(0, start) :].startswith(place.quote) and start >= 0:
            before, after = block.text[:start], block.text[start + len(place.quote) :]
            return replace(pane, before=_end_of(before), after=_start_of(after))
    return pane


def _end_of(text: str) -> str:
    """Its last words, after an ellipsis where it was cut."""
    return text if len(text) <= _AROUND else f"… {text[-_AROUND:].partition(' ')[2]}"


def _start_of(text: str) -> str:
    """Its first words, before an ellipsis where it was cut."""
    return text if len(text) <= _AROUND else f"{text[:_AROUND].rpartition(' ')[0]} …"


def _proofread(read: ReadText, detectors: Iterable[Detector]) -> Proofread:
    found = [one for detector in detectors for one in detector.observe(read)]
    order = {block.passage_id: number for number, block in reversed(list(enumerate(read.blocks)))}
    found.sort(key=lambda one: (order.get(one.place.passage_id, 0), one.place.start, one.place.end, one.rule))
    return Proofread(read=read, observations=tuple(found))


def _document(seen: Inspection, commune: CommuneSlug, at: datetime) -> Document:
    """The document that the file would become: rules on time ask what kind of act it is."""
    return Document(
        id=DocumentId(""),
        commune=commune,
        source=SourceName(""),
        path=seen.name,
        digest=seen.digest,
        media_type=seen.media_type or MediaType.TEXT,
        title=seen.title,
        visibility=Visibility.INTERNE,
        page_count=seen.page_count,
        session_date=seen.session_date,
        read_at=at,
        act=seen.act,
    )


def _passage(document: Document, inspected: InspectedPassage) -> Passage:
    cut = inspected.cut
    return Passage(
        id=PassageId(f"{inspected.ordinal:06}"),
        document_id=document.id,
        commune=document.commune,
        ordinal=inspected.ordinal,
        text=cut.text,
        context=cut.context,
        heading_path=cut.heading_path,
        page=cut.page,
        start=cut.start,
        end=cut.end,
    )
