"""Whether every shown sentence is, word for word, on the page that it cites, as another program reads that page.

PDF pages are read by poppler's ``pdftotext`` (default, then ``-raw`` and ``-layout``); HTML by the visible text of its
body, with the standard library's parser; Markdown and text by their source; office files by their package
(``eval/office_texts.py``) and by LibreOffice, when it is there; data files by their values (``eval/data_values.py``),
since the titles of their columns and keys are ours. What has no second reading is counted as unchecked, by format. Both
sides go through NFKC, joining of cut words and whitespace folding. The cells of a table row are looked for one by one.
A match that also needs every space removed (letters set apart by the typesetter) is counted apart.
"""

import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from html.parser import HTMLParser
from pathlib import Path

from domain.personal import PersonalKind
from eval.data_values import SUFFIXES as DATA_SUFFIXES
from eval.data_values import values_shown, values_text
from eval.intervals import Share
from eval.libreoffice_text import SUFFIXES as OFFICE_SUFFIXES
from eval.libreoffice_text import office_text as libreoffice_text
from eval.office_texts import WITHOUT_READING, office_text
from ingest.characters import SIGNS

PDFTOTEXT = "pdftotext"
PDF_MODES: Mapping[str, tuple[str, ...]] = {"default": (), "raw": ("-raw",), "layout": ("-layout",)}
TIMEOUT_S = 60.0
VALUES = "values"
"""The reading of a data file: each value shown is one of the file's."""
READ_BY_OCR = "read by OCR: measured by python -m eval.ocr"
"""Why texts of scanned pages are counted apart."""


class Verdict(StrEnum):
    """What comparing a shown text with its page gave."""

    VERBATIM = "verbatim"
    SPACES_DIFFER = "verbatim but for spaces"
    CHANGED = "not on its page"
    UNCHECKED = "unchecked"


_MASK = re.compile("|".join(re.escape(kind.mask) for kind in PersonalKind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A text shown to a resident: ``cells`` when it is a table row. ``page`` counts from 1, None without pages.

    ``is_from_ocr`` tells that it was read on a picture, where a second program finds no text.
    """

    text: str
    is_row: bool
    file: Path
    page: int | None
    question: str = ""
    is_from_ocr: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The verdict on one shown text. ``reading`` names the reading of the page that holds it, or why none could."""

    shown: Shown
    verdict: Verdict
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All checks of a run."""

    checks: tuple[Check, ...]

    @property
    def strict(self) -> Share:
        """Word for word after whitespace folding, among those that could be checked."""
        return self._share(Verdict.VERBATIM)

    @property
    def spaces_ignored(self) -> Share:
        """The same, spaces removed when folding is not enough."""
        return self._share(Verdict.VERBATIM, Verdict.SPACES_DIFFER)

    @property
    def readings(self) -> Counter[str]:
        """How many texts each reading of a page held."""
        return Counter(c.reading for c in self.checks if c.verdict in (Verdict.VERBATIM, Verdict.SPACES_DIFFER))

    @property
    def unchecked(self) -> Counter[str]:
        """How many texts could not be checked, by reason."""
        return Counter(c.reading for c in self.checks if c.verdict is Verdict.UNCHECKED)

    @property
    def failures(self) -> tuple[Check, ...]:
        """Texts that no reading of their page holds."""
        return tuple(c for c in self.checks if c.verdict is Verdict.CHANGED)

    def _share(self, *verdicts: Verdict) -> Share:
        checked = [c for c in self.checks if c.verdict is not Verdict.UNCHECKED]
        return Share(hits=sum(c.verdict in verdicts for c in checked), total=len(checked))


def folded(text: str) -> str:
    """NFKC; signs of Symbol and Wingdings by their Unicode; soft hyphens gone; hyphens between letters gone with the
    break after them; white space folded.

    Dropping the hyphen of « peut-être » as well as that of a cut word lets both sides agree on words that
    a line's end has cut at their own hyphen.
    """
    plain = unicodedata.normalize("NFKC", text).translate(SIGNS).replace("\u00ad", "")
    joined = re.sub(r"(?<=[^\W\d_])[-\u2010\u2011]\s*(?=[^\W\d_]|$)", "", plain)
    return " ".join(joined.split())


def visible_text(html: str) -> str:
    """The text of an HTML body that a reader sees: no script, style, template or head; blocks on lines of their own."""
    reader = _BodyReader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def without_markup(markdown: str) -> str:
    """Markdown without emphasis, heading, quote and code marks; links and images by their words; pipes by spaces."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)(?:\{[^}]*\})?", r"\1", markdown)
    text = re.sub(r"^\s*(?:#{1,6}|>+)\s*", "", text, flags=re.MULTILINE)
    text = re.sub(r"\\([\\`*_{}\[\]()#+\-.!|])", r"\1", text)
    return re.sub(r"[*_`|]+", lambda m: " " if "|" in m[0] else "", text)


@dataclass(slots=True)
class PageReader:
    """Reads pages by other means than the product, each once. ``program`` is None where pdftotext is missing.

    ``office`` is LibreOffice's command, None where it is missing.
    """

    program: str | None
    office: str | None = None
    _pages: dict[tuple[Path, int | None], dict[str, str]] = field(default_factory=dict)

    def readings(self, file: Path, page: int | None) -> dict[str, str]:
        """Folded text of the page by name of reading; empty when it cannot be read here.

        Raises OSError, and ValueError when the file is not what its name says.
        """
        key = (file, page)
        if key not in self._pages:
            self._pages[key] = {name: folded(text) for name, text in self._read(file, page).items()}
        return self._pages[key]

    def _read(self, file: Path, page: int | None) -> dict[str, str]:
        with file.open("rb") as opened:
            is_pdf = b"%PDF-" in opened.read(1024)
        if is_pdf:
            return self._read_pdf(file, page or 1) if self.program else {}
        if file.suffix.lower() in WITHOUT_READING | OFFICE_SUFFIXES:
            return self._read_office(file)
        source = decode(file.read_bytes())
        if file.suffix.lower() in DATA_SUFFIXES:
            package = office_text(file)
            found = {"source": source, VALUES: values_text(file.name, source)}
            return found if package is None else {"package": package, **found}
        if file.suffix.lower() in (".html", ".htm"):
            return {"body": visible_text(source)}
        if file.suffix.lower() in (".md", ".markdown"):
            return {
                "source": source,
                "without markup": without_markup(source),
                "body": without_markup(visible_text(source)),
            }
        return {"source": source}

    def _read_office(self, file: Path) -> dict[str, str]:
        found = {"package": office_text(file) or ""}
        if self.office and file.suffix.lower() in OFFICE_SUFFIXES:
            found["libreoffice"] = libreoffice_text(self.office, file)
        return {name: text for name, text in found.items() if text}

    def _read_pdf(self, file: Path, page: int) -> dict[str, str]:
        texts = {}
        for mode, options in PDF_MODES.items():
            command = [str(self.program), *options, "-enc", "UTF-8", "-f", str(page), "-l", str(page), str(file), "-"]
            done = subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=False)
            if done.returncode == 0:
                texts[f"pdftotext {mode}"] = done.stdout.decode("utf-8", "replace")
        return texts


