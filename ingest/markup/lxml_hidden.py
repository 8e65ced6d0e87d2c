"""lxml: which elements of an HTML page its visitors do not see, and which they see by opening them. Only in the cage.

Judged from the page alone: attributes, inline styles, and the simple rules (``.name``, ``#name``, ``tag``) of its own
``style`` elements. Style sheets of other files are not fetched: what they alone hide is read as seen. Kept, because
they are there for a reader: text for screen readers, closed ``details``, accordions, tabs, and whatever a control or a
script of the page opens.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from ingest.characters import clean_characters

# « display: none », « visibility:hidden », « font-size: 0 », « font-size:1px », « opacity:0; », « left: -9999px »,
# « text-indent:-999em », « clip: rect(0 0 0 0) », « transform: scale(0) »; not « opacity: 0.8 », « left: -12px ».
_HIDING = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden"
    r"|opacity\s*:\s*0?(?:\.0+)?\s*(?:;|!|$)|opacity\s*:\s*0\.0\d"
    r"|font-size\s*:\s*(?:0|1(?=px|pt)|0?\.\d+(?=px|pt))(?:\.0)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|(?:left|right|top|bottom|text-indent|margin-left|margin-top)\s*:\s*-(?:\d{4,}px|\d{3,}(?:em|rem|%|vw|vh)|\d{4,})"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[ ,]|clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0)"
    r"|transform\s*:\s*scale\w?\(\s*0\s*\))",
    re.IGNORECASE,
)
_FLAT = re.compile(r"(?<![-\w])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)", re.IGNORECASE)
_CUT = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.IGNORECASE)
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;!]+)", re.IGNORECASE)
_BACKGROUND = re.compile(r"(?<![-\w])background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[ ,]+(\d{1,3})[ ,]+(\d{1,3})(?:\s*[,/]\s*([\d.]+%?))?", re.IGNORECASE)
_NAMED = {"white": (255, 255, 255), "snow": (255, 250, 250), "ivory": (255, 255, 240), "black": (0, 0, 0)}
_NEAR = 20
_WHITE = (255, 255, 255)

_SHOWN_CLASS = re.compile(r"\bd-(?:sm|md|lg|xl|xxl)-(?:block|flex|inline|table|grid)")
_FOR_SCREEN_READERS = re.compile(
    r"^(?:sr-only.*|visually-?hidden.*|screen-reader-.*|a11y-.*|u-hidden-visually|invisible-text|acces-cache)$", re.I
)
# « collapse », « accordion-body », « tab-pane », « faq-answer », « panel »; not « hidden » nor « masque ».
_OPENED = re.compile(
    r"^(?:collapse|collapsible|accordion|accordeon|tab-?pane|tab-?panel|tabs?-content|panel|faq|toggle|expand|dropdown|"
    r"read-?more|show-?more|carousel|slide|swiper)(?:[-_].*)?$",
    re.IGNORECASE,
)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"^(?:([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?)$", re.IGNORECASE)
_SCRIPT_NAME = re.compile(r"""['"]\s*[#.]?([A-Za-z][\w-]{0,80})\s*['"]""")
_MOST_STYLE = 200_000
_CONTROLS = ("aria-controls", "data-target", "data-bs-target", "data-toggle-target", "href", "for")

_UNSEEN_WORDS = """
script style noscript template svg canvas iframe object embed audio video map head select datalist button
textarea input dialog
"""
UNSEEN = frozenset(_UNSEEN_WORDS.split())
"""Elements whose text no page shows."""
_BUTTONS = frozenset(("a", "button"))
# « Information En savoir plus ✕ »: what waits for a script to say something has buttons and few words of its own.
_FEWEST_WORDS_APART = 4
_MANY_WORDS = 12

Colour = tuple[int, int, int]


@dataclass(slots=True)
class PageStyles:
    """What the page itself says of how its elements look, and which of them something opens."""

    rules: dict[str, str] = field(default_factory=dict)
    """Declarations by simple selector, in lower case."""
    opened: set[str] = field(default_factory=set)
    """Ids and classes that a control or a script names."""
    has_sheets: bool = False


def page_styles(root: html.HtmlElement) -> PageStyles:
    """Read once a page, before anything is dropped from its tree."""
    found = PageStyles()
    budget = _MOST_STYLE
    for style in root.iter("style"):
        css = (style.text or "")[:budget]
        budget -= len(css)
        for selector, declarations in _simple_rules(css):
            found.rules[selector] = f"{found.rules.get(selector, '')};{declarations}"
    for link in root.iter("link"):
        found.has_sheets = found.has_sheets or "stylesheet" in (link.get("rel") or "").lower()
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        found.opened.update((element.get(name) or "").lstrip("#.") for name in _CONTROLS if element.get(name))
        if element.tag == "script":
            found.opened.update(_SCRIPT_NAME.findall((element.text or "")[:_MOST_STYLE]))
        elif (called := element.get("onclick")) is not None:
            found.opened.update(_SCRIPT_NAME.findall(called[:1000]))
    found.opened.discard("")
    return found


