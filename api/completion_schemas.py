"""The JSON forms of ``/v1/chat/completions`` and ``/v1/models``: OpenAI's, as far as documents fill them.

What another program sends and that changes nothing here (temperature, seed, max_tokens, tools that may be left unused)
is accepted and not looked at.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.schemas import MarkOut, ServiceOut
from domain.answer import AnswerStatus
from domain.ids import CommuneSlug

MODEL = "parvis"


class _In(BaseModel):
    model_config = ConfigDict(extra="ignore", str_max_length=200_000)


class _Out(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PartIn(_In):
    """A part of a message; only ``text`` is read."""

    type: str
    text: str | None = None


class MessageIn(_In):
    """A message of the conversation. Only what ``user`` says is read: nobody's instructions change the assistant."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[PartIn] | None = None


class StreamOptionsIn(_In):
    """What the stream ends with."""

    include_usage: bool | None = None


class FormatIn(_In):
    """The form wanted; only ``text`` is given."""

    type: str = "text"


class CompletionIn(_In):
    """A conversation whose last message is a resident's question."""

    model: str = Field(description="parvis")
    messages: Annotated[list[MessageIn], Field(min_length=1)]
    stream: bool | None = None
    stream_options: StreamOptionsIn | None = None
    n: int | None = None
    response_format: FormatIn | None = None
    tool_choice: Annotated[str, StringConstraints(max_length=100)] | dict[str, object] | None = None
    commune: CommuneSlug | None = Field(
        default=None, description="Identifiant de la commune ; aussi par l’en-tête X-Parvis-Commune"
    )


class UrlCitationOut(_Out):
    """Which characters of the content a source proves (code points, the last one excluded), and where to read it."""

    start_index: int
    end_index: int
    title: str
    url: str
    number: int
    page: int | None


class AnnotationOut(_Out):
    """A citation, in OpenAI's form."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitationOut


class CompletionMessageOut(_Out):
    """The answer as plain text."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[AnnotationOut]


class ChoiceOut(_Out):
    """The only choice."""

    index: int = 0
    message: CompletionMessageOut
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class UsageOut(_Out):
    """Tokens of a language model, none while the documents answer by themselves."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class CompletionMetadataOut(_Out):
    """What OpenAI's form has no place for: how the question ended, whom to turn to, the marking of art. 50(2)."""

    status: AnswerStatus
    commune: str
    understood_as: str | None
    documents_as_of: date | None
    service: ServiceOut | None
    ia: MarkOut


class CompletionOut(_Out):
    """An answer, whatever its status."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: list[ChoiceOut]
    usage: UsageOut
    metadata: CompletionMetadataOut


class ModelOut(_Out):
    """The assistant, seen as a model."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = MODEL


class ModelsOut(_Out):
    """The only model."""

    object: Literal["list"] = "list"
    data: list[ModelOut]


class CompletionErrorBody(_Out):
    """Why; ``message`` is in French, ``code`` for programs, ``param`` the field to correct."""

    message: str
    type: str
    param: str | None
    code: str | None


class CompletionErrorOut(_Out):
    """A refusal, in OpenAI's form."""

    error: CompletionErrorBody
