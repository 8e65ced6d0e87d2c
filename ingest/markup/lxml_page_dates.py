"""lxml: the days on which a page says to machines that it was published or changed. Runs only in the cage."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import html

from domain.written import WrittenEvidence
from ingest.written.choosing import machine_days

# Open Graph, Dublin Core, and what content managers write beside them; not « og:start_date », « event:start_time ».
_METAS = frozenset(
    (
        *("article:modified_time", "article:published_time", "og:updated_time", "last-modified", "date", "revised"),
        *("dcterms.modified", "dc.date.modified", "dcterms.date", "dcterms.issued", "dc.date", "dc.date.issued"),
    )
)
_PROPERTIES = frozenset(("datemodified", "datepublished"))
# Of an article in its page: « entry-date published », « updated », « date-publication »; not « event-date ».
_MARKS = frozenset(("entry-date", "published", "updated", "modified", "post-date", "date-publication", "date-maj"))
_MOST, _DEEPEST = 50, 4


def page_dates(root: html.HtmlElement) -> tuple[tuple[WrittenEvidence, date], ...]:
    """In no order; a bare ``<time>`` is left out, since it gives the day of an event as often as that of the page."""
    told = [*_metas(root), *_json_ld(root), *_times(root)][:_MOST]
    return tuple((WrittenEvidence.DECLARED, day) for day in machine_days(told))


def _metas(root: html.HtmlElement) -> Iterator[str]:
    for meta in root.iter("meta"):
        names = {(meta.get(key) or "").strip().lower() for key in ("property", "name", "http-equiv", "itemprop")}
        if names & (_METAS | _PROPERTIES):
            yield meta.get("content") or ""


def _times(root: html.HtmlElement) -> Iterator[str]:
    for element in root.iter("time"):
        marks = set((element.get("class") or "").lower().split())
        is_own = marks & _MARKS or (element.get("itemprop") or "").lower() in _PROPERTIES
        if is_own or element.get("pubdate") is not None:
            yield element.get("datetime") or ""


def _json_ld(root: html.HtmlElement) -> Iterator[str]:
    for script in root.xpath("//script[@type='application/ld+json']")[:10]:
        try:
            yield from _dated(json.loads((script.text or "")[:100_000]), 0)
        except (ValueError, RecursionError):
            continue


def _dated(data: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 - JSON of a page
    if isinstance(data, list) and depth < _DEEPEST:
        for item in data[:_MOST]:
            yield from _dated(item, depth + 1)
    elif isinstance(data, dict):
        yield from (data[name] for name in ("dateModified", "datePublished") if isinstance(data.get(name), str))
        yield from _dated(data.get("@graph"), depth + 1)
