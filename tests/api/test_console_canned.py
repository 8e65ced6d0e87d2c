"""Canned answers of the commune, put in the form without any script."""

from collections.abc import Callable, Sequence

import pytest

from domain.canned_answer import CannedAnswer
from domain.errors import BadProfile
from tests.api.browser import Browser, Page, replaced
from tests.api.house import House
from tests.api.test_console import sent_request, welcomed
from tests.api.test_console_request_steps import page_of
from tests.api.town import MONTREVAL

CARD = CannedAnswer(title="Carte d’identité", text="Prenez rendez-vous.")
MEALS = CannedAnswer(title="Cantine", text="Au service scolaire.", services=("scolaire",))


@pytest.fixture
def house(fresh_house: House) -> House:
    """These tests change what the commune has."""
    return fresh_house


def offer(house: House, answers: Callable[[], Sequence[CannedAnswer]]) -> None:
    served = house.communes.get(MONTREVAL)
    assert served is not None
    object.__setattr__(served, "canned_answers", answers)


def test_an_answer_is_put_under_what_was_written_and_nothing_is_sent(house: House, browser: Browser) -> None:
    offer(house, lambda: (CARD, MEALS))
    sent_request(house)
    welcomed(house, browser)
    (stored,) = house.stores.requests.list()
    page = page_of(browser, stored.reference)
    assert "Carte d’identité" in page.text
    assert "Cantine" not in page.text, "it is another service's"
    fields = page.fields(f"/console/demandes/{stored.reference}/reponse")
    assert ("modele", CARD.title) in fields
    shown = browser.post(f"/console/demandes/{stored.reference}/modele", replaced(fields, reponse="Bonjour,"))
    assert shown.status_code == 200
    assert ("reponse", "Bonjour,\n\nPrenez rendez-vous.") in Page(shown.text).fields(
        f"/console/demandes/{stored.reference}/reponse"
    )
    assert house.stores.requests.list() == [stored]
    gone = browser.post(f"/console/demandes/{stored.reference}/modele", replaced(fields, modele="Autre", reponse="Oui"))
    assert ("reponse", "Oui") in Page(gone.text).fields(f"/console/demandes/{stored.reference}/reponse")


def test_a_file_that_cannot_be_read_is_said_and_stops_nothing(
    house: House, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> Sequence[CannedAnswer]:
        raise BadProfile("reponses.toml: titre = '': give a text")

    offer(house, broken)
    sent_request(house)
    welcomed(house, browser)
    (stored,) = house.stores.requests.list()
    page = page_of(browser, stored.reference)
    assert "ne peuvent pas être lues" in page.text
    assert "Envoyer la réponse" in page.text
    assert "reponses.toml: titre" in capsys.readouterr().err
