import pytest

from ingest.sites.fetching import Failure, FetchProblem, Response
from ingest.sites.protego_robots import LONGEST_DELAY_S, Robots, read_robots

HOME = "https://valbrune.example/"


def robots(text: str) -> Robots:
    return read_robots(Response(address=f"{HOME}robots.txt", status=200, body=text.encode()))


def test_the_longest_rule_of_our_group_decides() -> None:
    rules = robots("User-agent: *\nDisallow: /prive/\nAllow: /prive/public\nDisallow: /*.xls$\n")
    assert rules.allows(f"{HOME}cantine")
    assert not rules.allows(f"{HOME}prive/x")
    assert rules.allows(f"{HOME}prive/public/x")
    assert not rules.allows(f"{HOME}budget.xls")


def test_a_group_of_our_own_comes_before_that_of_all() -> None:
    rules = robots("User-agent: *\nDisallow: /\n\nUser-agent: Parvis\nDisallow: /admin\nCrawl-delay: 3\n")
    assert rules.allows(f"{HOME}cantine")
    assert not rules.allows(f"{HOME}admin")
    assert rules.delay_s() == 3.0


def test_a_delay_is_bounded_and_a_rate_counts_as_one() -> None:
    assert robots("User-agent: *\nCrawl-delay: 86400\n").delay_s() == LONGEST_DELAY_S
    assert robots("User-agent: *\nRequest-rate: 1/5\n").delay_s() == 5.0
    assert robots("User-agent: *\nCrawl-delay: peu\n").delay_s() == 0.0
    assert robots("").delay_s() == 0.0


def test_sitemaps_are_named() -> None:
    assert robots(f"Sitemap: {HOME}plan.xml\nSitemap: /autre.xml").sitemaps() == (f"{HOME}plan.xml", "/autre.xml")


@pytest.mark.parametrize("problem", [FetchProblem.NOT_FOUND, FetchProblem.REFUSED, FetchProblem.LOOP])
def test_an_absent_file_allows_everything(problem: FetchProblem) -> None:
    rules = read_robots(Failure(address=HOME, problem=problem))
    assert rules.is_reachable
    assert rules.allows(f"{HOME}x")


@pytest.mark.parametrize(
    "problem", [FetchProblem.SERVER_ERROR, FetchProblem.UNREACHABLE, FetchProblem.TOO_SLOW, FetchProblem.BUSY]
)
def test_a_file_that_cannot_be_had_forbids_everything_for_now(problem: FetchProblem) -> None:
    rules = read_robots(Failure(address=HOME, problem=problem))
    assert not rules.is_reachable
    assert not rules.allows(f"{HOME}x")


def test_a_page_in_place_of_the_file_says_nothing() -> None:
    assert robots("<!DOCTYPE html><html><body>Disallow: /</body></html>").allows(f"{HOME}x")


def test_a_file_of_any_bytes_is_read_without_failing() -> None:
    answer = Response(address=HOME, status=200, body=b"\xff\xfe\x00User-agent" + bytes(range(256)) * 4000)
    assert read_robots(answer).is_reachable
