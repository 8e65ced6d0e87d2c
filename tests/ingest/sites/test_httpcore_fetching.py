import socket
import threading
from email.utils import formatdate

import pytest

from ingest.sites.fetching import Failure, FetchLimits, FetchProblem, Response
from ingest.sites.httpcore_fetching import HttpcoreFetcher, retry_after_s, system_addresses
from ingest.sites.reach import Reach
from tests.ingest.sites.conftest import IMPATIENT, PATIENT, MakeFetcher
from tests.ingest.sites.trap_server import Answer, TrapSite, bomb, html


def loopback(web: TrapSite) -> Reach:
    return Reach(hosts=frozenset((web.place,)), private_hosts=frozenset((web.place,)))


@pytest.fixture
def fetcher(web: TrapSite, fetcher_of: MakeFetcher) -> HttpcoreFetcher:
    return fetcher_of(loopback(web), "Parvis/1 (mairie@valbrune.example)", PATIENT)


def test_a_page_comes_whole_with_its_headers(web: TrapSite, fetcher: HttpcoreFetcher) -> None:
    web.page("/x?a=1", "<p>Bonjour</p>", ETag='"v1"')
    answer = fetcher.get(f"{web.home}/x?a=1", {"If-None-Match": '"v0"'})
    assert isinstance(answer, Response)
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, html("<p>Bonjour</p>"), '"v1"')
    (path, asked) = web.asked[0]
    assert path == "/x?a=1"
    assert asked["user-agent"] == "Parvis/1 (mairie@valbrune.example)"
    assert asked["host"] == web.place
    assert asked["if-none-match"] == '"v0"'


def test_no_cookie_is_kept_nor_sent(web: TrapSite, fetcher: HttpcoreFetcher) -> None:
    web.page("/", "x", Set_Cookie="session=1; Path=/")
    first = fetcher.get(f"{web.home}/", {})
    fetcher.get(f"{web.home}/", {})
    assert isinstance(first, Response)
    assert "set-cookie" not in first.headers
    assert all("cookie" not in headers for _, headers in web.asked)


def test_a_redirect_is_given_back_and_not_followed(web: TrapSite, fetcher: HttpcoreFetcher) -> None:
    web.redirect("/", "http://169.254.169.254/latest/meta-data/")
    answer = fetcher.get(f"{web.home}/", {})
    assert isinstance(answer, Response)
    assert answer.status == 302
    assert len(web.asked) == 1


def test_a_loopback_address_is_refused_unless_the_operator_allows_it(web: TrapSite, fetcher_of: MakeFetcher) -> None:
    fetcher = fetcher_of(Reach(hosts=frozenset((web.place,))), "x", IMPATIENT)
    answer = fetcher.get(f"{web.home}/", {})
    assert isinstance(answer, Failure)
    assert answer.problem is FetchProblem.FORBIDDEN
    assert web.asked == []


