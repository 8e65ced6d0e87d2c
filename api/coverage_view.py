"""What the legal base covers of what a draft cites, and until when: said on every page that gives a verdict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.legal_base import Coverage, LegalBase
from domain.legal_codes import TITLE_OF
from prompts.catalogue import text

ALWAYS = ("loi", "ordonnance", "decret", "cgct")
"""What every délibération of a commune stands on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageView:
    """``until`` goes with the names of what is covered until then; ``missing`` names what the base holds nothing of."""

    known: Mapping[date, tuple[str, ...]]
    missing: tuple[str, ...]
    sources: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def first_end(self) -> date | None:
        """The first of the last days: a later meeting is judged by what was known then."""
        return min(self.known, default=None)


def coverage_view(base: LegalBase, codes: Iterable[str]) -> CoverageView:
    """Of the laws, ordinances, decrees, the CGCT and the codes cited (short names). Raises what the base raises."""
    known: dict[date, list[str]] = {}
    missing: list[str] = []
    held: list[Coverage] = []
    for subject in dict.fromkeys((*ALWAYS, *(code for code in codes if code in TITLE_OF))):
        found = base.coverage(subject)
        if found is None:
            missing.append(_name(subject))
        else:
            held.append(found)
            known.setdefault(found.until, []).append(_name(subject))
    return CoverageView(
        known={until: tuple(names) for until, names in sorted(known.items(), reverse=True)},
        missing=tuple(missing),
        sources=tuple(dict.fromkeys(one.source for one in held if one.source)),
        notes=tuple(dict.fromkeys(one.note for one in held if one.note)),
    )


def _name(subject: str) -> str:
    if subject in TITLE_OF:
        title = TITLE_OF[subject]
        return text("visa_coverage.code", title=title[:1].lower() + title[1:])
    return text(f"visa_coverage.{subject}")
