"""The detectors of contradictions as the report calls them: what is kept of a document, then all of them compared."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from clarity.contradictory import copied, copies
from clarity.contradictory.claim import claim_of
from clarity.contradictory.comparing import Spoken, contradictions
from clarity.contradictory.kept import Kept, read, written
from clarity.contradictory.reading import said_in
from clarity.contradictory.sources import Source, ended_numbers, may_speak, source_of
from clarity.contradictory.wording import TownWords
from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.reporting.detectors import Comparison
from domain.document import Document
from domain.ids import DocumentId
from domain.in_force import ActsInForce, Days, Standing

NAME = "contradictions"
RULES = ("CT-01", "CT-02", "CT-03", "CT-04", "CT-05", "CT-06")
VERSION = 3
"""Rises when a rule of this folder may say something else of the same texts."""


def kept_of(text: ReadText) -> str:
    """What is kept of a document, to be compared on any day and with any other; empty where it can contradict none."""
    if text.document is None or not may_speak(text.document):
        return ""
    sketch = copies.written(copies.sketch_of(text))
    return written(Kept(claims=tuple(said_in(text)), ends=ended_numbers(text), copy=sketch))


def compared(
    documents: Mapping[DocumentId, Document],
    kept: Mapping[DocumentId, str],
    town: TownWords,
    acts: ActsInForce,
    day: date,
) -> Iterator[Observation]:
    """What the documents whose ``kept`` is given contradict of one another on ``day``.

    Two copies of one text are told once, as such (CT-06), and not again claim by claim. An act that was replaced, is
    over or does not apply yet contradicts nothing (``acts``).
    """
    spoken: list[Spoken] = []
    sources: dict[DocumentId, Source] = {}
    sketches: dict[DocumentId, Sequence[object]] = {}
    for document_id, text in sorted(kept.items()):
        document = documents.get(document_id)
        source = source_of(document, day) if document else None
        if source is None or not text or not _applies(document_id, acts, day):
            continue
        what = read(text)
        sources[document_id], sketches[document_id] = source, what.copy
        claims = (claim for said in what.claims if (claim := claim_of(said, town)))
        spoken += (Spoken(claim=claim, source=source, ends=what.ends) for claim in claims)
    pairs = copied.copies(sketches, sources)
    twice = {frozenset((pair.one, pair.other)) for pair in pairs}
    for one in contradictions(spoken, town.called, day):
        if frozenset((one.place.document_id, one.related[0].document_id)) not in twice:
            yield one
    yield from copied.observed(pairs, sources)


def _applies(document_id: DocumentId, acts: ActsInForce, day: date) -> bool:
    held = acts.of_document(document_id)
    on_day = Days(first=day, last=day)
    return not held or any(acts.standing(act, on_day) is Standing.APPLIES and not act.is_rejected for act in held)


def comparison(town: TownWords, acts: ActsInForce) -> Comparison:
    """The rules of this folder as the report runs them, for one commune and its acts."""
    return Comparison(
        name=NAME,
        rules=RULES,
        version=VERSION,
        keep=kept_of,
        compare=lambda gathered: compared(gathered.documents, gathered.kept, town, acts, gathered.day),
    )
