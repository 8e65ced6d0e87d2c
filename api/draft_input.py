"""A draft as an agent gives it, pasted or as a file, and the days that go with it; what is wrong is a value."""

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from fastapi import UploadFile

from api.context import DocumentReader
from domain.kept_draft import DraftOrigin
from handoff.typed_text import clean_line
from ingest.draft_text import DraftText, NoDraft, checked_text, read_draft
from ingest.sniffing import Form
from prompts.catalogue import text
from visas.recognising import split_visas

FIRST_YEAR, LAST_YEAR = 1800, 2100
LONGEST_SUBJECT = 300
LONGEST_NAME = 120
_ORIGINS = {Form.DOCX: DraftOrigin.DOCX, Form.ODT: DraftOrigin.ODT, Form.PDF: DraftOrigin.PDF}
# What a form may hold that XML may not: no draft has them but by accident.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenDraft:
    """A draft with visas. ``content`` are the bytes received, empty when it was pasted."""

    name: str
    origin: DraftOrigin
    text: str
    content: bytes


def given_draft(reader: DocumentReader, pasted: str, upload: UploadFile | None) -> GivenDraft | str:
    """The draft, or the sentence that says what is wrong with it. A file goes before what was pasted."""
    has_file = upload is not None and bool(upload.filename)
    if has_file and pasted.strip():
        return text("draft_problem.two_drafts")
    if upload is not None and has_file:
        name, content = _name(upload.filename or ""), upload.file.read()
        found = _of_file(reader, name, content)
    else:
        name, content = "", b""
        found = checked_text(pasted.replace("\r\n", "\n"), Form.TEXT)
    if isinstance(found, NoDraft):
        return text(f"draft_problem.{found.problem.value}")
    words = _CONTROLS.sub(" ", found.text)
    if not split_visas(words):
        return text("draft_problem.no_visa")
    origin = _ORIGINS.get(found.form, DraftOrigin.TEXT) if content else DraftOrigin.PASTED
    return GivenDraft(name=name, origin=origin, text=words, content=content)


def given_day(written: str, fallback: date | None) -> date | str | None:
    """A day as a form sends it; ``fallback`` when empty; the sentence that says what is wrong with it."""
    if not written.strip():
        return fallback
    try:
        day = date.fromisoformat(written.strip())
    except ValueError:
        return text("draft_problem.no_day")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return text("draft_problem.far_day", first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return day


def given_subject(fields: Mapping[str, str]) -> str:
    """What the agent says that the draft is about, in one line."""
    return clean_line(fields.get("objet", ""))[:LONGEST_SUBJECT]


def _of_file(reader: DocumentReader, name: str, content: bytes) -> DraftText | NoDraft:
    with tempfile.TemporaryDirectory(prefix="parvis-draft-") as folder:
        file = Path(folder) / "draft"
        file.write_bytes(content)
        return read_draft(name, file, reader.read)


def _name(given: str) -> str:
    """A file's own name, without the folders that some browsers send."""
    return clean_line(PurePosixPath(given.replace("\\", "/")).name)[-LONGEST_NAME:]
