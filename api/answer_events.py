"""An answer as server-sent events: each sentence once it is verified, then the whole sheet; silence is never long."""

import asyncio
import json
import logging
import threading
from collections.abc import AsyncGenerator, Callable

from starlette.concurrency import run_in_threadpool

from api.middleware import trace_without_values
from domain.answer import AnswerSentence, AnswerWatch, Citation

logger = logging.getLogger("parvis.api")

HEARTBEAT_S = 5.0
"""Proxies close a connection silent for 30 to 60 s, some mobile networks sooner."""

HEARTBEAT = ": attente\n\n"


class _Watch:
    """Hands what the answering thread tells over to the loop of the server."""

    def __init__(self, tell: Callable[[str], None], said: Callable[[AnswerSentence, Citation], str]) -> None:
        self._tell, self._said = tell, said
        self._gone = threading.Event()

    def said(self, sentence: AnswerSentence, citation: Citation) -> None:
        self._tell(self._said(sentence, citation))

    def is_gone(self) -> bool:
        return self._gone.is_set()

    def leave(self) -> None:
        """Nobody reads any more."""
        self._gone.set()


def answer_events(work: Callable[[AnswerWatch], str], *, heartbeat_s: float = HEARTBEAT_S) -> AsyncGenerator[str, None]:
    """``sentence`` events, then ``answer`` with the HTML that ``work`` gives; ``failed`` when it raises."""
    return events_of(
        lambda watch: event("answer", {"html": work(watch)}),
        said=_sentence,
        failed=event("failed", {}),
        heartbeat_s=heartbeat_s,
    )


async def events_of(
    work: Callable[[AnswerWatch], str],
    *,
    said: Callable[[AnswerSentence, Citation], str],
    failed: str,
    heartbeat_s: float = HEARTBEAT_S,
) -> AsyncGenerator[str, None]:
    """What ``said`` makes of each sentence, then what ``work`` gives; ``failed`` when it raises.

    ``work`` runs in a thread. When the reader leaves, its watch says so, and the model is stopped.
    """
    loop = asyncio.get_running_loop()
    told: asyncio.Queue[str | None] = asyncio.Queue()

    def tell(words: str | None) -> None:
        # The server may have stopped before the thread.
        if not loop.is_closed():
            loop.call_soon_threadsafe(told.put_nowait, words)

    watch = _Watch(tell, said)

    def answer() -> None:
        try:
            tell(work(watch))
        except Exception as error:
            logger.error("an answer's events failed: %s", trace_without_values(error))
            tell(failed)
        finally:
            tell(None)

    under_way = asyncio.ensure_future(run_in_threadpool(answer))
    try:
        while True:
            try:
                words = await asyncio.wait_for(told.get(), heartbeat_s)
            except TimeoutError:
                yield HEARTBEAT
                continue
            if words is None:
                break
            yield words
        await under_way
    finally:
        watch.leave()


def _sentence(sentence: AnswerSentence, citation: Citation) -> str:
    return event("sentence", {"text": sentence.text, "number": citation.number, "title": citation.title})


def event(name: str, data: dict[str, object]) -> str:
    """One event; JSON keeps the data on one line."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
