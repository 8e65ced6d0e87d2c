"""While the server serves, mails leave in a thread of their own."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.house import House, open_house
from app.mail_upkeep import keep_mails, send_once
from app.main import main
from app.settings import Settings
from domain.ids import CommuneSlug
from domain.request import Contact, RequestDraft, SentRequest
from tests.app.conftest import write_commune
from tests.mail.smtp_stand_in import Fault, SmtpStandIn, becomes, smtp_server

SLUG = CommuneSlug("valmoret")
DRAFT = RequestDraft(
    commune=SLUG, service="accueil", message="Bonjour", contact=Contact(email="elise.martin@exemple.fr")
)


@pytest.fixture
def valmoret(tmp_path: Path) -> Path:
    """The data folder of an installation that serves the small commune, whose services have no mailbox."""
    main(["ingest", str(write_commune(tmp_path)), "--data", str(tmp_path / "data"), "--json"])
    return tmp_path / "data"


def settings(folder: Path, server: SmtpStandIn) -> Settings:
    url = f"smtp://127.0.0.1:{server.port}"
    return Settings(data_dir=folder, smtp_url=url, smtp_from="parvis@valmoret.example", smtp_tls="off")


def sent(house: House, draft: RequestDraft = DRAFT) -> SentRequest:
    return house.stores(SLUG).requests.send(draft, idempotency_key="the-first", at=house.clock.now())


def test_mails_leave_until_the_server_stops(valmoret: Path) -> None:
    with smtp_server() as server, open_house(settings(valmoret, server)) as house:
        stop = threading.Event()
        mails = threading.Thread(target=keep_mails, args=(house, stop), kwargs={"poll_s": 0.01})
        mails.start()
        made = sent(house)
        assert becomes(lambda: bool(server.taken))
        stop.set()
        mails.join(5)
        assert not mails.is_alive()
        (message,) = server.taken
        plain = message.get_body(("plain",))
        assert plain is not None
        link = f"http://127.0.0.1:8000/c/valmoret/demande/{made.request.reference}?cle={made.secret}"
        assert link in plain.get_content()
        assert message["From"] == "Valmoret <parvis@valmoret.example>"


def test_a_request_is_sent_while_the_mail_server_is_down_or_slow(
    valmoret: Path, parvis: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with smtp_server() as server:
        chosen = settings(valmoret, server)
    with open_house(chosen) as house:
        made = sent(house)
        assert house.stores(SLUG).requests.get(made.request.reference) == made.request
        assert send_once(house) == (False, set())
    monkeypatch.setenv("PARVIS_SMTP_URL", chosen.smtp_url)
    monkeypatch.setenv("PARVIS_SMTP_FROM", chosen.smtp_from)
    monkeypatch.setenv("PARVIS_SMTP_TLS", "off")
    code, printed, _ = parvis("status", "--data", str(valmoret), "--json")
    mail = json.loads(printed)["communes"][0]["mail"]
    assert (code, mail) == (0, {"is_sent": True, "waiting": 1, "failed": 0, "unsent": []})
    assert "mail: sent; 1 wait for the server" in parvis("status", "--data", str(valmoret))[1]


def test_a_mail_that_was_given_up_is_told_with_its_request(
    valmoret: Path, parvis: Callable[..., tuple[int, str, str]]
) -> None:
    with smtp_server(Fault.REFUSES_READER) as server, open_house(settings(valmoret, server)) as house:
        reference = sent(house).request.reference
        assert send_once(house) == (True, set())
    printed = parvis("status", "--data", str(valmoret))[1]
    assert "none is sent: PARVIS_SMTP_URL is not set" in printed
    assert f"1 given up ({reference})" in " ".join(printed.split())


def test_without_a_mail_server_nothing_is_written_for_later(valmoret: Path) -> None:
    with open_house(Settings(data_dir=valmoret)) as house:
        sent(house)
        keep_mails(house, threading.Event())
        assert send_once(house) == (True, set())
        assert house.stores(SLUG).outbox.due(house.clock.now(), limit=9) == []
        services = house.get(SLUG)
        assert services is not None
        assert not services.sends_mail


def test_a_commune_that_cannot_be_served_is_said_and_does_not_hold_the_others(valmoret: Path) -> None:
    with smtp_server() as server, open_house(settings(valmoret, server)) as house:
        sent(house, replace(DRAFT, message="Autre"))
        (valmoret / "communes" / SLUG / "commune.toml").write_text("[commune", "utf-8")
        is_reached, (problem,) = send_once(house)
        assert is_reached
        assert problem.startswith(f"{SLUG}: ")
