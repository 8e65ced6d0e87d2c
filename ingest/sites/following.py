"""Redirects followed one hop at a time, each judged like a link before it is asked for. No network of its own."""

from collections.abc import Callable, Mapping

from ingest.sites.fetching import Failure, Fetcher, FetchProblem, Response
from ingest.sites.web_address import is_downgrade, web_address

_REDIRECTS = frozenset((301, 302, 303, 307, 308))


def get_following(
    fetcher: Fetcher,
    address: str,
    headers: Mapping[str, str],
    refusal: Callable[[str], str | None],
    wait: Callable[[str], None],
    hops: int = 5,
) -> Response | Failure:
    """The answer at the end of at most ``hops`` redirects, with the address that gave it.

    ``refusal`` says why an address may not be asked for (None: it may); ``wait`` holds back until its host may be
    asked again. A redirect out of encryption, to another scheme or in a circle ends in a Failure. ``headers`` go with
    the first request only: what was known of one address says nothing of another.
    """
    seen = {address}
    here = address
    for _ in range(hops + 1):
        why = refusal(here)
        if why is not None:
            return Failure(address=here, problem=FetchProblem.FORBIDDEN, detail=why)
        wait(here)
        answer = fetcher.get(here, headers if here == address else {})
        if isinstance(answer, Failure) or answer.status not in _REDIRECTS:
            return answer
        target = web_address(answer.headers.get("location", ""), here)
        if target is None:
            return Failure(address=here, problem=FetchProblem.FORBIDDEN, detail="redirects to no address of the web")
        if is_downgrade(here, target):
            return Failure(address=here, problem=FetchProblem.FORBIDDEN, detail="redirects out of encryption")
        if target in seen:
            return Failure(address=here, problem=FetchProblem.LOOP, detail=f"redirects back to {target}")
        seen.add(target)
        here = target
    return Failure(address=address, problem=FetchProblem.LOOP, detail=f"over {hops} redirects")


def settled(answer: Response | Failure) -> Response | Failure:
    """A Response with status 200 or 304, or the Failure that its status means (RFC 9110 §15)."""
    if isinstance(answer, Failure) or answer.status in (200, 304):
        return answer
    status = answer.status
    if status in (404, 410):
        problem = FetchProblem.NOT_FOUND
    elif 400 <= status < 500:
        problem = FetchProblem.REFUSED
    elif status >= 500:
        problem = FetchProblem.SERVER_ERROR
    else:
        problem = FetchProblem.UNREADABLE
    return Failure(address=answer.address, problem=problem, detail=f"HTTP {status}")
