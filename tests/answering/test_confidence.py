"""Signals weighed, limits read, and what is done of a file that cannot be."""

import logging
import math
from pathlib import Path

import pytest

from answering.confidence import SHIPPED, STRICT, Limits, confidence_of, limits_from, logistic, read_limits, told
from answering.signals import NAMES, NO_SIGNAL, Signals
from domain.errors import BadInput

LIMITS = Limits(weights={"carried": 4.0, "thing": 2.0}, bias=-3.0, answered=0.7, partial=0.4)
FULL = Signals(carried=1.0, thing=1.0, named=1.0, ahead=1.0)


def test_more_of_a_signal_never_lowers_the_confidence() -> None:
    for limits in (LIMITS, STRICT, read_limits(SHIPPED)):
        for name in NAMES:
            values = [confidence_of(Signals(**{**FULL.by_name(), name: share}), limits).value for share in (0, 0.5, 1)]
            assert values == sorted(values)


@pytest.mark.parametrize(
    ("carried", "is_answer", "is_shown"), [(1.0, True, True), (0.7, False, True), (0.3, False, False)]
)
def test_a_limit_each_for_an_answer_and_for_a_reserve(carried: float, is_answer: bool, is_shown: bool) -> None:
    confidence = confidence_of(Signals(carried=carried), LIMITS)
    assert (confidence.is_answer, confidence.is_shown) == (is_answer, is_shown)


def test_without_any_signal_nothing_is_shown_under_any_limit() -> None:
    confidence = confidence_of(NO_SIGNAL, Limits(weights={}, bias=0.0, answered=0.0, partial=0.0))
    assert not confidence.is_shown
    assert not confidence.is_answer


def test_the_shipped_limits_show_a_full_answer_and_withhold_one_that_misses_the_thing_named() -> None:
    limits = read_limits(SHIPPED)
    assert confidence_of(FULL, limits).is_answer
    assert not confidence_of(Signals(carried=0.2, thing=0.0, named=1.0, ahead=0.5), limits).is_shown


def test_where_no_file_can_be_read_the_thing_named_must_be_there_or_much_of_the_rest() -> None:
    assert confidence_of(FULL, STRICT).is_answer
    assert not confidence_of(Signals(carried=0.5, thing=0.0, named=1.0, ahead=1.0), STRICT).is_shown


@pytest.mark.parametrize(
    "content",
    [
        "",
        "bias = 'much'\n[weights]\n[limits]\nanswered = 0.7\npartial = 0.4\n",
        "bias = 0.0\n[weights]\nsmell = 1.0\n[limits]\nanswered = 0.7\npartial = 0.4\n",
        "bias = 0.0\n[weights]\nthing = -1.0\n[limits]\nanswered = 0.7\npartial = 0.4\n",
        "bias = 0.0\n[weights]\nthing = 1.0\n[limits]\nanswered = 0.4\npartial = 0.7\n",
        "bias = nan\n[weights]\nthing = 1.0\n[limits]\nanswered = 0.7\npartial = 0.4\n",
        "weights = 3\n",
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_refuses_more(
    content: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "limits.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=r"limits\.toml"):
        read_limits(file)
    with caplog.at_level(logging.ERROR):
        assert limits_from(file) == STRICT
    assert "limits.toml" in caplog.text


def test_a_file_that_is_not_there_refuses_more(tmp_path: Path) -> None:
    assert limits_from(tmp_path / "none.toml") == STRICT


def test_what_is_told_of_a_confidence_is_figures_alone() -> None:
    assert told(confidence_of(Signals(carried=0.25, thing=0.7), LIMITS)) == (
        "confidence 0.354: carried 0.250, thing 0.700, named 0.000, ahead 0.000"
    )


def test_the_logistic_holds_far_from_zero() -> None:
    assert logistic(0) == 0.5
    assert logistic(-1_000) == 0.0
    assert logistic(1_000) == 1.0
    assert math.isclose(logistic(2) + logistic(-2), 1.0)
