"""The verdict of one reference of a draft: the resolver's, and what only a draft can tell.

The table is published in docs/visa-check.md. Three things are added to the resolver's: an article that the base does
not know follows its text when that is repealed; a day after the end of what is known is « hors_base », not a doubt; a
number used twice is decided by its neighbours, when another article of that code ended in the draft on the very day
on which the number changed its meaning: the visas were copied from a draft older than that day.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.legal_base import ForceState, LegalBase
from domain.legal_reference import LegalReference, ReferenceFlag, ReferenceKind
from visas.checking.commune_acts import CommuneActs, act_reason
from visas.checking.outcome import CheckedReference, Reason, gravest
from visas.resolving.resolution import Caution, Resolution, VisaVerdict
from visas.resolving.resolve import resolve, resolve_reference

_OLD_BODY = re.compile(
    r"comité technique|CHSCT|comité d['’]hygiène,? de sécurité et des conditions de travail", re.IGNORECASE
)
"""« avis du comité technique du 3 mai 2023 », « avis du CHSCT »; not « avis du comité social territorial »."""
OLD_BODIES_UNTIL = date(2023, 1, 1)
"""The comité social territorial took over on that day (law 2019-828, article 4); an opinion given before stays good."""

_REASON_OF_STATE = {
    ForceState.EN_VIGUEUR: Reason.IN_FORCE,
    ForceState.MODIFIE_DEPUIS: Reason.IN_FORCE,
    ForceState.ABROGE: Reason.REPEALED,
    ForceState.PAS_ENCORE: Reason.NOT_YET,
    ForceState.INEXISTANT: Reason.NEVER_GIVEN,
    ForceState.HORS_BASE: Reason.OUTSIDE_BASE,
}
_REASON_OF_CAUTION = {
    Caution.REUSED_NUMBER: Reason.REUSED_NUMBER,
    Caution.OTHER_ARTICLE: Reason.OTHER_ARTICLE,
    Caution.CHANGED_SINCE_MODEL: Reason.CHANGED_SINCE_MODEL,
    Caution.BEYOND_COVERAGE: Reason.BEYOND_COVERAGE,
    Caution.ENDS_LATER: Reason.ENDS_LATER,
    Caution.WRONG_DATE: Reason.WRONG_DATE,
    Caution.SUPERSEDED: Reason.SUPERSEDED,
    Caution.SEVERAL_TEXTS: Reason.SEVERAL_TEXTS,
}
_ACTS = frozenset({ReferenceKind.DELIBERATION, ReferenceKind.ARRETE, ReferenceKind.AVIS, ReferenceKind.CONVENTION})


def judged(
    base: LegalBase,
    references: Sequence[LegalReference],
    at: date,
    *,
    about: str,
    model_day: date | None = None,
    acts: CommuneActs | None = None,
) -> list[CheckedReference]:
    """Each reference of a draft with its verdict, in order, without proposals. Raises what the base raises."""
    resolved = [
        [_with_text(base, one) for one in resolve_reference(base, r, at, about=about, model_day=model_day)]
        for r in references
    ]
    ends = _ends([one for ones in resolved for one in ones])
    found = []
    for reference, ones in zip(references, resolved, strict=True):
        settled = [_by_neighbours(base, one, ends) for one in ones]
        found.append(_checked(reference, settled, at, acts))
    return found


def _checked(
    reference: LegalReference, resolved: Sequence[Resolution], at: date, acts: CommuneActs | None
) -> CheckedReference:
    if not resolved:
        verdict, reason = _without_base(reference, at, acts)
        return CheckedReference(reference=reference, verdict=verdict, reasons=(reason,))
    verdicts = [verdict_in_draft(one) for one in resolved]
    reasons = list(dict.fromkeys(reason for one in resolved for reason in _reasons(one)))
    if ReferenceFlag.WRONG_NUMBER in reference.flags:
        verdicts.append(VisaVerdict.A_REMPLACER)
        reasons.append(Reason.WRONG_NUMBER)
    return CheckedReference(
        reference=reference, verdict=gravest(verdicts), reasons=tuple(reasons), resolutions=tuple(resolved)
    )


def verdict_in_draft(one: Resolution) -> VisaVerdict:
    """The resolver's verdict, « hors_base » when its only doubt is that the base ends before the meeting."""
    doubts = one.cautions - {Caution.ENDS_LATER}
    if one.verdict is VisaVerdict.A_VERIFIER and doubts == {Caution.BEYOND_COVERAGE}:
        stands = one.state in (ForceState.EN_VIGUEUR, ForceState.MODIFIE_DEPUIS)
        return VisaVerdict.HORS_BASE if stands else one.verdict
    return one.verdict


