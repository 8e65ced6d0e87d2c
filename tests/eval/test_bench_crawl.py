"""The measured site is whole: every page is received once, and none again when nothing has changed."""

import pytest

from eval.bench_crawl import LINKS_OF_A_PAGE, main, page_of
from ingest.sites.links import page_links


def test_a_page_has_its_links_and_its_own_text() -> None:
    page = page_of(3, 500)
    assert page == page_of(3, 500)
    assert page != page_of(4, 500)
    assert len(page_links(page, "http://127.0.0.1/").links) > LINKS_OF_A_PAGE // 2


def test_every_page_is_received_then_none_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--pages", "12"]) == 0
    printed = capsys.readouterr().out
    # The start is the first page under an address of its own.
    assert "first visit: 13 pages" in printed
    assert "(13 received)" in printed
    assert "(13 unchanged)" in printed
    assert "MB" in printed
