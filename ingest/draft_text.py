"""The words of one draft: as they are for plain text, through the cage for ODT, DOCX and PDF. Nothing is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from domain.document import FileReason
from ingest.cage.pool import CageRequest
from ingest.sniffing import Form, sniff
from ingest.text import Outcome, Refusal

MOST_CHARACTERS = 400_000
"""About 200 pages of 2,000 characters: minutes of a long session fit; a file of 500 pages is no draft."""
_HEAD_BYTES = 4096
_PLAIN = frozenset({Form.TEXT, Form.MARKDOWN})
_READ = frozenset({Form.DOCX, Form.ODT, Form.PDF, Form.DOC, Form.RTF, Form.HTML})


class DraftProblem(StrEnum):
    """Why no words could be had; each has its sentence ``draft_problem.<value>``."""

    EMPTY = "empty"
    NO_TEXT = "no_text"
    """A scan, or a file of pictures."""
    TOO_LONG = "too_long"
    NOT_A_DRAFT = "not_a_draft"
    """A spreadsheet, a picture, an archive."""
    ENCRYPTED = "encrypted"
    UNREADABLE = "unreadable"
    """Damaged, hostile, too slow, or no text in any known encoding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftText:
    """The words, a line each, and what the file was."""

    text: str
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDraft:
    """What was wrong; ``detail`` is for operators, in English."""

    problem: DraftProblem
    detail: str = ""


def read_draft(name: str, file: Path, read: Callable[[CageRequest], Outcome]) -> DraftText | NoDraft:
    """The draft in ``file``, called ``name`` by who gave it. ``read`` is the cage. Raises OSError when it is gone."""
    with file.open("rb") as opened:
        head = opened.read(_HEAD_BYTES)
    if not head:
        return NoDraft(problem=DraftProblem.EMPTY)
    form = sniff(name, head).form
    if form in _PLAIN:
        try:
            return checked_text(decoded(file.read_bytes()), form)
        except UnicodeDecodeError as error:
            return NoDraft(problem=DraftProblem.UNREADABLE, detail=f"no text ({error.reason})")
    if form not in _READ:
        return NoDraft(problem=DraftProblem.NOT_A_DRAFT, detail=form.value)
    outcome = read(CageRequest(path=file, form=form))
    if isinstance(outcome, Refusal):
        return _refused(outcome)
    text = "\n".join(line.text for page in outcome.pages for line in page.lines)
    return checked_text(text, form)


def checked_text(text: str, form: Form) -> DraftText | NoDraft:
    """``text`` as a draft, unless it is empty or far too long. A file that holds none is likely a scan."""
    if not text.strip():
        is_bare = form in _PLAIN
        return NoDraft(problem=DraftProblem.EMPTY if is_bare else DraftProblem.NO_TEXT)
    if len(text) > MOST_CHARACTERS:
        return NoDraft(problem=DraftProblem.TOO_LONG, detail=f"{len(text)} characters, over {MOST_CHARACTERS}")
    return DraftText(text=text, form=form)


def decoded(data: bytes) -> str:
    """UTF-8, else what Windows' own editor writes by default. Raises UnicodeDecodeError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    return text.replace("\r\n", "\n")


def _refused(refusal: Refusal) -> NoDraft:
    known = {
        FileReason.ENCRYPTED: DraftProblem.ENCRYPTED,
        FileReason.EMPTY: DraftProblem.EMPTY,
        FileReason.NEEDS_OCR: DraftProblem.NO_TEXT,
        FileReason.NO_TEXT: DraftProblem.NO_TEXT,
        FileReason.TOO_LARGE: DraftProblem.TOO_LONG,
        FileReason.TOO_MANY_PAGES: DraftProblem.TOO_LONG,
        FileReason.TOO_MUCH_TEXT: DraftProblem.TOO_LONG,
        FileReason.UNSUPPORTED: DraftProblem.NOT_A_DRAFT,
        FileReason.MISLABELLED: DraftProblem.NOT_A_DRAFT,
    }
    problem = known.get(refusal.reason, DraftProblem.UNREADABLE)
    return NoDraft(problem=problem, detail=f"{refusal.reason.value}: {refusal.detail}")
