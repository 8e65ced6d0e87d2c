"""A person is given all that is held about them, nobody else's, and it goes when they ask."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.commands.options import settings_for
from app.house import House, open_house
from app.main import main
from domain.account import Account, Role
from domain.answer import AnswerStatus
from domain.feedback import Feedback
from domain.ids import AccountId, CommuneSlug
from domain.request import Contact, Request, RequestDraft, RequestState, RequestStep
from handoff.steps import acknowledge, complete, reply_to_request
from prompts.catalogue import text
from tests.app.conftest import schema, write_commune

Parvis = Callable[..., tuple[int, str, str]]
SLUG = CommuneSlug("valmoret")
SENT = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
AGENT = Account(
    id=AccountId(1), commune=SLUG, email="agent@valmoret.example", name="Sophie", role=Role.AGENT, has_password=True
)
ODETTE = Contact(name="Odette Quernaud", email="Odette.Quernaud@courriel.example", phone="06.39.98.00.41")
OTHER = Contact(name="Marcel Lhuissier", email="marcel@courriel.example", phone="06 39 98 00 42")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A commune with a request of Odette, answered and completed, one of somebody else, and two opinions."""
    main(["ingest", str(write_commune(tmp_path)), "--data", str(tmp_path / "data"), "--json"])
    with open_house(settings_for(str(tmp_path / "data"))) as opened:
        store = opened.stores(SLUG).requests
        for key, contact in (("one", ODETTE), ("two", OTHER)):
            draft = RequestDraft(commune=SLUG, service="accueil", message=f"La haie, {key}", contact=contact)
            reference = store.send(draft, idempotency_key=key, at=SENT).request.reference
            if contact is ODETTE:
                assert isinstance(acknowledge(store, reference, at=SENT), Request)
                reply_to_request(store, AGENT, reference, version=2, text="Elle sera taillée.", at=SENT)
                assert isinstance(complete(store, reference, text="Merci à vous", at=SENT), Request)
        for question in ("rappelez-moi au +33 6 39 98 00 41", "combien coûte la cantine"):
            one = Feedback(on=date(2026, 3, 2), is_helpful=False, status=AnswerStatus.NOT_FOUND, question=question)
            opened.stores(SLUG).feedback.add(one)
        yield opened


def data(house: House) -> str:
    return str(house.settings.data_dir)


@pytest.mark.parametrize(
    "by",
    [
        ("--email", "odette.quernaud@courriel.example "),
        ("--phone", "+33 (0)6 39 98 00 41"),
        ("--phone", "0033639980041"),
        ("--phone", "0639980041"),
    ],
)
def test_a_person_is_found_however_their_contact_is_written(parvis: Parvis, house: House, by: tuple[str, str]) -> None:
    code, out, _ = parvis("person", "export", *by, "--json", "--data", data(house))
    told = json.loads(out)
    Draft202012Validator(schema("person-export")).validate(told)
    ((request,), opinions) = told["held"][0]["requests"], told["held"][0]["opinions"]
    assert (code, request["message"], request["contact"]["name"]) == (0, "La haie, one", "Odette Quernaud")
    assert [one["text"] for one in request["messages"]] == ["Elle sera taillée.", "Merci à vous"]
    assert [one["step"] for one in request["steps"]] == ["send", "acknowledge", "reply", "complete"]
    assert len(opinions) == (1 if by[0] == "--phone" else 0)
    assert "Lhuissier" not in out


def test_the_text_is_french_dated_by_the_commune_s_clock_and_names_no_agent(parvis: Parvis, house: House) -> None:
    reference = house.stores(SLUG).requests.list()[0].reference
    code, out, _ = parvis("person", "export", "--reference", reference.lower(), "--data", data(house))
    assert code == 0
    assert out.startswith("Valmoret : 1 demande et aucun avis.")
    assert f"Demande {reference}, envoyée le 02/03/2026, en attente" in out
    assert "Le 02/03/2026, la mairie a écrit : Elle sera taillée." in out
    assert "Une demande est gardée 365 jours après sa fin" in out
    assert "Sophie" not in out


def test_nothing_held_is_said(parvis: Parvis, house: House) -> None:
    code, out, _ = parvis("person", "export", "--email", "nul@courriel.example", "--data", data(house))
    assert (code, out.strip()) == (0, "Valmoret : rien n’est gardé qui porte nul@courriel.example.")


def test_erasure_takes_the_person_s_words_and_nobody_else_s(parvis: Parvis, house: House) -> None:
    mine, other = house.stores(SLUG).requests.list()
    code, out, _ = parvis("person", "erase", "--phone", ODETTE.phone, "--json", "--data", data(house))
    told = json.loads(out)
    Draft202012Validator(schema("person-erase")).validate(told)
    assert code == 0
    assert told["erased"][0]["requests"] == [mine.reference]
    assert told["erased"][0]["opinions"] == 1
    assert told["erased"][0]["is_overwritten"]
    left, untouched = house.stores(SLUG).requests.list()
    assert (left.draft.contact, left.draft.message, left.messages) == (Contact(), "", ())
    assert untouched == other
    assert [one.question for one in house.stores(SLUG).feedback.since(date.min)] == ["", "combien coûte la cantine"]
    disk = b"".join(one.read_bytes() for one in (house.commune_dir(SLUG)).glob("commune.sqlite*"))
    assert b"Quernaud" not in disk
    assert b"Lhuissier" in disk


def test_the_report_of_an_erasure_says_what_stays(parvis: Parvis, house: House) -> None:
    reference = house.stores(SLUG).requests.list()[0].reference
    _, out, _ = parvis("person", "erase", "--reference", reference, "--data", data(house))
    assert f"Valmoret : effacé. Demandes : {reference}. Questions retirées d’avis : aucune." in out
    assert text("person.backups") in out
    _, out, _ = parvis("person", "erase", "--reference", reference, "--data", data(house))
    assert f"Déjà effacées : {reference}." in out
    _, out, _ = parvis("person", "export", "--reference", reference, "--data", data(house))
    assert "il n’en reste que les dates" in out


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ((), "one of --email"),
        (("--email", "a@b.example", "--phone", "0639980041"), "one of --email"),
        (("--email", "odette"), "not a whole address"),
        (("--phone", "41"), "not a whole number"),
    ],
)
def test_what_could_be_several_persons_is_refused(parvis: Parvis, by: tuple[str, ...], told: str) -> None:
    code, _, err = parvis("person", "erase", *by)
    assert (code, told in err) == (2, True)


def test_every_state_and_step_has_its_french() -> None:
    assert all(text(f"person_state.{state}") for state in RequestState)
    assert all(text(f"person_step.{step}") for step in RequestStep)
