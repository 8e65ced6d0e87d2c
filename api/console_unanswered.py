"""« Questions sans réponse » in the console: what residents asked and did not get, by service and by reason.

Filters are in the address; nothing needs a script. Nothing on the page leads back to a person: see
``api.unanswered_view``.
"""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from answering.routing.masking import mask
from api.console_session import SignedIn, console_page, signed_in
from api.page_response import local_now
from api.unanswered_view import NO_SERVICE, REASONS, Miss, Sought, misses_of, sorted_out
from clarity.reporting.services import service_finder
from domain.ids import DocumentId
from handoff.typed_text import clean_line

router = APIRouter(include_in_schema=False)
_ADDRESS = "/console/questions-sans-reponse"
PERIODS = {"30": 30, "90": 90, "365": 365}
"""Days, by their name in the address; the first when none is named."""
LEFT_ON_A_PAGE = 20
_LONGEST_WORDS = 200


@router.get(_ADDRESS)
def unanswered_page(request: Request) -> Response:
    """Numbers by service and by reason, the questions that were left, and the documents that came nearest."""
    signed = signed_in(request)
    query = {name: clean_line(value)[:_LONGEST_WORDS] for name, value in request.query_params.items()}
    period = query.get("periode", "") if query.get("periode") in PERIODS else next(iter(PERIODS))
    named = [(one.slug, one.name) for one in signed.services.profile.services] + [(NO_SERVICE, "")]
    sought = Sought(
        service=_one_of(query.get("service", ""), [slug for slug, _ in named]),
        reason=_one_of(query.get("motif", ""), REASONS),
        words=query.get("mots", ""),
    )
    found = sorted_out(_misses(request, signed, PERIODS[period]), sought)
    number = _number(query.get("page", ""))
    first = (number - 1) * LEFT_ON_A_PAGE
    shown = found.left[first : first + LEFT_ON_A_PAGE]
    ids = sorted({document for miss in shown for document in miss.documents} | {one for one, _ in found.documents})
    values: dict[str, object] = {
        "found": found,
        "shown": shown,
        "sought": sought,
        "period": period,
        "periods": list(PERIODS),
        "reasons": REASONS,
        "services_named": named,
        "names": dict(named),
        "titles": {one.id: one.title for one in signed.services.documents.documents_by_id(ids).values()},
        "previous": _address(sought, period, number - 1) if number > 1 else None,
        "next": _address(sought, period, number + 1) if first + LEFT_ON_A_PAGE < len(found.left) else None,
        "current": "questions",
    }
    return console_page(request, signed, "console_unanswered.html", values)


def _misses(request: Request, signed: SignedIn, days: int) -> list[Miss]:
    services = signed.services
    since = local_now(request, services).date() - timedelta(days=days)
    opinions = services.feedback.since(since)
    cited = sorted({document for one in opinions if not one.is_helpful for document in one.documents})
    held, find = services.documents.documents_by_id(cited), service_finder(services.profile)

    def service_of(documents: Sequence[DocumentId]) -> str:
        known = (held[document] for document in documents if document in held)
        named = (find(document.title, document.path) for document in known)
        return next((service.slug for service in named if service), "")

    return misses_of(
        opinions,
        services.unanswered.since(since),
        service_of=service_of,
        masked=lambda words: mask(words, services.profile).text,
    )


def _one_of(given: str, known: Sequence[str]) -> str:
    """A filter that the page does not offer is none."""
    return given if given in known else ""


def _address(sought: Sought, period: str, page: int) -> str:
    given = {"periode": period, "service": sought.service, "motif": sought.reason, "mots": sought.words}
    return f"{_ADDRESS}?{urlencode({name: one for name, one in given.items() if one} | {'page': str(page)})}#laissees"


def _number(given: str) -> int:
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1
