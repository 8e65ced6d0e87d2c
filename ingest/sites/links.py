"""Links of a page with their words, and what the page says of itself. Python's own parser: memory stays safe.

The page is not yet in the cage here: nothing is built but short texts and a bounded list, and the time is watched.
"""

import re
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ingest.characters import clean_characters
from ingest.markup.charset import decode_text
from ingest.sites.web_address import web_address

MOST_LINKS = 2_000
"""The largest page of links of the sites read has 240."""

LONGEST_S = 5.0
_PIECE = 65_536
_LONGEST_TEXT = 300
_REFRESH = re.compile(r"^\s*\d{1,3}\s*[;,]\s*url\s*=\s*['\"]?\s*([^'\"\s]+)", re.IGNORECASE)
_NOT_FOLLOWED = frozenset(("nofollow", "ugc", "sponsored"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address in the form of ``web_address``, and the link's words."""

    address: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """``links`` are in order, each address once. ``canonical`` is the address that the page gives itself."""

    links: tuple[Link, ...] = ()
    title: str = ""
    canonical: str | None = None
    is_noindex: bool = False
    is_nofollow: bool = False


def page_links(body: bytes, address: str, robots_header: str = "") -> PageLinks:
    """Links of the HTML page ``body`` found at ``address``. ``robots_header`` is its X-Robots-Tag."""
    parser = _Links(address)
    text = decode_text(body)
    stop = time.monotonic() + LONGEST_S
    for start in range(0, len(text), _PIECE):
        parser.feed(text[start : start + _PIECE])
        if time.monotonic() > stop or len(parser.links) >= MOST_LINKS:
            break
    words = f"{parser.robots},{_for_us(robots_header)}".lower()
    told = {word.strip() for word in re.split(r"[,\s]+", words)}
    return PageLinks(
        links=tuple(Link(address=a, text=t) for a, t in parser.links.items()),
        title=clean_characters(parser.heading or parser.title)[:_LONGEST_TEXT],
        canonical=parser.canonical,
        is_noindex=bool({"noindex", "none"} & told),
        is_nofollow=bool({"nofollow", "none"} & told),
    )


def _for_us(header: str) -> str:
    """« noindex », « parvis: noindex »; not « googlebot: noindex », said to another."""
    return ",".join(
        rule.partition(":")[2] if ":" in rule else rule
        for rule in header.split(",")
        if ":" not in rule or rule.partition(":")[0].strip().lower() == "parvis"
    )


@dataclass(slots=True)
class _Open:
    """A text being gathered."""

    pieces: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, data: str) -> None:
        if self.size < _LONGEST_TEXT:
            self.pieces.append(data)
            self.size += len(data)

    def text(self) -> str:
        return clean_characters(" ".join(self.pieces))[:_LONGEST_TEXT]


class _Links(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: dict[str, str] = {}
        self.title = self.heading = self.robots = ""
        self.canonical: str | None = None
        self._base = address
        self._address = address
        self._link: str | None = None
        self._label = ""
        self._texts: dict[str, _Open] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs[:50]}
        if tag == "a":
            self._end_link()
            self._start_link(given)
        elif tag in ("frame", "iframe", "area"):
            link = web_address(given.get("src") or given.get("href") or "", self._base)
            if link:
                self._keep(link, given.get("alt") or given.get("title") or "")
        elif tag == "base" and given.get("href"):
            self._base = web_address(given["href"], self._address) or self._base
        elif tag == "link":
            self._relation(given)
        elif tag == "meta":
            self._meta(given)
        elif tag in ("title", "h1") and tag not in self._texts:
            self._texts[tag] = _Open()
        elif tag == "img" and self._link and given.get("alt"):
            self._text("a", given["alt"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        elif tag == "title" and not self.title and tag in self._texts:
            self.title = self._texts[tag].text()
        elif tag == "h1" and not self.heading and tag in self._texts:
            self.heading = self._texts[tag].text()

    def handle_data(self, data: str) -> None:
        if self._link:
            self._text("a", data)
        if not self.title and "title" in self._texts:
            self._text("title", data)
        elif not self.heading and "h1" in self._texts:
            self._text("h1", data)

    def _text(self, name: str, data: str) -> None:
        self._texts.setdefault(name, _Open()).add(data)

    def _start_link(self, given: dict[str, str]) -> None:
        relations = set(given.get("rel", "").lower().split())
        link = web_address(given.get("href", ""), self._base)
        if link and not relations & _NOT_FOLLOWED:
            self._link = link
            self._label = given.get("title") or given.get("aria-label") or ""
            self._texts["a"] = _Open()

    def _end_link(self) -> None:
        if self._link:
            self._keep(self._link, self._texts["a"].text() or clean_characters(self._label)[:_LONGEST_TEXT])
            self._link = None

    def _keep(self, link: str, text: str) -> None:
        if len(self.links) < MOST_LINKS and len(text) >= len(self.links.get(link, "")):
            self.links[link] = text

    def _relation(self, given: dict[str, str]) -> None:
        relations = given.get("rel", "").lower().split()
        link = web_address(given.get("href", ""), self._base)
        if "canonical" in relations:
            self.canonical = self.canonical or link
        elif link and ("next" in relations or "prev" in relations):
            self._keep(link, "")

    def _meta(self, given: dict[str, str]) -> None:
        name = given.get("name", "").lower()
        if name in ("robots", "parvis"):
            self.robots += "," + given.get("content", "")
        refresh = _REFRESH.match(given.get("content", "")) if given.get("http-equiv", "").lower() == "refresh" else None
        link = web_address(refresh.group(1), self._base) if refresh else None
        if link:
            self._keep(link, "")