def _reasons(one: Resolution) -> Iterable[Reason]:
    if one.verdict is VisaVerdict.A_REMPLACER and one.state is ForceState.HORS_BASE:
        yield Reason.TEXT_REPEALED
        return
    stands = one.state in (ForceState.EN_VIGUEUR, ForceState.MODIFIE_DEPUIS)
    # « en vigueur au dernier jour connu » is true of what stood on it, and of nothing else.
    cautions = one.cautions if stands else one.cautions - {Caution.BEYOND_COVERAGE}
    told = [_REASON_OF_CAUTION[caution] for caution in sorted(cautions)]
    # « en vigueur » beside « another article than the one meant » would say two things.
    yield from told or [_REASON_OF_STATE[one.state]]


def _without_base(reference: LegalReference, at: date, acts: CommuneActs | None) -> tuple[VisaVerdict, Reason]:
    if ReferenceFlag.CODE_MISSING in reference.flags:
        return VisaVerdict.A_VERIFIER, Reason.CODE_MISSING
    if reference.kind is ReferenceKind.NON_TEXTE:
        return VisaVerdict.HORS_BASE, Reason.NO_LAW
    if reference.kind is ReferenceKind.AVIS and _OLD_BODY.search(reference.surface):
        given = reference.signed_on or at
        if given >= OLD_BODIES_UNTIL:
            return VisaVerdict.A_VERIFIER, Reason.BODY_REPLACED
    if reference.kind in _ACTS:
        return act_reason(reference, at, acts)
    return VisaVerdict.HORS_BASE, Reason.OUTSIDE_BASE


def _with_text(base: LegalBase, one: Resolution) -> Resolution:
    """An article that the base does not know, of a text that is repealed: gone with it, as far as can be told."""
    text, hash_, _ = one.key.partition("#")
    if one.state is not ForceState.HORS_BASE or not hash_:
        return one
    whole = resolve(base, text, one.at)
    if not whole or whole[0].state is not ForceState.ABROGE:
        return one
    return replace(one, verdict=VisaVerdict.A_REMPLACER, replacements=whole[0].replacements, coverage=whole[0].coverage)


def _ends(resolved: Sequence[Resolution]) -> frozenset[tuple[str, date]]:
    """Code and day on which articles cited by the draft ended."""
    found: set[tuple[str, date]] = set()
    for one in resolved:
        if one.state is not ForceState.ABROGE:
            continue
        code = one.key.partition(":")[0]
        days = [one.version.end] if one.version else [r.since for r in one.replacements]
        found.update((code, day) for day in days if day is not None)
    return frozenset(found)


def _by_neighbours(base: LegalBase, one: Resolution, ends: frozenset[tuple[str, date]]) -> Resolution:
    if Caution.REUSED_NUMBER not in one.cautions:
        return one
    code = one.key.partition(":")[0]
    began = [sense.start for sense in one.senses if sense.start <= one.at]
    if not began or (code, began[-1]) not in ends:
        return one
    again = resolve(base, one.key, one.at, model_day=began[-1] - timedelta(days=1))
    return replace(again[0], asked=one.asked) if len(again) == 1 else one
