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
from ingest.hostile.hidden import HiddenText, Hiding
from ingest.markers import ends_sentence
from ingest.markup.lxml_hidden import (
    UNSEEN,
    PageStyles,
    hidden_words,
    is_for_screen_readers,
    is_hidden,
    is_opened_by_visitors,
    page_styles,
)
from ingest.markup.lxml_tables import table_lines
from ingest.text import LineKind, Refused, TextLine

_BOILERPLATE = frozenset(("nav", "footer"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "dialog", "alertdialog", "search", "menu", "menubar"))
# Tokens of class and id, as found on the sites read: « navbar-toggler », « cookie-consent », « tarteaucitronRoot »;
# not « menus-cantine » (the canteen's menus) nor « navigable ».
_NAMES = re.compile(
    r"^(?:(?:main|top|side|mobile|burger|primary|site|offcanvas|sub)?-?_?(?:nav|navbar|menu|navigation|topbar)"
    r"|(?:nav|navbar|menu|topbar)[-_](?!cantine).*|(?:site|page|main)?-?_?footer(?:[-_](?:area|wrapper|bottom|top|container|box))?|site-?header"
    r"|pied[-_]?(?:de[-_]?)?page"
    r"|breadcrumbs?|fil-?ariane|skip-?links?|skip-to-.*|.*cookie.*|.*consent.*|.*rgpd-banner.*|tarteaucitron.*|axeptio.*"
    r"|back-?to-?top|social(?:-?(?:links?|icons?|media|share))?|share(?:-buttons?)?"
    r"|pagination|page-item|popup|modal|loader|spinner)$",
    re.IGNORECASE,
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS_WORDS = """
p div section article main aside header ul ol li dl dt dd table thead tbody tfoot tr td th caption figure
figcaption address blockquote pre form fieldset legend details summary hr body center label
"""
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
# Past this, no page is a page: a municipal page is 10 to 40 deep.
_MOST_NODES = 200_000
# Browsers take « </br> » for « <br> » (HTML standard, §13.2.6.4.7); libxml2 drops it and glues two lines together.
_CLOSED_BREAK = re.compile(r"</br\s*>", re.IGNORECASE)
# Tables inside tables inside tables place things on a page: no table of data was met deeper than the second.
_DEEPEST_TABLE = 5
_FEWEST_HEARD = 4


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


def drop_boilerplate(root: html.HtmlElement) -> list[HiddenText]:
    """Take out of the tree what is not the page's own text, or is not seen; gives back what the page hides."""
    whole = _length(root)
    styles = page_styles(root)
    dropped = []
    hiding: list[html.HtmlElement] = []
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element.tag in ("html", "body"):
            continue
        hides = _hides(element, styles)
        if (
            hides
            or _is_unseen(element)
            or (_is_boilerplate(element) and not _swallows_page(element, whole))
            or (element.tag in ("ul", "ol") and _is_menu_list(element))
        ):
            dropped.append(element)
            hiding += [element] if hides and not _is_unseen(element) and not _is_boilerplate(element) else []
            walk.skip_subtree()
    hidden = [text for element in hiding if (text := hidden_words(element))]
    for element in dropped:
        element.drop_tree()
    seen = clean_characters(" ".join(root.itertext())) if hidden else ""
    return [HiddenText(page=None, how=Hiding.STYLE, text=text) for text in hidden if text not in seen]


def _hides(element: html.HtmlElement, styles: PageStyles) -> bool:
    """Hidden from every visitor, whatever they open."""
    if not isinstance(element.tag, str) or is_for_screen_readers(element):
        return False
    return is_hidden(element, styles) and not is_opened_by_visitors(element, styles)


def _is_label(element: html.HtmlElement) -> bool:
    """« Menu », « (nouvelle fenêtre) »: what a screen reader is told of a control, and no text of the page."""
    return is_for_screen_readers(element) and (
        element.tag not in _HEADINGS and len(" ".join(element.itertext()).split()) < _FEWEST_HEARD
    )


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
    return not isinstance(element.tag, str) or element.tag in UNSEEN or _is_label(element)


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
        self._tables = self._open_tables = 0
        self._planned: dict[html.HtmlElement, tuple[TextLine, ...]] = {}

    def lines(self, body: html.HtmlElement) -> Iterator[tuple[TextLine, float]]:
        walk = etree.iterwalk(body, events=("start", "end"))
        for event, element in walk:
            if element in self._planned:
                yield from self._flush()
                yield from ((line, 0.0) for line in self._planned.pop(element))
                walk.skip_subtree()
                self._add(element.tail)
            elif event == "start":
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
            self._open_tables += 1
            if self._open_tables <= _DEEPEST_TABLE:
                self._planned.update(table_lines(element, self._tables))
                self._tables += 1

    def _end(self, element: html.HtmlElement) -> Iterator[tuple[TextLine, float]]:
        tag = element.tag
        if tag in _BLOCKS or tag in _HEADINGS:
            yield from self._flush()
        if tag in ("ul", "ol"):
            self._depth -= 1
        elif tag == "table":
            self._open_tables -= 1
        elif tag in _HEADINGS or tag == "li":
            self._kind, self._level = LineKind.PARAGRAPH, 0

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
