"""A PDF read with both libraries: pypdf opens, pdfium gives the characters, pypdf's text steps in where those are bad.

Measured on 388 malformed PDFs: pdfium reads 42 that pypdf refuses, pypdf 16 that pdfium refuses.
"""

from collections.abc import Callable
from typing import TypeVar

from domain.document import FileReason, MediaType
from domain.written import WrittenEvidence
from ingest.hostile.hidden import HiddenText, hidden_signals
from ingest.page_runs import runs
from ingest.pdf.layout import lay_out
from ingest.pdf.pdfium_characters import PdfiumDocument
from ingest.pdf.pypdf_reader import Lock, PypdfDocument
from ingest.pdf.unreadable import BAD_SHARE, bad_share, is_gibberish, lacks_vowels, reads_as_text
from ingest.text import Limits, Outcome, Reading, ReadPage, Refusal, Refused, Signal, TextLine

T = TypeVar("T")

# A scanner's stamp or a page number alone on an image is not the page's text.
FEWEST_CHARACTERS = 20


def read_pdf(data: bytes, limits: Limits, announce: Callable[[int], None], use_pdfium: bool = True) -> Outcome:
    """The pages of a PDF. ``announce`` is told the page count before any page is read.

    ``use_pdfium`` is False on a second try, after pdfium took its process down. Raises Refused.
    """
    structure = _opened(lambda: PypdfDocument(data))
    characters = _opened(lambda: PdfiumDocument(data)) if use_pdfium else Refused(FileReason.DAMAGED, "pdfium died")
    if isinstance(structure, PypdfDocument) and structure.lock is Lock.PASSWORD:
        return Refusal(reason=FileReason.ENCRYPTED, detail="a password is needed", signals=(Signal(rule="PD-10"),))
    signals: list[Signal] = []
    if isinstance(characters, PdfiumDocument):
        page_count = characters.page_count
    elif isinstance(structure, PypdfDocument):
        page_count = structure.page_count
    else:
        return _refused(structure, characters)
    if isinstance(structure, Refused) or isinstance(characters, Refused):
        reader = "pdfium" if isinstance(structure, Refused) else "pypdf"
        signals.append(Signal(rule="PD-11", measures=(("read_by", reader), ("refused", _why(structure, characters)))))
    elif structure.lock is Lock.EMPTY_PASSWORD:
        signals.append(Signal(rule="PD-10", measures=(("password", "empty"),)))
    if page_count > limits.pages:
        raise Refused(FileReason.TOO_MANY_PAGES, f"{page_count} pages, at most {limits.pages}")
    announce(page_count)
    pages, more = _pages(structure, characters, page_count, limits)
    title = structure.title if isinstance(structure, PypdfDocument) else ""
    created = structure.created_on if isinstance(structure, PypdfDocument) else None
    if isinstance(structure, PypdfDocument):
        signals += structure.attempts
        # A picture has nothing to tag: what it lacks is text.
        signals += structure.lacks if sum(map(_count, pages)) >= FEWEST_CHARACTERS else []
    return Reading(
        media_type=MediaType.PDF,
        pages=tuple(pages),
        page_count=page_count,
        declared_title=title,
        signals=(*signals, *more),
        dates=((WrittenEvidence.PROPERTIES, created),) if created else (),
    )


def _opened(opener: Callable[[], T]) -> T | Refused:
    try:
        return opener()
    except Refused as refusal:
        return refusal


def _why(*results: object) -> str:
    return "; ".join(r.detail for r in results if isinstance(r, Refused))


def _refused(structure: object, characters: object) -> Refusal:
    locked = any(isinstance(r, Refused) and r.reason is FileReason.ENCRYPTED for r in (structure, characters))
    reason = FileReason.ENCRYPTED if locked else FileReason.DAMAGED
    rule = "PD-10" if locked else "PD-11"
    return Refusal(reason=reason, detail=_why(structure, characters), signals=(Signal(rule=rule),))


