"""The outcome of resolving one reference at a date."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.legal_base import Coverage, ForceState, LegalVersion, Replacement


class VisaVerdict(StrEnum):
    """What a draft should do about a visa."""

    EN_REGLE = "en_regle"
    A_REMPLACER = "a_remplacer"
    A_VERIFIER = "a_verifier"
    HORS_BASE = "hors_base"


class Caution(StrEnum):
    """Why a person should look, beside the state."""

    REUSED_NUMBER = "reused_number"
    """The number belonged to another article; what the draft is about does not say which is meant."""
    OTHER_ARTICLE = "other_article"
    """The number now belongs to another article than the one that the draft is about, or that its model cited."""
    CHANGED_SINCE_MODEL = "changed_since_model"
    """Another version applied on the day of the draft's model."""
    BEYOND_COVERAGE = "beyond_coverage"
    """The base knows nothing after the end of its coverage: the last version known is given."""
    ENDS_LATER = "ends_later"
    """Applies on that day; its end is already known."""
    WRONG_DATE = "wrong_date"
    """The text of that number was signed on another day; ``corrected_date`` gives it."""
    SUPERSEDED = "superseded"
    """Another text may be chosen in its stead, and mostly is; nothing repealed this one."""
    SEVERAL_TEXTS = "several_texts"
    """Several texts were signed on that day: ``candidates`` gives their keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One of the articles that a number belonged to: its headings, its days."""

    heading: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Where one article or text stands on ``at``.

    ``version`` applies on that day, or is the nearest known (the last one that ended, the first to come); ``url`` is
    Légifrance's page of it at that day, None when its id is not known. ``replacements`` are given for what no longer
    applies, best founded first; ``senses``, when the number was reused. ``key`` is corrected where a text given by
    its day has one number.
    """

    asked: str
    key: str
    at: date
    state: ForceState
    verdict: VisaVerdict
    version: LegalVersion | None = None
    replacements: tuple[Replacement, ...] = ()
    candidates: tuple[str, ...] = ()
    senses: tuple[Sense, ...] = ()
    cautions: frozenset[Caution] = frozenset()
    corrected_date: date | None = None
    coverage: Coverage | None = None
    url: str | None = None


VERDICT_OF_STATE = {
    ForceState.EN_VIGUEUR: VisaVerdict.EN_REGLE,
    ForceState.MODIFIE_DEPUIS: VisaVerdict.EN_REGLE,
    ForceState.ABROGE: VisaVerdict.A_REMPLACER,
    ForceState.PAS_ENCORE: VisaVerdict.A_VERIFIER,
    ForceState.INEXISTANT: VisaVerdict.A_VERIFIER,
    ForceState.HORS_BASE: VisaVerdict.HORS_BASE,
}
"""The published table of docs/legal-base.md: which state gives which verdict, when nothing asks for caution."""

DOUBTS = frozenset(
    {
        Caution.REUSED_NUMBER,
        Caution.CHANGED_SINCE_MODEL,
        Caution.BEYOND_COVERAGE,
        Caution.SEVERAL_TEXTS,
        Caution.SUPERSEDED,
    }
)
"""Cautions that turn « en_regle » into « a_verifier »."""

FAULTS = frozenset({Caution.OTHER_ARTICLE, Caution.WRONG_DATE})
"""Cautions that turn « en_regle » into « a_remplacer »: what is written is wrong, and it is known why."""


def verdict_of(state: ForceState, cautions: frozenset[Caution]) -> VisaVerdict:
    """What a draft should do about a reference in that state with those cautions; a fault goes before a doubt."""
    verdict = VERDICT_OF_STATE[state]
    if Caution.SUPERSEDED in cautions and verdict is VisaVerdict.HORS_BASE:
        return VisaVerdict.A_VERIFIER
    if verdict is VisaVerdict.EN_REGLE and cautions & FAULTS:
        return VisaVerdict.A_REMPLACER
    if verdict is VisaVerdict.EN_REGLE and cautions & DOUBTS:
        return VisaVerdict.A_VERIFIER
    return verdict
