"""Visits the sites that a commune declares, then takes their copies in like folders."""

import time
from collections.abc import Sequence

from app.console import Bar, bar
from app.house import House
from app.ingesting import Taking, mirror_of, take_in
from app.journalled import started_here
from app.locks import exclusive
from app.settings import product_version
from domain.errors import BadInput, UnreadableSource
from domain.ids import CommuneSlug
from domain.profile import CommuneProfile, Site
from ingest.run_report import RunReport
from ingest.sites.crawl_report import CrawlReport
from ingest.sites.crawling import Progress, crawl
from ingest.sites.httpcore_fetching import HttpcoreFetcher
from ingest.sites.pace import Pace
from ingest.sites.reach import reach_of


def crawl_sites(
    house: House, slug: CommuneSlug, names: Sequence[str], *, quiet: bool, allow_removals: bool = False
) -> list[tuple[CrawlReport, RunReport]]:
    """Visit the named sites (all when none is named) and ingest each one's copy.

    Raises BadInput for a name that is no site; UnreadableSource, once the others are done, when one's start cannot be
    had; TooManyRemovals when a copy has lost more than a fifth of its files, which stay in the store.
    """
    profile = house.profile(slug)
    sites = _chosen(profile, names)
    done: list[tuple[CrawlReport, RunReport]] = []
    down: list[str] = []
    for site in sites:
        try:
            report = visit_site(house, profile, site, quiet=quiet)
        except UnreadableSource as error:
            down.append(str(error))
            continue
        taking = Taking(started=started_here(), quiet=quiet, allow_removals=allow_removals)
        (taken,) = take_in(house, profile, [(mirror_of(house, slug, site.source).tree, site.source)], taking)
        if taken.problem is not None:
            raise taken.problem
        assert taken.report is not None
        done.append((report, taken.report))
    if down:
        raise UnreadableSource("; ".join(down))
    return done


def user_agent(profile: CommuneProfile) -> str:
    """Who visits, for whom, and whom to write to: « Parvis/0.1.0 (Valmoret; contact: mairie@valmoret.example) »."""
    service = profile.main_service
    contact = service.email or profile.website or service.phone or profile.name
    told = f"Parvis/{product_version()} ({profile.name}; contact: {contact})"
    return "".join(c for c in told.encode("ascii", "ignore").decode() if c.isprintable())[:200]


def _chosen(profile: CommuneProfile, names: Sequence[str]) -> list[Site]:
    known = {str(site.source): site for site in profile.sites}
    unknown = [name for name in names if name not in known]
    if unknown or not known:
        told = ", ".join(known) or "none; give a [[source]] of its commune.toml an address"
        raise BadInput(f"{profile.slug} has no site {', '.join(unknown)!r} (sites: {told})")
    return [known[name] for name in names] if names else list(known.values())


def visit_site(house: House, profile: CommuneProfile, site: Site, *, quiet: bool) -> CrawlReport:
    """Bring the copy of a site up to date; nothing is read. Raises UnreadableSource when its start cannot be had."""
    private = frozenset(filter(None, (host.strip().lower() for host in house.settings.private_hosts.split(","))))
    reach = reach_of(site, private)
    mirror = mirror_of(house, profile.slug, site.source)
    folder = house.commune_dir(profile.slug) / "sites"
    folder.mkdir(parents=True, exist_ok=True)
    pace = Pace(site.interval_s, time.monotonic, time.sleep)
    busy = f"another visit of {profile.slug}/{site.source} is running; wait for it to end"
    with (
        exclusive(folder / f"{site.source}.lock", busy=busy),
        HttpcoreFetcher(reach, user_agent(profile)) as fetcher,
        bar(f"visiting {site.source}", quiet=quiet) as shown,
    ):
        return crawl(site, reach, mirror, fetcher, pace, house.clock, _moves(shown))


def _moves(to: Bar) -> Progress:
    return lambda done, known, _: to.update(done, known)
