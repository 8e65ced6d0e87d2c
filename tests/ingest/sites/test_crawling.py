import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from domain.errors import UnreadableSource
from ingest.sites.crawl_report import Fate
from tests.ingest.memory_store import FixedClock
from tests.ingest.sites.conftest import IMPATIENT, Crawler
from tests.ingest.sites.trap_server import Answer, TrapSite, bomb, html

ROOT = Path(__file__).parents[3]
# The visit of the tests' crawler, in a process of its own and without any interval.
VISIT = """
import sys
from pathlib import Path
from tests.ingest.sites.conftest import Crawler
from tests.ingest.sites.trap_server import TrapSite

Crawler(TrapSite(int(sys.argv[1].rpartition(":")[2])), Path(sys.argv[2])).crawl()
"""
PDF = b"%PDF-1.4 le reglement"


def links(*targets: str) -> str:
    return "".join(f"<a href='{target}'>Voir {target}</a> " for target in targets)


def small_site(web: TrapSite) -> None:
    web.page("/", f"<h1>Accueil</h1>{links('/cantine', '/mairie')}")
    web.page("/cantine", "<h1>La cantine</h1><a href='/r.pdf'>Règlement de la cantine (PDF)</a>")
    web.page("/mairie", f"<h1>La mairie</h1>{links('/cantine')}<a href='/r.pdf'>Télécharger</a>")
    web.put("/r.pdf", PDF, "application/pdf")


def test_a_site_is_copied_with_what_leads_to_each_document(web: TrapSite, crawler: Crawler) -> None:
    small_site(web)
    report = crawler.crawl()
    assert report.fates == {Fate.RECEIVED: 4}
    assert (report.pages, report.removed, report.why_incomplete) == (4, 0, "")
    assert sorted(crawler.files()) == ["cantine/index.html", "index.html", "mairie/index.html", "r.pdf"]
    assert crawler.files()["r.pdf"] == PDF
    page = crawler.pages()["r.pdf"]
    assert (page.address, page.link_text, page.link_page) == (
        f"{web.home}/r.pdf",
        "Règlement de la cantine",
        "La cantine",
    )


def test_a_host_is_asked_once_a_second_and_at_the_pace_that_it_asks_for(web: TrapSite, crawler: Crawler) -> None:
    small_site(web)
    crawler.crawl()
    assert set(crawler.watch.slept) == {1.0}
    web.put("/robots.txt", b"User-agent: *\nCrawl-delay: 7\n", "text/plain")
    crawler.watch.slept.clear()
    crawler.crawl()
    assert max(crawler.watch.slept) == 7.0
    assert len(crawler.watch.slept) >= 5


def test_an_unchanged_page_is_not_sent_again_and_its_links_are_still_followed(web: TrapSite, crawler: Crawler) -> None:
    def conditional(body: bytes) -> Callable[[BaseHTTPRequestHandler], Answer]:
        def answer(request: BaseHTTPRequestHandler) -> Answer:
            if request.headers.get("If-None-Match") == '"v1"' or request.headers.get("If-Modified-Since"):
                return Answer(status=304)
            return Answer(body=body, headers={"Content-Type": "text/html", "ETag": '"v1"'})

        return answer

    web.routes["/"] = conditional(html(links("/a")))
    web.routes["/a"] = conditional(html("<h1>A</h1>"))
    crawler.crawl()
    before = crawler.files()
    report = crawler.crawl()
    assert report.fates == {Fate.UNCHANGED: 2}
    assert crawler.files() == before
    assert web.paths() == ["/", "/a", "/", "/a"]


def test_robots_txt_is_obeyed_for_pages_redirects_and_documents(web: TrapSite, crawler: Crawler) -> None:
    web.put("/robots.txt", b"User-agent: *\nDisallow: /prive\n", "text/plain")
    web.page("/", links("/prive/a", "/vers-prive", "/a"))
    web.redirect("/vers-prive", "/prive/b")
    web.page("/a", "A")
    web.page("/prive/a", "secret")
    web.page("/prive/b", "secret")
    report = crawler.crawl()
    assert report.fates == {Fate.RECEIVED: 2, Fate.FORBIDDEN: 2}
    assert web.paths() == ["/", "/vers-prive", "/a"]
    assert b"secret" not in b"".join(crawler.files().values())


def test_a_robots_txt_that_cannot_be_had_forbids_the_visit_and_changes_nothing(web: TrapSite, crawler: Crawler) -> None:
    small_site(web)
    crawler.crawl()
    before = crawler.files()
    web.routes["/robots.txt"] = Answer(status=500)
    with pytest.raises(UnreadableSource, match="nothing was changed"):
        crawler.crawl()
    assert crawler.files() == before


