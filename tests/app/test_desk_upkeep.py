"""While the server serves, the desk acknowledges receipts and gives back the requests of agents who have gone."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from app.desk_upkeep import keep_desks, keep_once
from app.house import House, open_house
from app.main import main
from app.settings import Settings
from domain.account import Account, Role
from domain.ids import AccountId, CommuneSlug
from domain.request import Request, RequestDraft, RequestState
from handoff.steps import take
from tests.app.conftest import write_commune

SLUG = CommuneSlug("valmoret")
AGENT = Account(
    id=AccountId(1), commune=SLUG, email="agent@valmoret.example", name="Sophie", role=Role.AGENT, has_password=True
)


@pytest.fixture
def valmoret(tmp_path: Path) -> Path:
    """The data folder of an installation that serves the small commune."""
    main(["ingest", str(write_commune(tmp_path)), "--data", str(tmp_path / "data"), "--json"])
    return tmp_path / "data"


def sent(house: House) -> Request:
    draft = RequestDraft(commune=SLUG, service="accueil", message="Bonjour")
    return house.stores(SLUG).requests.send(draft, idempotency_key="the-first", at=house.clock.now()).request


def kept(house: House) -> RequestState:
    return house.stores(SLUG).requests.list()[0].state


def test_receipts_are_acknowledged_until_the_server_stops(valmoret: Path) -> None:
    with open_house(Settings(data_dir=valmoret)) as house:
        sent(house)
        stop = threading.Event()
        desk = threading.Thread(target=keep_desks, args=(house, stop), kwargs={"poll_s": 0.01})
        desk.start()
        while kept(house) is RequestState.ENVOYEE:
            stop.wait(0.01)
        stop.set()
        desk.join(5)
        assert not desk.is_alive()
        assert kept(house) is RequestState.EN_ATTENTE


def test_a_request_whose_agent_has_gone_waits_again(valmoret: Path) -> None:
    with open_house(Settings(data_dir=valmoret)) as house:
        request, store = sent(house), house.stores(SLUG).requests
        before = house.clock.now() - timedelta(minutes=6)
        assert isinstance(take(store, AGENT, request.reference, version=1, at=before), Request)
        assert keep_once(house) == set()
        assert kept(house) is RequestState.EN_ATTENTE


def test_a_commune_that_cannot_be_looked_after_is_said_and_does_not_hold_the_others(valmoret: Path) -> None:
    with open_house(Settings(data_dir=valmoret)) as house:
        profile = next((valmoret / "communes" / SLUG).glob("commune.toml"))
        profile.write_text("[commune", "utf-8")
    with open_house(Settings(data_dir=valmoret)) as house:
        (problem,) = keep_once(house)
        assert problem.startswith(f"{SLUG}: ")
