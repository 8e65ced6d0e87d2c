"""The acts that a commune's documents hold: a document that is one, or each decision of minutes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.act import ActKind, ActPlace, Decision, Outcome
from domain.document import Document
from domain.ids import DocumentId
from domain.register import is_same_title, number_key

MINUTES = frozenset({ActKind.PROCES_VERBAL, ActKind.COMPTE_RENDU})
"""Records of a session: their acts are their decisions."""
_WHOLE = frozenset({ActKind.DELIBERATION, ActKind.ARRETE, ActKind.REGLEMENT, ActKind.CONVENTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAct:
    """An act and where it stands. ``decision`` is that of minutes, or the one that an extract carries."""

    place: ActPlace
    kind: ActKind
    document: Document
    decision: Decision | None

    @property
    def number(self) -> str | None:
        """As written."""
        own = self.document.act.number if self.document.act else None
        return self.decision.number if self.decision and self.decision.number else own

    @property
    def title(self) -> str:
        """Of the decision, else of the document."""
        return self.decision.title if self.decision else self.document.title

    @property
    def day(self) -> date | None:
        """Of the session."""
        return (self.decision.day if self.decision else None) or self.document.session_date

    @property
    def applies_from(self) -> date | None:
        """The first day on which it applies: the one it gives, else its session's."""
        own = self.document.act.effect_date if self.document.act and self.place.ordinal is None else None
        return own or (self.decision.first_day if self.decision else None) or self.day

    @property
    def applies_until(self) -> date | None:
        """The last day on which it applies, None where it does not say."""
        own = self.document.act.last_day if self.document.act and self.place.ordinal is None else None
        return own or (self.decision.last_day if self.decision else None)

    @property
    def is_rejected(self) -> bool:
        """Whether the council voted it down: it never applied."""
        vote = self.decision.vote if self.decision else None
        return vote is not None and vote.outcome is Outcome.REJET

    @property
    def instance(self) -> str | None:
        """Who took it."""
        return self.document.act.instance if self.document.act else None

    @property
    def delegated(self) -> str | None:
        """The commune déléguée that it concerns."""
        own = self.document.act.delegated if self.document.act else None
        return (self.decision.delegated if self.decision else None) or own

    @property
    def page(self) -> int | None:
        """Where it begins, from 1; None where there are no pages."""
        return self.decision.page if self.decision else 1 if self.document.page_count else None


def known_acts(documents: Iterable[Document], decisions: Iterable[Decision]) -> list[KnownAct]:
    """Every act, by source, path and order in the document. Agendas, lists, reports and pages of sites are none."""
    held: dict[DocumentId, list[Decision]] = defaultdict(list)
    for decision in decisions:
        held[decision.document_id].append(decision)
    acts: list[KnownAct] = []
    for document in sorted(documents, key=lambda d: (d.source, d.path)):
        kind = document.act.kind if document.act else ActKind.AUTRE
        own = sorted(held[document.id], key=lambda d: d.ordinal)
        if kind in _WHOLE and len(own) < 2:
            place = ActPlace(document_id=document.id)
            acts.append(KnownAct(place=place, kind=kind, document=document, decision=own[0] if own else None))
        elif kind in _WHOLE | MINUTES:
            places = [ActPlace(document_id=document.id, ordinal=decision.ordinal) for decision in own]
            acts += [
                KnownAct(place=place, kind=ActKind.DELIBERATION, document=document, decision=decision)
                for place, decision in zip(places, own, strict=True)
            ]
    return acts


def is_same_act(one: KnownAct, other: KnownAct) -> bool:
    """Whether two places tell one act: the extract of a decision and the minutes that hold it."""
    if one.place == other.place:
        return True
    same_day = one.day is not None and one.day == other.day and one.kind is other.kind
    if not same_day or not is_same_title(one.title, other.title):
        return False
    return not (one.number and other.number) or number_key(one.number) == number_key(other.number)
