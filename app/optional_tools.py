"""What is optional: detected, used when there, named when missing."""

import importlib.util
import shutil
from dataclasses import dataclass

from ingest.ocr.programs import REMEDY, OcrPrograms, find_programs


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionalTool:
    """A program or extra that widens what Parvis does. ``remedy`` tells how to have it."""

    name: str
    purpose: str
    found: bool
    remedy: str


# name, programs that must all be there, purpose, remedy
_PROGRAMS = (
    ("libreoffice", ("soffice",), "reading .doc and .rtf files", "apt-get install libreoffice-writer-nogui"),
    ("poppler", ("pdftotext",), "checking that answers are verbatim", "apt-get install poppler-utils"),
    ("chromium", ("chromium",), "testing pages in a browser", "apt-get install chromium"),
    ("postgresql", ("psql",), "several servers on one database", "apt-get install postgresql"),
)
_EXTRAS = (
    ("neural", "sentence_transformers", "neural embeddings and re-ranking", "pip install -e '.[neural]'"),
    ("eval", "ragas", "the Ragas measures", "pip install -e '.[eval]'"),
)


def optional_tools() -> list[OptionalTool]:
    """Every optional tool, found or not. Only those of OCR are started, to ask tesseract for its languages."""
    programs = [
        OptionalTool(name=name, purpose=purpose, found=all(map(shutil.which, needed)), remedy=remedy)
        for name, needed, purpose, remedy in _PROGRAMS
    ]
    extras = [
        OptionalTool(name=name, purpose=purpose, found=importlib.util.find_spec(module) is not None, remedy=remedy)
        for name, module, purpose, remedy in _EXTRAS
    ]
    return [_ocr(), *programs, *extras]


def _ocr() -> OptionalTool:
    found = find_programs()
    if isinstance(found, OcrPrograms):
        return OptionalTool(name="tesseract", purpose="reading scans", found=True, remedy=REMEDY)
    return OptionalTool(name="tesseract", purpose="reading scans", found=False, remedy=found.told())
