"""``/v1/visas``: what the console knows of legal references, as JSON, for agents who are signed in.

The session is that of the console, and so is the commune whose register is looked at.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from answering.answer_json import JsonValue
from api.console_session import SignedIn, signed_in
from api.console_visas import register_of_acts
from api.error_pages import PROBLEM, Problem
from api.legal_json import coverage_json, resolution_json
from api.origin_check import refuse_foreign_form
from api.page_response import local_now
from api.visa_check_json import check_json, reference_json
from api.visas_schemas import VisaCheckIn, VisaExtractIn, VisaResolveIn
from domain.legal_base import LegalBase
from prompts.catalogue import text
from visas.checking.check import check_draft
from visas.recognising import recognise
from visas.resolving.resolve import resolve

CHECK, EXTRACT, RESOLVE = "/v1/visas/check", "/v1/visas/extract", "/v1/visas/resolve"
MOST_BYTES = 2_500_000
"""A draft of the longest allowed, each of its characters written as JSON may write it."""
_REFUSED: dict[str, Any] = {
    "description": "Refus, en français",
    "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}},
}
_REFUSALS: dict[int | str, dict[str, Any]] = dict.fromkeys((400, 401, 403, 413, 422, 429, 500, 503), _REFUSED)
_COVERED = ("loi", "ordonnance", "decret")


def _agent(request: Request) -> SignedIn:
    """The agent signed in, from our own pages or from a program that holds the session. Raises 401, 403."""
    refuse_foreign_form(request)
    return signed_in(request)


Agent = Annotated[SignedIn, Depends(_agent)]
router = APIRouter(tags=["agents"], responses=_REFUSALS)


@router.post(CHECK)
def check_visas(request: Request, body: VisaCheckIn, signed: Agent) -> dict[str, Any]:
    """A draft's visas at the day of the meeting: docs/schemas/visas-check.schema.json, with what the base covers."""
    day = body.date or local_now(request, signed.services).date()
    if not body.text.strip():
        raise Problem(422, "as_is", sentence=text("draft_problem.empty"))
    if body.model_date is not None and body.model_date > day:
        raise Problem(422, "as_is", sentence=text("draft_problem.model_after"))
    base = signed.services.law()
    acts = register_of_acts(signed.services)
    found = check_draft(base, body.text, day, subject=body.subject, model_day=body.model_date, acts=acts)
    codes = {one.reference.code for visa in found.visas for one in visa.references if one.reference.code}
    return {**check_json(found), "coverage": _coverage(base, codes)}


@router.post(EXTRACT)
def extract_references(body: VisaExtractIn, signed: Agent) -> dict[str, Any]:
    """The legal references of a text, each with its key and its place: docs/schemas/visas-references.schema.json."""
    return {"references": [reference_json(one) for one in recognise(body.text)]}


@router.post(RESOLVE)
def resolve_references(request: Request, body: VisaResolveIn, signed: Agent) -> dict[str, Any]:
    """Where articles and texts stand on a day, and what took over: docs/schemas/visas-resolve.schema.json."""
    day = body.date or local_now(request, signed.services).date()
    base = signed.services.law()
    found = []
    for key in body.keys:
        resolved = resolve(base, key, day, about=body.about, model_day=body.model_date)
        if not resolved:
            raise Problem(422, "as_is", sentence=text("draft_problem.no_key", given=key[:80]))
        found += [resolution_json(one) for one in resolved]
    return {"resolutions": found}


def _coverage(base: LegalBase, codes: set[str]) -> list[Mapping[str, JsonValue]]:
    """What the base covers of the kinds of texts and of the codes cited, and until when."""
    held = (base.coverage(subject) for subject in (*_COVERED, *sorted(codes)))
    return [coverage_json(one) for one in held if one is not None]
