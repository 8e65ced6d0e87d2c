"""From the pages of the last run and what this one learned: the pages that the copy holds next. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from urllib.parse import urlsplit

from ingest.sites.crawl_report import Fate
from ingest.sites.mirrored_page import MirroredPage
from ingest.sites.page_quality import is_of_a_site_in_trouble
from ingest.sites.web_address import page_key

_STAYS = frozenset((Fate.FAILED,))
# A site in trouble answers with status 200 and one page everywhere (« en maintenance », « erreur de base de données »),
# the same to the byte or not.
_SAME_SHARE, _SAME_PAGES = 0.2, 5
# A template that gives its own address to every page has more pages than this under one canonical address.
_MOST_COPIES = 3


def next_pages(
    former: Mapping[str, MirroredPage],
    received: Mapping[str, MirroredPage],
    fates: Mapping[str, Fate],
    *,
    is_complete: bool,
) -> dict[str, MirroredPage]:
    """Pages by ``page_key``: those received, and those known before that are not surely gone.

    In a run that is not complete nothing goes.
    """
    kept = {key: page for key, page in former.items() if not is_complete or fates.get(key, Fate.FAILED) in _STAYS}
    pages = {**kept, **received}
    return _without_copies(pages) if is_complete else pages


def is_in_trouble(former: Mapping[str, MirroredPage], received: Mapping[str, MirroredPage]) -> bool:
    """Whether many pages that differed now have the same bytes, or a title that says so (« Site en maintenance »)."""
    changed = [(former[key], page) for key, page in received.items() if key in former]
    changed = [(before, now) for before, now in changed if before.digest != now.digest]
    if not changed:
        return False
    least = max(_SAME_PAGES, _SAME_SHARE * len(former))
    digest, count = Counter(now.digest for _, now in changed).most_common(1)[0]
    differed = len({before.digest for before, now in changed if now.digest == digest})
    troubled = sum(
        is_of_a_site_in_trouble(now.title) and not is_of_a_site_in_trouble(before.title) for before, now in changed
    )
    return min(count, differed) >= least or troubled >= least


def _without_copies(pages: Mapping[str, MirroredPage]) -> dict[str, MirroredPage]:
    """Without pages that name another kept one as themselves: its print view, its address with a parameter.

    The home page is nobody's canonical address, and an address claimed by many pages is a template's mistake.
    """
    claims: defaultdict[str, list[str]] = defaultdict(list)
    for key, page in pages.items():
        target = page_key(page.canonical) if page.canonical else key
        if target != key and target in pages and "/" in target:
            claims[target].append(key)
    dropped: set[str] = set()
    for target, keys in claims.items():
        paths = {urlsplit(pages[key].address).path for key in keys} - {urlsplit(pages[target].address).path}
        if len(paths) <= _MOST_COPIES:
            dropped.update(keys)
    # Two pages that name each other: both stay.
    dropped -= {key for key in dropped if _names_a_dropped(pages[key], dropped)}
    return {key: page for key, page in pages.items() if key not in dropped}


def _names_a_dropped(page: MirroredPage, dropped: set[str]) -> bool:
    return page.canonical is not None and page_key(page.canonical) in dropped
