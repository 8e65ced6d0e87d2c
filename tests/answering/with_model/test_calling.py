import threading
from collections.abc import Generator, Sequence
from datetime import date

import pytest

from answering.with_model.breaker import Breaker
from answering.with_model.budget import DailyBudget, DailyLimits
from answering.with_model.calling import CallLimits, ModelCaller
from domain.errors import ModelFailed
from domain.ids import CommuneSlug
from domain.language_model import Message, ModelFault, ModelUse, Piece, Role
from domain.model_ports import LanguageModel
from tests.answering.with_model.model_standins import ScriptedModel, UseInMemory

DAY, TOWN = date(2026, 11, 24), CommuneSlug("valmoret")
ASKED = (Message(role=Role.USER, text="Combien coûte la cantine ?"),)
COUNTED = ModelUse(prompt_tokens=50, completion_tokens=6)


def failure(fault: ModelFault, retry_after_s: float | None = 0.0) -> ModelFailed:
    return ModelFailed(fault, "for this test", retry_after_s=retry_after_s)


def caller(
    model: LanguageModel, *, store: UseInMemory | None = None, limits: DailyLimits | None = None, time_s: float = 20.0
) -> ModelCaller:
    budget = DailyBudget(store or UseInMemory(), limits or DailyLimits())
    return ModelCaller(model, budget, CallLimits(time_s=time_s, max_tokens=100))


def text_of(calling: ModelCaller) -> str:
    return "".join(calling.pieces(ASKED, day=DAY, commune=TOWN))


def fault_of(calling: ModelCaller) -> ModelFault:
    with pytest.raises(ModelFailed) as failed:
        text_of(calling)
    return failed.value.fault


@pytest.mark.parametrize("fault", [ModelFault.BUSY, ModelFault.DOWN, ModelFault.SLOW])
def test_what_passes_by_itself_is_tried_again(fault: ModelFault) -> None:
    model = ScriptedModel([failure(fault)], [failure(fault)], ["4,20 €", COUNTED])
    assert (text_of(caller(model)), len(model.asked)) == ("4,20 €", 3)


def test_it_is_not_tried_for_ever() -> None:
    model = ScriptedModel([failure(ModelFault.BUSY)])
    assert (fault_of(caller(model)), len(model.asked)) == (ModelFault.BUSY, 3)


@pytest.mark.parametrize(
    "call",
    [
        [failure(ModelFault.REFUSED)],
        ["Le repas ", failure(ModelFault.DOWN)],
        [failure(ModelFault.BUSY, retry_after_s=30.0)],
    ],
)
def test_a_setting_to_correct_a_text_begun_and_a_wait_too_long_are_not_tried_again(
    call: list[str | ModelFailed],
) -> None:
    model = ScriptedModel(call, ["4,20 €"])
    fault_of(caller(model))
    assert len(model.asked) == 1


class Silent:
    """Writes nothing until it is let go."""

    name = "muet"

    def __init__(self) -> None:
        self.released = threading.Event()

    def stream(self, messages: Sequence[Message], *, max_tokens: int, timeout_s: float) -> Generator[Piece, None, None]:
        self.released.wait(20)
        yield Piece(text="trop tard")


def test_a_model_that_ignores_its_own_time_does_not_keep_the_answer_waiting() -> None:
    silent = Silent()
    assert fault_of(caller(silent, time_s=0.2)) is ModelFault.SLOW
    assert not silent.released.is_set()
    silent.released.set()


def test_who_has_left_ends_the_call() -> None:
    silent = Silent()
    with pytest.raises(ModelFailed) as failed:
        list(caller(silent).pieces(ASKED, day=DAY, commune=TOWN, is_gone=lambda: True))
    assert failed.value.fault is ModelFault.GONE
    silent.released.set()


def test_an_endpoint_that_keeps_failing_is_left_alone_then_tried_once() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0], failures=3, rest_s=60)
    model = ScriptedModel(*[[failure(ModelFault.REFUSED)]] * 4, ["4,20 €"])
    calling = ModelCaller(model, DailyBudget(UseInMemory(), DailyLimits()), CallLimits(), breaker=breaker)
    faults = [fault_of(calling) for _ in range(4)]
    now[0] = 61
    faults += [fault_of(calling), fault_of(calling)]
    now[0] = 122
    assert (text_of(calling), text_of(calling)) == ("4,20 €", "4,20 €")
    refused, resting = ModelFault.REFUSED, ModelFault.RESTING
    assert faults == [refused, refused, refused, resting, refused, resting]


def test_one_caller_alone_tries_an_endpoint_again() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0], failures=1, rest_s=60)
    breaker.failed()
    now[0] = 60
    assert [breaker.may_pass() for _ in range(3)] == [True, False, False]


def test_the_day_counts_what_the_endpoint_counted() -> None:
    store = UseInMemory()
    text_of(caller(ScriptedModel(["4,20 €", COUNTED]), store=store))
    assert store.total(DAY) == COUNTED


def test_the_day_counts_an_estimate_when_the_endpoint_counts_nothing_and_nothing_when_it_was_down() -> None:
    told, untold = UseInMemory(), UseInMemory()
    text_of(caller(ScriptedModel(["4,20 €"]), store=told))
    fault_of(caller(ScriptedModel([failure(ModelFault.REFUSED)]), store=untold))
    assert (told.total(DAY).tokens > 6, untold.total(DAY)) == (True, ModelUse())


@pytest.mark.parametrize(
    "limits",
    [
        DailyLimits(tokens=200),
        DailyLimits(euros=0.01, euros_per_million_read=100, euros_per_million_written=65),
    ],
)
def test_a_spent_budget_calls_nobody_until_the_next_day(limits: DailyLimits) -> None:
    store, model = UseInMemory(), ScriptedModel(["4,20 €", ModelUse(prompt_tokens=60, completion_tokens=60)])
    calling = caller(model, store=store, limits=limits)
    text_of(calling)
    assert (fault_of(calling), len(model.asked)) == (ModelFault.OVER_BUDGET, 1)
    assert "".join(calling.pieces(ASKED, day=date(2026, 11, 25), commune=TOWN)) == "4,20 €"
