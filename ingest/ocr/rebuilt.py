"""A page read by OCR → lines in reading order, rows of tables with their cells, as for characters that a file holds.

The words of both readings go through the layout of ``ingest/pdf``; each line then knows how sure it is, and which of
its figures are doubtful. Pure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.characters import clean_characters
from ingest.ocr.doubts import figure_spans
from ingest.ocr.hocr import OcrWord
from ingest.ocr.page_job import OcrPage
from ingest.ocr.panels import panels_of
from ingest.ocr.two_readings import SeenWord, merged_readings, usual_size
from ingest.pdf.geometry import PageGeometry, Word
from ingest.pdf.layout import lay_out
from ingest.text import Box, ReadPage, TextLine

# The layout counts in heights of the font's box, tesseract in heights of letters: on ten pages known both ways the
# first is .92 to 1.41 times the second, 1.15 in the middle.
_FONT_BOX = 1.15
# Letters whose size is within this share of the page's usual one are of that size: the measure of a line without
# letters that hang or rise is off by as much, and would make headings of it.
_SAME_SIZE = 0.25
# A line whose box is higher than this many times its letters holds two lines, or dust: each word has its own ink then.
_TALL = 1.6
_MARGIN = 2.0
_TABLES_A_PANEL = 1_000


def rebuilt_page(page: OcrPage) -> ReadPage:
    """The page as the pipeline takes it; no line when nothing could be read on it."""
    seen = merged_readings(page.first, page.second)
    usual = usual_size([one.word for one in seen])
    whole = PageGeometry(
        number=page.number,
        width=page.width,
        height=page.height,
        words=_words([one.word for one in seen], page.first, usual),
        horizontal=page.horizontal,
        vertical=page.vertical,
        has_images=True,
    )
    panels = [lay_out(panel) for panel in panels_of(whole)]
    lines = [line for number, panel in enumerate(panels) for line in _of_panel(panel, number)]
    return replace(panels[0], lines=tuple(_weighed(lines, seen)))


def _of_panel(panel: ReadPage, number: int) -> list[TextLine]:
    """Its lines, their tables numbered apart from those of the other panels."""
    tables = _TABLES_A_PANEL * number
    return [line if line.table is None else replace(line, table=line.table + tables) for line in panel.lines]


def _words(words: Sequence[OcrWord], first: Sequence[OcrWord], usual: float) -> tuple[Word, ...]:
    """The words for the layout, block after block: tesseract's own order stands for the order of drawing."""
    starts: dict[OcrWord, int] = {}
    start = 0
    for word in first:
        starts.setdefault(word, start)
        start += len(word.text)
    return tuple(_placed(word, usual, starts.get(word)) for word in words)


def _placed(word: OcrWord, usual: float, drawn_at: int | None) -> Word:
    size = usual if abs(word.size - usual) <= _SAME_SIZE * usual else word.size
    is_tall = word.line_bottom - word.line_top > _TALL * size
    return Word(
        text=word.text,
        left=word.left,
        top=word.top if is_tall else word.line_top,
        right=word.right,
        bottom=word.bottom if is_tall else word.line_bottom,
        size=size * _FONT_BOX,
        bold=False,
        drawn_at=drawn_at,
    )


def _weighed(lines: Sequence[TextLine], seen: Sequence[SeenWord]) -> Iterator[TextLine]:
    """The lines with the confidence of their words and their doubtful figures."""
    doubts: list[list[str]] = [[] for _ in lines]
    for one in seen:
        if one.is_doubtful:
            figure = clean_characters(one.word.text)
            for place in _holders(one.word, figure, lines):
                doubts[place].append(figure)
    for line, figures in zip(lines, doubts, strict=True):
        inside = [one.word for one in seen if line.box is not None and _is_inside(one.word, line.box)]
        confidence = _mean(inside or [one.word for one in seen])
        yield replace(line, confidence=round(confidence, 3), doubts=tuple(dict.fromkeys(figures)))


def _holders(word: OcrWord, figure: str, lines: Sequence[TextLine]) -> list[int]:
    """Places of the lines that hold the word: where it stands, and the rows that repeat its merged cell.

    When it stands in none, every line that holds such a figure: a doubt is never lost.
    """
    holding = [n for n, line in enumerate(lines) if figure and figure_spans(clean_characters(line.text), figure)]
    homes = [n for n in holding if (box := lines[n].box) is not None and _is_inside(word, box)]
    if not homes:
        return holding
    cells = {cell for n in homes for cell in lines[n].cells if figure in clean_characters(cell)}
    return [n for n in holding if n in homes or not cells.isdisjoint(lines[n].cells)]


def _is_inside(word: OcrWord, box: Box) -> bool:
    across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return box.left - _MARGIN <= across <= box.right + _MARGIN and box.top - _MARGIN <= down <= box.bottom + _MARGIN


def _mean(words: Sequence[OcrWord]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
