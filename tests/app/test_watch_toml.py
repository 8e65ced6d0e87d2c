"""``[watch]`` of ``commune.toml``."""

from pathlib import Path

import pytest

from app.profile_toml import read_profile
from domain.errors import BadProfile
from domain.legal_watch import WatchPolicy
from tests.app.test_profile_toml import GOOD, TODAY, write


def test_the_texts_to_watch_are_read(tmp_path: Path) -> None:
    text = GOOD + '[watch]\nmodels = ["site/modeles/*", "*.odt"]\nmonths = 24\n'
    profile = read_profile(write(tmp_path, text), today=TODAY)
    assert profile.watch == WatchPolicy(models=("site/modeles/*", "*.odt"), months=24)


def test_without_the_table_a_year_of_acts_is_watched(tmp_path: Path) -> None:
    assert read_profile(write(tmp_path, GOOD), today=TODAY).watch == WatchPolicy(models=(), months=12)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("watch = 3\n" + GOOD, "add a \\[watch\\] table"),
        (GOOD + '[watch]\nmodel = ["a"]\n', "keys are models, months"),
        (GOOD + '[watch]\nmodels = "a"\n', "give patterns"),
        (GOOD + '[watch]\nmodels = [" "]\n', "give patterns"),
        (GOOD + "[watch]\nmonths = 0\n", "from 1 to 120"),
        (GOOD + "[watch]\nmonths = true\n", "from 1 to 120"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_remedy(tmp_path: Path, table: str, told: str) -> None:
    with pytest.raises(BadProfile, match=told):
        read_profile(write(tmp_path, table), today=TODAY)
