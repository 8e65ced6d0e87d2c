"""A visit of a site, from its start to the copy brought in step. Read ``crawl`` top to bottom.

Everything received is noted before the next address is asked for: killed at any moment, the next visit goes on from
there. The copy changes only at the end, and only for what is certain: a page that failed stays as it was, and pages
disappear only in a visit that asked for everything.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from domain.errors import UnreadableSource
from domain.ports import Clock
from domain.profile import Site
from ingest.sites.crawl_report import CrawlReport, Fate
from ingest.sites.fetching import Failure, Fetcher, FetchProblem, Response
from ingest.sites.folder_mirror import FolderMirror
from ingest.sites.frontier import Frontier, Target
from ingest.sites.links import PageLinks, page_links
from ingest.sites.manners import Manners
from ingest.sites.mirror_list import is_in_trouble, next_pages
from ingest.sites.mirror_path import mirror_path
from ingest.sites.mirrored_page import MirroredPage, page_line, read_page
from ingest.sites.pace import Pace
from ingest.sites.reach import Reach
from ingest.sites.received import media_type_of, with_known_charset
from ingest.sites.sitemap import sitemap_addresses
from ingest.sites.web_address import host_of, page_key, web_address

# RFC 9309 §2.4: a robots.txt is not used for longer than a day; nor does a run last longer, killed in between or not.
_LONGEST_RUN = timedelta(hours=24)
_MOST_PROBLEMS_TOLD = 20

Progress = Callable[[int, int, str], None]
"""Told (addresses asked for, addresses known, the last one)."""


def crawl(
    site: Site,
    reach: Reach,
    mirror: FolderMirror,
    fetcher: Fetcher,
    pace: Pace,
    clock: Clock,
    progress: Progress | None,
) -> CrawlReport:
    """Visit ``site`` and bring ``mirror`` in step with it.

    Raises UnreadableSource when its start cannot be had (nothing is changed), DiskFull and StorageUnavailable (the run
    goes on the next time).
    """
    mirror.open()
    visit = _Visit(site, reach, mirror, fetcher, pace, clock)
    visit.resume()
    visit.begin()
    while (target := visit.next()) is not None:
        visit.ask(target)
        if progress:
            progress(visit.asked, visit.asked + len(visit.frontier), target.address)
    return visit.end()


@dataclass(slots=True)
class _Told:
    """What one address gave."""

    fate: Fate
    page: MirroredPage | None = None
    links: PageLinks | None = None
    detail: str = ""


class _Visit:
    """State of a run: what was asked for, what it gave, what waits."""

    def __init__(
        self, site: Site, reach: Reach, mirror: FolderMirror, fetcher: Fetcher, pace: Pace, clock: Clock
    ) -> None:
        self._site, self._reach, self._mirror, self._clock = site, reach, mirror, clock
        self._manners = Manners(reach, fetcher, pace)
        self._former = mirror.pages()
        self._received: dict[str, MirroredPage] = {}
        self._fates: dict[str, Fate] = {}
        self._map_days: dict[str, str] = {}
        self._problems: list[tuple[str, str]] = []
        self._why_incomplete = ""
        self._begun = clock.now()
        self._is_resumed = False
        self._asks_former = False
        self.frontier = Frontier(reach, clock.now().year)
        self.asked = 0

    # Beginning

    def resume(self) -> None:
        """Take up a run that was killed, unless it is too old or the site is declared otherwise now."""
        declared = repr(self._site)
        lines = self._mirror.noted()
        head = lines[0] if lines and isinstance(lines[0], dict) else {}
        begun = _moment(head.get("begun"))
        if head.get("site") == declared and begun is not None and self._clock.now() - begun < _LONGEST_RUN:
            self._begun = begun
            for line in lines[1:]:
                self._replay(line)
            self._is_resumed = bool(self._fates)
            return
        self._mirror.drop_run()
        self._mirror.note({"site": declared, "begun": self._begun.isoformat()})

    def _replay(self, line: Any) -> None:  # noqa: ANN401 - whatever the file holds
        """What a line of the killed run says, as far as it is whole."""
        try:
            key, final, fate = str(line["key"]), str(line["final"]), Fate(line["fate"])
            page = read_page(line["page"]) if line["page"] else None
            found = [(str(address), int(depth)) for address, depth in line["found"]]
            words = [(str(address), str(text), str(title)) for address, text, title in line["words"]]
        except (KeyError, TypeError, ValueError):
            return
        if page is not None and not self._mirror.is_whole(page):
            return
        self._settle(key, final, fate, page)
        for address, depth in found:
            self.frontier.offer(address, depth)
        for address, text, title in words:
            self.frontier.say(address, text, title)

    def begin(self) -> None:
        """Ask for the start, then for the sitemaps. Raises UnreadableSource."""
        start = web_address(self._site.start)
        if start is None or not self._reach.allows(start):
            raise UnreadableSource(f"site {self._site.source}: {self._site.start!r} is no address that may be visited")
        self.frontier.offer(start, 0, is_certain=True)
        if page_key(start) not in self._fates:
            told = self.ask(Target(address=start, depth=0))
            while told is None and (target := self.frontier.next()) is not None:
                told = self.ask(target)  # it was busy
            if told is None or told.fate not in (Fate.RECEIVED, Fate.UNCHANGED, Fate.MOVED, Fate.NOT_INDEXED):
                why = f"{told.fate.value} {told.detail}".strip() if told else "busy"
                self._mirror.drop_run()
                raise UnreadableSource(f"site {self._site.source}: {start} cannot be read ({why}); nothing was changed")
        host = host_of(start)
        named = self._manners.robots(start).sitemaps() or (f"{start.partition('://')[0]}://{host}/sitemap.xml",)
        sitemaps = [address for text in named if (address := web_address(text, start))]
        for text, day in sitemap_addresses(sitemaps, self._manners.sitemap):
            address = web_address(text, start)
            if address:
                self.frontier.offer(address, 1)
                self._map_days[page_key(address)] = day

    # One address after the other

    def next(self) -> Target | None:
        """The next address; the pages of the last run that nothing leads to any more come at the end."""
        while True:
            if self.asked >= self._site.pages and len(self.frontier):
                self._why_incomplete = f"more than {self._site.pages} pages"
                return None
            if self._clock.now() - self._begun > _LONGEST_RUN:
                self._why_incomplete = "the visit has lasted a day"
                return None
            target = self.frontier.next()
            if target is None:
                if self._asks_former:
                    return None
                self._asks_former = True
                for page in self._former.values():
                    self.frontier.offer(page.address, self._site.depth, is_certain=True)
                continue
            if page_key(target.address) not in self._fates:
                return target

    def ask(self, target: Target) -> _Told | None:
        """Ask for one address and note what it gives; None when its host was busy and it is to be asked again."""
        page = self._former.get(page_key(target.address))
        headers: dict[str, str] = {}
        if page is not None and page.address == target.address and self._mirror.has(page):
            headers = {"If-None-Match": page.etag} if page.etag else {}
            headers |= {"If-Modified-Since": page.last_modified} if page.last_modified else {}
        answer = self._manners.get(target.address, headers)
        if answer is None:
            self.frontier.again(target)
            return None
        told = self._told(target.address, answer)
        self._note(target, told)
        return told

    def _told(self, asked: str, answer: Response | Failure) -> _Told:
        if isinstance(answer, Failure):
            fate = {FetchProblem.NOT_FOUND: Fate.GONE, FetchProblem.FORBIDDEN: Fate.FORBIDDEN}.get(
                answer.problem, Fate.FAILED
            )
            where = "" if answer.address == asked else f" at {answer.address}"
            return _Told(fate, detail=f"{answer.problem.value}: {answer.detail}{where}")
        key, final = page_key(asked), page_key(answer.address)
        if key != final and final in self._fates:
            return _Told(Fate.MOVED, detail=answer.address)
        if answer.status == 304:
            former = self._former.get(final)
            return self._unchanged(former) if former else _Told(Fate.FAILED, detail="304 for a page not known")
        return self._page(answer)

    def _unchanged(self, former: MirroredPage) -> _Told:
        links = None
        if former.media_type == "text/html":
            links = page_links(self._mirror.body(former), former.address)
        return _Told(Fate.UNCHANGED, page=former, links=links)

    def _page(self, answer: Response) -> _Told:
        content_type = answer.headers.get("content-type", "")
        media_type = media_type_of(answer.address, content_type, answer.body)
        if not media_type:
            return _Told(Fate.NO_DOCUMENT, detail=content_type[:80])
        links = page_links(
            answer.body if media_type == "text/html" else b"", answer.address, answer.headers.get("x-robots-tag", "")
        )
        if links.is_noindex:
            return _Told(Fate.NOT_INDEXED, links=links)
        body = with_known_charset(answer.body, content_type, media_type)
        digest = self._mirror.put(body)
        page = MirroredPage(
            address=answer.address,
            path=mirror_path(answer.address, media_type),
            digest=digest,
            media_type=media_type,
            title=links.title,
            etag=answer.headers.get("etag", "")[:500],
            last_modified=answer.headers.get("last-modified", "")[:100],
            canonical=links.canonical,
        )
        former = self._former.get(page_key(answer.address))
        is_same = former is not None and (former.digest, former.path) == (digest, page.path)
        return _Told(Fate.UNCHANGED if is_same else Fate.RECEIVED, page=page, links=links)

    def _note(self, target: Target, told: _Told) -> None:
        found: list[tuple[str, int]] = []
        words: list[tuple[str, str, str]] = []
        links = told.links
        if links is not None and not links.is_nofollow:
            for link in links.links:
                if target.depth < self._site.depth and self.frontier.offer(link.address, target.depth + 1):
                    found.append((link.address, target.depth + 1))
                if self._reach.allows(link.address) and self.frontier.say(link.address, link.text, links.title):
                    words.append((link.address, link.text, links.title))
        key = page_key(target.address)
        final = key if told.page is None else page_key(told.page.address)
        self._settle(key, final, told.fate, told.page)
        row = page_line(told.page) if told.page else None
        noted = {"key": key, "final": final, "fate": told.fate.value, "page": row, "found": found, "words": words}
        self._mirror.note(noted)
        if told.fate is Fate.FAILED and len(self._problems) < _MOST_PROBLEMS_TOLD:
            self._problems.append((target.address, told.detail))

    def _settle(self, key: str, final: str, fate: Fate, page: MirroredPage | None) -> None:
        self.asked += 1
        self._fates[key] = Fate.MOVED
        self._fates[final] = fate
        if page is not None:
            self._received[final] = page

    # End

    def end(self) -> CrawlReport:
        """Bring the copy in step with what was learned."""
        self._why_incomplete = self._manners.why_left or self._why_incomplete
        received = {
            key: replace(page, link_text=text, link_page=title, map_day=self._map_days.get(key, ""))
            for key, page in self._received.items()
            for text, title in [self.frontier.words(page.address)]
        }
        if is_in_trouble(self._former, received):
            self._why_incomplete = "the site is in trouble: it answers the same page everywhere, or says so"
            received = {key: page for key, page in received.items() if self._fates[key] is Fate.UNCHANGED}
        pages = next_pages(self._former, received, self._fates, is_complete=not self._why_incomplete)
        self._mirror.settle(pages.values())
        return CrawlReport(
            source=self._site.source,
            fates=dict(Counter(self._fates.values())),
            cut=dict(self.frontier.cut),
            pages=len(pages),
            removed=len(self._former.keys() - pages.keys()),
            is_resumed=self._is_resumed,
            why_incomplete=self._why_incomplete,
            problems=tuple(self._problems),
        )


def _moment(text: object) -> datetime | None:
    """The aware moment that was noted; None for anything else."""
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
