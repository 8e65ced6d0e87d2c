"""Sites of real communes, exported: read as folders, and visited as sites. They are not in this repository."""

import os
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from domain.document import FileState
from domain.errors import UnreadableSource
from french.contacts import phones_in
from ingest.markup.trafilatura_page import read_html
from ingest.sites.crawl_report import Fate
from ingest.text import Refused
from tests.ingest.conftest import SOURCE, Town
from tests.ingest.sites.conftest import Crawler
from tests.ingest.sites.trap_server import TrapSite


def exported() -> list[Path]:
    folder = Path(os.environ.get("PARVIS_SHARED_DATA", "")) / "docs" / "sites"
    if not os.environ.get("PARVIS_SHARED_DATA") or not folder.is_dir():
        return []
    return [site for site in sorted(folder.iterdir()) if list(site.glob("*.html"))]


SITES = exported()
pytestmark = pytest.mark.skipif(not SITES, reason="SKIPPED: PARVIS_SHARED_DATA names no folder of outside documents")
EACH = pytest.mark.parametrize("site", SITES or [Path("none")], ids=lambda site: site.name)


def pages_of(site: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(site.glob("*.html"))}


@EACH
def test_every_page_ends_in_a_state_and_no_frame_is_left(town: Town, site: Path) -> None:
    pages = pages_of(site)
    for name, body in pages.items():
        town.write(name, body)
    report = town.ingest()
    assert sum(report.states.values()) == report.files == len(pages)
    counts: Counter[tuple[str, str]] = Counter()
    for document in town.store.documents(SOURCE):
        lines = [line for p in town.store.passages_of(document.id) for line in p.text.split("\n")]
        counts.update(set(pairwise(lines)))
    most = max(3, len(pages) // 2)
    assert [pair for pair, count in counts.items() if count >= most] == []


@EACH
def test_phones_of_the_footers_are_found(town: Town, site: Path) -> None:
    wanted: set[str] = set()
    for name, body in pages_of(site).items():
        town.write(name, body)
        try:
            wanted |= {phone.value for line in read_html(body).foot for phone in phones_in(line.text)}
        except Refused:
            continue
    town.ingest()
    texts = [p.text for d in town.store.documents(SOURCE) for p in town.store.passages_of(d.id)]
    assert wanted <= {phone.value for text in texts for phone in phones_in(text)}


@EACH
def test_pages_with_a_text_of_their_own_are_kept(town: Town, site: Path) -> None:
    for name, body in pages_of(site).items():
        town.write(name, body)
    town.ingest()
    for name, body in pages_of(site).items():
        try:
            lines = read_html(body).pages[0].lines
        except Refused:
            continue
        if sum(len(line.text.split()) for line in lines) >= 40:
            assert town.record(name).state in (FileState.INDEXED, FileState.DUPLICATE_OF), name


@EACH
def test_a_visit_copies_what_the_start_leads_to_byte_for_byte(web: TrapSite, crawler: Crawler, site: Path) -> None:
    pages = pages_of(site)
    if "index.html" not in pages:
        pytest.skip("an export without a start")
    web.put("/", pages["index.html"])
    for name, body in pages.items():
        web.put(f"/{name}", body)
        web.put(f"/{name.removesuffix('.html')}", body)  # some hosts serve pages without their suffix
    try:
        report = crawler.crawl()
    except UnreadableSource as error:  # a start that asks robots to leave it
        pytest.fail(str(error))
    copied = crawler.files()
    assert report.why_incomplete == ""
    assert Fate.FAILED not in report.fates
    assert len(copied) > 1
    assert set(copied.values()) <= set(pages.values())
