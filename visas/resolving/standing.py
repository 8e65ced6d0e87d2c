"""Where an article stands on a day, from its versions: ``start <= day < end``, and nothing else.

DILA's state words are true on the day its files were made, which is not the day of a meeting: they are never read here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.legal_base import Coverage, ForceState, LegalVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A state, and the version that applies, or the nearest: the last that ended, else the first to come."""

    state: ForceState
    version: LegalVersion | None


def standing(versions: Sequence[LegalVersion], at: date, coverage: Coverage | None) -> Standing:
    """Where the article of these versions (all of one number) stands on ``at``."""
    lived = sorted((v for v in versions if has_lived(v)), key=_order)
    applying = [v for v in lived if v.start <= at and (v.end is None or at < v.end)]
    if applying:
        # Two versions on one day is an anomaly of the files: the one that began last was written last.
        version = applying[-1]
        later = [v for v in lived if v.start > at and not _same_words(v, version)]
        return Standing(state=ForceState.MODIFIE_DEPUIS if later else ForceState.EN_VIGUEUR, version=version)
    before = [v for v in lived if v.start <= at]
    if before:
        return Standing(state=ForceState.ABROGE, version=max(before, key=lambda v: v.end or date.max))
    if lived:
        return Standing(state=ForceState.PAS_ENCORE, version=lived[0])
    return Standing(state=_absent(at, coverage), version=None)


def has_lived(version: LegalVersion) -> bool:
    """False for the stillborn: an end on or before the start, or a state word that says so."""
    return (version.end is None or version.start < version.end) and not version.state_word.endswith("MORT_NE")


def _absent(at: date, coverage: Coverage | None) -> ForceState:
    """« Absent from the base » is « never given » only where the base is complete on that day."""
    if coverage is None or not coverage.is_complete or at > coverage.until:
        return ForceState.HORS_BASE
    if coverage.since is not None and at < coverage.since:
        return ForceState.HORS_BASE
    return ForceState.INEXISTANT


def _same_words(one: LegalVersion, other: LegalVersion) -> bool:
    return bool(one.text_digest) and one.text_digest == other.text_digest


def _order(version: LegalVersion) -> tuple[date, date, str]:
    return (version.start, version.end or date.max, version.legi_id or "")
