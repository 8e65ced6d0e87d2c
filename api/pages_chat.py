"""The chat: an empty page with suggestions, and the answer to a question, whole page or fragment."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from api.context import CommuneServices, context_of
from api.exchange import ask, exchange_of
from api.origin_check import refuse_foreign_form
from api.page_response import FRAGMENT_HEADER, base_of, commune_of, page
from api.question_input import question_problem
from handoff.desk import LONGEST_QUESTION
from handoff.typed_text import clean_line
from prompts.catalogue import text

router = APIRouter(include_in_schema=False)


@router.get("/")
def empty_chat(request: Request) -> Response:
    """The page before the first question."""
    return _chat(request, commune_of(request), {})


@router.get("/question")
def no_question(request: Request) -> Response:
    """An address typed or kept from a former answer: back to the empty page."""
    return RedirectResponse(f"{base_of(request.scope)}/", status_code=303)


@router.post("/question", dependencies=[Depends(refuse_foreign_form)])
def asked_question(
    request: Request,
    question: Annotated[str, Form()] = "",
    history: Annotated[list[str] | None, Form()] = None,
    cadre: Annotated[str, Form()] = "",
) -> Response:
    """The answer's page, or its sheet alone for the chat's script."""
    services, options = commune_of(request), context_of(request).options
    framed = cadre == "1"
    earlier = [q for q in map(clean_line, history or []) if q and len(q) <= LONGEST_QUESTION]
    earlier = earlier[-options.history_questions :]
    asked = clean_line(question)
    problem = question_problem(asked, was_empty=not question.strip())
    if problem:
        error = text(f"errors.{problem}", limit=str(LONGEST_QUESTION))
        kept = asked[:LONGEST_QUESTION]
        values = {"history": earlier, "error": error, "draft": kept, "framed": framed}
        return _chat(request, services, values, status=422, fragment="_composer.html")
    answer = ask(request, services, asked, earlier)
    shown = exchange_of(request, services, answer, framed=framed)
    # As masked: what is sent back with the next question holds no personal data of this one.
    before, masked = answer.question.history, answer.question.text
    values = {"exchange": shown, "earlier": before, "history": [*before, masked], "framed": framed}
    return _chat(request, services, values, fragment="_answer.html")


def _chat(
    request: Request,
    services: CommuneServices,
    values: dict[str, object],
    *,
    status: int = 200,
    fragment: str | None = None,
) -> Response:
    defaults: dict[str, object] = {
        "exchange": None,
        "earlier": [],
        "history": [],
        "error": None,
        "draft": "",
        "current": "chat",
    }
    is_fragment = fragment is not None and FRAGMENT_HEADER in request.headers
    template = fragment if is_fragment and fragment else "chat.html"
    return page(request, services, template, defaults | values, status=status)
