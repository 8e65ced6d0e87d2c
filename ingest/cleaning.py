"""Raw lines of pages → paragraphs, headings, list items and rows: the text as it will be cut and quoted. Pure.

Words keep their order and their letters. A word cut at a line's end is joined; lines of one paragraph are joined
with a space. What geometry cannot tell (no boxes) is told by punctuation alone.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from french.notes import called_notes, opened_note
from ingest.characters import SIGNS, clean_characters
from ingest.margins import right_margins
from ingest.markers import (
    bullet,
    ends_sentence,
    is_object_label,
    is_unfinished,
    starts_article,
    starts_object,
    starts_outline,
    starts_part,
    starts_session,
)
from ingest.pdf.headers import with_headers
from ingest.running import without_running_lines
from ingest.text import Box, LineKind, ReadPage, TextLine

# A heading is no longer than this; the longest « Objet : … » of the minutes read has 160 characters.
_LONGEST_HEADING = 160
# Letters this many times larger than the body's are a heading's.
_HEADING_SIZE = 1.18
# Lines of a paragraph stand this close, in heights of the font's box: of 869 pairs of lines of real minutes where the
# second goes on in lower case, the median is 1.26 and 99 % are under 1.40; a blank line makes 1.8 and more.
_PARAGRAPH_PITCH = 1.5
# « Vote : pour à l'unanimité », « TOTAL : 12 400 € »: a label and its value in bold are no heading.
_LABELLED = re.compile(r"^[^:]{2,40}\s?:\s*[^\s:]")
# In large letters it is one (« Gymnase : qui joue quand ? ») unless it gives a figure, an address or a vote: « Tél. :
# 01 99 00 12 34 », « TOTAL : 12 400 € », « Vote : à l'unanimité ».
_LABELLED_FIGURE = re.compile(r"^[^:]{2,40}\s?:\s*[^\s:].*[\d@]")
# Arrows, telephones and hands of Wingdings and its like, which no reading gives a meaning; at a line's start they are
# bullets (``ingest/markers.py``).
_PICTURES = re.compile("[\ue000-\uf8ff\x00]+")
# A cell that one sign fills or opens (« ● Matin »); more of them part the texts of a leaflet's block.
_SIGN_FIRST = re.compile(r"^[\ue000-\uf8ff](?:\s[^\ue000-\uf8ff]*)?$")
_IN_PIECES = (-1, -1)
_CUT_WORD = re.compile(r"[^\W\d_]{2,}-$")
# « Valmoret-sur-Cisse », « Saint-Aubin », cut after a hyphen of the name's own.
_CUT_NAME = re.compile(r"[^\W\d_]-$")
# « sous-préfet », « celui-ci »: cut after their own hyphen. The word goes on in lower case either way, so the hyphen
# is kept after these beginnings only.
_OWN_HYPHEN = re.compile(
    r"(?:^|[\s'’(])(?:sous|vice|non|ex|mi|demi|semi|quasi|avant|après|contre|celui|celle|ceux|celles|rendez|ci|là|"
    r"peut|c'est|est|grand|saint|sainte|au|par|porte|quote|procès|plus|moins|bien|deux|trois|quatre|vingt|soixante|"
    r"week|tiers|hors|haut|haute|bas|basse|rez|chef|chefs|compte|socio|micro|multi|inter|auto|co|éco)-$",
    re.IGNORECASE,
)


def clean_pages(pages: Sequence[ReadPage]) -> list[ReadPage]:
    """Pages whose lines all have a kind other than RAW. Empty lines and running lines are gone."""
    cleaned = _with_clean_lines(pages)
    if _has_raw_lines(cleaned):
        cleaned = without_running_lines(cleaned)
        body = _body_size(cleaned)
        cleaned = [replace(page, lines=tuple(_unwrapped(page.lines, body))) for page in cleaned]
    return [replace(page, lines=tuple(with_headers(page.lines))) for page in cleaned]


def left_out_lines(pages: Sequence[ReadPage]) -> list[tuple[str, ...]]:
    """For each page the lines that ``clean_pages`` takes for the page's and not the text's: running lines, stamps."""
    cleaned = _with_clean_lines(pages)
    kept = without_running_lines(cleaned) if _has_raw_lines(cleaned) else cleaned
    return [
        tuple(line.text for line in before.lines if not any(line is other for other in after.lines))
        for before, after in zip(cleaned, kept, strict=True)
    ]


def _with_clean_lines(pages: Sequence[ReadPage]) -> list[ReadPage]:
    cleaned = [replace(page, lines=tuple(new for line in page.lines for new in _clean_line(line))) for page in pages]
    return [replace(page, lines=tuple(line for line in page.lines if _says(line.text))) for page in cleaned]


def _has_raw_lines(pages: Sequence[ReadPage]) -> bool:
    return any(line.kind is LineKind.RAW for page in pages for line in page.lines)


def _says(text: str) -> bool:
    """False for empty lines and for those drawn with signs alone (« _____ », « *** »)."""
    return any(c.isalnum() for c in text)


def _clean_line(line: TextLine) -> list[TextLine]:
    """The line with clean characters; several when pictures drawn as letters stand between its words."""
    if line.cells:
        cells = tuple(map(clean_characters, line.cells))
        cells = tuple(cell.translate(SIGNS) if _SIGN_FIRST.match(cell) else cell for cell in cells)
        if any(_PICTURES.search(cell, 1) for cell in cells):
            cells = tuple(cell.strip() for cell in _PICTURES.split("\x00".join(cells)) if cell.strip())
        if sum(map(bool, cells)) < 2 and line.table is None:
            return [replace(line, text="".join(cells), cells=(), kind=LineKind.PARAGRAPH)]
        return [replace(line, text=" | ".join(cells), cells=cells)]
    text = clean_characters(line.text)
    if not text.isascii() and _PICTURES.search(text, 1):
        pieces = [text[0] + piece if at == 0 else piece for at, piece in enumerate(_PICTURES.split(text[1:]))]
        return [replace(line, text=piece.strip(), drawn=_IN_PIECES) for piece in pieces if piece.strip()]
    return [line if text == line.text else replace(line, text=text)]


def _body_size(pages: Sequence[ReadPage]) -> float:
    """Size of most of the characters, in points; 0 when no line has one."""
    sizes: dict[float, int] = {}
    for page in pages:
        for line in page.lines:
            if line.size and line.kind is LineKind.RAW:
                key = round(line.size, 1)
                sizes[key] = sizes.get(key, 0) + len(line.text)
    return max(sizes, key=lambda s: (sizes[s], s)) if sizes else 0.0


def _unwrapped(lines: Sequence[TextLine], body: float) -> list[TextLine]:
    lines = [_as_prose(lines, index) for index in range(len(lines))]
    rights = right_margins(lines)
    right = 0.0  # of the column that the raw line before stands in
    starred = any("*" in mark for line in lines if line.cells for mark in called_notes(line.text))
    out: list[TextLine] = []
    last: TextLine | None = None  # the raw line that out[-1] ends with
    for line, margin in zip(lines, rights, strict=True):
        if line.kind is not LineKind.RAW:
            out.append(line)
            last = None
            continue
        if last is not None and out and _continues(out[-1], last, line, right, body):
            out[-1] = _joined(out[-1], line)
        elif starred and line.text.startswith("*") and opened_note(line.text):
            out.append(replace(line, kind=LineKind.PARAGRAPH))  # its star is a mark that a table calls, no bullet
        else:
            out.append(_opened(line, body))
        last, right = line, margin
    return [_demoted(line) for line in out]


def _as_prose(lines: Sequence[TextLine], index: int) -> TextLine:
    """A row alone between lines of prose, as wide as the line above: words that a narrow column spread to its edges."""
    line = lines[index]
    last = lines[index - 1] if index else line
    after = lines[index + 1] if index + 1 < len(lines) else last
    if line.kind is not LineKind.ROW or line.table is not None or last.kind is not LineKind.RAW:
        return line
    if line.box is None or last.box is None or after.kind is LineKind.ROW or ends_sentence(last.text):
        return line
    if any(cell.startswith(":") or cell.endswith(":") for cell in line.cells):
        return line  # « Section de fonctionnement :      12 400 € »
    as_wide = abs(line.box.left - last.box.left) < 2 and abs(line.box.right - last.box.right) < 2
    if not as_wide or not _stands_under(last.box, line.box, line.size) or not _is_drawn_next(last, line):
        return line
    return replace(line, text=" ".join(filter(None, line.cells)), cells=(), kind=LineKind.RAW)


def _demoted(line: TextLine) -> TextLine:
    """What began as a heading and went on for too long is a paragraph printed in bold."""
    if line.kind is LineKind.HEADING and len(line.text) > _LONGEST_HEADING and not starts_object(line.text):
        return replace(line, kind=LineKind.PARAGRAPH, level=0)
    return line


def _opened(line: TextLine, body: float) -> TextLine:
    """The line as the beginning of a heading, an item or a paragraph."""
    item = bullet(line.text)
    if item is not None:
        return replace(line, kind=LineKind.ITEM, text=f"- {item}", level=0)
    if _is_heading(line, body):
        return replace(line, kind=LineKind.HEADING, level=_heading_level(line, body))
    return replace(line, kind=LineKind.PARAGRAPH)


def _is_heading(line: TextLine, body: float) -> bool:
    text = line.text
    letters = [c for c in text if c.isalpha()]
    if len(text) > _LONGEST_HEADING or len(letters) < 3 or text[-1] in ";,":
        return False
    if starts_object(text):
        return True
    if starts_article(text):
        return len(text) < 90 and not text.endswith(".")
    if text.endswith(".") or text[0].islower():
        return False
    is_large = bool(body) and line.size > body * _HEADING_SIZE
    if _LABELLED.search(text) and (not is_large or _LABELLED_FIGURE.search(text) or starts_session(text)):
        return False
    if is_large:
        return True
    capitals = sum(c.isupper() for c in letters) > 0.9 * len(letters) and len(letters) >= 6
    if line.bold and len(text) < 120:
        return not starts_part(text)
    return capitals and len(text) < 100 and not starts_part(text) and not any(c.isdigit() for c in text[-4:])


def _heading_level(line: TextLine, body: float) -> int:
    """1 to 4: by size first, then by what the heading is."""
    if body and line.size > body * 1.6:
        return 1
    if body and line.size > body * _HEADING_SIZE:
        return 2
    if starts_article(line.text):
        return 4
    return 3


def _continues(whole: TextLine, last: TextLine, line: TextLine, right: float, body: float) -> bool:
    """Whether ``line`` goes on with what ``whole`` holds, whose last raw line is ``last``."""
    if bullet(line.text) is not None or starts_part(line.text) or not _is_drawn_next(last, line):
        return False
    if _CUT_WORD.search(last.text) and line.text[0].islower():
        return True
    if whole.kind is LineKind.HEADING:
        return _heading_goes_on(last, line, right)
    if _is_heading(line, body) and not _is_heading(last, body) and not line.text[0].islower():
        return _is_cut_name(last, line, right)
    if last.box is None or line.box is None:
        return not ends_sentence(last.text) or line.text[0].islower()
    if not _stands_under(last.box, line.box, min(last.size, line.size)):
        return False
    if whole.kind is LineKind.PARAGRAPH and line.box.left > last.box.left + 2 * line.size and ends_sentence(last.text):
        return False
    if line.text[0].islower():
        return True
    room = right - last.box.right
    first_word = len(line.text.split(" ", 1)[0]) * line.size * 0.42
    if room <= first_word + line.size * 0.8:
        return True
    return not ends_sentence(last.text) and room < 0.25 * (right - last.box.left)


def _is_cut_name(last: TextLine, line: TextLine, right: float) -> bool:
    """Names set to the right, the last one in capitals and alone in its line: « … et Jean-Paul / AUBRY »."""
    if last.box is None or line.box is None or last.bold != line.bold or abs(last.size - line.size) > 0.5:
        return False
    full = right - last.box.right < line.size and abs(line.box.right - last.box.right) < 2
    return full and not ends_sentence(last.text) and _stands_under(last.box, line.box, line.size)


def _is_drawn_next(last: TextLine, line: TextLine) -> bool:
    """Whether the file draws ``line`` right after ``last``, as far as is known: else they are of two columns."""
    if last.drawn is None or line.drawn is None:
        return True
    return last.drawn[1] == line.drawn[0] != _IN_PIECES[0]


def _heading_goes_on(last: TextLine, line: TextLine, right: float) -> bool:
    """A heading on two lines: same look, close under, and the first line is full or stops on a small word."""
    if last.box is None or line.box is None or abs(last.size - line.size) > 0.5 or starts_session(line.text):
        return False
    if is_object_label(last.text):
        return _stands_under(last.box, line.box, line.size)
    if last.bold != line.bold or not _stands_under(last.box, line.box, line.size) or ends_sentence(last.text):
        return False
    if is_unfinished(last.text):
        return True
    return line.text[0].islower() or (right - last.box.right < 4 * line.size and not starts_outline(line.text))


def _stands_under(above: Box, below: Box, size: float) -> bool:
    pitch = below.bottom - above.bottom
    return 0 < pitch <= _PARAGRAPH_PITCH * max(size, 6.0)


def _joined(whole: TextLine, line: TextLine) -> TextLine:
    text = whole.text
    if _CUT_WORD.search(text) and line.text[0].islower():
        text = text + line.text if _OWN_HYPHEN.search(text) else text[:-1] + line.text
    elif _CUT_NAME.search(text) and line.text[0].isupper():
        text = text + line.text
    else:
        text = f"{text} {line.text}"
    box = whole.box.joined(line.box) if whole.box and line.box else line.box or whole.box
    return replace(
        whole,
        text=text,
        box=box,
        confidence=_joint_confidence(whole, line),
        doubts=(*whole.doubts, *line.doubts),
    )


def _joint_confidence(whole: TextLine, line: TextLine) -> float | None:
    """That of their letters together; None where nothing was read by OCR."""
    if whole.confidence is None or line.confidence is None:
        return None
    letters = len(whole.text) + len(line.text)
    return (whole.confidence * len(whole.text) + line.confidence * len(line.text)) / max(letters, 1)
