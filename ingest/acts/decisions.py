"""The decisions that a document carries: number as written, object, vote and place. Pure.

Minutes and deliberations name each decision on a line of its own: « D2031-012 – Objet : … », « Délibération
n° 12 : … ». Where none is numbered, the points of the agenda that were voted are the decisions. Lists and registers
name them in items and rows. In minutes, what is only discussed is no decision.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.act import ActKind, Outcome, Vote
from french.dates import dates_in
from french.plain_text import plain
from ingest.acts.delegated import find_delegated
from ingest.acts.validity import decided_lines, find_validity
from ingest.acts.votes import find_vote, is_deliberated
from ingest.structure import PlacedLine, StructuredPage
from ingest.text import LineKind

_MINUTES = frozenset({ActKind.PROCES_VERBAL, ActKind.COMPTE_RENDU, ActKind.DELIBERATION})
_LONGEST_TITLE = 300
# « D2031-029 », « D 2031-29 », « DEL2031-59 », « DCM 2031_012 », « 2031/05-03 »; not the years of « 2031-2032 ».
NUMBER = r"(?:(?-i:[A-Z]{1,5})\s?[-_.]?\s?)?20\d\d\s?[-_/.]\s?(?!20\d\d\b)\d{1,4}(?:[-_/.]\d{1,3})?[a-z]?(?!\d)"
_NUMBERED = re.compile(
    rf"^(?:d[ée]lib[ée]ration\s*)?(?:n\s?[°º]\s*)?(?P<number>{NUMBER})[-–—:.|\s]*(?:objet\s*:\s*)?(?P<title>.*)$",
    re.IGNORECASE,
)
# « Délibération n° 12 : Tarifs »: a bare number needs its word.
_WORDED = re.compile(
    r"^d[ée]lib[ée]ration\s*n\s?[°º]\s*(?P<number>\d{1,4}(?:[-_/.]\d{1,3})?)[-–—:.|\s]*(?:objet\s*:\s*)?(?P<title>.*)$",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"^objet\s*(?:de la d[ée]lib[ée]ration)?\s*:\s*(?P<title>.+)$", re.IGNORECASE)
# « 3/ Subventions », « 2. Vente d'un terrain », « 1- Élection »; not « 1.68 € », not « 12 000 habitants ».
_POINT = re.compile(
    r"^(?:point\s*)?(?:(?:n\s?[°º]\s*)?\d{1,2}\s?[/.):°–-]+\s*|(?-i:[IVX]{1,5})(?:\s?[/.):°–-]+)?\s+)(?=[^\W\d_])(?P<title>.+)$",
    re.IGNORECASE,
)
# Decisions of the mayor alone (CGCT L2122-22), reported to the council: « DM 2031-04 », « DÉC2031-12 ».
_OF_THE_MAYOR = re.compile(r"^(?:dm|dec|dmm?a?)\W?\s?\d|^decisions? du maire|^decisions? prises? (?:par|en|au)")
# « DEL2031-36 du 10 avril 2031 », « 2031-45 en date du … »: a reference, not a heading.
_REFERENCE = re.compile(r"^(?:du|en date|de la|des|relative?|et|ou)\b|^[);,]")
_APPROVED = re.compile(r"\b(?:approuvee?|adoptee?|rejetee?|retiree?|ajournee?)\b")
_GOES_ON = re.compile(r"^[a-zà-öø-ÿ(«]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDecision:
    """A decision before its document has an identity; its fields are those of ``domain.act.Decision``.

    ``matter`` is what the transmission says, None where the title alone may tell.
    """

    number: str | None
    title: str
    day: date | None
    vote: Vote | None
    page: int | None
    start: int
    end: int
    first_day: date | None = None
    last_day: date | None = None
    delegated: str | None = None
    matter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    page: int | None
    placed: PlacedLine

    @property
    def text(self) -> str:
        """The line's words, without the bars between cells."""
        return self.placed.line.text.replace(" | ", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    """A line that names a decision. ``is_reported``: it stands under the heading of the mayor's own decisions."""

    index: int
    number: str | None
    title: str
    is_reported: bool = False


def find_decisions(
    pages: Sequence[StructuredPage], kind: ActKind, number: str | None, session_date: date | None
) -> tuple[FoundDecision, ...]:
    """The decisions of a document of that kind, in its order; none for kinds that carry none.

    ``number`` is that of the act itself, ``session_date`` the day of its session where it has one.
    """
    lines = [_Line(page=page.number, placed=placed) for page in pages for placed in page.lines]
    if kind is ActKind.LISTE_DES_DELIBERATIONS:
        return tuple(_listed(lines, session_date))
    if kind not in _MINUTES:
        return ()
    if kind is ActKind.DELIBERATION and number:
        single = _single(lines, number, session_date)
        others = {h.number for h in _numbered(lines)} - {number}
        if single and not others:
            return (single,)
    headings = _numbered(lines)
    found = _blocks(lines, headings, session_date)
    if headings:
        # A heading goes on until the next one: what was deliberated under it is the council's all the same.
        council = zip(headings, found, strict=True)
        return tuple(_without_announcements([f for h, f in council if not h.is_reported or is_deliberated(f[1])]))
    return tuple(d for d, text in _blocks(lines, _points(lines), session_date) if is_deliberated(text))


def _numbered(lines: Sequence[_Line]) -> list[_Heading]:
    headings = []
    for index, line in enumerate(lines):
        found = _NUMBERED.match(line.text) or _WORDED.match(line.text)
        if found is None or line.placed.line.kind is LineKind.ITEM:
            continue
        number = found["number"].strip()
        title = _title(lines, index, found["title"])
        if title and not _OF_THE_MAYOR.match(plain(number)):
            reported = any(_OF_THE_MAYOR.match(plain(heading)) for heading in line.placed.heading_path)
            headings.append(_Heading(index=index, number=number, title=title, is_reported=reported))
    return _of_one_form(headings)


def _of_one_form(headings: list[_Heading]) -> list[_Heading]:
    """Where decisions have letters before their number, what has none is something else: a bill, a row of a table."""
    lettered = [heading for heading in headings if heading.number and heading.number[0].isalpha()]
    return lettered or headings


def _title(lines: Sequence[_Line], index: int, text: str) -> str:
    """The whole title that begins on a line with ``text``; empty when the line is no heading."""
    if _REFERENCE.match(text):
        return ""
    after = lines[index + 1 : index + 3]
    if not text.strip(" :-–|"):
        found = _OBJECT.match(after[0].text) if after else None
        is_heading = bool(after) and after[0].placed.line.kind is LineKind.HEADING
        text = found["title"] if found else after[0].text if is_heading else ""
        after = after[1:]
    elif not (text[0].isupper() or text[0] in "«\"'’" or (text[0].isalnum() and ":" in lines[index].text[:40])):
        return ""
    for line in after:
        if not _GOES_ON.match(line.text) or len(line.text) > 120 or text.endswith((".", ":")):
            break
        text = f"{text} {line.text}"
    return text.strip(" :-–|")[:_LONGEST_TITLE]


def _points(lines: Sequence[_Line]) -> list[_Heading]:
    """The numbered points of an agenda, where no decision has a number; « Objet : … » counts as one."""
    headings = []
    for index, line in enumerate(lines):
        found = _OBJECT.match(line.text) or _POINT.match(line.text)
        if found is None or line.placed.line.kind is LineKind.ROW or len(line.text) > _LONGEST_TITLE:
            continue
        # « 1. … », « 2. … » in a row without a word between are a list inside a point, or the agenda.
        is_listed = any(
            _POINT.match(near.text) for near in (*lines[max(0, index - 1) : index], *lines[index + 1 :][:1])
        )
        if line.placed.line.kind is LineKind.HEADING or not is_listed:
            headings.append(_Heading(index=index, number=None, title=found["title"].strip(" :")))
    return headings


def _blocks(
    lines: Sequence[_Line], headings: Sequence[_Heading], session_date: date | None
) -> list[tuple[FoundDecision, str]]:
    """Each heading's decision with all that is said until the next heading."""
    ends = [*(heading.index for heading in headings[1:]), len(lines)][: len(headings)]
    blocks = []
    for heading, end in zip(headings, ends, strict=True):
        texts = [line.placed.line.text for line in lines[heading.index + 1 : end]]
        decision = _at(lines[heading.index], heading.number, heading.title, session_date)
        blocks.append((_told(decision, texts), "\n".join(texts)))
    return blocks


def _without_announcements(blocks: Sequence[tuple[FoundDecision, str]]) -> Iterator[FoundDecision]:
    """Decisions, less those of the agenda at the top, which come again under the same number with their text."""
    last = {(d.number, plain(d.title)[:20]): index for index, (d, _) in enumerate(blocks)}
    for index, (decision, text) in enumerate(blocks):
        is_last = last[decision.number, plain(decision.title)[:20]] == index
        if is_last or is_deliberated(text):
            yield decision


def _single(lines: Sequence[_Line], number: str, session_date: date | None) -> FoundDecision | None:
    """The one decision of an extract: its object, else the title beside its number."""
    for line in lines:
        found = _OBJECT.match(line.text)
        if found:
            title = found["title"].strip(" :")[:_LONGEST_TITLE]
            return _told(_at(line, number, title, session_date), [line.placed.line.text for line in lines])
    return None


def _told(decision: FoundDecision, texts: Sequence[str]) -> FoundDecision:
    """The decision with its vote and the days on which it applies, from all that is said of it."""
    first, last = find_validity(decision.title, decided_lines(texts))
    delegated = find_delegated([decision.title]) or find_delegated(decided_lines(texts))
    return replace(decision, vote=find_vote("\n".join(texts)), first_day=first, last_day=last, delegated=delegated)


def _listed(lines: Sequence[_Line], session_date: date | None) -> Iterator[FoundDecision]:
    """The items and rows of a list of decisions; a row may begin with its own day and number."""
    for line in lines:
        row = line.placed.line
        cells = [cell.strip() for cell in row.cells] if row.kind is LineKind.ROW else [row.text]
        if row.is_header or row.kind not in (LineKind.ROW, LineKind.ITEM):
            continue
        day, number, vote, title = session_date, None, None, ""
        for cell in cells:
            if _is_day(cell):
                day = dates_in(cell)[0].value.whole() or day
            elif re.fullmatch(NUMBER, cell, re.IGNORECASE):
                number = cell
            elif len(cell) < 30 and _APPROVED.search(plain(cell)):
                vote = Vote(outcome=Outcome.REJET) if "rejet" in plain(cell) else None
            elif len(cell) > len(title):
                title = cell
        found = _NUMBERED.match(title.lstrip("- •"))
        if number is None and found and found["title"]:
            number, title = found["number"], found["title"]
        title = title.lstrip("-–• ").strip(" ;.")
        if len(title) > 5 and any(c.isalpha() for c in title) and (number or row.kind is LineKind.ITEM):
            yield replace(_at(line, number, title[:_LONGEST_TITLE], day), vote=vote)


def _is_day(cell: str) -> bool:
    """Whether a cell holds a day and nothing else."""
    spans = dates_in(cell)
    return len(spans) == 1 and not f"{cell[: spans[0].start]}{cell[spans[0].end :]}".strip()


def _at(line: _Line, number: str | None, title: str, day: date | None) -> FoundDecision:
    placed = line.placed
    return FoundDecision(
        number=number, title=title, day=day, vote=None, page=line.page, start=placed.start, end=placed.end
    )
