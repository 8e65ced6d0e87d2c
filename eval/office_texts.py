"""The words of office files and messages, read apart from the product, to check that what is shown is word for word.

Paragraphs and cells as they stand in the package, with nothing of their layout. Files whose values are shown in
another form than they are stored in (workbooks of Excel, calendars, JSON) or that need a program (old Word) have no
reading here: what they say cannot be checked word for word.
"""

import email
import email.policy
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
WITHOUT_READING = frozenset({".doc", ".rtf", ".xls", ".xlsx", ".ppt", ".pptx", ".odp", ".zip", ".ics"})
"""Formats that no second program reads here as words. A calendar gives moments: its words are told from them."""


def office_text(file: Path) -> str | None:
    """The words of ``file``, None when its format is not one that is read here. Raises OSError, or ValueError when it
    cannot be opened as what its name says.
    """
    read = _READERS.get(file.suffix.lower())
    if read is None:
        return None
    try:
        return read(file.read_bytes())
    except (zipfile.BadZipFile, KeyError, SyntaxError) as error:
        raise ValueError(f"{file.name} is no {file.suffix} file: {error}") from error


def _docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in _PARTS if name in package.namelist()]
        return "\n".join(_paragraphs(package.read(name), {f"{_WORD}p"}, f"{_WORD}t") for name in names)


def _odf(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return _paragraphs(package.read("content.xml"), {f"{_TEXT}p", f"{_TEXT}h"}, None)


def _paragraphs(xml: bytes, blocks: set[str], runs: str | None) -> str:
    """One line a paragraph: the texts of its ``runs``, or all of its text when these have no name of their own."""
    root = _parsed(xml)
    lines = []
    for block in root.iter(*blocks):
        texts = block.itertext() if runs is None else (run.text or "" for run in block.iter(runs))
        lines.append("".join(texts))
    return "\n".join(lines)


def _xml(data: bytes) -> str:
    return "".join(_parsed(data).itertext())


def _parsed(xml: bytes) -> Any:  # noqa: ANN401  # lxml has no types
    from lxml import etree

    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def _eml(data: bytes) -> str:
    """The subject and the text alternative of a message."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    body = message.get_body(("plain",))
    return f"{message['subject']}\n{body.get_content() if body else ''}"


_READERS: Mapping[str, Callable[[bytes], str]] = {
    ".docx": _docx,
    ".odt": _odf,
    ".ods": _odf,
    ".xml": _xml,
    ".eml": _eml,
}
