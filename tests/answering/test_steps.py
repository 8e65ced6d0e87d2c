import pytest

from answering.steps import Steps
from domain.answer import AnswerStep


def test_each_step_is_timed_and_keeps_how_it_ended() -> None:
    ticks = iter([1.0, 1.25, 2.0, 2.0005])
    steps = Steps(lambda: next(ticks))
    with steps.step("read") as step:
        step.outcome = "stands alone"
    with steps.step("search"):
        pass
    assert steps.done() == (
        AnswerStep(name="read", milliseconds=250.0, outcome="stands alone"),
        AnswerStep(name="search", milliseconds=0.5, outcome=""),
    )


def test_a_step_that_fails_is_kept_with_its_error() -> None:
    ticks = iter([0.0, 1.0])
    steps = Steps(lambda: next(ticks))
    with pytest.raises(ValueError, match="the index"), steps.step("search"):
        raise ValueError("the index")
    assert steps.done()[0].outcome == "ValueError"
