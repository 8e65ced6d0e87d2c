"""Sitemaps: the addresses that a site says it has. Read by pattern, never as XML: no entity, no DTD, no recursion."""

import html
import re
from collections.abc import Callable, Iterator, Sequence

from ingest.sites.fetching import Failure, Response
from ingest.sites.unpacking import TooLarge, Unreadable, gunzipped

MOST_SITEMAPS = 50
MOST_ADDRESSES = 50_000
"""The protocol's own limit for one sitemap (sitemaps.org); here for all of a site together."""

LONGEST_BYTES = 52_428_800
"""The protocol's own limit, unpacked."""

_LONGEST_ELEMENT = 5_000
"""Of a ``url`` element from its address on; pictures and other languages may stand in it."""

_LOC = re.compile(rb"<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\s\]]{1,1000})", re.IGNORECASE)
_URL_END = re.compile(rb"</(?:\w+:)?url\s*>", re.IGNORECASE)
# « <lastmod>2031-05-03T10:00:00+02:00</lastmod> », « <lastmod>2031-05-03</lastmod> »; not « publication_date » of news.
_DAY = re.compile(rb"<(?:\w+:)?lastmod>\s*(?:<!\[CDATA\[)?\s*(\d{4}-\d\d-\d\d)", re.IGNORECASE)
_INDEX = re.compile(rb"<(?:\w+:)?sitemapindex\b", re.IGNORECASE)


def sitemap_addresses(first: Sequence[str], get: Callable[[str], Response | Failure]) -> Iterator[tuple[str, str]]:
    """Addresses of pages in the sitemaps ``first`` and in those that they name, as written; bounded.

    With each comes the day (YYYY-MM-DD) of its last change, empty when the sitemap gives none.

    ``get`` gives the answer for a sitemap's address, or a failure for one that may not be asked for.
    """
    waiting = list(dict.fromkeys(first))
    asked = found = 0
    seen = set(waiting)
    while waiting and asked < MOST_SITEMAPS:
        answer = get(waiting.pop(0))
        asked += 1
        data = b"" if isinstance(answer, Failure) else _text(answer.body)
        is_index = bool(_INDEX.search(data[:4096]))
        for match in _LOC.finditer(data):
            address = html.unescape(match.group(1).decode("utf-8", "replace"))
            if is_index:
                if address not in seen and len(seen) < MOST_SITEMAPS:
                    seen.add(address)
                    waiting.append(address)
                continue
            found += 1
            if found > MOST_ADDRESSES:
                return
            yield address, _day_after(data, match.end())


def _day_after(data: bytes, at: int) -> str:
    """The day of the same ``url`` element; ``lastmod`` comes after ``loc`` (the protocol's schema has a sequence)."""
    end = _URL_END.search(data, at, at + _LONGEST_ELEMENT)
    found = _DAY.search(data, at, end.start()) if end else None
    return found.group(1).decode("ascii") if found else ""


def _text(body: bytes) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body
    try:
        return gunzipped(body, LONGEST_BYTES)
    except (TooLarge, Unreadable):
        return b""
