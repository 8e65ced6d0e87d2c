"""Any endpoint that speaks OpenAI's chat completions, through LlamaIndex's ``OpenAILike``: one streamed call.

Its clients are loaded at the first call (0.4 s of a core, 26 MB). Retries, time budgets and what an answer may cost
are the caller's (``answering/with_model``). Endpoints differ in ways that are dealt with here:

- Mistral refuses ``stream_options`` (422) and counts tokens in the last piece unasked; vLLM and Ollama count them only
  when asked. It is asked for, and never again once refused.
- errors have the form ``{"error": {…}}`` (OpenAI, vLLM, Ollama), ``{"object": "error", …}`` (Mistral) or
  ``{"detail": …}`` (FastAPI, as Albert API): only the HTTP status counts.
- an error may come inside a stream that began with 200: it ends the text.
- some send comments or blank lines to keep the line open, which the client swallows: each read is held to the time.
- reasoning models write ``reasoning_content``, or ``<think>`` in the text: neither is shown (the tag is dropped later).
"""

import logging
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from itertools import chain
from time import monotonic
from typing import TYPE_CHECKING, Any

import httpx

from domain.errors import ModelFailed
from domain.language_model import Message, ModelFault, ModelUse, Piece
from models.httpx_bounded_stream import bound_stream

if TYPE_CHECKING:
    from llama_index.llms.openai_like import OpenAILike

CONNECT_S = 3.0
"""An endpoint of the same country opens a connection in tens of milliseconds; one that is down costs no more."""


class LlamaIndexOpenAILike:
    """A model of an OpenAI-compatible endpoint."""

    def __init__(self, url: str, model: str, key: str = "") -> None:
        """``url`` ends before ``/chat/completions`` (usually in ``/v1``); nothing is loaded or called yet."""
        self._url = url
        self._model = model
        self._key = key
        self._asks_use = True
        self._lock = threading.Lock()
        self._client: OpenAILike | None = None
        self._calls = threading.local()

    @property
    def name(self) -> str:
        """The model's name, as the settings give it."""
        return self._model

    def load(self) -> None:
        """Load the clients now, so that the first resident does not wait for it; nothing is called."""
        self._loaded()

    def stream(self, messages: Sequence[Message], *, max_tokens: int, timeout_s: float) -> Generator[Piece, None, None]:
        """What the model writes, as it comes. Raises ModelFailed."""
        with _translated():
            until = monotonic() + timeout_s
            try:
                yield from self._pieces(messages, max_tokens, until)
            except _UseRefused:
                self._asks_use = False
                yield from self._pieces(messages, max_tokens, until)

    def _pieces(self, messages: Sequence[Message], max_tokens: int, until: float) -> Iterator[Piece]:
        left_s = max(0.01, until - monotonic())
        options: dict[str, Any] = {
            "max_tokens": max_tokens,
            "timeout": httpx.Timeout(left_s, connect=min(CONNECT_S, left_s)),
        }
        if self._asks_use:
            options["stream_options"] = {"include_usage": True}
        self._calls.response = None
        ending, is_begun = None, False
        with _refusal_of_use(self._asks_use):
            responses = self._loaded().stream_chat(_spoken(messages), **options)
            first = next(responses, None)
            # Left to the library, a call that nobody reads any more goes on until its objects are collected.
            with closing(self._calls.response) if self._calls.response else nullcontext():
                for response in chain([] if first is None else [first], responses):
                    if monotonic() > until:
                        raise ModelFailed(ModelFault.SLOW, f"{self._model} was still writing after its time budget")
                    is_begun = True
                    ending = _ending(response.raw) or ending
                    use = _use(response.raw)
                    if response.delta or use:
                        yield Piece(text=response.delta or "", use=use)
        if ending == "length":
            raise ModelFailed(ModelFault.TRUNCATED, f"{self._model} was cut at {max_tokens} tokens; raise the limit")
        if not is_begun:
            raise ModelFailed(ModelFault.GARBLED, "the endpoint sent no event; PARVIS_LLM_URL must end before /chat")
        if ending is None:
            raise ModelFailed(ModelFault.TRUNCATED, f"{self._model} stopped without saying why it ended")

    def _opened(self, response: httpx.Response) -> None:
        """Met in the thread of the call, before the first piece."""
        bound_stream(response)
        self._calls.response = response

    def _loaded(self) -> "OpenAILike":
        with self._lock:
            if self._client is None:
                # At DEBUG it logs every request whole: no question goes to a log, whatever level an operator sets.
                logging.getLogger("openai").setLevel(logging.WARNING)
                from llama_index.llms.openai_like import OpenAILike

                self._client = OpenAILike(
                    model=self._model,
                    api_base=self._url,
                    # The client refuses to go without one; Ollama and vLLM without a key take any.
                    api_key=self._key or "none",
                    is_chat_model=True,
                    temperature=0.0,
                    max_retries=0,
                    # A redirection would carry the passages and the key elsewhere.
                    http_client=httpx.Client(follow_redirects=False, event_hooks={"response": [self._opened]}),
                )
            return self._client


