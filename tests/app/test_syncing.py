"""``parvis sync`` and the server's schedule, on a commune whose profile names its folder with its whole path."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from app.house import INGEST_LOCK, open_house
from app.index_upkeep import index_states
from app.locks import exclusive
from app.profile_toml import bare_profile
from app.scheduler import first_due, keep_up, start_sync
from app.settings import Settings
from app.syncing import due_sources, known_sources
from domain.document import Visibility
from domain.ids import CommuneSlug, SourceName
from domain.source_run import Change, RunOutcome, RunTrigger
from tests.app.conftest import PAGES, PROFILE, schema
from tests.ingest.memory_store import FixedClock

Parvis = Callable[..., tuple[int, str, str]]
SLUG, SITE = CommuneSlug("valmoret"), SourceName("site")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A folder with the commune's pages and a profile whose source is due each day."""
    for name, text in PAGES.items():
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    profile = PROFILE.replace('folder = "site"', f'folder = "{tmp_path / "site"}"\ndaily_at = "03:00"')
    (tmp_path / "commune.toml").write_text(profile, "utf-8")
    return tmp_path


@pytest.fixture
def data(town: Path, parvis: Parvis) -> Path:
    code, _, error = parvis("ingest", str(town / "commune.toml"), "--data", str(town / "data"), "--json")
    assert code == 0, error
    return town / "data"


