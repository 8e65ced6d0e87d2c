"""The title under which a document is shown and found: its own words first, its file name last. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from domain.document import MediaType
from ingest.characters import clean_characters
from ingest.markers import (
    bullet,
    ends_sentence,
    is_object_label,
    is_unfinished,
    starts_part,
    starts_session,
)
from ingest.text import LineKind, ReadPage, TextLine

_LONGEST = 160
# An object runs over two or three lines.
_MOST_CONTINUED = 2
# What the first lines of municipal documents say they are; not the commune's name alone.
_NATURE = re.compile(
    r"\b(?:proc[eè]s[- ]verbal|compte[- ]rendu|conseil (?:municipal|communautaire)|d[ée]lib[ée]ration|arr[êe]t[ée]|"
    r"r[èe]glement|tarif|rapport|convention|ordre du jour|avis|budget|plan|bulletin|guide|charte|statuts|convocation|"
    r"enqu[êe]te|inscription|annexe|liste|note|information|bilan|d[ée]cision)s?\b",
    re.IGNORECASE,
)
# « Microsoft Word - CR 12.doc », « Sans titre », « 1copie », « DOC_0012 », « PowerPoint Presentation ».
_POOR = re.compile(
    r"^(?:microsoft|sans[ -]titre|untitled|document\d*$|powerpoint|présentation powerpoint|page \d|accueil$|home$|"
    r"index$|bienvenue(?: [àa])?$|\W*\d+\w*$)|\.(?:docx?|odt|pdf|rtf|xlsx?|indd|pub|html?)\b|_|^[\w-]+$",
    re.IGNORECASE,
)


# « Accueil », « Bienvenue à »: what a site says on every front page.
_GREETING = re.compile(r"^(?:accueil|bienvenue(?: [àa])?|home)\b.{0,3}$", re.IGNORECASE)
_SITE = re.compile(r"^(?:site (?:internet|officiel|web)|home|accueil|index|document)\b", re.IGNORECASE)


def find_title(media_type: MediaType, pages: Sequence[ReadPage], declared: str, path: str) -> str:
    """A title of at most 160 characters, never empty. ``pages`` are cleaned, ``path`` is the file's in its source."""
    declared = clean_characters(declared)
    lines = [line for page in pages[:1] for line in page.lines[:40]]
    if media_type is MediaType.PDF:
        title = _heading_of_pdf(lines) or (declared if is_title(declared) else "")
    elif media_type is MediaType.TEXT:
        title = _first_line(lines)
    else:
        title = _heading_of_page(lines, declared)
    return _shortened(title) if title else name_as_title(path)


def is_title(text: str) -> bool:
    """Whether metadata looks like a title that someone chose."""
    return 6 <= len(text) <= 200 and not _POOR.search(text) and sum(c.isalpha() for c in text) > 0.5 * len(text)


def name_as_title(path: str) -> str:
    """« pv-conseil_2024 .pdf.pdf » → « pv conseil 2024 »."""
    name = PurePosixPath(unicodedata.normalize("NFC", path)).name
    while (stem := re.sub(r"\s*\.(?:pdf|html?|md|markdown|txt|docx?|odt)\s*$", "", name, flags=re.IGNORECASE)) != name:
        name = stem
    cleaned = clean_characters(re.sub(r"[_\-+]+|%20", " ", name))
    return _shortened(cleaned) or name or path


def _heading_of_pdf(lines: Sequence[TextLine]) -> str:
    headings = [(i, line) for i, line in enumerate(lines[:15]) if line.kind is LineKind.HEADING]
    if not headings:
        return ""
    place, best = max(headings, key=lambda pair: (bool(_NATURE.search(pair[1].text)), -pair[1].level, -pair[0]))
    text = best.text
    after = place + 1
    if len(text) < 45 and after < len(lines) and (more := _heading_text(lines[after])):
        text = f"{text} {more}"
        after += 1
    text = _continued(text, lines[after : after + _MOST_CONTINUED])
    if not _NATURE.search(text) and best.level > 2:
        return ""
    return text if sum(c.isalpha() for c in text) >= 4 else ""


def _heading_text(line: TextLine) -> str:
    """The line as a title or its end; « Objet : | Tarifs » is an object set as a table's row. Empty when it is text."""
    if line.kind is LineKind.ROW and is_object_label(line.cells[0]):
        return " ".join(filter(None, line.cells))
    return line.text if line.kind is LineKind.HEADING and not starts_session(line.text) else ""


def _continued(text: str, lines: Sequence[TextLine]) -> str:
    """The title with the lines that go on with it: an object set on several, of which reading made several lines."""
    for line in lines:
        more = line.text
        is_part = starts_part(more) or starts_session(more) or bullet(more) is not None
        if is_part or line.kind not in (LineKind.HEADING, LineKind.PARAGRAPH) or len(text) + len(more) > 2 * _LONGEST:
            break
        is_labelled = text.rstrip().lower().endswith(("objet :", "objet:", "objet"))
        ends = ends_sentence(text) and not is_labelled
        goes_on = is_labelled or is_unfinished(text) or (more[0].islower() and "objet" in text.lower())
        if ends or not goes_on:
            break
        text = f"{text} {more}"
    return text


def _heading_of_page(lines: Sequence[TextLine], declared: str) -> str:
    headings = [line for line in lines if line.kind is LineKind.HEADING]
    first = next((line.text for line in headings if line.level <= 2 and not _GREETING.match(line.text)), "")
    if first:
        return first
    if len(declared) > 2 and not _SITE.match(declared):
        return declared
    return headings[0].text if headings else declared


def _first_line(lines: Sequence[TextLine]) -> str:
    """The first line of a bare text, when it is as short as a title and no sentence."""
    first = lines[0].text if lines else ""
    return first if 3 < len(first) <= 120 and not first.endswith((".", ";", ",")) else ""


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[: text.rfind(" ", 0, _LONGEST) if " " in text[:_LONGEST] else _LONGEST] + "…"
