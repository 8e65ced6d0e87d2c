"""Which texts of a commune are watched: its models, and its acts of the last months, each act once.

Minutes hold many acts: each is read from its own heading to the next. Words come from passages, so that what is masked
stays so.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from domain.act import ActPlace, Decision
from domain.document import Document, Visibility
from domain.ids import DocumentId
from domain.known_acts import KnownAct, is_same_act, known_acts
from domain.legal_watch import WatchedRole, WatchPolicy
from domain.masking_policy import is_named
from domain.passage import Passage
from domain.ports import DocumentStore
from retriever.decided.book import passages_by_decision


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedText:
    """A text to check again. ``day`` is that of an act; ``written_on`` dates a model that says so.

    ``pages`` are (offset in the text, page from 1), in order; empty where there are no pages.
    """

    place: ActPlace
    role: WatchedRole
    title: str
    number: str = ""
    day: date | None = None
    written_on: date | None = None
    text: str
    pages: tuple[tuple[int, int], ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page on which a place of the text stands."""
        before = [page for start, page in self.pages if start <= offset]
        return before[-1] if before else None


def watched_texts(store: DocumentStore, policy: WatchPolicy, today: date) -> Iterator[WatchedText]:
    """The models by title, then the acts of the last months, the latest first. Withdrawn documents are left out."""
    documents = [d for d in store.documents() if d.visibility is not Visibility.RETIRE]
    models = [d for d in documents if is_named(policy.models, d.source, d.path)]
    for document in sorted(models, key=lambda d: (d.title, d.path)):
        text, pages = joined(store.passages_of(document.id))
        yield WatchedText(
            place=ActPlace(document_id=document.id),
            role=WatchedRole.MODELE,
            title=document.title,
            written_on=document.dated_on,
            text=text,
            pages=pages,
        )
    named = {document.id for document in models}
    others = [document for document in documents if document.id not in named]
    yield from _acts(store, others, months_before(today, policy.months), today)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def joined(
    passages: Sequence[Passage], start: tuple[int, int] = (0, 0), end: tuple[int, int] | None = None
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words of passages in order, from ``start`` to ``end`` (each a page and an offset in it), with their pages.

    Pages are (offset in the words, page from 1). A passage that does not keep its length (something in it is masked)
    is not cut.
    """
    kept: list[str] = []
    pages: list[tuple[int, int]] = []
    length = 0
    for passage in sorted(passages, key=lambda p: p.ordinal):
        page, text = passage.page or 0, passage.text
        if len(text) == passage.end - passage.start:
            if end is not None and page == end[0]:
                text = text[: max(0, end[1] - passage.start)]
            if page == start[0]:
                text = text[max(0, start[1] - passage.start) :]
        if text:
            pages += [(length, page)] if page else []
            kept.append(text)
            length += len(text) + 1
    return "\n".join(kept), tuple(pages)


def _acts(store: DocumentStore, documents: Sequence[Document], since: date, today: date) -> Iterator[WatchedText]:
    decisions = store.decisions()
    held: dict[DocumentId, list[Decision]] = defaultdict(list)
    for decision in decisions:
        held[decision.document_id].append(decision)
    recent = [
        act
        for act in known_acts(documents, decisions)
        if act.day is not None and since <= act.day <= today and not act.is_rejected
    ]
    passages = {one: store.passages_of(one) for one in sorted({act.place.document_id for act in recent})}
    for act in sorted(_once(recent), key=_latest_first):
        own = held[act.place.document_id]
        text, pages = _words(act, own, passages[act.place.document_id])
        yield WatchedText(
            place=act.place,
            role=WatchedRole.ACTE,
            title=act.title,
            number=act.number or "",
            day=act.day,
            text=text,
            pages=pages,
        )


def _words(
    act: KnownAct, own: Sequence[Decision], passages: Sequence[Passage]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    decision = act.decision
    if decision is None or act.place.ordinal is None:
        return joined(passages)
    starts = sorted((d.page or 0, d.start) for d in own)
    begins = (decision.page or 0, decision.start)
    after = [start for start in starts if start > begins]
    return joined(passages_by_decision(own, passages)[decision.ordinal], begins, after[0] if after else None)


def _once(acts: Sequence[KnownAct]) -> Iterator[KnownAct]:
    """Each act once: its own document rather than the minutes that hold it."""
    by_day: dict[date | None, list[KnownAct]] = defaultdict(list)
    for act in sorted(acts, key=lambda one: one.place.ordinal is not None):
        if not any(is_same_act(act, other) for other in by_day[act.day]):
            by_day[act.day].append(act)
            yield act


def _latest_first(act: KnownAct) -> tuple[int, str, str, int]:
    day = act.day.toordinal() if act.day else 0
    return -day, act.number or "", act.place.document_id, act.place.ordinal or 0
