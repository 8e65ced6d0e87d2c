"""``/v1/chat/completions`` and ``/v1/models``: the assistant for programs that speak OpenAI's form.

The answer is the same as that of ``/v1/questions``. Nothing is asked of who calls: a key sent is not looked at.
"""

import secrets
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from answering.answer_json import JsonValue, answer_as_json
from api.answer_events import events_of
from api.completion_errors import COMPLETIONS, MODELS, CompletionProblem
from api.completion_messages import history_of, typed_text
from api.completion_schemas import (
    MODEL,
    ChoiceOut,
    CompletionErrorOut,
    CompletionIn,
    CompletionMessageOut,
    CompletionMetadataOut,
    CompletionOut,
    MessageIn,
    ModelOut,
    ModelsOut,
    UsageOut,
)
from api.completion_stream import CompletionStream
from api.completion_text import CompletionText, annotation, completion_text
from api.context import CommuneServices, context_of
from api.exchange import ask
from api.question_input import question_problem
from domain.answer import Answer, AnswerWatch
from handoff.desk import LONGEST_QUESTION
from handoff.typed_text import clean_line
from prompts.catalogue import text

_REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": CompletionErrorOut, "description": "Refus, en français, dans la forme d’OpenAI"}
    for status in (400, 404, 413, 429, 500, 503)
}
_STREAM = {"schema": {"type": "string", "description": "docs/schemas/chat-completion-chunk.schema.json, puis [DONE]"}}

router = APIRouter(tags=["public"], responses=_REFUSALS)


@router.get(MODELS, response_model=ModelsOut)
def models() -> ModelsOut:
    """The only model: this assistant."""
    return ModelsOut(data=[ModelOut()])


@router.get(MODELS + "/{model}", response_model=ModelOut)
def model(model: str) -> ModelOut:
    """The assistant, by its name."""
    _expect_model(model)
    return ModelOut()


@router.post(
    COMPLETIONS,
    response_model=CompletionOut,
    responses={200: {"content": {"text/event-stream": _STREAM}}},
)
def complete(
    request: Request,
    body: CompletionIn,
    x_parvis_commune: Annotated[str | None, Header()] = None,
) -> Response:
    """Answer the last message of a conversation from the commune's documents; citations come as annotations.

    Every outcome is a ``metadata.status`` with code 200; another code means that the question was not put.
    """
    _refuse_what_is_not_done(body)
    services = _commune(request, body.commune, x_parvis_commune)
    question = _question(body.messages[-1])
    options = context_of(request).options
    history = history_of(body.messages[:-1], at_most=options.history_questions)
    identity, created = f"chatcmpl-{secrets.token_hex(12)}", int(context_of(request).clock.now().timestamp())
    site = f"{options.base_url}/c/{services.profile.slug}"

    def completed(answer: Answer, said: CompletionText) -> CompletionOut:
        message = CompletionMessageOut(content=said.content, annotations=list(said.annotations))
        return CompletionOut(
            id=identity,
            created=created,
            choices=[ChoiceOut(message=message)],
            usage=UsageOut(),
            metadata=_metadata(answer_as_json(answer, version=options.version)),
        )

    def told(answer: Answer) -> CompletionText:
        return completion_text(answer, main_service=services.profile.main_service, site=site)

    if not body.stream:
        answer = ask(request, services, question, history)
        whole = completed(answer, told(answer)).model_dump(mode="json")
        return JSONResponse(whole, headers={"cache-control": "no-store"})
    with_usage = bool(body.stream_options and body.stream_options.include_usage)
    stream = CompletionStream(identity, created, MODEL, with_usage=with_usage)

    def closing(watch: AnswerWatch | None) -> Iterator[str]:
        answer = ask(request, services, question, history, watch)
        rest = stream.rest_of(answer, told(answer), lambda cited, start, end: annotation(cited, site, start, end))
        return stream.closing(completed(answer, rest), rest.pieces)

    phone = services.profile.main_service.phone
    broken = " ".join((text("errors.http_500"), text("errors.call", phone=phone) if phone else "")).strip()
    return _streamed(stream, closing, broken, is_live=services.streams)


def _refuse_what_is_not_done(body: CompletionIn) -> None:
    """What cannot be given is refused, never passed over: the program that asks counts on it."""
    _expect_model(body.model)
    if body.n not in (None, 1):
        raise CompletionProblem(400, "completion_unsupported", param="n")
    if body.response_format and body.response_format.type != "text":
        raise CompletionProblem(400, "completion_unsupported", param="response_format")
    if body.tool_choice not in (None, "none", "auto"):
        raise CompletionProblem(400, "completion_unsupported", param="tool_choice")


def _expect_model(name: str) -> None:
    if name != MODEL:
        raise CompletionProblem(404, "model_not_found", param="model", model=MODEL)


def _commune(request: Request, field: str | None, header: str | None) -> CommuneServices:
    if field and header and field != header:
        raise CompletionProblem(400, "two_communes", param="commune")
    slug, communes = field or header, context_of(request).communes
    services = communes.get(slug) if slug else communes.default()
    if services is None:
        raise CompletionProblem(404, "unknown_commune", param="commune")
    return services


def _question(last: MessageIn) -> str:
    if last.role != "user":
        raise CompletionProblem(400, "last_message_not_user", param="messages")
    typed = typed_text(last)
    if typed is None:
        raise CompletionProblem(400, "message_not_text", param="messages")
    question = clean_line(typed)
    problem = question_problem(question, was_empty=not typed.strip())
    if problem:
        raise CompletionProblem(400, problem.value, param="messages", limit=str(LONGEST_QUESTION))
    return question


def _metadata(form: dict[str, JsonValue]) -> CompletionMetadataOut:
    """The part of an answer's own form that OpenAI's has no place for."""
    return CompletionMetadataOut.model_validate({name: form[name] for name in CompletionMetadataOut.model_fields})


def _streamed(
    stream: CompletionStream, closing: Callable[[AnswerWatch | None], Iterator[str]], broken: str, *, is_live: bool
) -> StreamingResponse:
    """The chunks as they come when a model may write; else the answer is complete before the first one, so that a
    failure is an HTTP code and never a broken stream.
    """
    # A proxy that waits for the whole answer would undo the stream.
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    if not is_live:
        chunks = [stream.opening(), *closing(None)]
        return StreamingResponse(iter(chunks), media_type="text/event-stream", headers=headers)

    async def live() -> AsyncGenerator[str, None]:
        yield stream.opening()
        coming = events_of(lambda watch: "".join(closing(watch)), said=stream.said, failed=stream.failed(broken))
        async with aclosing(coming) as events:
            async for chunk in events:
                yield chunk

    return StreamingResponse(live(), media_type="text/event-stream", headers=headers)