class _UseRefused(Exception):
    """The endpoint does not know ``stream_options``."""


@contextmanager
def _refusal_of_use(is_asked: bool) -> Iterator[None]:
    from openai import APIStatusError

    try:
        yield
    except APIStatusError as error:
        if is_asked and error.status_code in (400, 422) and "stream_options" in error.response.text:
            raise _UseRefused from error
        raise


@contextmanager
def _translated() -> Iterator[None]:
    """The client's exceptions as ours. Messages of the endpoint are left out: they may repeat the question."""
    from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError

    try:
        yield
    except APITimeoutError as error:
        raise ModelFailed(ModelFault.SLOW, "the endpoint did not answer in time") from error
    except APIConnectionError as error:
        raise ModelFailed(ModelFault.DOWN, "the endpoint cannot be reached; see PARVIS_LLM_URL") from error
    except APIStatusError as error:
        raise _by_status(error.status_code, error.response.headers) from error
    except (APIError, httpx.HTTPError) as error:
        fault = ModelFault.SLOW if isinstance(error, httpx.TimeoutException) else ModelFault.DOWN
        raise ModelFailed(fault, f"the endpoint broke off ({type(error).__name__})") from error
    except (ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        # What LlamaIndex and the client meet when a piece is no JSON, or of another form than chat completions.
        raise ModelFailed(
            ModelFault.GARBLED, f"the endpoint sent no chat completion ({type(error).__name__})"
        ) from error


def _by_status(status: int, headers: httpx.Headers) -> ModelFailed:
    if status == 429:
        return ModelFailed(ModelFault.BUSY, "the endpoint answered 429", retry_after_s=_seconds(headers))
    if status in (408, 504):
        return ModelFailed(ModelFault.SLOW, f"the endpoint answered {status}")
    if status >= 500:
        return ModelFailed(ModelFault.DOWN, f"the endpoint answered {status}", retry_after_s=_seconds(headers))
    return ModelFailed(ModelFault.REFUSED, f"the endpoint answered {status}: check PARVIS_LLM_URL, _MODEL and _KEY")


def _seconds(headers: httpx.Headers) -> float | None:
    """``Retry-After`` in seconds; None when absent or a date."""
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None


def _spoken(messages: Sequence[Message]) -> list[Any]:
    from llama_index.core.llms import ChatMessage

    return [ChatMessage(role=message.role.value, content=message.text) for message in messages]


def _ending(raw: object) -> str | None:
    choices = getattr(raw, "choices", None) or []
    return getattr(choices[0], "finish_reason", None) if choices else None


def _use(raw: object) -> ModelUse | None:
    use = getattr(raw, "usage", None)
    if use is None:
        return None
    return ModelUse(prompt_tokens=use.prompt_tokens or 0, completion_tokens=use.completion_tokens or 0)
