"""A draft at the day of its meeting, read top to bottom: its visas, where each stands, what may replace it, remarks."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from domain.legal_base import LegalBase
from domain.legal_reference import ReferenceFlag, ReferenceKind
from visas.checking.citing import CitedVisa, cited_visas
from visas.checking.commune_acts import CommuneActs
from visas.checking.judging import judged
from visas.checking.outcome import CheckedReference, CheckedVisa, DraftCheck, Proposal, gravest
from visas.checking.remarks import operative_start, remarks
from visas.checking.wording import dated_proposal, numbered_proposal, replacement_proposal
from visas.resolving.resolution import VisaVerdict

_SUBJECT = re.compile(r"(?im)^[ \t]*(?:objet|sujet|question)\s*:\s*(?P<subject>[^\n]{3,200})")
"""« Objet : Création d'un emploi », at the head of a line."""
_CONSIDERANT = re.compile(r"(?im)^[ \t]*(?:-\s*)?consid[ée]rant[^\n]{3,400}")


def check_draft(
    base: LegalBase,
    text: str,
    at: date,
    *,
    subject: str = "",
    model_day: date | None = None,
    acts: CommuneActs | None = None,
) -> DraftCheck:
    """The check of ``text`` for the meeting of ``at``. Linear in its length; raises what the base raises.

    ``subject`` is read from the draft when it is not given; ``model_day`` is that of the act it was copied from;
    ``acts`` is the register of the commune, None when it is not known.
    """
    visas = cited_visas(text)
    about = subject or subject_of(text)
    references = [reference for visa in visas for reference in visa.references]
    checked = iter(judged(base, references, at, about=about, model_day=model_day, acts=acts))
    return DraftCheck(
        at=at,
        subject=about,
        visas=tuple(_visa(base, text, visa, [next(checked) for _ in visa.references]) for visa in visas),
        remarks=remarks(text, visas, at),
    )


def subject_of(text: str) -> str:
    """What a draft is about: its « Objet », else its considérants, else the head of its decision; empty for neither."""
    found = _SUBJECT.search(text)
    if found:
        return found["subject"].strip()
    reasons = _CONSIDERANT.findall(text)
    if reasons:
        return " ".join(reasons)
    begins = operative_start(text)
    return "" if begins is None else " ".join(text[begins : begins + 600].split())


def _visa(base: LegalBase, text: str, visa: CitedVisa, checked: list[CheckedReference]) -> CheckedVisa:
    alone = len(visa.references) == 1
    proposed = tuple(replace(one, proposals=tuple(_proposals(base, text, visa, one, alone=alone))) for one in checked)
    return CheckedVisa(
        start=visa.line.start,
        end=visa.line.end,
        text=visa.line.text,
        verdict=gravest([one.verdict for one in proposed]),
        references=proposed,
    )


def _proposals(
    base: LegalBase, text: str, visa: CitedVisa, one: CheckedReference, *, alone: bool
) -> Iterator[Proposal]:
    if one.verdict not in (VisaVerdict.A_REMPLACER, VisaVerdict.A_VERIFIER):
        return
    told: set[str] = set()
    numbered = numbered_proposal(text, one.reference) if ReferenceFlag.WRONG_NUMBER in one.reference.flags else None
    if numbered is not None:
        told.add(numbered.key)
        yield numbered
    for resolved in one.resolutions:
        if resolved.corrected_date is not None and one.reference.kind is not ReferenceKind.ARTICLE:
            dated = dated_proposal(text, one.reference, resolved.corrected_date)
            if dated is not None and dated.key not in told:
                told.add(dated.key)
                yield dated
        for candidate in resolved.replacements:
            if candidate.new and candidate.new not in told:
                told.add(candidate.new)
                yield replacement_proposal(text, visa.line, one.reference, candidate, base, alone=alone)
