"""« Qu'a décidé le conseil sur … ? »: the page of agents, and its tables as CSV, ODS and JSON. No script is needed."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from api.console_session import SignedIn, console_page, signed_in
from api.context import context_of
from api.decisions_export import Found, decisions_csv, decisions_ods
from api.decisions_view import KINDS, BadFilter, decided_as_json, filters_of
from api.page_response import local_now
from domain.act import Outcome
from handoff.desk import LONGEST_QUESTION
from handoff.typed_text import clean_line
from prompts.catalogue import text

router = APIRouter(include_in_schema=False)
SHOWN = 50
"""Decisions on the page; the tables hold all that were found."""
EXPORTED = 20_000
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
# What the address calls each filter, and what the code does.
_FIELDS = {"du": "since", "au": "until", "genre": "kind", "matiere": "matter", "vote": "vote"}


@router.get("/console/decisions")
def decisions_page(request: Request) -> Response:
    """The form, and the decisions found: the best first, the latest first when nothing is asked."""
    signed = signed_in(request)
    given = _given(request)
    found, wrong = _found(request, signed, given, SHOWN)
    values: dict[str, object] = {
        "given": given,
        "found": found,
        "lines": [_with_days(line) for line in cast(list[dict[str, Any]], found["decisions"])],
        "wrong": wrong,
        "kinds": KINDS,
        "outcomes": list(Outcome),
        "again": urlencode({name: value for name, value in given.items() if value}),
        "current": "decisions",
    }
    return console_page(request, signed, "console_decisions.html", values, status=422 if wrong else 200)


@router.get("/console/decisions.csv")
def decisions_as_csv(request: Request) -> Response:
    """Every decision found, for a spreadsheet."""
    return _table(request, "csv", "text/csv; charset=utf-8", decisions_csv)


@router.get("/console/decisions.ods")
def decisions_as_ods(request: Request) -> Response:
    """The same as OpenDocument."""
    return _table(request, "ods", _ODS, decisions_ods)


@router.get("/console/decisions.json")
def decisions_as_data(request: Request) -> Response:
    """The same as JSON (docs/schemas/decisions.schema.json)."""
    signed = signed_in(request)
    found, _ = _found(request, signed, _given(request), EXPORTED)
    return JSONResponse(found, headers={"cache-control": "no-store"})


def _given(request: Request) -> dict[str, str]:
    """What the address asks, cleaned; a longer question is cut."""
    query = request.query_params
    return {name: clean_line(query.get(name, ""))[:LONGEST_QUESTION] for name in ("q", *_FIELDS)}


def _found(request: Request, signed: SignedIn, given: Mapping[str, str], limit: int) -> tuple[dict[str, Any], str]:
    """What was found, and the sentence that tells which filter was left out because it cannot be read."""
    named = {code: given[field] for field, code in _FIELDS.items()}
    wrong = ""
    try:
        filters = filters_of(named)
    except BadFilter as error:
        wrong, filters = text(f"decisions.wrong_{error}"), filters_of({})
    services = signed.services
    today = local_now(request, services).date()
    found = services.decided.find(given["q"], filters, today=today)
    return decided_as_json(found, commune=services.profile.slug, question=given["q"], limit=limit), wrong


def _table(request: Request, suffix: str, media_type: str, write: Callable[[list[Found], str], bytes]) -> Response:
    signed = signed_in(request)
    found, _ = _found(request, signed, _given(request), EXPORTED)
    body = write(cast(list[Found], found["decisions"]), context_of(request).options.base_url)
    headers = {"content-disposition": f'attachment; filename="decisions.{suffix}"', "cache-control": "no-store"}
    return Response(body, media_type=media_type, headers=headers)


def _with_days(line: dict[str, Any]) -> dict[str, Any]:
    followers = [{**one, "day": _day(one["day"])} for one in line["followed_by"]]
    return {**line, "day": _day(line["day"]), "followed_by": followers}


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
