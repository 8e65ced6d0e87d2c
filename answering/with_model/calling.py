"""One call of the language model for one answer: within its time, its budget, with retries, or a fault told.

The model is read in a thread of its own and its pieces are handed over by a queue, so that whoever waits for the
answer is never later than the time budget, whatever the endpoint does.
"""

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from time import monotonic

from answering.with_model.breaker import Breaker
from answering.with_model.budget import DailyBudget, estimated_use, written_use
from domain.errors import ModelFailed, ParvisError
from domain.ids import CommuneSlug
from domain.language_model import Message, ModelFault, ModelUse, Piece
from domain.model_ports import LanguageModel

# Of the endpoint itself: another question will meet them too. A text cut or unsupported says nothing of the next one.
_ENDPOINT_FAULTS = frozenset(
    {ModelFault.SLOW, ModelFault.DOWN, ModelFault.BUSY, ModelFault.REFUSED, ModelFault.GARBLED}
)
_WORTH_RETRYING = frozenset({ModelFault.DOWN, ModelFault.BUSY, ModelFault.SLOW})
_FREE_OF_CHARGE = frozenset({ModelFault.DOWN, ModelFault.BUSY, ModelFault.REFUSED})
FIRST_PAUSE_S = 0.25
LEAST_LEFT_S = 1.0
"""No retry with less time than this: the smallest answers seen of such endpoints take as long."""
GLANCE_S = 0.1
"""How often somebody who has left is noticed while the model is silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLimits:
    """``time_s`` for the whole answer of the model, retries included; ``max_tokens`` it may write."""

    time_s: float = 12.0
    max_tokens: int = 700
    attempts: int = 3


class ModelCaller:
    """A language model with its breaker and its budget. Thread-safe."""

    def __init__(
        self, model: LanguageModel, budget: DailyBudget, limits: CallLimits, *, breaker: Breaker | None = None
    ) -> None:
        self._model = model
        self._budget = budget
        self._limits = limits
        self._breaker = breaker or Breaker(monotonic)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    def pieces(
        self,
        messages: tuple[Message, ...],
        *,
        day: date,
        commune: CommuneSlug,
        is_gone: Callable[[], bool] = lambda: False,
    ) -> Iterator[str]:
        """What the model writes. Raises ModelFailed, also midway; never later than the time budget.

        ``is_gone`` tells that nobody waits any more: the call then ends.
        """
        until = monotonic() + self._limits.time_s
        if not self._breaker.may_pass():
            raise ModelFailed(ModelFault.RESTING, f"{self.name} failed several times in a row and is left alone")
        reserved = estimated_use(messages, self._limits.max_tokens)
        self._budget.reserve(day, commune, reserved)
        call = _Call(self._model, messages, self._limits, until)
        try:
            yield from call.pieces(is_gone)
            self._breaker.succeeded()
        except ModelFailed as failure:
            if failure.fault in _ENDPOINT_FAULTS:
                self._breaker.failed()
            elif failure.fault is not ModelFault.GONE:
                self._breaker.succeeded()
            raise
        finally:
            call.abandon()
            self._budget.settle(day, commune, reserved=reserved, used=call.used())


@dataclass(frozen=True, slots=True)
class _End:
    """The call is over; ``failure`` when it failed."""

    failure: ModelFailed | None = None


class _Call:
    """A call under way in its thread."""

    def __init__(self, model: LanguageModel, messages: tuple[Message, ...], limits: CallLimits, until: float) -> None:
        self._model = model
        self._messages = messages
        self._limits = limits
        self._until = until
        self._handed: queue.SimpleQueue[str | _End] = queue.SimpleQueue()
        self._abandoned = threading.Event()
        self._written: list[str] = []
        self._use: ModelUse | None = None
        self._attempts = 0
        self._is_refused = False

    def pieces(self, is_gone: Callable[[], bool]) -> Iterator[str]:
        """What is written, in the thread of the caller."""
        threading.Thread(target=self._run, name="language model", daemon=True).start()
        while True:
            if is_gone():
                raise ModelFailed(ModelFault.GONE, "nobody waits for the answer any more")
            left_s = self._until - monotonic()
            if left_s <= 0:
                raise ModelFailed(ModelFault.SLOW, f"{self._model.name} took more than {self._limits.time_s} s")
            try:
                handed = self._handed.get(timeout=min(left_s, GLANCE_S))
            except queue.Empty:
                continue
            if isinstance(handed, str):
                yield handed
            elif handed.failure:
                raise handed.failure
            else:
                return

    def abandon(self) -> None:
        """No piece is wanted any more: the call ends at its next one, or when its own time is over."""
        self._abandoned.set()

    def used(self) -> ModelUse:
        """Tokens by the endpoint's count, else estimated; a call that was refused has cost nothing."""
        if self._use:
            return self._use
        if self._is_refused and not self._written:
            return ModelUse()
        return written_use(self._messages, "".join(self._written))

    def _run(self) -> None:
        pause_s = FIRST_PAUSE_S
        while True:
            self._attempts += 1
            try:
                self._attempt()
            except ModelFailed as failure:
                self._is_refused = failure.fault in _FREE_OF_CHARGE
                wait_s = pause_s if failure.retry_after_s is None else failure.retry_after_s
                if not self._may_retry(failure, wait_s) or self._abandoned.wait(wait_s):
                    self._handed.put(_End(failure))
                    return
                pause_s *= 2
            except Exception as error:
                told = f"{type(error).__name__} in the client of the language model"
                self._handed.put(_End(ModelFailed(ModelFault.GARBLED, told)))
                if not isinstance(error, ParvisError):
                    raise
                return
            else:
                self._handed.put(_End())
                return

    def _may_retry(self, failure: ModelFailed, wait_s: float) -> bool:
        """Only what may pass by itself, nothing of which was shown, and with the time left to do better."""
        is_in_time = monotonic() + wait_s + LEAST_LEFT_S < self._until
        is_early = not self._written and self._attempts < self._limits.attempts
        return failure.fault in _WORTH_RETRYING and is_early and is_in_time

    def _attempt(self) -> None:
        left_s = max(0.05, self._until - monotonic())
        stream = self._model.stream(self._messages, max_tokens=self._limits.max_tokens, timeout_s=left_s)
        try:
            for piece in stream:
                if self._abandoned.is_set():
                    return
                self._take(piece)
        finally:
            stream.close()

    def _take(self, piece: Piece) -> None:
        self._use = piece.use or self._use
        if piece.text:
            self._written.append(piece.text)
            self._handed.put(piece.text)
