"""How old the law is: told by status and doctor."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.legal import legal_file
from app.legal_state import LegalState, legal_state
from app.settings import Settings
from domain.clock import SystemClock
from domain.legal_watch import STALE_DAYS
from tests.app.conftest import schema

Parvis = Callable[..., tuple[int, str, str]]
UNTIL = date(2031, 3, 3)


def loaded(parvis: Parvis, data: Path, until: date) -> None:
    folder = data.parent / "law"
    folder.mkdir(exist_ok=True)
    (folder / "code-electoral.csv").write_text("article,debut,fin\nL1,2000-01-01,\n", "utf-8")
    code, _, err = parvis("legi", "import", str(folder), "--until", until.isoformat(), "--data", str(data))
    assert code == 0, err


def checks(parvis: Parvis, data: Path) -> dict[str, dict[str, str]]:
    _, out, _ = parvis("doctor", "--data", str(data), "--json")
    return {check["name"]: check for check in json.loads(out)["checks"]}


@pytest.mark.parametrize(
    ("until", "today", "is_stale"),
    [
        (UNTIL, UNTIL + timedelta(days=STALE_DAYS), False),
        (UNTIL, UNTIL + timedelta(days=STALE_DAYS + 1), True),
        (UNTIL, UNTIL - timedelta(days=1), False),
        (None, UNTIL, True),
    ],
)
def test_a_base_is_stale_after_a_month_or_when_it_tells_no_day(until: date | None, today: date, is_stale: bool) -> None:
    state = LegalState(is_loaded=True, known_until=until)
    assert state.is_stale(today) is is_stale
    assert ("parvis legi update" in state.sentence(today)) is is_stale


def test_doctor_faults_a_base_left_to_age_and_not_the_shipped_facts(parvis: Parvis, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shipped = checks(parvis, data)["law"]
    assert ("shipped facts alone" in shipped["found"], shipped["remedy"]) == (True, "")
    today = SystemClock().now().date()
    loaded(parvis, data, today)
    assert checks(parvis, data)["law"]["remedy"] == ""
    loaded(parvis, data, date(2020, 1, 1))
    assert checks(parvis, data)["law"]["remedy"] == "run parvis legi update"


def test_status_says_until_when_the_law_is_known(parvis: Parvis, tmp_path: Path) -> None:
    data = tmp_path / "data"
    loaded(parvis, data, date(2020, 1, 1))
    code, out, _ = parvis("status", "--data", str(data), "--json")
    value = json.loads(out)
    Draft202012Validator(schema("status")).validate(value)
    assert code == 0
    assert (value["law"]["known_until"], value["law"]["is_stale"]) == ("2020-01-01", True)
    assert "law: loaded base, until 2020-01-01" in parvis("status", "--data", str(data))[1]


def test_a_damaged_base_is_told_and_stops_nothing(parvis: Parvis, tmp_path: Path) -> None:
    data = tmp_path / "data"
    loaded(parvis, data, date(2020, 1, 1))
    legal_file(Settings(data_dir=data)).write_bytes(b"no database at all, and long enough to be read as one")
    assert parvis("status", "--data", str(data))[0] == 0
    assert checks(parvis, data)["law"]["found"] == "broken"


def test_the_least_known_code_tells_the_day(tmp_path: Path) -> None:
    assert legal_state(Settings(data_dir=tmp_path)) == LegalState(is_loaded=False, known_until=date(2023, 12, 6))
