from collections.abc import Mapping

import pytest

from ingest.sites.fetching import Failure, FetchProblem, Response
from ingest.sites.following import get_following, settled

HOME = "https://valbrune.example/"


class ScriptedFetcher:
    """Answers with the redirects that it is given, then 200."""

    def __init__(self, redirects: Mapping[str, str]) -> None:
        self.redirects = redirects
        self.asked: list[tuple[str, Mapping[str, str]]] = []

    def get(self, address: str, headers: Mapping[str, str]) -> Response | Failure:
        self.asked.append((address, headers))
        target = self.redirects.get(address)
        if target is None:
            return Response(address=address, status=200)
        return Response(address=address, status=302, headers={"location": target})


def follow(redirects: Mapping[str, str], forbidden: str = "") -> tuple[Response | Failure, ScriptedFetcher, list[str]]:
    fetcher = ScriptedFetcher(redirects)
    waited: list[str] = []

    def refusal(address: str) -> str | None:
        return "not declared" if forbidden and address.startswith(forbidden) else None

    answer = get_following(fetcher, HOME, {"If-None-Match": "v"}, refusal, waited.append)
    return answer, fetcher, waited


def test_redirects_are_followed_each_after_its_wait_and_headers_go_with_the_first_only() -> None:
    answer, fetcher, waited = follow({HOME: "/fr", "https://valbrune.example/fr": "accueil.html"})
    assert isinstance(answer, Response)
    assert answer.address == "https://valbrune.example/accueil.html"
    assert waited == [address for address, _ in fetcher.asked]
    assert [dict(headers) for _, headers in fetcher.asked] == [{"If-None-Match": "v"}, {}, {}]


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("file:///etc/passwd", FetchProblem.FORBIDDEN),
        ("gopher://valbrune.example/", FetchProblem.FORBIDDEN),
        ("http://valbrune.example/", FetchProblem.FORBIDDEN),
        ("https://u:p@valbrune.example/x", FetchProblem.FORBIDDEN),
        ("", FetchProblem.FORBIDDEN),
        ("http://169.254.169.254/latest/meta-data/", FetchProblem.FORBIDDEN),
        (HOME, FetchProblem.LOOP),
    ],
)
def test_a_redirect_to_where_no_site_is_goes_nowhere(target: str, problem: FetchProblem) -> None:
    answer, fetcher, _ = follow({HOME: target})
    assert isinstance(answer, Failure)
    assert answer.problem is problem
    assert len(fetcher.asked) == 1


def test_a_redirect_is_judged_before_it_is_asked_for() -> None:
    answer, fetcher, _ = follow({HOME: "https://prive.example/"}, forbidden="https://prive")
    assert isinstance(answer, Failure)
    assert (answer.problem, answer.detail) == (FetchProblem.FORBIDDEN, "not declared")
    assert len(fetcher.asked) == 1


def test_a_circle_and_an_endless_chain_are_loops() -> None:
    circle, fetcher, _ = follow({HOME: "/a", "https://valbrune.example/a": "/b", "https://valbrune.example/b": "/a"})
    assert isinstance(circle, Failure)
    assert circle.problem is FetchProblem.LOOP
    assert len(fetcher.asked) == 3
    chain = {f"https://valbrune.example/{n}": f"/{n + 1}" for n in range(50)}
    endless, fetcher, _ = follow({HOME: "/0", **chain})
    assert isinstance(endless, Failure)
    assert endless.problem is FetchProblem.LOOP
    assert len(fetcher.asked) == 6


def test_encryption_may_be_taken_up_on_the_way() -> None:
    fetcher = ScriptedFetcher({"http://valbrune.example/": HOME})
    answer = get_following(fetcher, "http://valbrune.example/", {}, lambda a: None, lambda a: None)
    assert isinstance(answer, Response)
    assert answer.address == HOME


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (404, FetchProblem.NOT_FOUND),
        (410, FetchProblem.NOT_FOUND),
        (401, FetchProblem.REFUSED),
        (403, FetchProblem.REFUSED),
        (500, FetchProblem.SERVER_ERROR),
        (204, FetchProblem.UNREADABLE),
    ],
)
def test_a_status_says_what_kind_of_failure_it_is(status: int, problem: FetchProblem) -> None:
    answer = settled(Response(address=HOME, status=status))
    assert isinstance(answer, Failure)
    assert answer.problem is problem


def test_only_200_and_304_are_answers() -> None:
    for status in (200, 304):
        response = Response(address=HOME, status=status)
        assert settled(response) is response
