"""« Ce qui s'applique au … »: which acts apply on the days asked about, and what took the place of the others."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.act import ActKind, ActPlace, Decision, Succession
from domain.document import Document
from domain.ids import DocumentId
from domain.known_acts import KnownAct, is_same_act, known_acts


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days asked about, both included: today alone, unless the question names a day or a year."""

    first: date
    last: date


class Standing(StrEnum):
    """Where an act stands on the days asked about. A closed set."""

    APPLIES = "applies"
    """All or some of those days, or since an earlier one without anything that ended it."""
    REPLACED = "replaced"
    """Another act had ended it before."""
    NOT_YET = "not_yet"
    """It begins after."""
    OVER = "over"
    """The period that it names had passed, and no known act follows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A succession seen from one of its acts: ``act`` is the other one."""

    succession: Succession
    act: KnownAct


class ActsInForce:
    """The acts of some documents with what they do to one another. Whoever builds it chooses who may see them."""

    def __init__(
        self, documents: Iterable[Document], decisions: Iterable[Decision], successions: Iterable[Succession]
    ) -> None:
        self._acts = known_acts(documents, decisions)
        self._by_place = {act.place: act for act in self._acts}
        self._by_document: dict[DocumentId, list[KnownAct]] = defaultdict(list)
        for act in self._acts:
            self._by_document[act.document.id].append(act)
        self._twins = _twins(self._acts)
        self._after: dict[ActPlace, list[Link]] = defaultdict(list)
        self._before: dict[ActPlace, list[Link]] = defaultdict(list)
        self._followers: dict[ActPlace, list[Link]] = {}
        self._unknown: dict[ActPlace, list[Succession]] = defaultdict(list)
        for one in successions:
            by, target = self._by_place.get(one.by), self._by_place.get(one.target) if one.target else None
            if by is not None and target is not None:
                self._after[target.place].append(Link(succession=one, act=by))
                self._before[by.place].append(Link(succession=one, act=target))
            elif by is not None:
                self._unknown[by.place].append(one)

    def acts(self) -> Sequence[KnownAct]:
        """Every act, by source, path and order in the document."""
        return tuple(self._acts)

    def at(self, document_id: DocumentId, page: int | None, offset: int) -> KnownAct | None:
        """The act that a place of a document's cleaned text belongs to; None before the first decision of minutes."""
        acts = self._by_document.get(document_id, [])
        if not acts or acts[0].place.ordinal is None:
            return acts[0] if acts else None
        starts = [(act.decision.page or 0, act.decision.start) for act in acts if act.decision]
        place = bisect_right(starts, (page or 0, offset)) - 1
        return acts[place] if place >= 0 else None

    def of_document(self, document_id: DocumentId) -> list[KnownAct]:
        """The acts of a document, in its order: itself, or the decisions of minutes."""
        return list(self._by_document.get(document_id, []))

    def followers(self, act: KnownAct) -> list[Link]:
        """What others did to it, wherever it is told, in the order in which that begins; each other act once."""
        known = self._followers.get(act.place)
        if known is None:
            links = [link for twin in self._twins[act.place] for link in self._after.get(twin.place, ())]
            links.sort(key=lambda link: (link.act.applies_from or date.max, link.act.place.document_id))
            known = self._followers[act.place] = _once(links)
        return known

    def forerunners(self, act: KnownAct) -> list[Link]:
        """What it did to others, each once."""
        return _once([link for twin in self._twins[act.place] for link in self._before.get(twin.place, ())])

    def unknown_forerunners(self, act: KnownAct) -> list[Succession]:
        """What it says of acts that no document here holds, those that it names by a number or a day."""
        return [one for one in self._unknown.get(act.place, ()) if one.mention.number or one.mention.day]

    def standing(self, act: KnownAct, days: Days) -> Standing:
        """Where ``act`` stands on ``days``."""
        start = act.applies_from
        if start is not None and start > days.last:
            return Standing.NOT_YET
        if self.successor(act, days) is not None:
            return Standing.REPLACED
        until = act.applies_until
        return Standing.OVER if until is not None and until < days.first else Standing.APPLIES

    def successor(self, act: KnownAct, days: Days) -> KnownAct | None:
        """The act that had ended ``act`` before ``days``, and that nothing had ended in its turn."""
        seen = {act.place}
        found: KnownAct | None = None
        while True:
            ended = [link.act for link in self.followers(found or act) if _had_ended(link, days)]
            latest = next((one for one in reversed(ended) if one.place not in seen), None)
            if latest is None:
                return found
            seen.add(latest.place)
            found = latest

    def applying(self, is_about: Callable[[KnownAct], bool], days: Days) -> list[KnownAct]:
        """The acts on a subject that apply on ``days``, latest first, each told once (an extract before minutes)."""
        wanted = [act for act in self._acts if is_about(act) and self.standing(act, days) is Standing.APPLIES]
        kept: list[KnownAct] = []
        for act in sorted(wanted, key=lambda a: (a.place.ordinal is not None, a.document.source, a.document.path)):
            if not any(is_same_act(act, other) for other in kept):
                kept.append(act)
        return sorted(kept, key=lambda a: a.applies_from or date.min, reverse=True)


def _had_ended(link: Link, days: Days) -> bool:
    start = link.act.applies_from
    return link.succession.relation.ends_it and start is not None and start <= days.first


def _once(links: Sequence[Link]) -> list[Link]:
    kept: list[Link] = []
    for link in links:
        same = [k for k in kept if k.succession.relation is link.succession.relation and is_same_act(k.act, link.act)]
        if not same:
            kept.append(link)
    return kept


def _twins(acts: Sequence[KnownAct]) -> dict[ActPlace, tuple[KnownAct, ...]]:
    """For each place the acts that tell the same thing, itself included; only those of one day are compared."""
    of_day: dict[tuple[date | None, ActKind], list[KnownAct]] = defaultdict(list)
    for act in acts:
        of_day[act.day, act.kind].append(act)
    return {
        act.place: tuple(other for other in same if is_same_act(act, other)) for same in of_day.values() for act in same
    }
