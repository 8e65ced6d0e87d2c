"""``parvis figures export`` and the estimate's settings."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.commands.options import settings_for
from app.house import open_house
from app.profile_toml import read_profile
from domain.errors import BadProfile
from domain.language_model import ModelUse
from domain.month_count import Measure
from tests.app.conftest import PROFILE, schema

Parvis = Callable[..., tuple[int, str, str]]
TODAY = date(2026, 3, 2)


def test_the_export_keeps_to_its_schema_and_a_file_is_written(parvis: Parvis, data: Path, tmp_path: Path) -> None:
    with open_house(settings_for(str(data))) as house:
        slug = house.resolve("")
        day = house.clock.now().date()
        # The other outcomes are none: that would be told by the answered ones, which are hidden.
        house.stores(slug).month_counts.add(day, {Measure.QUESTIONS: 11, Measure.ANSWERED: 11})
    code, out, _ = parvis("figures", "export", "--json", "--data", str(data))
    told = json.loads(out)
    Draft202012Validator(schema("figures")).validate(told)
    assert (code, told["mois"][-1]["questions"]) == (0, 11)
    file = tmp_path / "chiffres.csv"
    code, out, _ = parvis("figures", "export", "--csv", str(file), "--data", str(data))
    assert (code, ",11,moins de 10," in file.read_text("utf-8"), "1 months in" in out) == (0, True, True)


def test_how_to_export_must_be_said_and_a_place_that_is_not_there_is_named(parvis: Parvis, data: Path) -> None:
    assert parvis("figures", "export", "--data", str(data))[0] == 2
    code, _, err = parvis("figures", "export", "--csv", str(data / "no" / "x.csv"), "--data", str(data))
    assert (code, "x.csv" in err) == (2, True)


def test_tokens_are_added_up_by_month_and_commune(data: Path) -> None:
    with open_house(settings_for(str(data))) as house:
        slug = house.resolve("")
        services = house.get(slug)
        assert services is not None
        use = house._installation.model_use
        for day in (date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1)):
            use.reserve(day, slug, ModelUse(prompt_tokens=9, completion_tokens=5), lambda _: True)
        assert services.tokens_written() == {date(2026, 2, 1): 10, date(2026, 3, 1): 5}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("[figures]\ncore_watts = 0\n", "figures.core_watts = 0: give a number from 0.5 to 200"),
        ("[figures]\nwatts = 3\n", "keys are core_watts"),
    ],
)
def test_what_cannot_be_estimated_with_is_refused(tmp_path: Path, lines: str, told: str) -> None:
    file = tmp_path / "commune.toml"
    file.write_text(PROFILE + lines, "utf-8")
    with pytest.raises(BadProfile) as refused:
        read_profile(file, today=TODAY)
    assert told in str(refused.value)
    file.write_text(PROFILE + "[figures]\ncore_watts = 8\n", "utf-8")
    assert read_profile(file, today=TODAY).figures.core_watts == 8
