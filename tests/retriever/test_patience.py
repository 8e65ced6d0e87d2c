from collections.abc import Callable

import pytest

from retriever.patience import Passing, Patience


class Clockwork:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds

    def patience(self, *, tries: int = 5, within_s: float = 60.0, drawn: float = 1.0) -> Patience:
        return Patience(
            tries=tries,
            within_s=within_s,
            first_wait_s=0.5,
            longest_wait_s=2.0,
            sleep=self.sleep,
            drawn=lambda: drawn,
            elapsed=lambda: self.now,
        )


def _failing(*errors: Exception) -> Callable[[], str]:
    left = list(errors)

    def action() -> str:
        if left:
            raise left.pop(0)
        return "done"

    return action


def _busy(error: Exception) -> Passing | None:
    asked = error.args[1] if len(error.args) > 1 else None
    return Passing(why=error, after_s=asked) if isinstance(error, TimeoutError) else None


def test_waits_double_up_to_the_longest() -> None:
    clock = Clockwork()

    assert clock.patience().try_again(_failing(*[TimeoutError("busy")] * 4), _busy) == "done"
    assert clock.slept == [0.5, 1.0, 2.0, 2.0]


def test_a_wait_is_drawn_so_that_those_who_failed_together_do_not_come_back_together() -> None:
    clock = Clockwork()

    clock.patience(drawn=0.25).try_again(_failing(TimeoutError("busy"), TimeoutError("busy")), _busy)
    assert clock.slept == [0.125, 0.25]


def test_what_the_other_side_asks_for_is_waited_for_at_least() -> None:
    clock = Clockwork()

    clock.patience(drawn=0.1).try_again(_failing(TimeoutError("busy", 7.0)), _busy)
    assert clock.slept == [7.05]


def test_what_would_end_too_late_is_not_waited_for() -> None:
    clock = Clockwork()

    with pytest.raises(TimeoutError):
        clock.patience(within_s=10.0).try_again(_failing(TimeoutError("busy", 30.0)), _busy)
    assert clock.slept == []


def test_patience_ends_after_so_many_tries() -> None:
    clock = Clockwork()

    with pytest.raises(TimeoutError, match="the third"):
        clock.patience(tries=3).try_again(_failing(*[TimeoutError("busy")] * 2, TimeoutError("the third")), _busy)
    assert len(clock.slept) == 2


def test_what_will_not_pass_is_not_tried_again() -> None:
    clock = Clockwork()

    with pytest.raises(ValueError, match="wrong"):
        clock.patience().try_again(_failing(ValueError("wrong")), _busy)
    assert clock.slept == []


def test_what_is_part_of_something_longer_has_only_the_patience_that_is_left() -> None:
    clock = Clockwork()
    clock.now = 9.8

    with pytest.raises(TimeoutError):
        clock.patience(within_s=10.0).try_again(_failing(TimeoutError("busy")), _busy, since=0.0)
    assert clock.slept == []
