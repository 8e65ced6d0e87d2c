"""The report of confusing documents in the console: what to correct first, every finding, and what persons decide."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from api.console_session import SignedIn, check_token, console_page, signed_in
from api.context import context_of
from api.origin_check import refuse_foreign_or_silent_form
from api.report_view import (
    EVERY,
    NO_SERVICE,
    OPEN,
    Wanted,
    card_pane,
    curve,
    finding_pane,
    matching,
    priorities,
    titles_of,
)
from clarity.reporting.deciding import LONGEST_REASON, last_review, problem_with
from clarity.reporting.grades import FAMILIES
from clarity.reporting.report import DocumentCard, FindingView, Report
from clarity.reporting.wording import family_of, proposal_in_words, rule_action, rule_title
from domain.clock import local_date
from domain.finding import FindingState, Severity
from domain.reported_finding import FindingDecision, FindingId, FindingVerdict
from handoff.typed_text import clean_line
from prompts.catalogue import text

router = APIRouter(include_in_schema=False)
_ADDRESS = "/console/rapport"
_FINDING_ID = re.compile(r"f[0-9a-f]{16}")
CARDS_ON_A_PAGE = 4
PANES_ON_A_CARD = 3
"""Findings of one document shown among others; its own address shows them all."""
_NAMES = {"service": "service", "family": "famille", "severity": "gravite", "state": "etat", "words": "mots"}
_NAMES |= {"document": "document"}
_LONGEST_WORDS = 200
_LONGEST_FILTERS = 4_000


@router.get(_ADDRESS)
def report_page(request: Request) -> Response:
    """The whole report; filters and the page's number are in the address."""
    signed = signed_in(request)
    report = _report(request, signed)
    wanted = wanted_of(request.query_params)
    cards, titles = matching(report, wanted), titles_of(report.cards)
    number = _number(request.query_params.get("page", ""))
    first = (number - 1) * CARDS_ON_A_PAGE
    most = None if wanted.document else PANES_ON_A_CARD
    values = shown(report) | {
        "wanted": wanted,
        "panes": [card_pane(card, titles, most=most) for card in cards[first : first + CARDS_ON_A_PAGE]],
        "count": sum(len(card.findings) for card in cards),
        "total": sum(len(card.findings) for card in report.cards),
        "filters": _query(wanted, number),
        "done": _done(report, request.query_params.get("fait", "")),
        "previous": _address(wanted, number - 1) if number > 1 else None,
        "next": _address(wanted, number + 1) if first + CARDS_ON_A_PAGE < len(cards) else None,
        "services_named": [(one.slug, one.name) for one in signed.services.profile.services],
        "no_service": NO_SERVICE,
        "states_named": [OPEN, *(state.value for state in FindingState), EVERY],
        "severities": [severity.value for severity in reversed(list(Severity))],
        "current": "rapport",
    }
    return console_page(request, signed, "console_report.html", values)


@router.get(f"{_ADDRESS}/constats/{{finding_id}}")
def finding_page(request: Request, finding_id: str) -> Response:
    """One finding, alone."""
    signed = signed_in(request)
    return _one(request, signed, *_found(request, signed, finding_id), {})


