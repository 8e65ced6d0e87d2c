from dataclasses import replace

from ingest.sites.crawl_report import Fate
from ingest.sites.mirror_list import is_in_trouble, next_pages
from ingest.sites.mirrored_page import MirroredPage
from ingest.sites.web_address import page_key

HOME = "https://valbrune.example"


def known(*names: str, digest: str = "", canonical: dict[str, str] | None = None) -> dict[str, MirroredPage]:
    found = {}
    for name in names:
        address = f"{HOME}/{name}"
        to = (canonical or {}).get(name)
        found[page_key(address)] = MirroredPage(
            address=address,
            path=f"{name}.html",
            digest=digest or name,
            media_type="text/html",
            canonical=None if to is None else f"{HOME}/{to}",
        )
    return found


def fates(**named: Fate) -> dict[str, Fate]:
    return {page_key(f"{HOME}/{name}"): fate for name, fate in named.items()}


def names(pages: dict[str, MirroredPage]) -> set[str]:
    return {page.path.removesuffix(".html") for page in pages.values()}


def test_in_a_complete_visit_what_is_gone_moved_or_forbidden_goes_and_what_failed_stays() -> None:
    former = known("a", "b", "c", "d", "e")
    told = fates(a=Fate.GONE, b=Fate.FAILED, c=Fate.MOVED, d=Fate.FORBIDDEN)
    assert names(next_pages(former, known("f"), told, is_complete=True)) == {"b", "e", "f"}


def test_in_a_visit_that_is_not_complete_nothing_goes() -> None:
    former = known("a", "b")
    told = fates(a=Fate.GONE, b=Fate.GONE)
    assert names(next_pages(former, known("c"), told, is_complete=False)) == {"a", "b", "c"}


def test_a_page_that_names_another_kept_one_as_itself_is_a_copy() -> None:
    pages = known("cantine", "imprimer", "cantine?vue=2", canonical={"imprimer": "cantine", "cantine?vue=2": "cantine"})
    assert names(next_pages({}, pages, {}, is_complete=True)) == {"cantine"}


def test_a_canonical_address_that_was_not_received_makes_no_copy() -> None:
    pages = known("imprimer", canonical={"imprimer": "absente"})
    assert names(next_pages({}, pages, {}, is_complete=True)) == {"imprimer"}


def test_a_template_that_gives_its_own_address_to_every_page_loses_none() -> None:
    all_home = known("", "a", "b", canonical={"a": "", "b": ""})
    assert len(next_pages({}, all_home, {}, is_complete=True)) == 3
    one = known("modele", "a", "b", "c", "d", canonical=dict.fromkeys("abcd", "modele"))
    assert len(next_pages({}, one, {}, is_complete=True)) == 5


def test_two_pages_that_name_each_other_both_stay() -> None:
    pages = known("a", "b", canonical={"a": "b", "b": "a"})
    assert len(next_pages({}, pages, {}, is_complete=True)) == 2


def test_a_site_in_trouble_answers_one_page_everywhere() -> None:
    former = known(*"abcdefghij")
    assert is_in_trouble(former, known(*"abcdef", digest="maintenance"))
    assert not is_in_trouble(former, known(*"abcd", digest="maintenance"))
    assert not is_in_trouble(former, known(*"abcdefghij"))
    same_before = known(*"abcdefghij", digest="x")
    assert not is_in_trouble(same_before, known(*"abcdefghij", digest="y"))


def test_a_site_that_says_it_is_in_trouble_is_whatever_its_bytes() -> None:
    former = known(*"abcdefghij")
    now = {key: replace(page, digest=f"{key} now", title="Site en maintenance") for key, page in former.items()}
    assert is_in_trouble(former, now)
    assert not is_in_trouble(now, {key: replace(page, digest=f"{key} later") for key, page in now.items()})
    redesigned = {key: replace(page, digest=f"{key} now", title="Valbrune") for key, page in former.items()}
    assert not is_in_trouble(former, redesigned)
