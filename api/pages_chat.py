"""The chat: an empty page with suggestions, and the answer to a question, whole page or fragment."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from api.answer_events import answer_events
from api.context import CommuneServices, context_of
from api.exchange import ask, exchange_of
from api.origin_check import refuse_foreign_form
from api.page_response import FRAGMENT_HEADER, base_of, commune_of, page, page_values
from api.question_input import QuestionProblem, question_problem
from domain.answer import Answer, AnswerWatch
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
    simple: Annotated[str, Form()] = "",
) -> Response:
    """The answer's page, or its sheet alone for the chat's script; ``simple``: in simpler form."""
    services, framed = commune_of(request), cadre == "1"
    put = _put(request, question, history)
    if put.problem:
        return _refused(request, services, put, framed=framed)
    answer = ask(request, services, put.asked, put.earlier)
    shown = _shown(request, services, put, answer, framed=framed, simple=simple == "1")
    return _chat(request, services, shown, fragment="_answer.html")


@router.post("/question/flux", dependencies=[Depends(refuse_foreign_form)])
def streamed_question(
    request: Request,
    question: Annotated[str, Form()] = "",
    history: Annotated[list[str] | None, Form()] = None,
    cadre: Annotated[str, Form()] = "",
) -> Response:
    """The same for the chat's script, as server-sent events: verified sentences, then the sheet (api/answer_events)."""
    services, framed = commune_of(request), cadre == "1"
    put = _put(request, question, history)
    if put.problem:
        return _refused(request, services, put, framed=framed)

    def sheet(watch: AnswerWatch) -> str:
        answer = ask(request, services, put.asked, put.earlier, watch)
        values = page_values(context_of(request), services, request.scope)
        values |= _shown(request, services, put, answer, framed=framed)
        return context_of(request).pages.render("_answer.html", values)

    # No proxy may keep the sentences back to send them together.
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(answer_events(sheet), media_type="text/event-stream", headers=headers)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Put:
    """A question as put: cleaned, with those before it; ``problem``: why it cannot be asked."""

    asked: str
    earlier: list[str]
    problem: QuestionProblem | None


def _put(request: Request, question: str, history: list[str] | None) -> _Put:
    earlier = [q for q in map(clean_line, history or []) if q and len(q) <= LONGEST_QUESTION]
    asked = clean_line(question)
    return _Put(
        asked=asked,
        earlier=earlier[-context_of(request).options.history_questions :],
        problem=question_problem(asked, was_empty=not question.strip()),
    )


def _refused(request: Request, services: CommuneServices, put: _Put, *, framed: bool) -> Response:
    error = text(f"errors.{put.problem}", limit=str(LONGEST_QUESTION))
    kept = put.asked[:LONGEST_QUESTION]
    values = {"history": put.earlier, "error": error, "draft": kept, "framed": framed}
    return _chat(request, services, values, status=422, fragment="_composer.html")


def _shown(
    request: Request, services: CommuneServices, put: _Put, answer: Answer, *, framed: bool, simple: bool = False
) -> dict[str, object]:
    shown = exchange_of(request, services, answer, framed=framed, simple=simple)
    # As masked: what is sent back with the next question holds no personal data of this one.
    before, masked = answer.question.history, answer.question.text
    return {"exchange": shown, "earlier": before, "history": [*before, masked], "framed": framed}


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
