"""A language model and a count of its use that obey the ports, told what to do by each test."""

from collections.abc import Callable, Generator, Sequence
from datetime import date

from domain.errors import ModelFailed
from domain.ids import CommuneSlug
from domain.language_model import Message, ModelUse, Piece


class ScriptedModel:
    """Writes ``texts`` one after the other, call by call (the last one again); a ``ModelFailed`` among them is raised.

    A call is a list of pieces of text and failures.
    """

    def __init__(self, *calls: Sequence[str | ModelFailed | ModelUse]) -> None:
        self.name = "modele-d-essai"
        self._calls = calls
        self.asked: list[tuple[Message, ...]] = []
        self.closed = 0

    def stream(self, messages: Sequence[Message], *, max_tokens: int, timeout_s: float) -> Generator[Piece, None, None]:
        script = self._calls[min(len(self.asked), len(self._calls) - 1)]
        self.asked.append(tuple(messages))
        try:
            for one in script:
                if isinstance(one, ModelFailed):
                    raise one
                yield Piece(use=one) if isinstance(one, ModelUse) else Piece(text=one)
        finally:
            self.closed += 1


class UseInMemory:
    """Counts tokens by day."""

    def __init__(self) -> None:
        self.days: dict[date, ModelUse] = {}

    def reserve(self, day: date, commune: CommuneSlug, use: ModelUse, fits: Callable[[ModelUse], bool]) -> bool:
        total = self.total(day) + use
        if fits(total):
            self.days[day] = total
            return True
        return False

    def settle(self, day: date, commune: CommuneSlug, *, reserved: ModelUse, used: ModelUse) -> None:
        self.days[day] = self.total(day) + used - reserved

    def total(self, day: date, commune: CommuneSlug | None = None) -> ModelUse:
        return self.days.get(day, ModelUse())
