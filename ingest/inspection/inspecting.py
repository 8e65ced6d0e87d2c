"""An outcome of the cage → all that would be known of the file once ingested. Pure: nothing is stored.

The steps are those of ``ingest/llamaindex_steps.py``, in their order; LlamaIndex itself, which takes a second and
100 MB to import, is left to runs over sources.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.act import ActKind
from domain.document import FileReason, FileState, Visibility
from domain.finding import Finding
from domain.ids import SourceName
from domain.masking_policy import MaskingPolicy
from ingest.acts.matters import find_matter
from ingest.acts.recognition import find_act
from ingest.acts.session_date import find_session_date
from ingest.acts.stamps import find_transmission, stamp_signal
from ingest.acts.successions import find_successions
from ingest.acts.transmission import find_sent
from ingest.cleaning import clean_pages, left_out_lines
from ingest.inspection.legibility import legibility_of, measure_page
from ingest.inspection.model import InspectedDecision, InspectedPage, InspectedPassage, Inspection
from ingest.inspection.outline import find_outline
from ingest.inspection.places import boxes_of
from ingest.inspection.tables import find_tables
from ingest.masking.document import masked_cuts
from ingest.masking.judging import judged_visibility
from ingest.passages import Cut, CutDocument, cut_passages
from ingest.settling import Settled, findings_of, giant_signal, settle
from ingest.structure import StructuredPage, structure_pages
from ingest.text import Outcome, Reading, Refusal, Signal
from ingest.titles import find_title
from ingest.written.choosing import find_written


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What is known of a file before it is read. ``path`` is relative to its source."""

    source: SourceName
    path: str
    digest: str
    size_bytes: int
    visibility: Visibility


def inspect_outcome(outcome: Outcome, facts: FileFacts) -> Inspection:
    """The inspection of a file from what the cage gave back, or from the refusal that its look earned it."""
    settled = settle(outcome)
    opened = outcome if isinstance(outcome, Reading) else None
    if settled.reading is None:
        return _not_indexed(settled, opened, facts)
    structured, cut = understand(settled.reading, facts.path)
    if not cut.cuts:
        return _not_indexed(settle(Refusal(reason=FileReason.NO_TEXT, detail="nothing to read")), opened, facts)
    giant = giant_signal(settled.reading.page_count, cut.word_count)
    masked = masked_cuts(cut, settled.reading.media_type, MaskingPolicy(), shows_all=False)
    more = (*giant, *stamp_signal(cut.act, cut.session_date), *masked.signals)
    return Inspection(
        name=facts.path,
        digest=facts.digest,
        size_bytes=facts.size_bytes,
        state=settled.state,
        reason=settled.reason,
        detail=settled.detail,
        legibility=legibility_of(settled),
        visibility=judged_visibility(facts.visibility, masked.set_aside_by(settled.signals), (), facts.digest),
        media_type=settled.reading.media_type,
        page_count=settled.reading.page_count,
        title=cut.title,
        session_date=cut.session_date,
        written=find_written(settled.reading, cut.title),
        act=cut.act,
        decisions=tuple(
            InspectedDecision(found=found, matter=found.matter or find_matter(found.title)) for found in cut.decisions
        ),
        pages=_pages(settled.reading, structured),
        outline=find_outline(structured),
        tables=find_tables(structured),
        passages=_passages(structured, cut.cuts),
        findings=_findings(settled, facts, more),
    )


def understand(reading: Reading, path: str) -> tuple[list[StructuredPage], CutDocument]:
    """The structured pages of a reading, and what ``PassageSteps`` makes of it."""
    cleaned = clean_pages(reading.pages)
    title = find_title(reading.media_type, cleaned, reading.declared_title, path)
    sent = find_sent(line.text for page in reading.pages for line in page.lines)
    told = find_session_date([line.text for page in cleaned[:3] for line in page.lines])
    session_date = told or (sent.day if sent.kind is ActKind.DELIBERATION else None)
    pages = structure_pages(cleaned)
    act, decisions = find_act(pages, reading.media_type, session_date, title, sent)
    act = replace(act, transmission=find_transmission(reading.pages))
    cuts = tuple(cut_passages(pages))
    successions = find_successions(pages, act.kind, decisions)
    cut = CutDocument(
        title=title, session_date=session_date, act=act, decisions=decisions, cuts=cuts, successions=successions
    )
    return pages, cut


def _not_indexed(settled: Settled, opened: Reading | None, facts: FileFacts) -> Inspection:
    waits = settled.state is FileState.WAITING
    return Inspection(
        name=facts.path,
        digest=facts.digest,
        size_bytes=facts.size_bytes,
        state=settled.state,
        reason=settled.reason,
        detail=settled.detail,
        legibility=legibility_of(settled),
        visibility=facts.visibility if waits else None,
        media_type=opened.media_type if opened else None,
        page_count=opened.page_count if opened else None,
        pages=_pages(opened, structure_pages(clean_pages(opened.pages))) if opened else (),
        findings=_findings(settled, facts, ()),
    )


def _findings(settled: Settled, facts: FileFacts, more: tuple[Signal, ...]) -> tuple[Finding, ...]:
    return tuple(findings_of(settled, facts.source, facts.path, None, more))


def _pages(reading: Reading, structured: Sequence[StructuredPage]) -> tuple[InspectedPage, ...]:
    return tuple(
        InspectedPage(
            number=read.number,
            width=read.width,
            height=read.height,
            legibility=measure_page(read),
            text=page.text,
            lines=page.lines,
            left_out=left_out,
        )
        for read, page, left_out in zip(reading.pages, structured, left_out_lines(reading.pages), strict=True)
    )


def _passages(pages: Sequence[StructuredPage], cuts: Sequence[Cut]) -> tuple[InspectedPassage, ...]:
    by_number = {page.number: page for page in pages}
    passages = []
    for ordinal, cut in enumerate(cuts):
        lines = [p for p in by_number[cut.page].lines if p.start < cut.end and p.end > cut.start]
        passages.append(InspectedPassage(ordinal=ordinal, cut=cut, boxes=boxes_of(lines)))
    return tuple(passages)