def valid(name: str, text: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(text)
    Draft202012Validator(schema(name)).validate(value)
    return value


def a_year_later(data: Path) -> FixedClock:
    """A clock at which every source of the commune is due."""
    with open_house(Settings(data_dir=data)) as house:
        last = house.stores(SLUG).runs.last_run(SITE)
    assert last is not None
    return FixedClock(last.started_at.replace(year=last.started_at.year + 1))


def test_a_run_is_journalled_with_who_started_it_and_what_became_of_each_file(parvis: Parvis, data: Path) -> None:
    code, out, _ = parvis("runs", "--data", str(data), "--json")
    (run,) = valid("runs", out)["runs"]
    assert code == 0
    assert (run["outcome"], run["trigger"], run["files"], run["changes"]["added"]) == ("done", "command", 4, 4)
    _, out, _ = parvis("runs", "--run", "1", "--data", str(data), "--json")
    (run,) = valid("runs", out)["runs"]
    assert {(e["path"], e["state"], e["reason"]) for e in run["entries"]} >= {
        ("vide.md", "rejected", "empty"),
        ("cantine.md", "indexed", None),
    }
    _, out, _ = parvis("runs", "--run", "1", "--data", str(data))
    assert "vide.md (rejected, empty)" in out
    assert parvis("runs", "--run", "9", "--data", str(data))[0] == 2


def test_sync_takes_up_what_moved_in_the_folder_and_answers_follow(parvis: Parvis, data: Path, town: Path) -> None:
    (town / "site" / "cantine.md").rename(town / "site" / "restauration.md")
    (town / "site" / "sport.md").write_text("# Sport\n\nLe gymnase ouvre à 8 h.\n", "utf-8")
    code, out, _ = parvis("sync", "--data", str(data), "--json")
    (commune,) = valid("sync", out)["communes"]
    report = commune["sources"][0]["report"]
    assert (code, report["moved"], report["added"], report["removed"]) == (0, 1, 1, 0)
    _, out, _ = parvis("ask", "combien coûte la cantine", "--data", str(data))
    assert "site/restauration.md" in out
    _, out, _ = parvis("runs", "--data", str(data))
    assert "1 added, 1 moved" in out


@pytest.mark.parametrize("gone", ["unmounted", "emptied"])
def test_a_folder_that_is_not_there_removes_nothing_and_the_journal_says_so(
    parvis: Parvis, data: Path, town: Path, gone: str
) -> None:
    (town / "site").rename(town / "elsewhere")
    if gone == "emptied":
        (town / "site").mkdir()
    code, out, error = parvis("sync", "--data", str(data), "--json")
    (commune,) = valid("sync", out)["communes"]
    assert code == 2
    assert commune["sources"][0]["report"] is None
    assert "site" in error
    _, out, _ = parvis("runs", "--data", str(data), "--json")
    run = valid("runs", out)["runs"][0]
    assert (run["outcome"], run["problem_kind"]) == (
        "refused",
        "UnreadableSource" if gone == "unmounted" else "TooManyRemovals",
    )
    assert "4,15 €" in parvis("ask", "combien coûte la cantine", "--data", str(data))[1]


def test_sync_refuses_a_source_that_it_does_not_know(parvis: Parvis, data: Path) -> None:
    code, _, error = parvis("sync", "--source", "actes", "--data", str(data))
    assert (code, "known: site" in error) == (2, True)


def test_a_source_whose_folder_is_relative_lies_where_its_last_run_found_it(parvis: Parvis, town: Path) -> None:
    profile = town / "commune.toml"
    profile.write_text(PROFILE, "utf-8")
    assert parvis("ingest", str(profile), "--data", str(town / "data"))[0] == 0
    with open_house(Settings(data_dir=town / "data")) as house:
        (source,) = known_sources(house, SLUG, house.profile(SLUG))
        assert (source.place, source.schedule, source.due_at) == (town / "site", None, None)
    assert parvis("sync", "--data", str(town / "data"))[0] == 0


def test_only_what_is_due_is_run(parvis: Parvis, data: Path) -> None:
    code, out, _ = parvis("sync", "--due", "--data", str(data), "--json")
    assert (code, valid("sync", out)) == (0, {"communes": [{"commune": "valmoret", "sources": []}]})
    with open_house(Settings(data_dir=data)) as house:
        assert (due_sources(house, SLUG, house.profile(SLUG)), first_due(house)) == ([], (None, set()))
    with open_house(Settings(data_dir=data), a_year_later(data)) as house:
        assert [one.name for one in due_sources(house, SLUG, house.profile(SLUG))] == [SITE]
        assert first_due(house) == ((SLUG, SITE), set())
        with exclusive(house.commune_dir(SLUG) / INGEST_LOCK, busy=""):
            assert first_due(house) == (None, set())


def test_a_commune_whose_profile_is_spoilt_does_not_hold_the_others(parvis: Parvis, data: Path) -> None:
    with open_house(Settings(data_dir=data), a_year_later(data)) as house:
        spoilt = bare_profile("atlantide", "Atlantide")
        house.add_commune(spoilt)
        file = house.commune_dir(spoilt.slug) / "commune.toml"
        file.write_text("[commune", "utf-8")
        due, (problem,) = first_due(house)
        assert due == (SLUG, SITE)
        assert str(file) in problem
    code, _, error = parvis("sync", "--due", "--data", str(data))
    assert (code, "atlantide" in error) == (2, True)


def test_sync_is_refused_while_another_goes_on(parvis: Parvis, data: Path) -> None:
    with exclusive(data / "communes" / SLUG / INGEST_LOCK, busy=""):
        assert parvis("sync", "--data", str(data))[0] == 3


def test_the_server_runs_what_is_due_in_a_child_once_and_stops_it_when_it_stops(data: Path, town: Path) -> None:
    (town / "site" / "sport.md").write_text("# Sport\n\nLe gymnase ouvre à 8 h.\n", "utf-8")
    stop, children = threading.Event(), []

    def start(settings: Settings, slug: CommuneSlug, source: SourceName) -> "subprocess.Popen[bytes]":
        children.append(start_sync(settings, slug, source))
        children[-1].wait()
        stop.set()
        return children[-1]

    with open_house(Settings(data_dir=data), a_year_later(data)) as house:
        keep_up(house, stop, start, poll_s=0.01)
        run = house.stores(SLUG).runs.last_run(SITE)
        assert run is not None
        assert [child.returncode for child in children] == [0]
        assert (run.trigger, run.by, run.outcome) == (RunTrigger.SCHEDULE, "", RunOutcome.DONE)
        assert run.changes == {Change.ADDED: 1}
        assert index_states(house, SLUG)[Visibility.PUBLIC].is_up_to_date


def test_a_child_that_runs_is_ended_with_the_server(data: Path) -> None:
    stop, started = threading.Event(), []

    def start(settings: Settings, slug: CommuneSlug, source: SourceName) -> "subprocess.Popen[bytes]":
        started.append(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], env=dict(os.environ)))
        stop.set()
        return started[-1]

    with open_house(Settings(data_dir=data), a_year_later(data)) as house:
        keep_up(house, stop, start, poll_s=0.01)
    assert started[0].poll() is not None