def test_a_sitemap_gives_pages_that_nothing_links_to(web: TrapSite, crawler: Crawler) -> None:
    web.put("/robots.txt", f"Sitemap: {web.home}/plan.xml".encode(), "text/plain")
    rows = f"<urlset><url><loc>{web.home}/seule</loc></url><url><loc>http://evil.example/</loc></url></urlset>"
    web.put("/plan.xml", rows.encode(), "application/xml")
    web.page("/", "<h1>Accueil</h1>")
    web.page("/seule", "<h1>Seule</h1>")
    report = crawler.crawl()
    assert sorted(crawler.files()) == ["index.html", "seule/index.html"]
    assert report.cut == {"on another host": 1}


def test_the_day_that_a_sitemap_gives_stays_with_its_page(web: TrapSite, crawler: Crawler) -> None:
    web.put("/robots.txt", f"Sitemap: {web.home}/plan.xml".encode(), "text/plain")
    web.page("/", "<h1>Accueil</h1>")
    web.page("/seule", "<h1>Seule</h1>")
    for day in ("2025-02-03", "2025-04-05"):  # the second time nothing is received
        rows = f"<urlset><url><loc>{web.home}/seule</loc><lastmod>{day}</lastmod></url></urlset>"
        web.put("/plan.xml", rows.encode(), "application/xml")
        crawler.crawl()
        assert {path: page.map_day for path, page in crawler.pages().items()} == {
            "index.html": "",
            "seule/index.html": day,
        }


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "http://10.0.0.1/",
        "http://localhost/",
        "gopher://127.0.0.1:25/",
    ],
)
def test_a_redirect_leads_to_no_place_that_was_not_declared(web: TrapSite, crawler: Crawler, target: str) -> None:
    web.page("/", links("/piege"))
    web.redirect("/piege", target)
    report = crawler.crawl()
    assert report.fates == {Fate.RECEIVED: 1, Fate.FORBIDDEN: 1}
    assert sorted(crawler.files()) == ["index.html"]


def test_traps_cost_one_page_each_and_the_visit_goes_on(web: TrapSite, crawler: Crawler) -> None:
    crawler.limits = IMPATIENT
    web.page("/", links("/boucle", "/bombe", "/sans-fin", "/lente", "/grande", "/bonne"))
    web.redirect("/boucle", "/boucle2")
    web.redirect("/boucle2", "/boucle")
    web.routes["/bombe"] = bomb(20_000_000)
    web.routes["/sans-fin"] = Answer(is_endless=True, headers={"Content-Type": "text/html"})
    web.routes["/lente"] = Answer(body=b"x" * 100, drip_s=0.1)
    web.routes["/grande"] = Answer(body=b"x" * 400_000)
    web.page("/bonne", "<p>ici</p>")
    report = crawler.crawl()
    assert report.fates == {Fate.RECEIVED: 2, Fate.FAILED: 5}
    assert {address.rpartition("/")[2] for address, _ in report.problems} == {
        "boucle",
        "bombe",
        "sans-fin",
        "lente",
        "grande",
    }
    assert "bonne/index.html" in crawler.files()


def test_a_calendar_without_end_and_links_by_the_million_are_cut(web: TrapSite, crawler: Crawler) -> None:
    def calendar(request: BaseHTTPRequestHandler) -> Answer:
        number = int(request.path.partition("?jour=")[2] or 0)
        return Answer(body=html(links(f"/agenda?jour={number + 1}")), headers={"Content-Type": "text/html"})

    web.page("/", links("/agenda?jour=1", "/annuaire"))
    for number in range(200):
        web.routes[f"/agenda?jour={number}"] = calendar
    web.put("/annuaire", html("".join(f"<a href=/f{n}>x</a>" for n in range(6_000))))
    report = crawler.crawl(pages=300)
    assert report.why_incomplete == "more than 300 pages"
    assert sum("agenda" in path for path in web.paths()) <= 45
    assert sum(report.fates.values()) == 300


def test_depth_is_bounded(web: TrapSite, crawler: Crawler) -> None:
    web.page("/", links("/1"))
    for number in range(1, 9):
        web.page(f"/{number}", links(f"/{number + 1}"))
    assert crawler.crawl(depth=3).pages == 4


