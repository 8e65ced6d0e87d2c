"""``/v1/chat/completions`` and ``/v1/models``: the assistant for programs that speak OpenAI's form.

The answer is the same as that of ``/v1/questions``. Nothing is asked of who calls: a key sent is not looked at.
"""

import json
import secrets
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from answering.answer_json import JsonValue, answer_as_json
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
from api.completion_text import completion_text
from api.context import CommuneServices, context_of
from api.exchange import ask
from api.question_input import question_problem
from handoff.desk import LONGEST_QUESTION
from handoff.typed_text import clean_line

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
    answer = ask(request, services, question, history)
    said = completion_text(
        answer,
        main_service=services.profile.main_service,
        site=f"{options.base_url}/c/{services.profile.slug}",
    )
    completion = CompletionOut(
        id=f"chatcmpl-{secrets.token_hex(12)}",
        created=int(answer.question.asked_at.timestamp()),
        choices=[
            ChoiceOut(message=CompletionMessageOut(content=said.content, annotations=list(said.annotations))),
        ],
        usage=UsageOut(),
        metadata=_metadata(answer_as_json(answer, version=options.version)),
    )
    headers = {"cache-control": "no-store"}
    if not body.stream:
        return JSONResponse(completion.model_dump(mode="json"), headers=headers)
    with_usage = bool(body.stream_options and body.stream_options.include_usage)
    events = _events(completion, said.pieces, with_usage=with_usage)
    # A proxy that waits for the whole answer would undo the stream.
    return StreamingResponse(events, media_type="text/event-stream", headers=headers | {"x-accel-buffering": "no"})


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


def _events(completion: CompletionOut, pieces: tuple[str, ...], *, with_usage: bool) -> Iterator[str]:
    """The same completion as server-sent events: role, pieces, annotations, then how it ended.

    The answer is complete before the first event, so that a failure is an HTTP code and never a broken stream.
    """
    head: dict[str, object] = {
        "id": completion.id,
        "object": "chat.completion.chunk",
        "created": completion.created,
        "model": completion.model,
    }
    usage = {"usage": None} if with_usage else {}

    def chunk(delta: dict[str, object], finish_reason: str | None = None, **more: object) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason, "logprobs": None}
        return _event(head | {"choices": [choice]} | usage | more)

    yield chunk({"role": "assistant", "content": ""})
    for piece in pieces:
        yield chunk({"content": piece})
    annotations = completion.choices[0].message.annotations
    if annotations:
        yield chunk({"annotations": [annotation.model_dump(mode="json") for annotation in annotations]})
    yield chunk({}, "stop", metadata=completion.metadata.model_dump(mode="json"))
    if with_usage:
        yield _event(head | {"choices": [], "usage": completion.usage.model_dump(mode="json")})
    yield "data: [DONE]\n\n"


def _event(body: dict[str, object]) -> str:
    """One event. JSON escapes line ends, so that the event holds on one line whatever a document says."""
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n"
