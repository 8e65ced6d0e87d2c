"""Running headers, footers, page numbers and transmission stamps: lines that are the page's, not the text's. Pure."""

import re
from collections import defaultdict
from collections.abc import Mapping
from statistics import median

from ingest.running_heads import without_heads
from ingest.text import LineKind, ReadPage, TextLine

# Only so many lines at each end of a page can be running, and only this share of the height.
_EDGE_LINES, _EDGE_SHARE = 4, 0.12
# « 4 », « Page 4 / 10 », « - 4 - », « 4/10 », « p. 4 », « Page 4 sur 10 ».
_PAGE_NUMBER = re.compile(r"^[-–—|\s]*(?:page|p\.)?\s*\d{1,4}\s*(?:(?:/|sur|de)\s*\d{1,4})?[-–—|\s]*$", re.IGNORECASE)
# The stamps of @CTES on transmitted acts, printed over the page by the programs that communes use: « Envoyé en
# préfecture le 05/04/2031 », « ID : 041-214100000-20310405-D2031_12-DE », « AR Prefecture », « Reçu le 05/04/2031 »,
# « Réception par le préfet : 05/04/2031 »; not « Reçu le dossier de la famille », « Publication du bulletin ».
_DAY = r"\d{2}/\d{2}/\d{4}"
_STAMP = re.compile(
    r"^(?:accusé de réception (?:en pr[ée]fecture|[-–] ministère de l['’]intérieur)|ar[- ]pr[ée]fecture\b|"
    r"date de (?:télétransmission|réception (?:en )?pr[ée]fecture)\s*:|"
    r"réception (?:par le préfet|en pr[ée]fecture)\s*:|"
    r"envoyé en pr[ée]fecture le|reçu en pr[ée]fecture le|affiché le \d|(?:publié|affiché) le(?: \d{2}/\d{2}/\d{4})?$|"
    rf"reçu le {_DAY}$|(?:publication|affichage)\s*: {_DAY}$|acte certifié exécutoire$|"
    r"id\s*:\s*\d{3}-\d{9}-|\d{3}-\d{9}-\d{8}-[\w-]+$)",
    re.IGNORECASE,
)
# A title that the heads of the other pages say again is set in letters so many times larger.
_TITLE_SIZE = 1.15
_FIGURES = re.compile(r"\d+")


def without_running_lines(pages: list[ReadPage]) -> list[ReadPage]:
    """The pages without what repeats at their edges, figures apart, and without stamps.

    A line repeats when it stands at the edge of at least three pages and of 40 % of them: a heading repeated on two
    pages of a table is part of the text. What stands on fewer is judged by its place (``ingest/running_heads.py``).
    """
    sizes: dict[str, list[float]] = defaultdict(list)
    for page in pages:
        for shape, size in {_shape(page.lines[i].text): page.lines[i].size for i in _edges(page)}.items():
            sizes[shape].append(size)
    least = max(3, 0.4 * len(pages))
    repeated = {shape: median(found) for shape, found in sizes.items() if len(found) >= least and len(shape) > 1}
    return without_heads([_without(page, repeated) for page in pages])


def is_stamp(text: str) -> bool:
    """Whether the line is printed by the transmission to the prefecture."""
    return bool(_STAMP.match(text.strip()))


def _without(page: ReadPage, repeated: Mapping[str, float]) -> ReadPage:
    edges = set(_edges(page))
    kept: list[TextLine] = []
    for index, line in enumerate(page.lines):
        text = line.text
        running = index in edges and (_repeats(line, repeated) or bool(_PAGE_NUMBER.match(text)))
        if running or (line.kind in (LineKind.RAW, LineKind.ROW) and is_stamp(text)):
            continue
        kept.append(line)
    return ReadPage(
        number=page.number,
        lines=tuple(kept),
        width=page.width,
        height=page.height,
        has_images=page.has_images,
        is_disordered=page.is_disordered,
    )


def _repeats(line: TextLine, repeated: Mapping[str, float]) -> bool:
    size = repeated.get(_shape(line.text))
    return size is not None and line.size <= _TITLE_SIZE * (size or line.size)


def _edges(page: ReadPage) -> list[int]:
    """Positions of the lines that stand at the top or the bottom of the page."""
    count = len(page.lines)
    found = []
    for index, line in enumerate(page.lines):
        near_end = index < _EDGE_LINES or index >= count - _EDGE_LINES
        if line.box is None or not page.height:
            at_edge = index < 2 or index >= count - 2
        else:
            at_edge = line.box.bottom < _EDGE_SHARE * page.height or line.box.top > (1 - _EDGE_SHARE) * page.height
        if near_end and at_edge:
            found.append(index)
    return found


def _shape(text: str) -> str:
    return _FIGURES.sub("#", text.lower().replace(" ", ""))
