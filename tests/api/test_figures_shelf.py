"""Figures are counted again after ten minutes, or when the commune's settings change, and not at each visit."""

from dataclasses import replace
from datetime import timedelta

from api.figures_shelf import KEPT, FiguresShelf
from domain.month_count import Measure
from domain.profile import FiguresPolicy
from tests.api.house import House
from tests.api.town import MONTREVAL


def test_figures_are_kept_for_ten_minutes_and_no_longer(fresh_house: House) -> None:
    services, now, shelf = fresh_house.communes.served[MONTREVAL], fresh_house.clock.now(), FiguresShelf()
    assert shelf.months(services, now)[-1].questions is None
    fresh_house.stores.month_counts.add(now.date(), {Measure.QUESTIONS: 12, Measure.CPU_MS: 3_600_000})
    assert shelf.months(services, now + KEPT - timedelta(seconds=1))[-1].questions is None
    assert shelf.months(services, now + KEPT)[-1].questions == 12


def test_a_change_of_settings_and_a_clock_set_back_are_followed_at_once(fresh_house: House) -> None:
    services, now, shelf = fresh_house.communes.served[MONTREVAL], fresh_house.clock.now(), FiguresShelf()
    fresh_house.stores.month_counts.add(now.date(), {Measure.QUESTIONS: 12, Measure.CPU_MS: 3_600_000})
    assert shelf.months(services, now)[-1].energy_wh == 15
    thrifty = replace(services, profile=replace(services.profile, figures=FiguresPolicy(core_watts=5)))
    assert shelf.months(thrifty, now)[-1].energy_wh == 5
    fresh_house.stores.month_counts.add(now.date(), {Measure.QUESTIONS: 1})
    assert shelf.months(thrifty, now - timedelta(seconds=1))[-1].questions == 13