def is_hidden(element: html.HtmlElement, styles: PageStyles) -> bool:
    """Whether the element itself, whatever stands above it, is not seen."""
    if element.get("hidden") is not None or (element.get("aria-hidden") or "").lower() == "true":
        return True
    names = (element.get("class") or "").split()
    if "d-none" in names and not _SHOWN_CLASS.search(" ".join(names)):
        return True
    style = _style(element, styles)
    if not style or is_for_screen_readers(element):
        return False
    return bool(_HIDING.search(style)) or bool(_FLAT.search(style) and _CUT.search(style)) or _fades(element, styles)


def is_for_screen_readers(element: html.HtmlElement) -> bool:
    """« sr-only », « visually-hidden »: heard, not seen."""
    return any(_FOR_SCREEN_READERS.match(name) for name in (element.get("class") or "").split())


def is_opened_by_visitors(element: html.HtmlElement, styles: PageStyles) -> bool:
    """Whether something on the page shows the element: an accordion, a tab, a control that names it."""
    if (element.get("role") or "").lower() == "tabpanel":
        return True
    names = (element.get("class") or "").split()
    if any(_OPENED.match(name) for name in names):
        return True
    return bool(styles.opened) and not styles.opened.isdisjoint([*names, element.get("id") or ""])


def hidden_words(element: html.HtmlElement) -> str:
    """What a hidden element says; nothing for a form's messages in waiting and for the frames of banners."""
    if any(above.tag == "form" for above in (element, *element.iterancestors())):
        return ""
    words = _words(element, UNSEEN)
    apart = _words(element, UNSEEN | _BUTTONS)
    is_said = len(apart.split()) >= _FEWEST_WORDS_APART or len(words.split()) >= _MANY_WORDS
    return words if is_said else ""


def _words(element: html.HtmlElement, left_out: frozenset[str]) -> str:
    pieces: list[str] = []
    outside: html.HtmlElement | None = None
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and outside is None:
            outside = inner if inner.tag in left_out and inner is not element else None
            pieces.append(inner.text or "" if outside is None else "")
        elif event == "end":
            outside = None if outside is inner else outside
            pieces.append(inner.tail or "" if outside is None and inner is not element else "")
    return clean_characters(" ".join(pieces))


def _simple_rules(css: str) -> Iterator[tuple[str, str]]:
    """(selector, declarations) of the rules that hold for every screen and name one element, class or id."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    for selectors, declarations in _RULE.findall(_without_media(css)):
        for selector in selectors.split(","):
            selector = selector.strip().lower()
            if selector and _SIMPLE.match(selector):
                yield selector, declarations.strip()


def _without_media(css: str) -> str:
    """Without ``@media`` and its like: what hides on a small screen or in print is seen elsewhere."""
    out: list[str] = []
    position = 0
    for found in re.finditer(r"@[\w-]+[^{;]*\{", css):
        if found.start() < position:
            continue
        out.append(css[position : found.start()])
        depth, end = 1, found.end()
        while end < len(css) and depth:
            depth += (css[end] == "{") - (css[end] == "}")
            end += 1
        position = end
    return "".join((*out, css[position:]))


def _style(element: html.HtmlElement, styles: PageStyles) -> str:
    """Declarations that bear on the element, the page's first, its own last."""
    own = element.get("style") or ""
    if not styles.rules:
        return own
    tag = str(element.tag).lower()
    names = [f".{name.lower()}" for name in (element.get("class") or "").split()]
    names += [f"#{element.get('id').lower()}"] if element.get("id") else []
    chosen = [styles.rules.get(selector, "") for name in ("", *names) for selector in (name or tag, f"{tag}{name}")]
    return ";".join([*dict.fromkeys(text for text in chosen if text), own])


def _fades(element: html.HtmlElement, styles: PageStyles) -> bool:
    """Whether the element's colour, which it gives itself, is that of what lies behind it."""
    colour = _last_colour(_COLOUR, _style(element, styles))
    if colour is None:
        return False
    for above in (element, *element.iterancestors()):
        style = _style(above, styles)
        behind = _last_colour(_BACKGROUND, style)
        if behind is not None:
            return _is_near(colour, behind)
        if _BACKGROUND.search(style):
            return False  # a picture or a gradient
    return not styles.has_sheets and _is_near(colour, _WHITE)


def _last_colour(pattern: re.Pattern[str], style: str) -> Colour | None:
    found = pattern.findall(style)
    return _colour(found[-1].strip().lower()) if found else None


def _colour(text: str) -> Colour | None:
    if text == "transparent":
        return None
    digits = _HEX.match(text)
    if digits:
        code = digits.group(1) if len(digits.group(1)) == 6 else "".join(c * 2 for c in digits.group(1))
        return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)
    parts = _RGB.match(text)
    if parts:
        return int(parts.group(1)), int(parts.group(2)), int(parts.group(3))
    return _NAMED.get(text.split(" ", 1)[0])


def _is_near(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))