def test_a_name_is_resolved_once_and_connected_to_where_it_was_checked(web: TrapSite, fetcher_of: MakeFetcher) -> None:
    """The second answer of a rebinding resolver is never used unchecked: the connection goes to the first."""
    place = f"www.valbrune.example:{web.port}"
    answers = [["127.0.0.1"], ["169.254.169.254"], ["10.0.0.1"]]
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    web.put("/", html("x"), Connection="close")
    reach = Reach(hosts=frozenset((place,)), private_hosts=frozenset((place,)))
    fetcher = fetcher_of(reach, "x", IMPATIENT, resolver)
    first = fetcher.get(f"http://{place}/", {})
    assert isinstance(first, Response)
    assert (asked, web.asked[0][1]["host"]) == (["www.valbrune.example"], place)
    second = fetcher.get(f"http://{place}/", {})
    assert isinstance(second, Failure)
    assert second.problem is FetchProblem.FORBIDDEN
    assert "169.254.169.254" in second.detail
    assert len(web.asked) == 1


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (Answer(body=b"x" * 300_000), FetchProblem.TOO_LARGE),
        (Answer(is_endless=True), FetchProblem.TOO_LARGE),
        (bomb(30_000_000), FetchProblem.TOO_LARGE),
        (Answer(body=b"x" * 50, drip_s=0.05), FetchProblem.TOO_SLOW),
        (Answer(body=b"x" * 5, drip_s=5.0), FetchProblem.TOO_SLOW),
        (Answer(body=b"x", headers={"Content-Encoding": "br"}), FetchProblem.UNREADABLE),
        (Answer(body=b"x", headers={"Content-Encoding": "gzip"}), FetchProblem.UNREADABLE),
        (Answer(headers={f"X-{n}": "v" * 60_000 for n in range(3)}), FetchProblem.UNREACHABLE),
        (Answer(status=429, headers={"Retry-After": "7"}), FetchProblem.BUSY),
        (Answer(status=503), FetchProblem.BUSY),
    ],
    ids=["large", "endless", "bomb", "drip", "silence", "brotli", "not gzip", "headers", "429", "503"],
)
def test_a_trap_ends_in_a_reason(web: TrapSite, fetcher_of: MakeFetcher, answer: Answer, problem: FetchProblem) -> None:
    fetcher = fetcher_of(loopback(web), "x", IMPATIENT if answer.drip_s else PATIENT)
    web.routes["/"] = answer
    found = fetcher.get(f"{web.home}/", {})
    assert isinstance(found, Failure)
    assert found.problem is problem, found.detail
    assert found.retry_after_s == (7.0 if answer.status == 429 else None)


def test_headers_that_drip_do_not_outlive_the_deadline(fetcher_of: MakeFetcher) -> None:
    """Each byte comes in time for a read's own limit; only the deadline of the whole fetch stops it."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = f"127.0.0.1:{server.getsockname()[1]}"

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not stop.wait(0.05):
                    try:
                        connection.sendall(b"a")
                    except OSError:
                        return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        fetcher = fetcher_of(Reach(hosts=frozenset((place,)), private_hosts=frozenset((place,))), "x", IMPATIENT)
        answer = fetcher.get(f"http://{place}/", {})
        stop.set()
        thread.join()
    assert isinstance(answer, Failure)
    assert answer.problem is FetchProblem.TOO_SLOW


def test_a_site_that_is_down_is_unreachable(web: TrapSite, fetcher: HttpcoreFetcher) -> None:
    web.is_down = True
    answer = fetcher.get(f"{web.home}/", {})
    assert isinstance(answer, Failure)
    assert answer.problem is FetchProblem.UNREACHABLE


def test_what_speaks_no_http_is_unreachable(fetcher_of: MakeFetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = f"127.0.0.1:{server.getsockname()[1]}"

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"-ERR unknown command\r\n")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        fetcher = fetcher_of(Reach(hosts=frozenset((place,)), private_hosts=frozenset((place,))), "x", IMPATIENT)
        answer = fetcher.get(f"http://{place}/", {})
        thread.join()
    assert isinstance(answer, Failure)
    assert answer.problem is FetchProblem.UNREACHABLE


def test_retry_after_is_a_number_or_a_date() -> None:
    at = 1_780_000_000.0
    assert retry_after_s("120", lambda: at) == 120.0
    assert retry_after_s(formatdate(at + 90, usegmt=True), lambda: at) == 90.0
    assert retry_after_s(formatdate(at - 90, usegmt=True), lambda: at) == 0.0
    assert retry_after_s("bientôt", lambda: at) is None
    assert retry_after_s("", lambda: at) is None


def test_the_systems_resolver_gives_numeric_addresses() -> None:
    assert "127.0.0.1" in system_addresses("localhost", 80)


def test_the_default_limits_are_those_of_the_reader() -> None:
    assert FetchLimits().body_bytes == 20_000_000
