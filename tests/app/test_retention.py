"""``parvis retention`` says what goes and why; the server does it every day; one commune does not hold the others."""

import json
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.house import House, open_house
from app.main import main
from app.profile_toml import read_profile
from app.retention import keep_retention, retain_once
from app.settings import Settings
from domain.account import Account, Role
from domain.errors import BadProfile
from domain.ids import AccountId, CommuneSlug
from domain.request import Request, RequestDraft
from domain.retention import RULES, KeptKind
from handoff.steps import close_request
from prompts.catalogue import text
from tests.app.conftest import PROFILE, schema, write_commune

Parvis = Callable[..., tuple[int, str, str]]
TODAY = date(2026, 3, 2)
SLUG = CommuneSlug("valmoret")
AGENT = Account(
    id=AccountId(1), commune=SLUG, email="agent@valmoret.example", name="Sophie", role=Role.AGENT, has_password=True
)


@pytest.fixture
def valmoret(tmp_path: Path) -> Path:
    """The data folder of a commune with one request that ended two years ago and one that waits since."""
    main(["ingest", str(write_commune(tmp_path)), "--data", str(tmp_path / "data"), "--json"])
    with open_house(Settings(data_dir=tmp_path / "data")) as house:
        store, at = house.stores(SLUG).requests, house.clock.now() - timedelta(days=730)
        for key in ("ended", "waiting"):
            draft = RequestDraft(commune=SLUG, service="accueil", message=f"Bonjour {key}")
            request = store.send(draft, idempotency_key=key, at=at).request
            if key == "ended":
                assert isinstance(close_request(store, AGENT, request.reference, version=1, at=at), Request)
    return tmp_path / "data"


def left(house: House) -> list[str]:
    return [request.draft.message for request in house.stores(SLUG).requests.list()]


def test_the_report_says_what_how_many_and_why_and_a_dry_run_deletes_nothing(parvis: Parvis, valmoret: Path) -> None:
    for arguments, overwritten in ((["--dry-run"], None), ([], True)):
        code, out, _ = parvis("retention", "--json", *arguments, "--data", str(valmoret))
        told = json.loads(out)
        Draft202012Validator(schema("retention")).validate(told)
        commune, installation = told["purged"]
        assert (code, commune["commune"], installation["commune"]) == (0, "valmoret", None)
        assert {one["kind"]: one["count"] for one in commune["kinds"]}["requests"] == 1
        assert commune["kinds"][0]["reason"] == text("kept_reason.requests")
        assert (commune["unfinished"], commune["is_overwritten"]) == (1, overwritten)
    _, out, _ = parvis("retention", "--data", str(valmoret))
    assert "0 deleted  requests, kept 365 days" in out
    assert "1 unfinished" in out


def test_one_commune_may_be_purged_alone(parvis: Parvis, valmoret: Path) -> None:
    _, out, _ = parvis("retention", "--json", "--commune", "valmoret", "--data", str(valmoret))
    assert [one["commune"] for one in json.loads(out)["purged"]] == ["valmoret"]


def test_the_server_purges_soon_after_its_start(valmoret: Path) -> None:
    with open_house(Settings(data_dir=valmoret)) as house:
        stop = threading.Event()
        keeper = threading.Thread(
            target=keep_retention, args=(house, stop), kwargs={"first_s": 0.01, "every_s": 0.01}, daemon=True
        )
        keeper.start()
        while len(left(house)) > 1:
            stop.wait(0.01)
        stop.set()
        keeper.join(5)
        assert not keeper.is_alive()
        assert left(house) == ["Bonjour waiting"]


def test_a_commune_that_cannot_be_purged_is_told_and_the_rest_is(valmoret: Path) -> None:
    (valmoret / "communes" / SLUG / "commune.toml").write_text("[commune", "utf-8")
    with open_house(Settings(data_dir=valmoret)) as house:
        (problem,) = retain_once(house)
        assert problem.startswith("valmoret: ")
        assert len(left(house)) == 2


def test_a_commune_chooses_its_delays_within_bounds(tmp_path: Path) -> None:
    file = tmp_path / "commune.toml"
    file.write_text(PROFILE + "[retention]\nrequests_days = 730\n", "utf-8")
    chosen = read_profile(file, today=TODAY).retention
    assert (chosen.requests, chosen.opinions) == (730, RULES[KeptKind.OPINIONS].days)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("[retention]\nquestion_texts_days = 366\n", "retention.question_texts_days = 366: give whole days, 1 to 365"),
        ("[retention]\nrequests_days = true\n", "retention.requests_days = True: give whole days, 30 to 3653"),
        ("[retention]\nsign_ins_days = 200\n", "keys are requests_days"),
    ],
)
def test_what_cannot_be_a_delay_is_refused_with_its_key(tmp_path: Path, lines: str, told: str) -> None:
    file = tmp_path / "commune.toml"
    file.write_text(PROFILE + lines, "utf-8")
    with pytest.raises(BadProfile) as refused:
        read_profile(file, today=TODAY)
    assert told in str(refused.value)


def test_a_retention_that_is_no_table_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "commune.toml"
    file.write_text("retention = 3\n" + PROFILE, "utf-8")
    with pytest.raises(BadProfile, match="make it a table of days"):
        read_profile(file, today=TODAY)


@pytest.mark.parametrize("kind", list(KeptKind))
def test_every_kind_has_its_name_its_start_and_its_reason_in_french(kind: KeptKind) -> None:
    for section in ("kept", "kept_from", "kept_reason"):
        assert text(f"{section}.{kind}")
