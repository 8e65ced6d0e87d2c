"""What a whole set of questions shows of documents: those that come up everywhere (QA-07), those that never do (QA-08).

Both need many questions: with few, a document that never came up was never asked about. Pure.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clarity.reporting.trial import ASKED
from domain.document import Document
from domain.finding import Severity
from domain.ids import DocumentId
from eval.failing.judging import Failure
from eval.failing.places import Places, place_in

MAGNET = "QA-07"
NEVER_FOUND = "QA-08"
MAGNET_SHARE = 0.2
"""Of unrelated questions (research/readability.md §5.3)."""
MAGNET_DEPTH = 5
"""Passages of an answer's context that count here: the first five are those that answers are made of."""
MAGNET_TIMES = 3
"""How many times more than the mean document: five of ten documents come up in half of all questions, for no fault."""
FEWEST = 20
"""Questions under which no share is told (research/readability.md §5.3: « trop peu de questions »)."""
DAYS = 90
"""Of residents' questions that are looked at for what never comes up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A question, the documents that it is about, and those that came up, each with its best passage's rank from 1."""

    question: str
    about: Collection[DocumentId]
    met: Mapping[DocumentId, int]


def magnets(asked: Sequence[Met], places: Places) -> Iterator[Failure]:
    """Documents among the first passages of more than a fifth of the questions that are about something else."""
    counts: Counter[DocumentId] = Counter()
    unrelated: Counter[DocumentId] = Counter()
    documents = [one.id for one in places.documents]
    for one in asked:
        unrelated.update(document for document in documents if document not in one.about)
        counts.update(d for d, rank in one.met.items() if rank <= MAGNET_DEPTH and d not in one.about)
    mean = sum(counts.values()) / len(documents) if documents else 0.0
    for document, count in sorted(counts.items()):
        others = unrelated[document]
        if others >= FEWEST and count > MAGNET_SHARE * others and count > MAGNET_TIMES * mean:
            yield from _whole(
                MAGNET,
                Severity.MINEUR,
                document,
                places,
                (("met_by", str(count)), ("unrelated", str(others)), (ASKED, str(len(asked)))),
            )


def never_found(asked: Sequence[Met], elsewhere: Collection[DocumentId], places: Places) -> Iterator[Failure]:
    """Documents that came up for no question. ``elsewhere``: those that residents' questions met.

    Nothing is told with fewer questions than documents: most were then not asked about.
    """
    documents = places.documents
    if len(asked) < max(FEWEST, len(documents)):
        return
    met = {document for one in asked for document in one.met} | set(elsewhere)
    for document in documents:
        if document.id not in met:
            yield from _whole(NEVER_FOUND, Severity.INFO, document.id, places, ((ASKED, str(len(asked))),))


def judged(asked: Sequence[Met], documents: Sequence[Document]) -> tuple[str, ...]:
    """The rules that a set of this size can judge."""
    rules = [MAGNET] if len(asked) >= FEWEST else []
    return (*rules, NEVER_FOUND) if len(asked) >= max(FEWEST, len(documents)) else tuple(rules)


def _whole(
    rule: str, severity: Severity, document: DocumentId, places: Places, measures: tuple[tuple[str, str], ...]
) -> Iterator[Failure]:
    """A finding about a document, placed where it begins; none for one without text."""
    passages = places.passages_of(document)
    if passages:
        yield Failure(rule=rule, severity=severity, question="", place=place_in(passages[0]), measures=measures)