def test_noindex_pages_are_not_kept_and_their_links_are(web: TrapSite, crawler: Crawler) -> None:
    web.page("/", links("/cachee"))
    web.put("/cachee", html(links("/suite"), head="<meta name='robots' content='noindex'>"))
    web.page("/suite", "<p>suite</p>")
    web.put("/r.pdf", PDF, "application/pdf", X_Robots_Tag="noindex")
    report = crawler.crawl()
    assert report.fates == {Fate.RECEIVED: 2, Fate.NOT_INDEXED: 1}
    assert sorted(crawler.files()) == ["index.html", "suite/index.html"]


def test_a_page_that_answers_404_in_a_complete_visit_disappears(web: TrapSite, crawler: Crawler) -> None:
    small_site(web)
    crawler.crawl()
    web.page("/mairie", "<h1>La mairie</h1>")
    web.page("/", links("/mairie"))
    del web.routes["/r.pdf"]
    report = crawler.crawl()
    assert report.removed == 1
    assert sorted(crawler.files()) == ["cantine/index.html", "index.html", "mairie/index.html"]


def test_a_page_that_nothing_links_to_any_more_is_asked_for_and_stays(web: TrapSite, crawler: Crawler) -> None:
    small_site(web)
    crawler.crawl()
    web.page("/", "<h1>Accueil</h1>")
    assert crawler.crawl().removed == 0
    assert "r.pdf" in crawler.files()


def test_a_page_that_redirects_is_kept_once_under_the_address_it_leads_to(web: TrapSite, crawler: Crawler) -> None:
    web.page("/", links("/ancienne", "/nouvelle"))
    web.page("/ancienne", "<h1>Ancienne</h1>")
    web.page("/nouvelle", "<h1>Nouvelle</h1>")
    crawler.crawl()
    web.redirect("/ancienne", "/nouvelle", 301)
    report = crawler.crawl()
    assert report.removed == 1
    assert sorted(crawler.files()) == ["index.html", "nouvelle/index.html"]
    assert report.fates[Fate.MOVED] == 1


def test_a_site_that_goes_down_in_the_middle_loses_nothing(web: TrapSite, crawler: Crawler) -> None:
    web.page("/", links(*(f"/p{n}" for n in range(12))))
    for number in range(12):
        web.page(f"/p{number}", f"<h1>Page {number}</h1>")
    crawler.crawl()
    before = crawler.files()

    def falls(request: BaseHTTPRequestHandler) -> Answer:
        web.is_down = True
        return Answer(status=404)

    web.routes["/p2"] = falls
    report = crawler.crawl()
    assert "does not answer" in report.why_incomplete
    assert report.removed == 0
    assert crawler.files() == before


def test_a_site_that_answers_one_page_everywhere_loses_nothing(web: TrapSite, crawler: Crawler) -> None:
    web.page("/", links(*(f"/p{n}" for n in range(12))))
    for number in range(12):
        web.page(f"/p{number}", f"<h1>Page {number}</h1>")
    crawler.crawl()
    before = crawler.files()
    for number in range(12):
        web.page(f"/p{number}", "<h1>Site en maintenance</h1>")
    report = crawler.crawl()
    assert "in trouble" in report.why_incomplete
    assert crawler.files() == before


def test_a_site_whose_start_is_down_is_an_error_and_changes_nothing(web: TrapSite, crawler: Crawler) -> None:
    small_site(web)
    crawler.crawl()
    before = crawler.files()
    web.routes["/"] = Answer(status=404)
    with pytest.raises(UnreadableSource):
        crawler.crawl()
    web.is_down = True
    with pytest.raises(UnreadableSource):
        crawler.crawl()
    assert crawler.files() == before


def test_a_site_that_has_moved_to_another_host_is_told_with_that_host(web: TrapSite, crawler: Crawler) -> None:
    web.redirect("/", "https://nouveau.example/accueil", 301)
    with pytest.raises(UnreadableSource, match=r"not on a declared host at https://nouveau\.example/accueil"):
        crawler.crawl()


def test_a_busy_site_is_asked_again_after_the_rest_that_it_asks_for(web: TrapSite, crawler: Crawler) -> None:
    answers = iter([Answer(status=429, headers={"Retry-After": "30"}), Answer(status=503)])
    small_site(web)
    cantine = web.routes["/cantine"]
    assert isinstance(cantine, Answer)
    web.routes["/cantine"] = lambda request: next(answers, cantine)
    report = crawler.crawl()
    assert report.fates == {Fate.RECEIVED: 4}
    assert 30.0 in crawler.watch.slept
    assert web.paths().count("/cantine") == 3


def test_a_site_that_stays_busy_is_left_and_loses_nothing(web: TrapSite, crawler: Crawler) -> None:
    small_site(web)
    crawler.crawl()
    web.routes["/cantine"] = Answer(status=429, headers={"Retry-After": "86400"})
    report = crawler.crawl()
    assert "does not answer" in report.why_incomplete
    assert len(crawler.files()) == 4