def find_pdftotext() -> str | None:
    """The path of poppler's pdftotext, None where it is not installed."""
    return shutil.which(PDFTOTEXT)


def check_all(shown: Iterable[Shown], reader: PageReader) -> Report:
    """Every shown text against its page."""
    return Report(checks=tuple(check_one(item, reader) for item in shown))


def check_one(shown: Shown, reader: PageReader) -> Check:
    """One shown text against its page; unchecked, with the reason, when the page cannot be read here."""
    if shown.is_from_ocr:
        return Check(shown=shown, verdict=Verdict.UNCHECKED, reading=READ_BY_OCR)
    try:
        readings = reader.readings(shown.file, shown.page)
    except OSError as error:
        return Check(shown=shown, verdict=Verdict.UNCHECKED, reading=f"{error.strerror or error}: {shown.file.name}")
    except ValueError as error:
        return Check(shown=shown, verdict=Verdict.UNCHECKED, reading=str(error))
    if not readings:
        reason = "pdftotext is missing" if reader.program is None else "pdftotext cannot read this page"
        if shown.file.suffix.lower() in WITHOUT_READING:
            reason = f"no second reading of {shown.file.suffix} files"
            reason += "; LibreOffice is missing" if reader.office is None else ""
        return Check(shown=shown, verdict=Verdict.UNCHECKED, reading=reason)
    pieces = pieces_of(shown.text, is_row=shown.is_row)
    for name, text in readings.items():
        if all(piece in text for piece in pieces):
            return Check(shown=shown, verdict=Verdict.VERBATIM, reading=name)
    values = [folded(value) for value in values_shown(shown.text)] if VALUES in readings else []
    if values and all(value in readings[VALUES] for value in values):
        return Check(shown=shown, verdict=Verdict.VERBATIM, reading=VALUES)
    for name, text in readings.items():
        spaceless = text.replace(" ", "")
        if all(piece.replace(" ", "") in spaceless for piece in pieces):
            return Check(shown=shown, verdict=Verdict.SPACES_DIFFER, reading=name)
    return Check(shown=shown, verdict=Verdict.CHANGED, reading="none")


def pieces_of(text: str, *, is_row: bool) -> Sequence[str]:
    """What must be on the page: the cells of rows that are not empty; else the text without its item's dash.

    Each is cut at its masks: what is written before and after « [nom] » must be the page's.
    """
    rows = (cell for row in text.split("\n") for cell in f" {row.strip()} ".split(" | "))
    cells = list(rows) if is_row else [re.sub(r"^\s*[-•]\s+", "", text)]
    found = [folded(piece) for cell in cells for piece in _MASK.split(cell)]
    return [piece for piece in found if piece.strip("| ")] if is_row or len(found) > 1 else found


def decode(data: bytes) -> str:
    """UTF-8 when it is, Windows-1252 otherwise: the two encodings that the sources have."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


class _BodyReader(HTMLParser):
    _SILENT = frozenset({"script", "style", "template", "head", "noscript", "svg"})
    _INLINE = frozenset(
        {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "samp", "small", "span", "strong"}
        | {"sub", "sup", "time", "u", "var"}
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silence: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SILENT:
            self._silence.append(tag)
        elif tag == "body":
            # A head that was never closed must not silence the page.
            self._silence.clear()
        elif tag not in self._INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silence:
            while self._silence.pop() != tag:
                pass
        elif tag not in self._INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silence:
            self.parts.append(data)
