"""Whether residents are told that an agent is there."""

import pytest

from tests.api.browser import Browser, Page
from tests.api.house import House
from tests.api.test_console import sent_request, welcomed


@pytest.fixture
def house(fresh_house: House) -> House:
    """These tests look at who is there."""
    return fresh_house


def csrf(browser: Browser) -> str:
    return dict(Page(browser.get("/console").text).fields("/console/deconnexion"))["csrf"]


def is_told(house: House, follow_up: str) -> list[bool]:
    """On the form and on the receipt."""
    resident = Browser(house.app, address="198.51.100.9")
    return ["Un agent est là" in Page(resident.get(path).text).text for path in ("/demande", follow_up)]


def test_residents_are_told_of_an_agent_while_a_page_of_theirs_beats(house: House, browser: Browser) -> None:
    follow_up = sent_request(house)
    welcomed(house, browser)
    assert is_told(house, follow_up) == [False, False]
    token = csrf(browser)
    assert browser.post("/console/presence", {"csrf": token}).status_code == 204
    assert is_told(house, follow_up) == [True, True]
    house.clock.advance(seconds=61)
    assert is_told(house, follow_up) == [False, False]


def test_an_agent_who_pauses_or_signs_out_is_not_there(house: House, browser: Browser) -> None:
    follow_up = sent_request(house)
    welcomed(house, browser)
    token = csrf(browser)
    browser.post("/console/presence", {"csrf": token})
    assert browser.post("/console/presence/pause", {"csrf": token}).status_code == 303
    assert is_told(house, follow_up) == [False, False]
    assert "Vous êtes en pause" in Page(browser.get("/console").text).text
    browser.post("/console/presence/retour", {"csrf": token})
    assert is_told(house, follow_up) == [True, True]
    browser.post("/console/deconnexion", {"csrf": token})
    assert is_told(house, follow_up) == [False, False]


def test_a_page_left_open_does_not_keep_the_session(house: House, browser: Browser) -> None:
    welcomed(house, browser)
    token = csrf(browser)
    for _ in range(4):
        house.clock.advance(minutes=9)
        last = browser.post("/console/presence", {"csrf": token}).status_code
    assert last == 401


def test_a_beat_needs_the_session_and_its_token(house: House, browser: Browser) -> None:
    assert browser.post("/console/presence", {"csrf": "x"}).status_code == 401
    welcomed(house, browser)
    assert browser.post("/console/presence", {"csrf": "x"}).status_code == 403
    assert browser.post("/console/presence/ailleurs", {"csrf": csrf(browser)}).status_code == 422
