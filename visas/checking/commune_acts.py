"""The commune's own acts that a draft cites, held against the register of decisions; without a register, not said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.act import ActPlace, Succession
from domain.known_acts import KnownAct
from domain.legal_reference import LegalReference, ReferenceKind
from domain.register import number_key
from visas.checking.outcome import Reason
from visas.resolving.resolution import VisaVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneActs:
    """What the register holds. ``ended`` gives the day from which an act was replaced or repealed as a whole."""

    acts: tuple[KnownAct, ...]
    ended: dict[ActPlace, date]

    @property
    def span(self) -> tuple[date, date] | None:
        """First and last day of the register; None when no act has a day. Outside it, an absence means nothing."""
        days = sorted(act.day for act in self.acts if act.day is not None)
        return (days[0], days[-1]) if days else None


def commune_acts(acts: Iterable[KnownAct], successions: Iterable[Succession]) -> CommuneActs:
    """The register with the acts that others put an end to in so many words."""
    kept = tuple(acts)
    days = {act.place: act.applies_from for act in kept}
    ended: dict[ActPlace, date] = {}
    for one in successions:
        day = days.get(one.by)
        if one.target is not None and day is not None and one.relation.ends_it and one.is_declared:
            ended[one.target] = min(day, ended.get(one.target, day))
    return CommuneActs(acts=kept, ended=ended)


def act_reason(reference: LegalReference, at: date, acts: CommuneActs | None) -> tuple[VisaVerdict, Reason]:
    """What the register says of an act cited for the meeting of ``at``."""
    if acts is None or reference.kind is not ReferenceKind.DELIBERATION:
        return VisaVerdict.HORS_BASE, Reason.COMMUNE_ACT
    same = cited_acts(acts, reference)
    if same:
        gone = all(act.place in acts.ended and acts.ended[act.place] <= at for act in same)
        return (VisaVerdict.A_VERIFIER, Reason.ACT_REPLACED) if gone else (VisaVerdict.EN_REGLE, Reason.ACT_KNOWN)
    span = acts.span
    if reference.signed_on is not None and span is not None and span[0] <= reference.signed_on <= span[1]:
        return VisaVerdict.A_VERIFIER, Reason.ACT_UNKNOWN
    return VisaVerdict.HORS_BASE, Reason.COMMUNE_ACT


def cited_acts(acts: CommuneActs, reference: LegalReference) -> list[KnownAct]:
    """The acts of the register that a reference may name: by number and day, else by day."""
    return [act for act in acts.acts if _is_cited(act, reference)]


def _is_cited(act: KnownAct, reference: LegalReference) -> bool:
    if reference.number and act.number:
        same_day = reference.signed_on is None or act.day is None or reference.signed_on == act.day
        return number_key(reference.number) == number_key(act.number) and same_day
    return reference.signed_on is not None and reference.signed_on == act.day
