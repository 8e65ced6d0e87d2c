"""Proposed wordings, built from the visa's own words: a number for a number, else the whole reference."""

import re
from datetime import date

from domain.legal_base import LegalBase, Replacement
from domain.legal_codes import TITLE_OF
from domain.legal_reference import LegalReference, ReferenceKind
from prompts.catalogue import text as sentence
from visas.checking.outcome import Proposal
from visas.recognising.visa_lines import VisaLine

_LETTER = re.compile(r"(?P<letter>[LRDA]O?)(?=\d)")
_WORD = re.compile(r"(?<=\d)(?=[A-Za-z])|(?<=[a-z])(?=[A-Z])")
_LEAD = re.compile(
    r"(?:(?:\b(?P<preposition>de|à) )?(?:\b(?:la|le|les) |\bl['’] ?)|\b(?P<fused>du|des|au|aux) )\Z", re.IGNORECASE
)
"""The « la », « de la », « du » that belongs to a reference and is replaced with it; not « vu ensemble »."""
_UNFUSED = {"du": "de", "des": "de", "au": "à", "aux": "à"}
_FUSED = {"de": "du", "à": "au"}
_TEXT_NUMBER = re.compile(r"\b\d{2,4}[-. ]?\d{1,4}\b")
"""« 2019-829 », « 82.213 »."""
_DAY = re.compile(r"\b(?:1er|\d{1,2})\s+\w+\s+\d{4}\b")


def number_shown(number: str) -> str:
    """A number of a key as visas write it: ``L313-1`` gives « L. 313-1 », ``1635quaterA`` « 1635 quater A »."""
    return _WORD.sub(" ", _LETTER.sub(r"\g<letter>. ", number, count=1))


def name_of(key: str, base: LegalBase) -> str:
    """What a key is called in a visa, with its article: « le code de la commande publique »."""
    subject, _, rest = key.partition(":")
    if subject == "code":
        return sentence("visa_wording.code", title=_title(rest))
    if subject in TITLE_OF:
        return sentence("visa_wording.article", number=number_shown(rest), title=_title(subject))
    known = base.text(key.partition("#")[0])
    day = day_written(known.signed_on) if known and known.signed_on else ""
    number = rest.partition("#")[0]
    shown = sentence(f"visa_wording.{subject}", number=number)
    return " ".join(part for part in (shown, day, known.title if known else "") if part)


def day_written(day: date) -> str:
    """« du 7 août 2015 »."""
    month = sentence("visa_wording.months").split()[day.month - 1]
    first = sentence("visa_wording.first") if day.day == 1 else str(day.day)
    return sentence("visa_wording.day", day=first, month=month, year=str(day.year))


def replacement_proposal(
    text: str, line: VisaLine, reference: LegalReference, one: Replacement, base: LegalBase, *, alone: bool
) -> Proposal:
    """The wording that a replacement gives. Where code and kind are the same, the number alone changes.

    ``alone``: the visa cites nothing else, so that its whole wording may change with the reference.
    """
    subject, _, rest = one.new.partition(":")
    if reference.kind is ReferenceKind.ARTICLE and reference.code == subject:
        return _proposal(text, one, reference.start, reference.end, number_shown(rest))
    if not alone:
        article = _LEAD.search(text, line.start, reference.start)
        after = _joined(article, name_of(one.new, base))
        return _proposal(text, one, article.start() if article else reference.start, reference.end, after)
    start, end = line.start, line.end
    inside = text[start:end]
    stripped = inside.rstrip(" \n\t,;.")
    lead = len(inside) - len(inside.lstrip(" \n\t:,"))
    return _proposal(text, one, start + lead, start + len(stripped), name_of(one.new, base))


def dated_proposal(text: str, reference: LegalReference, right: date) -> Proposal | None:
    """The reference with the day of its signature put right; None where the day is not written in words."""
    found = _DAY.search(text, reference.start, reference.end)
    if found is None:
        return None
    after = day_written(right).partition(" ")[2]
    return Proposal(
        key=reference.key.partition("#")[0], start=found.start(), end=found.end(), before=found[0], after=after
    )


def numbered_proposal(text: str, reference: LegalReference) -> Proposal | None:
    """The reference with the number that its name and day ask for; None where no number is written."""
    key = reference.key.partition("#")[0]
    found = _TEXT_NUMBER.search(text, reference.start, reference.end)
    if found is None:
        return None
    number = key.partition(":")[2]
    return Proposal(key=key, start=found.start(), end=found.end(), before=found[0], after=number)


def _proposal(text: str, one: Replacement, start: int, end: int, after: str) -> Proposal:
    return Proposal(
        key=one.new, start=start, end=end, before=text[start:end], after=after, source=one.source, note=one.note
    )


def _joined(lead: re.Match[str] | None, name: str) -> str:
    """A name after the preposition that stood before the former one: « de la loi » gives « du code »."""
    if lead is None:
        return name
    preposition = lead["preposition"] or _UNFUSED.get((lead["fused"] or "").lower(), "")
    if preposition and name.startswith("le "):
        return _FUSED[preposition.lower()] + name[2:]
    return f"{preposition} {name}" if preposition else name


def _title(code: str) -> str:
    title = TITLE_OF.get(code, code)
    return title[:1].lower() + title[1:]
