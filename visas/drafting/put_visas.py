"""Which visas a draft may carry at its meeting's date: each rule resolved, nothing that is not in force put."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.legal_base import ForceState, LegalBase
from visas.drafting.subject import Drafts, Subject, VisaRule
from visas.resolving.resolution import FAULTS, Caution, Resolution, VisaVerdict
from visas.resolving.resolve import resolve


class Standing(StrEnum):
    """What becomes of a rule's visa."""

    PUT = "put"
    TO_VERIFY = "to_verify"
    """Put, and marked: the base does not cover it, or not until that day, or has a doubt."""
    LEFT_OUT = "left_out"
    """Not in force on that day: never put."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedVisa:
    """A rule at the meeting's date. ``source`` names who says that it applies; ``url`` is Légifrance's page or None."""

    rule: VisaRule
    standing: Standing
    resolutions: tuple[Resolution, ...]
    source: str
    url: str | None


def resolved_visas(
    drafts: Drafts, subject: Subject, answers: Mapping[str, str], base: LegalBase, day: date
) -> tuple[ResolvedVisa, ...]:
    """The visas that the subject's rules call for, in the file's order. Raises what the base raises."""
    return tuple(_resolved(drafts, subject, rule, base, day) for rule in subject.visas if rule.holds(answers))


def _resolved(drafts: Drafts, subject: Subject, rule: VisaRule, base: LegalBase, day: date) -> ResolvedVisa:
    about = f"{subject.title} {rule.why}"
    found = resolve(base, rule.key, day, about=about)
    text_key, _, article = rule.key.partition("#")
    # An article goes when its law goes, though the base holds no version of the article itself.
    parents = resolve(base, text_key, day) if article else ()
    cited = drafts.texts.get(text_key) or drafts.texts.get(f"code:{text_key.partition(':')[0]}")
    standing = standing_of((*found, *parents))
    if standing is Standing.PUT and not all(one.version for one in found):
        standing = Standing.TO_VERIFY
    if cited is not None and not cited.applies(day):
        standing = Standing.LEFT_OUT
    sources = [one.coverage.source for one in found if one.coverage]
    source = cited.source if cited is not None else ""
    return ResolvedVisa(
        rule=rule,
        standing=standing,
        resolutions=found,
        source=source or next(iter(sources), ""),
        url=next((one.url for one in (*found, *parents) if one.url), None),
    )


def standing_of(resolutions: Sequence[Resolution]) -> Standing:
    """The worst of several: one that does not apply leaves the visa out, one that is in doubt marks it."""
    standings = {_standing(one) for one in resolutions}
    for worst in (Standing.LEFT_OUT, Standing.TO_VERIFY):
        if worst in standings:
            return worst
    return Standing.PUT if standings else Standing.TO_VERIFY


_GONE = frozenset({ForceState.ABROGE, ForceState.PAS_ENCORE, ForceState.INEXISTANT})


def _standing(one: Resolution) -> Standing:
    if one.state in _GONE or one.cautions & FAULTS or one.verdict is VisaVerdict.A_REMPLACER:
        return Standing.LEFT_OUT
    if Caution.REUSED_NUMBER in one.cautions and one.replacements:
        return Standing.LEFT_OUT  # what the number used to name moved elsewhere, and nothing says which is meant
    return Standing.PUT if one.verdict is VisaVerdict.EN_REGLE else Standing.TO_VERIFY


def kept(visas: Iterable[ResolvedVisa]) -> tuple[ResolvedVisa, ...]:
    """Those that the draft carries."""
    return tuple(visa for visa in visas if visa.standing is not Standing.LEFT_OUT)
