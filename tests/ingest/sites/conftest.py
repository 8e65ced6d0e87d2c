from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.ids import SourceName
from domain.ports import Clock
from domain.profile import Site
from ingest.sites.crawl_report import CrawlReport
from ingest.sites.crawling import crawl
from ingest.sites.fetching import FetchLimits
from ingest.sites.folder_mirror import FolderMirror
from ingest.sites.httpcore_fetching import HttpcoreFetcher
from ingest.sites.mirrored_page import MirroredPage
from ingest.sites.pace import Pace
from ingest.sites.reach import reach_of
from tests.ingest.memory_store import FixedClock
from tests.ingest.sites.trap_server import TrapSite, Watch, trap_site

PATIENT = FetchLimits(body_bytes=200_000)
IMPATIENT = FetchLimits(body_bytes=200_000, connect_s=1.0, read_s=0.3, total_s=0.6)
"""For traps that only time stops."""


@pytest.fixture
def web() -> Iterator[TrapSite]:
    with trap_site() as site:
        yield site


class Crawler:
    """The site of a test and its copy. ``crawl`` visits; ``files`` is what the copy holds."""

    def __init__(self, web: TrapSite, folder: Path) -> None:
        self.web = web
        self.mirror = FolderMirror(folder)
        self.watch = Watch()
        self.clock: Clock = FixedClock()
        self.stop_after: int | None = None
        self.limits = PATIENT

    def crawl(self, **declared: object) -> CrawlReport:
        site = Site(source=SourceName("site"), start=f"{self.web.home}/", **declared)  # type: ignore[arg-type]
        reach = reach_of(site, frozenset((self.web.place,)))
        asked = 0

        def progress(done: int, known: int, address: str) -> None:
            nonlocal asked
            asked += 1
            if asked == self.stop_after:
                raise KeyboardInterrupt

        pace = Pace(site.interval_s, self.watch.now, self.watch.sleep)
        with HttpcoreFetcher(reach, "Parvis/test", self.limits) as fetcher:
            return crawl(site, reach, self.mirror, fetcher, pace, self.clock, progress)

    def pages(self) -> dict[str, MirroredPage]:
        return {page.path.partition("/")[2]: page for page in self.mirror.pages().values()}

    def files(self) -> dict[str, bytes]:
        found = {}
        for file in sorted(self.mirror.tree.rglob("*")):
            if file.is_file():
                found[str(file.relative_to(self.mirror.tree)).partition("/")[2]] = file.read_bytes()
        return found


@pytest.fixture
def crawler(web: TrapSite, tmp_path: Path) -> Crawler:
    return Crawler(web, tmp_path / "mirror")


MakeFetcher = Callable[..., HttpcoreFetcher]


@pytest.fixture
def fetcher_of() -> Iterator[MakeFetcher]:
    """Fetchers that are closed at the end of the test."""
    opened: list[HttpcoreFetcher] = []

    def make(*arguments: object, **options: object) -> HttpcoreFetcher:
        fetcher = HttpcoreFetcher(*arguments, **options)  # type: ignore[arg-type]
        opened.append(fetcher)
        return fetcher

    yield make
    for fetcher in opened:
        fetcher.close()