def test_a_visit_that_is_killed_goes_on_where_it_was(web: TrapSite, crawler: Crawler) -> None:
    small_site(web)
    crawler.stop_after = 2
    with pytest.raises(KeyboardInterrupt):
        crawler.crawl()
    assert crawler.files() == {}
    crawler.stop_after = None
    report = crawler.crawl()
    assert report.is_resumed
    assert web.paths() == ["/", "/cantine", "/mairie", "/r.pdf"]
    assert len(crawler.files()) == 4
    assert crawler.pages()["r.pdf"].link_text == "Règlement de la cantine"


def test_a_process_killed_in_the_middle_of_a_visit_loses_nothing(
    web: TrapSite, crawler: Crawler, tmp_path: Path
) -> None:
    web.page("/", links(*(f"/p{n}" for n in range(30))))
    kill = threading.Event()

    def twentieth(request: BaseHTTPRequestHandler) -> Answer:
        kill.set()
        return Answer(body=html("<h1>Page 20</h1>"), headers={"Content-Type": "text/html"})

    for number in range(30):
        web.page(f"/p{number}", f"<h1>Page {number}</h1>")
    web.routes["/p20"] = twentieth
    child = subprocess.Popen([sys.executable, "-c", VISIT, web.home, str(tmp_path / "mirror")], cwd=ROOT)
    assert kill.wait(60)
    child.kill()
    child.wait()
    assert crawler.files() == {}
    before = len(web.paths())
    report = crawler.crawl()
    assert report.is_resumed
    assert len(crawler.files()) == 31
    # What had been noted is not asked for again; at most the page of the kill is.
    assert len(web.paths()) <= 32
    assert before >= 21


def test_a_visit_that_lasts_a_day_is_ended_and_removes_nothing(web: TrapSite, crawler: Crawler) -> None:
    class HurryingClock:
        moment = FixedClock().now()

        def now(self) -> datetime:
            self.moment += timedelta(hours=4)
            return self.moment

    small_site(web)
    crawler.crawl()
    web.page("/", links("/a"))
    crawler.clock = HurryingClock()
    report = crawler.crawl()
    assert report.why_incomplete == "the visit has lasted a day"
    assert "r.pdf" in crawler.files()


def test_a_killed_visit_of_the_day_before_is_begun_anew(web: TrapSite, crawler: Crawler) -> None:
    class Later:
        def now(self) -> datetime:
            return FixedClock().now() + timedelta(hours=25)

    small_site(web)
    crawler.stop_after = 2
    with pytest.raises(KeyboardInterrupt):
        crawler.crawl()
    crawler.stop_after = None
    crawler.clock = Later()
    assert not crawler.crawl().is_resumed


def test_a_visit_of_a_site_declared_otherwise_is_begun_anew(web: TrapSite, crawler: Crawler) -> None:
    small_site(web)
    crawler.stop_after = 2
    with pytest.raises(KeyboardInterrupt):
        crawler.crawl()
    crawler.stop_after = None
    assert not crawler.crawl(depth=4).is_resumed
    assert web.paths().count("/") == 2


def test_pages_that_give_another_kept_address_as_theirs_are_copies(web: TrapSite, crawler: Crawler) -> None:
    web.page("/", links("/cantine", "/imprimer/cantine"))
    web.page("/cantine", "<h1>Cantine</h1>")
    web.put("/imprimer/cantine", html("<h1>Cantine</h1>x", head="<link rel=canonical href='/cantine'>"))
    crawler.crawl()
    assert sorted(crawler.files()) == ["cantine/index.html", "index.html"]


def test_an_address_written_in_many_ways_is_asked_for_once(web: TrapSite, crawler: Crawler) -> None:
    web.page("/", links("/a", "/a/", "/a#bas", "/a?utm_source=x", "/b/../a", f"{web.home}/a"))
    web.page("/a", "<p>a</p>")
    crawler.crawl()
    assert web.paths() == ["/", "/a"]


def test_letters_of_a_page_that_lies_about_them_stay_readable(web: TrapSite, crawler: Crawler) -> None:
    from ingest.markup.trafilatura_page import read_html

    web.put("/", "<html><body><p>Été à l'école</p></body></html>".encode("cp1252"), "text/html; charset=utf-8")
    crawler.crawl()
    reading = read_html(crawler.files()["index.html"])
    assert [line.text for line in reading.pages[0].lines] == ["Été à l'école"]