def _pages(
    structure: PypdfDocument | Refused, characters: PdfiumDocument | Refused, page_count: int, limits: Limits
) -> tuple[list[ReadPage], list[Signal]]:
    pages: list[ReadPage] = []
    repaired: list[int] = []
    bad: list[int] = []
    unmapped: list[int] = []
    hidden: list[HiddenText] = []
    total = 0
    for index in range(page_count):
        before = len(hidden)
        page = _page(characters, index, limits, hidden)
        is_poor = _count(page) < FEWEST_CHARACTERS or bad_share(page) > BAD_SHARE or is_gibberish(page)
        # pypdf does not know what is hidden: its text of such a page would bring it back.
        if len(hidden) == before and is_poor:
            other = _pypdf_page(structure, index, page, limits)
            if other is not None and _is_better(other, page):
                page = other
                repaired.append(index + 1)
        if _count(page) and bad_share(page) > BAD_SHARE:
            bad.append(index + 1)
        elif is_gibberish(page) and (lacks_vowels(page) or _has_unmapped_font(structure, index)):
            unmapped.append(index + 1)
        total += _count(page)
        if total > limits.characters:
            raise Refused(FileReason.TOO_MUCH_TEXT, f"over {limits.characters} characters at page {index + 1}")
        pages.append(page)
    signals = [
        Signal(rule="PD-03", first_page=a, last_page=b, measures=(("kept", "pypdf"),)) for a, b in runs(repaired)
    ]
    disordered = [page.number for page in pages if page.is_disordered and page.number is not None]
    signals += [
        Signal(rule="PD-05", first_page=a, last_page=b, measures=(("order", "drawn"),)) for a, b in runs(disordered)
    ]
    signals += [
        Signal(rule="PD-04", first_page=a, last_page=b, measures=(("unreadable_share_over", str(BAD_SHARE)),))
        for a, b in runs(bad)
    ]
    signals += [
        Signal(rule="PD-04", first_page=a, last_page=b, measures=(("letters", "without_map"),))
        for a, b in runs(unmapped)
    ]
    return pages, [*signals, *hidden_signals(hidden)]


def _page(characters: PdfiumDocument | Refused, index: int, limits: Limits, hidden: list[HiddenText]) -> ReadPage:
    """The page as pdfium reads it, without lines when it cannot; what it hides is added to ``hidden``."""
    if isinstance(characters, Refused):
        return ReadPage(number=index + 1, lines=())
    try:
        geometry = characters.page(index, limits.page_characters)
        hidden += [HiddenText(page=index + 1, how=how, text=word.text) for how, word in geometry.hidden]
        return lay_out(geometry)
    except Refused as refusal:
        if refusal.reason is FileReason.TOO_MUCH_TEXT:
            raise
        return ReadPage(number=index + 1, lines=())


def _pypdf_page(structure: PypdfDocument | Refused, index: int, page: ReadPage, limits: Limits) -> ReadPage | None:
    if isinstance(structure, Refused) or index >= structure.page_count:
        return None
    text = structure.page_text(index)
    if not text or not text.strip():
        return None
    if len(text) > limits.page_characters:
        raise Refused(FileReason.TOO_MUCH_TEXT, f"page {index + 1} has {len(text)} characters")
    lines = tuple(TextLine(text=line.strip()) for line in text.splitlines() if line.strip())
    return ReadPage(number=index + 1, lines=lines, width=page.width, height=page.height, has_images=page.has_images)


def _count(page: ReadPage) -> int:
    return sum(len(line.text) for line in page.lines)


def _has_unmapped_font(structure: PypdfDocument | Refused, index: int) -> bool:
    return isinstance(structure, PypdfDocument) and index < structure.page_count and structure.has_unmapped_font(index)


def _is_better(other: ReadPage, page: ReadPage) -> bool:
    if is_gibberish(page) or is_gibberish(other):
        return is_gibberish(page) and reads_as_text(other)
    good, former = (_count(p) * (1 - min(bad_share(p) * 4, 1)) for p in (other, page))
    return good > max(former, FEWEST_CHARACTERS) * 1.2
