"""The text of a page in which the offsets of ``real_questions.jsonl`` count, by one rule that does not move.

It is deliberately neither the product's reading nor that of ``eval.verbatim``: it must give the same characters on
every machine for as long as the versions of ``constraints.txt`` stand. In all formats: NFC, and every end of line is
one line feed.

- PDF: what pdfium gives for the page (``get_textpage().get_text_range()``); pages count from 1.
- HTML: the text content of the ``body`` (of the whole document when there is none) as libxml2 parses it, scripts and
  styles included, since sites keep what they show in scripts. Read as UTF-8, or as Windows-1252 when it is not.
- DOCX: the text runs of ``word/document.xml``, joined within a paragraph; one paragraph a line.
- Markdown, text, JSON, XML, YAML, CSV: the file itself, read as UTF-8 without its byte order mark.

Formats without pages have only the page None. Other formats have no text here.
"""

import unicodedata
import zipfile
from pathlib import Path

from eval.lxml_page_text import body_text, paragraphs_text
from eval.pdfium_page_text import pdf_page_text

PLAIN_SUFFIXES = frozenset({".md", ".txt", ".json", ".xml", ".yml", ".yaml", ".csv"})
HTML_SUFFIXES = frozenset({".html", ".htm"})


class NoPageText(ValueError):
    """A format without a rule, or a page that the file does not have; the message names the file."""


def page_text(path: Path, page: int | None) -> str:
    """The text of ``page`` (from 1; None for a format without pages). Raises NoPageText, or OSError."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        if page is None or page < 1:
            raise NoPageText(f"{path.name}: a page from 1 is expected, got {page}")
        text = pdf_page_text(path, page)
        if text is None:
            raise NoPageText(f"{path.name} has no page {page}")
        return normalised(text)
    if page is not None:
        raise NoPageText(f"{path.name}: this format has no pages, got {page}")
    if suffix in HTML_SUFFIXES:
        return normalised(body_text(path.read_bytes()))
    if suffix == ".docx":
        return normalised(_docx_text(path))
    if suffix in PLAIN_SUFFIXES:
        return normalised(path.read_bytes().decode("utf-8-sig"))
    raise NoPageText(f"{path.name}: no rule says what the text of this format is")


def normalised(text: str) -> str:
    """NFC, with every end of line a line feed: what offsets count in."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _docx_text(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            return paragraphs_text(package.read("word/document.xml"))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise NoPageText(f"{path.name} is no Word document: {error}") from error
