"""The estimate of energy is the documented arithmetic."""

import pytest

from domain.energy import model_wh, processor_wh
from domain.profile import FiguresPolicy


def test_an_hour_of_one_core_draws_its_watts() -> None:
    assert processor_wh(3600, FiguresPolicy(core_watts=12)) == 12


def test_a_model_is_estimated_as_ecologits_does() -> None:
    # Of EcoLogits itself: 10,000 tokens, 132 of 440 billion parameters active, PUE 1.2: 0.03833789590 kWh.
    policy = FiguresPolicy(model_active_billions=132, model_total_billions=440)
    assert model_wh(10_000, policy) == pytest.approx(38.33789590)


def test_a_model_of_unknown_size_is_not_estimated_and_none_costs_nothing() -> None:
    assert model_wh(10, FiguresPolicy()) is None
    assert model_wh(0, FiguresPolicy()) == 0


def test_a_model_whose_parameters_are_all_active_needs_no_second_number() -> None:
    one, two = FiguresPolicy(model_active_billions=8), FiguresPolicy(model_active_billions=8, model_total_billions=8)
    assert model_wh(1000, one) == model_wh(1000, two)
