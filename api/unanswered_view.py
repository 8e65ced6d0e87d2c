"""What « Questions sans réponse » shows: numbers by service and by reason, and the questions that residents left.

A question's words are there only when the person left them with an opinion, masked again by today's rules; all others
are numbers. Pure.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.answer import AnswerStatus
from domain.feedback import Feedback, FeedbackReason
from domain.ids import DocumentId
from domain.unanswered import UnansweredCount
from french.typed_span import flat

NO_SERVICE = "aucun"
NOT_FOUND, PARTIAL, NO_REASON = "introuvable", "partielle", "sans-motif"
"""Reasons beside those of ``FeedbackReason``: counted without an opinion, and an opinion that gave none."""
REASONS = (NOT_FOUND, PARTIAL, *(reason.value for reason in FeedbackReason), NO_REASON)
_COUNTED = {AnswerStatus.NOT_FOUND: NOT_FOUND, AnswerStatus.PARTIAL: PARTIAL}
MOST_DOCUMENTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """The filters of the page; an empty one lets everything through. ``reason`` is one of ``REASONS``."""

    service: str = ""
    reason: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A question, or several alike, that were not answered well. ``text`` is masked, empty when it was not left."""

    on: date
    service: str
    reason: str
    documents: tuple[DocumentId, ...]
    count: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misses:
    """What answers the filters. ``by_service`` has, by slug, a number for each reason; ``left`` are those with words.

    ``documents`` are those that were cited or came nearest, with how often, the most frequent first.
    """

    total: int
    by_service: Mapping[str, Mapping[str, int]]
    by_reason: Mapping[str, int]
    left: tuple[Miss, ...]
    documents: tuple[tuple[DocumentId, int], ...]


def misses_of(
    opinions: Iterable[Feedback],
    counted: Iterable[UnansweredCount],
    *,
    service_of: Callable[[Sequence[DocumentId]], str],
    masked: Callable[[str], str],
) -> list[Miss]:
    """Everything that was not answered well, the latest first. ``service_of`` names the service of documents."""
    found = [
        Miss(
            on=one.on,
            service=service_of(one.documents) or NO_SERVICE,
            reason=one.reason.value if one.reason else NO_REASON,
            documents=one.documents,
            text=masked(one.question) if one.question else "",
        )
        for one in opinions
        if not one.is_helpful
    ]
    found += [
        Miss(
            on=one.unanswered.on,
            service=one.unanswered.theme or NO_SERVICE,
            reason=_COUNTED[one.unanswered.status],
            documents=(one.unanswered.document,) if one.unanswered.document else (),
            count=one.count,
        )
        for one in counted
        if one.unanswered.status in _COUNTED
    ]
    return sorted(found, key=lambda miss: (miss.on, miss.text), reverse=True)


def sorted_out(misses: Iterable[Miss], sought: Sought) -> Misses:
    """The misses that answer the filters, counted."""
    kept = [miss for miss in misses if _answers(miss, sought)]
    by_service: dict[str, Counter[str]] = defaultdict(Counter)
    by_reason: Counter[str] = Counter()
    documents: Counter[DocumentId] = Counter()
    for miss in kept:
        by_service[miss.service][miss.reason] += miss.count
        by_reason[miss.reason] += miss.count
        for document in set(miss.documents):
            documents[document] += miss.count
    services = sorted(by_service.items(), key=lambda one: (-one[1].total(), one[0]))
    return Misses(
        total=by_reason.total(),
        by_service={slug: dict(counts) for slug, counts in services},
        by_reason={reason: by_reason[reason] for reason in REASONS if by_reason[reason]},
        left=tuple(miss for miss in kept if miss.text),
        documents=tuple(sorted(documents.items(), key=lambda one: (-one[1], one[0]))[:MOST_DOCUMENTS]),
    )


def _answers(miss: Miss, sought: Sought) -> bool:
    if sought.service not in ("", miss.service) or sought.reason not in ("", miss.reason):
        return False
    # Only a question that was left has words to be found by.
    said = flat(miss.text)
    return not sought.words or (bool(miss.text) and all(word in said for word in flat(sought.words).split()))
