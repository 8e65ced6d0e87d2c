"""Times the steps of one answer and keeps how each ended: what an operator may read of an answer, never its words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from domain.answer import AnswerStep


class Step:
    """A step under way; ``outcome`` is a few words of the code's own, never of the question or of a document."""

    def __init__(self) -> None:
        self.outcome = ""


class Steps:
    """The steps of one answer, in order. ``timer`` counts seconds from any origin."""

    def __init__(self, timer: Callable[[], float]) -> None:
        self._timer = timer
        self._done: list[AnswerStep] = []

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Time what is done inside; a step that raises is kept too, with the error's name as its outcome."""
        under_way, began = Step(), self._timer()
        try:
            yield under_way
        except BaseException as error:
            under_way.outcome = type(error).__name__
            raise
        finally:
            lasted = 1_000 * (self._timer() - began)
            self._done.append(AnswerStep(name=name, milliseconds=round(lasted, 3), outcome=under_way.outcome))

    def done(self) -> tuple[AnswerStep, ...]:
        """The steps that have ended."""
        return tuple(self._done)
