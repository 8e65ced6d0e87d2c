"""What is said of a draft as a whole: order, duplicates, what the decision relies on, competence, mentions."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from domain.legal_reference import LegalReference, ReferenceKind
from visas.checking.citing import CitedVisa
from visas.checking.outcome import Remark, RemarkKind
from visas.recognising import recognise

_RANK = {
    ReferenceKind.CONSTITUTION: 0,
    ReferenceKind.UE: 1,
    ReferenceKind.CODE: 2,
    ReferenceKind.ARTICLE: 2,
    ReferenceKind.LOI: 3,
    ReferenceKind.ORDONNANCE: 4,
    ReferenceKind.DECRET: 5,
    ReferenceKind.ARRETE: 6,
    ReferenceKind.CIRCULAIRE: 6,
    ReferenceKind.DELIBERATION: 7,
    ReferenceKind.CONVENTION: 7,
    ReferenceKind.AVIS: 8,
}
"""The usual order: Constitution, Union, codes, laws, ordinances, decrees, orders, acts of the commune, opinions."""

PUBLICITY_REFORM = date(2022, 7, 1)
"""Ordinance 2021-1310 and decree 2021-1311: list of deliberations, publication on line, two signatures."""

_OPERATIVE = re.compile(
    r"(?im)^[ \t]*(?:le conseil municipal[^\n]{0,80})?\b(?:d[ée]cide|d[ée]lib[èe]re|arr[êe]te)\b\s*:?"
)
"""« DÉCIDE : », « Le conseil municipal, …, décide : », « ARRÊTE »; not « il est décidé »."""
_PRESENT = re.compile(r"(?i)\bpr[ée]sents?\s*:?\s*(?P<count>\d{1,3})\b")
_IN_OFFICE = re.compile(r"(?i)\bexercice\s*:?\s*(?P<count>\d{1,3})\b")
_QUORUM = re.compile(r"(?i)\bquorum\b|\bpr[ée]sents?\b")
_SIGNATURE = re.compile(
    r"(?i)\b(?:le|la) (?:maire|pr[ée]sidente?)\s*,|\bpour extrait conforme\b|\bsign(?:é|ature|ataire)"
    r"|certifie (?:le caract|exact)"
)
_SECRETARY = re.compile(r"(?i)\bsecr[ée]taire\b")
_APPEAL = re.compile(r"(?i)\brecours\b|tribunal administratif")
_OLD_PUBLICITY = re.compile(
    r"(?i)(?:affich\w+|publi\w+) (?:d['’]un|du|le|un) (?:extrait du )?compte[- ]rendu[^\n.;]{0,60}"
)
"""« par affichage du compte rendu sous huitaine »; not « le compte rendu du groupe de travail »."""
_COMPETENCE = re.compile(
    r"(?i)\bconseil (?:municipal|communautaire)\b|\bL\. ?2122-22\b|\bl['’]assembl[ée]e\b|\ble maire d[ée]cide\b"
)


def remarks(text: str, visas: Sequence[CitedVisa], at: date) -> tuple[Remark, ...]:
    """Everything that a person should look at besides the visas one by one."""
    if not visas:
        return (Remark(kind=RemarkKind.NO_VISA), *_mentions(text, at))
    return (*_order(text, visas), *_duplicates(visas), *_not_cited(text, visas), *_mentions(text, at))


def operative_start(text: str) -> int | None:
    """Where the decision begins; None where no words say so. The first such words count."""
    found = [one.start() for one in _OPERATIVE.finditer(text)]
    return found[0] if found else None


def _order(text: str, visas: Sequence[CitedVisa]) -> Iterator[Remark]:
    highest = -1
    for visa in visas:
        ranks = [_RANK[one.kind] for one in visa.references if one.kind in _RANK]
        if not ranks:
            continue
        rank = min(ranks)
        if rank < highest:
            yield Remark(kind=RemarkKind.ORDER, about=visa.line.text[:120], start=visa.line.start, end=visa.line.end)
        highest = max(highest, rank)


def _duplicates(visas: Sequence[CitedVisa]) -> Iterator[Remark]:
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for visa in visas:
        for one in visa.references:
            known = (one.key, one.articles)
            if one.kind in (ReferenceKind.NON_TEXTE, ReferenceKind.CODE):
                continue
            if known in seen:
                yield Remark(kind=RemarkKind.DUPLICATE, about=one.surface, start=one.start, end=one.end)
            seen.add(known)


def _not_cited(text: str, visas: Sequence[CitedVisa]) -> Iterator[Remark]:
    begins = operative_start(text)
    if begins is None:
        return
    begins = max(begins, visas[-1].line.end)
    cited = {_subject(one) for visa in visas for one in visa.references}
    told: set[str] = set()
    appeal = next((one.start() for one in _APPEAL.finditer(text, begins)), len(text))
    for one in recognise(text[begins:appeal]):
        if one.kind not in (ReferenceKind.ARTICLE, ReferenceKind.LOI, ReferenceKind.ORDONNANCE, ReferenceKind.DECRET):
            continue
        subject = _subject(one)
        if subject.startswith("?") or subject in cited or subject in told:
            continue
        told.add(subject)
        yield Remark(kind=RemarkKind.NOT_CITED, about=one.surface, start=one.start + begins, end=one.end + begins)


def _subject(one: LegalReference) -> str:
    """What has to be cited: the article or the text, without its subdivisions."""
    subject, _, rest = one.key.partition(":")
    return f"{subject}:{rest.partition(':')[0].partition('#')[0].rstrip('+')}"


def _mentions(text: str, at: date) -> Iterator[Remark]:
    if not _COMPETENCE.search(text):
        yield Remark(kind=RemarkKind.COMPETENCE)
    present, office = _PRESENT.search(text), _IN_OFFICE.search(text)
    if present and office and int(present["count"]) * 2 <= int(office["count"]):
        yield Remark(
            kind=RemarkKind.QUORUM_NOT_MET,
            about=f"{present['count']} / {office['count']}",
            start=present.start(),
            end=present.end(),
        )
    if not _QUORUM.search(text):
        yield Remark(kind=RemarkKind.QUORUM)
    if not _SIGNATURE.search(text):
        yield Remark(kind=RemarkKind.SIGNATURE)
    if at >= PUBLICITY_REFORM and not _SECRETARY.search(text):
        yield Remark(kind=RemarkKind.SECRETARY)
    if not _APPEAL.search(text):
        yield Remark(kind=RemarkKind.APPEAL)
    if at >= PUBLICITY_REFORM:
        for found in _OLD_PUBLICITY.finditer(text):
            yield Remark(kind=RemarkKind.OLD_PUBLICITY, about=found[0], start=found.start(), end=found.end())
