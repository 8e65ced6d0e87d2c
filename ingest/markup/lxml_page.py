"""lxml: our own reading of an HTML page, minus menus, banners, footers and what is hidden. Runs only in the cage.

Main-content extractors are made for articles: on municipal pages, made of cards, hours and tables, they lose text
(``ingest/markup/trafilatura_page.py`` says how much). This walk keeps all that a visitor sees in the page's body.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree, html

from domain.document import FileReason
from ingest.characters import clean_characters
from ingest.markers import ends_sentence
from ingest.text import LineKind, Refused, TextLine

_UNSEEN_WORDS = """
script style noscript template svg canvas iframe object embed audio video map head select datalist button
textarea input dialog
"""
_UNSEEN = frozenset(_UNSEEN_WORDS.split())
_BOILERPLATE = frozenset(("nav", "footer"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "dialog", "alertdialog", "search", "menu", "menubar"))
# Tokens of class and id, as found on the sites read: « navbar-toggler », « cookie-consent », « tarteaucitronRoot »;
# not « menus-cantine » (the canteen's menus) nor « navigable ».
_NAMES = re.compile(
    r"^(?:(?:main|top|side|mobile|burger|primary|site|offcanvas|sub)?-?_?(?:nav|navbar|menu|navigation|topbar)"
    r"|(?:nav|navbar|menu|topbar)[-_](?!cantine).*|(?:site|page|main)?-?_?footer(?:[-_](?:area|wrapper|bottom|top|container|box))?|site-?header"
    r"|pied[-_]?(?:de[-_]?)?page"
    r"|breadcrumbs?|fil-?ariane|skip-?links?|skip-to-.*|.*cookie.*|.*consent.*|.*rgpd-banner.*|tarteaucitron.*|axeptio.*"
    r"|back-?to-?top|social(?:-?(?:links?|icons?|media|share))?|share(?:-buttons?)?|sr-only|visually-hidden|screen-reader-text"
    r"|pagination|page-item|popup|modal|loader|spinner)$",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)|opacity\s*:\s*0\s*(?:;|$))",
    re.I,
)
_SHOWN_CLASS = re.compile(r"\bd-(?:sm|md|lg|xl|xxl)-(?:block|flex|inline|table|grid)")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS_WORDS = """
p div section article main aside header ul ol li dl dt dd table thead tbody tfoot tr td th caption figure
figcaption address blockquote pre form fieldset legend details summary hr body center label
"""
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
# Past this, no page is a page: a municipal page is 10 to 40 deep.
_MOST_NODES = 200_000
_LONGEST_CELL = 300
# Browsers take « </br> » for « <br> » (HTML standard, §13.2.6.4.7); libxml2 drops it and glues two lines together.
_CLOSED_BREAK = re.compile(r"</br\s*>", re.IGNORECASE)


def parse(text: str) -> html.HtmlElement:
    """The page's tree. Raises Refused when there is none or it is too large to be a page."""
    parser = html.HTMLParser(encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(_CLOSED_BREAK.sub("<br>", text).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refused(FileReason.NO_TEXT, f"lxml: {error}") from error
    if next(islice(root.iter(), _MOST_NODES, None), None) is not None:
        raise Refused(FileReason.TOO_LARGE, f"over {_MOST_NODES} elements")
    return root


def page_title(root: html.HtmlElement) -> str:
    """The ``title`` element's text, empty when there is none."""
    return clean_characters("".join(root.xpath("string(//head/title)"))) if root is not None else ""


def drop_boilerplate(root: html.HtmlElement) -> None:
    """Take out of the tree what is not the page's own text, or is not seen."""
    whole = _length(root)
    dropped = []
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element.tag in ("html", "body"):
            continue
        if (
            _is_unseen(element)
            or (_is_boilerplate(element) and not _swallows_page(element, whole))
            or (element.tag in ("ul", "ol") and _is_menu_list(element))
        ):
            dropped.append(element)
            walk.skip_subtree()
    for element in dropped:
        element.drop_tree()


def _length(element: html.HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _swallows_page(element: html.HtmlElement, whole: int) -> bool:
    """A menu that was never closed holds the page that follows it."""
    if element.tag in ("a", "span", "button"):
        return False
    holds_text = next(element.iter("main", "article", "h1", "h2"), None) is not None
    return holds_text and element.tag != "footer" and _length(element) > 0.3 * whole


def _is_menu_list(element: html.HtmlElement) -> bool:
    """A list of links, standing inside what is named a menu but was not dropped."""
    if not any(_is_boilerplate(above) for above in element.iterancestors()):
        return False
    links = sum(_length(link) for link in element.iter("a"))
    return links > 0.8 * _length(element)


def _is_unseen(element: html.HtmlElement) -> bool:
    return not isinstance(element.tag, str) or element.tag in _UNSEEN or _is_hidden(element)


def _is_boilerplate(element: html.HtmlElement) -> bool:
    tag = element.tag
    role = (element.get("role") or "").lower()
    if tag in _BOILERPLATE or role in _ROLES:
        return True
    if tag == "header":
        return not any(a.tag in ("main", "article", "section") for a in element.iterancestors())
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    if tag in ("main", "article") or not names:
        return False
    return any(_NAMES.match(name) for name in names[:12])


def _is_hidden(element: html.HtmlElement) -> bool:
    if element.get("hidden") is not None or (element.get("aria-hidden") or "").lower() == "true":
        return True
    if _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    names = element.get("class") or ""
    return "d-none" in names.split() and not _SHOWN_CLASS.search(names)


def walk_lines(root: html.HtmlElement) -> list[tuple[TextLine, float]]:
    """Headings, paragraphs, items and rows of the body, in order, each with the share of its letters that are links."""
    bodies = root.xpath("//body")
    return list(_Walk().lines(bodies[0] if bodies else root))


class _Walk:
    """What is being gathered while the tree is walked without recursion."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._kind, self._level = LineKind.PARAGRAPH, 0
        self._depth = 0
        self._links = self._linked = 0
        self._row: list[str] | None = None
        self._row_is_header = True
        self._spans: dict[int, tuple[str, int]] = {}

    def lines(self, body: html.HtmlElement) -> Iterator[tuple[TextLine, float]]:
        for event, element in etree.iterwalk(body, events=("start", "end")):
            if event == "start":
                yield from self._start(element)
                self._links += element.tag == "a"
                self._add(element.text)
            else:
                self._links -= element.tag == "a"
                yield from self._end(element)
                if element is not body:
                    self._add(element.tail)
        yield from self._flush()

    def _add(self, text: str | None) -> None:
        # A line end of the source is a blank; only <br> ends a line.
        if text:
            self._text.append(text.replace("\n", " "))
            self._linked += len(text.strip()) if self._links else 0

    def _start(self, element: html.HtmlElement) -> Iterator[tuple[TextLine, float]]:
        tag = element.tag
        if self._row is not None:
            if tag in _BLOCKS or tag == "br":
                self._text.append(" ")
            return
        if tag == "br":
            self._text.append("\n")
            return
        if tag in _BLOCKS or tag in _HEADINGS:
            yield from self._flush()
        if tag in ("ul", "ol"):
            self._depth += 1
        elif tag == "li":
            self._kind, self._level = LineKind.ITEM, max(self._depth - 1, 0)
        elif tag in _HEADINGS:
            self._kind, self._level = LineKind.HEADING, _HEADINGS[tag]
        elif tag == "table":
            self._spans = {}
        elif tag == "tr" and (self._spans_on() or not _is_layout(element)):
            self._row, self._row_is_header = [], True

    def _end(self, element: html.HtmlElement) -> Iterator[tuple[TextLine, float]]:
        tag = element.tag
        if self._row is not None:
            if tag in ("td", "th"):
                self._cell(element)
            elif tag == "tr":
                yield from self._end_row(element)
            return
        if tag in _BLOCKS or tag in _HEADINGS:
            yield from self._flush()
        if tag in ("ul", "ol"):
            self._depth -= 1
        elif tag in _HEADINGS or tag == "li":
            self._kind, self._level = LineKind.PARAGRAPH, 0

    def _spans_on(self) -> bool:
        """Whether a cell of a row above reaches into this one."""
        return any(left > 0 for _, left in self._spans.values())

    def _cell(self, element: html.HtmlElement) -> None:
        row = self._row
        if row is None:
            return
        while self._spans.get(len(row), ("", 0))[1] > 0:
            text, left = self._spans[len(row)]
            self._spans[len(row)] = (text, left - 1)
            row.append(text)
        text = clean_characters("".join(self._text))
        self._text = []
        span = element.get("rowspan") or "1"
        if span.isdigit() and 1 < int(span) <= 100:
            self._spans[len(row)] = (text, int(span) - 1)
        row.append(text)
        self._row_is_header = self._row_is_header and element.tag == "th"

    def _end_row(self, element: html.HtmlElement) -> Iterator[tuple[TextLine, float]]:
        cells = tuple(cell for cell in self._row or [] if cell)
        parent = element.getparent()
        in_head = parent is not None and parent.tag == "thead"
        self._row, self._text = None, []
        if len(cells) > 1:
            header = in_head or self._row_is_header
            yield TextLine(text=" | ".join(cells), kind=LineKind.ROW, cells=cells, is_header=header), 0.0
        elif cells:
            yield TextLine(text=cells[0], kind=LineKind.PARAGRAPH), 0.0

    def _flush(self) -> Iterator[tuple[TextLine, float]]:
        pieces = [clean_characters(piece) for piece in "".join(self._text).split("\n")] if self._text else []
        share = min(self._linked / max(sum(map(len, pieces)), 1), 1.0)
        self._text, self._linked = [], 0
        for whole in _broken_lines([piece for piece in pieces if any(c.isalnum() for c in piece)]):
            if self._kind is LineKind.ITEM:
                yield TextLine(text=f"- {whole.lstrip('-–•· ')}", kind=LineKind.ITEM, level=self._level), share
                self._kind, self._level = LineKind.PARAGRAPH, 0
            else:
                # Small sites write hours and telephone numbers as <h5> for the look of it.
                small = self._kind is LineKind.HEADING and self._level >= 5 and any(c.isdigit() for c in whole)
                kind = LineKind.PARAGRAPH if small else self._kind
                yield TextLine(text=whole, kind=kind, level=self._level if kind is LineKind.HEADING else 0), share


def _broken_lines(pieces: list[str]) -> list[str]:
    """Pieces between <br>: one goes on with the one before when it begins in lower case, or after a full line.

    Hard-wrapped Markdown has lines of 70 to 100 characters; lines of an address or a menu are shorter.
    """
    lines: list[str] = []
    for piece in pieces:
        wrapped = bool(lines) and len(lines[-1]) > 60 and not ends_sentence(lines[-1])
        if lines and (wrapped or piece[0].islower() or piece[0] in "(,;:"):
            lines[-1] = f"{lines[-1]} {piece}"
        else:
            lines.append(piece)
    return lines


def _is_layout(row: html.HtmlElement) -> bool:
    """A row that only places blocks: nested tables, headings, or cells as long as a text."""
    for element in row.iterdescendants():
        if element.tag in ("table", "tr") or element.tag in _HEADINGS:
            return True
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    lengths = [len(" ".join(cell.itertext())) for cell in cells]
    return len(cells) < 2 or (max(lengths) > _LONGEST_CELL and len(cells) <= 3)
