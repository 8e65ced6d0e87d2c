"""Which of the days that a site gives for its documents are those of a change, and not of the site's own making. Pure.

A day is the server's (``Last-Modified``, RFC 9110 §8.8.2) or the site map's (``lastmod``, sitemaps.org). Servers that
make pages at each visit give the day of the visit, sites that move or are built again one day to everything: such days
say nothing of a document, and are left out rather than shown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from ingest.sites.mirrored_page import MirroredPage
from ingest.written.choosing import machine_days, served_day

_PAGE = "text/html"
_SAME_SHARE, _SAME_DOCUMENTS = 0.2, 5
"""A day that as many documents of a kind share is one of the site: the limits of ``mirror_list.is_in_trouble``, which
were set on sites too; no set of crawled sites with known days of change is at hand to measure them on."""

_FEWEST_PAGES = 5
"""With fewer pages that have a day, it cannot be told whether the site gives the same one to all."""


def served_days(documents: Iterable[MirroredPage], visited: date) -> dict[str, date]:
    """The believed day of each document, by its path in the mirror; ``visited`` is the day of the visit.

    A file's day is its server's, else the site map's; a page's the site map's, else its server's. Each is judged among
    the same days of the other documents of its kind.
    """
    kept = list(documents)
    pages = [document for document in kept if document.media_type == _PAGE]
    files = [document for document in kept if document.media_type != _PAGE]
    return {
        **_believed(_mapped(files)),
        **_believed(_served(files)),
        **_of_pages(_served(pages), visited),
        **_of_pages(_mapped(pages), visited),
    }


def _of_pages(days: Mapping[str, date], visited: date) -> dict[str, date]:
    if len(days) < _FEWEST_PAGES:
        return {}
    return {path: day for path, day in _believed(days).items() if day < visited}


def _believed(days: Mapping[str, date]) -> dict[str, date]:
    """Without the days that many documents share."""
    counted = Counter(days.values())
    least = max(_SAME_DOCUMENTS, _SAME_SHARE * len(days))
    return {path: day for path, day in days.items() if counted[day] < least}


def _served(documents: Iterable[MirroredPage]) -> dict[str, date]:
    return {one.path: day for one in documents if (day := served_day(one.last_modified))}


def _mapped(documents: Iterable[MirroredPage]) -> dict[str, date]:
    return {one.path: day for one in documents for day in machine_days([one.map_day])}