@router.post(f"{_ADDRESS}/constats/{{finding_id}}", dependencies=[Depends(refuse_foreign_or_silent_form)])
def decide(
    request: Request,
    finding_id: str,
    verdict_name: Annotated[str, Form(alias="decision")] = "",
    why: Annotated[str, Form(alias="raison")] = "",
    filters: Annotated[str, Form(alias="filtres")] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Journal what a person says of a finding; it counts at once, and is to be reviewed within a year."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    report, card, view = _found(request, signed, finding_id)
    verdict = next((one for one in FindingVerdict if one.value == verdict_name), None)
    if verdict is None:
        raise HTTPException(422)
    day = _today(request, signed)
    decision = FindingDecision(
        finding=view.finding.id,
        verdict=verdict,
        reason=clean_line(why),
        author=signed.session.account.name,
        on=day,
        review_on=last_review(day) if verdict.asks_a_reason else None,
    )
    problem = problem_with(decision)
    if problem:
        said = text(problem, limit=str(LONGEST_REASON))
        return _one(
            request,
            signed,
            report,
            card,
            view,
            {"problem": said, "reason": decision.reason, "filters": filters},
            status=422,
        )
    if not signed.services.report.decide(decision):
        raise HTTPException(404)
    return RedirectResponse(_next(filters, view.finding.id), status_code=303)


def wanted_of(query: Mapping[str, str]) -> Wanted:
    """The filters that an address names."""
    given = {name: query[french].strip()[:_LONGEST_WORDS] for name, french in _NAMES.items() if query.get(french)}
    return Wanted(**given)


def shown(report: Report) -> dict[str, object]:
    """What the templates of the report need, on a page or in a file."""
    counts = [priorities(run.severities) for run in report.trends]
    return {
        "report": report,
        "families": FAMILIES,
        "family_of": family_of,
        "rule_title": rule_title,
        "rule_action": rule_action,
        "proposal_in_words": proposal_in_words,
        "touched": sum(action.questions for action in report.actions),
        "priorities": counts,
        "points": curve(counts),
        "is_compared": any(card.grades.get("CT") for card in report.cards),
        "clear": sum(not any(view.finding.state.is_open for view in card.findings) for card in report.cards),
        "reason_chars": LONGEST_REASON,
        "problem": "",
        "reason": "",
        "filters": "",
    }


def _one(
    request: Request,
    signed: SignedIn,
    report: Report,
    card: DocumentCard,
    view: FindingView,
    extra: dict[str, object],
    *,
    status: int = 200,
) -> Response:
    values = shown(report) | {"card": card, "pane": finding_pane(view, titles_of(report.cards)), "current": "rapport"}
    return console_page(request, signed, "console_report_finding.html", values | extra, status=status)


def _found(request: Request, signed: SignedIn, finding_id: str) -> tuple[Report, DocumentCard, FindingView]:
    """The finding of the agent's own commune. Raises 404."""
    identity = FindingId(finding_id)
    if not _FINDING_ID.fullmatch(finding_id) or signed.services.report.finding(identity) is None:
        raise HTTPException(404)
    report = _report(request, signed)
    for card in report.cards:
        for view in card.findings:
            if view.finding.id == identity:
                return report, card, view
    raise HTTPException(404)


def _report(request: Request, signed: SignedIn) -> Report:
    return signed.services.read_report(_today(request, signed))


def _today(request: Request, signed: SignedIn) -> date:
    return local_date(context_of(request).clock.now(), signed.services.profile.timezone)


def _done(report: Report, finding_id: str) -> FindingView | None:
    """The finding that the address says was just decided, if it was."""
    found = (view for card in report.cards for view in card.findings if view.finding.id == finding_id)
    return next((view for view in found if view.decision), None) if finding_id else None


def _next(filters: str, finding_id: FindingId) -> str:
    """Where a decision leads: the same filters and page as before it; the finding, when it was decided alone."""
    if not filters:
        return f"{_ADDRESS}/constats/{finding_id}"
    given = dict(parse_qsl(filters[:_LONGEST_FILTERS]))
    return f"{_ADDRESS}?{_query(wanted_of(given), _number(given.get('page', '')))}&fait={finding_id}#fait"


def _query(wanted: Wanted, page: int) -> str:
    """The filters and the page, as an address holds them."""
    given = [(_NAMES[one.name], str(getattr(wanted, one.name))) for one in fields(wanted)]
    return urlencode([pair for pair in given if pair[1]] + [("page", str(page))])


def _address(wanted: Wanted, page: int) -> str:
    return f"{_ADDRESS}?{_query(wanted, page)}#passages"


def _number(given: str) -> int:
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1
