"""Agents are told of mails that could not leave; residents are never told of one that will not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from api.mail_banner import mail_banner
from domain.errors import StorageUnavailable
from domain.ids import RequestReference
from domain.mail import MailState, MailTrouble, WaitingMail
from domain.request import Contact, RequestDraft
from handoff.steps import erase
from tests.api.browser import Browser, Page
from tests.api.house import House
from tests.api.test_console import welcomed
from tests.api.town import FRIDAY, MONTREVAL

NONE = MailTrouble(waiting=0, failed=0, unsent=())
UNSENT = RequestReference("MONT-2026-00001-K7")


@dataclass
class TroubledOutbox:
    """An outbox whose trouble is given; None: its storage does not answer."""

    told: MailTrouble | None

    def trouble(self, *, due_before: datetime, failed_since: datetime) -> MailTrouble:
        if self.told is None:
            raise StorageUnavailable("locked")
        return self.told

    def due(self, at: datetime, *, limit: int) -> Sequence[WaitingMail]:
        return []

    def settle(self, mail: int, state: MailState, *, at: datetime, told: str = "") -> None: ...

    def postpone(self, mail: int, *, until: datetime, told: str, is_unreachable: bool) -> None: ...

    def hasten(self, at: datetime) -> None: ...


@pytest.fixture
def house(fresh_house: House) -> House:
    return fresh_house


def served(house: House, *, trouble: MailTrouble | None = NONE, sends_mail: bool = True) -> None:
    services = house.communes.served[MONTREVAL]
    troubled = replace(services, outbox=TroubledOutbox(trouble), sends_mail=sends_mail)
    house.communes.served = {**house.communes.served, MONTREVAL: troubled}


@pytest.mark.parametrize(
    ("trouble", "begins"),
    [
        (NONE, []),
        (None, []),
        (replace(NONE, waiting=1), ["Un courriel attend d’être envoyé"]),
        (replace(NONE, waiting=3), ["Trois courriels attendent d’être envoyés"]),
        (replace(NONE, waiting=40), ["40 courriels attendent d’être envoyés"]),
        (replace(NONE, failed=1, unsent=(UNSENT,)), ["Un courriel n’a pas pu être envoyé"]),
        (
            replace(NONE, waiting=2, failed=2, unsent=(UNSENT,)),
            ["Deux courriels attendent", "Deux courriels n’ont pas"],
        ),
    ],
)
def test_what_could_not_leave_is_counted_in_words(trouble: MailTrouble | None, begins: list[str]) -> None:
    said = mail_banner(TroubledOutbox(trouble), at=FRIDAY)
    assert len(said) == len(begins)
    assert all(sentence.startswith(begin) for (sentence, _), begin in zip(said, begins, strict=True))


@pytest.mark.parametrize("path", ["/console", "/console/documents"])
def test_every_page_of_the_console_says_so_and_leads_to_the_request(house: House, browser: Browser, path: str) -> None:
    welcomed(house, browser)
    assert "courriel" not in Page(browser.get(path).text).text
    served(house, trouble=MailTrouble(waiting=3, failed=1, unsent=(UNSENT,)))
    page = Page(browser.get(path).text)
    assert "Trois courriels attendent d’être envoyés" in page.text
    assert f"/console/demandes/{UNSENT}" in [link.get("href") for link in page.all("a")]


def receipt(house: House, browser: Browser, contact: Contact, *, is_erased: bool = False) -> str:
    draft = RequestDraft(commune=MONTREVAL, service="mairie", message="Bonjour", contact=contact)
    made = house.stores.requests.send(draft, idempotency_key="the-first", at=FRIDAY)
    if is_erased:
        erase(house.stores.requests, made.request.reference, at=FRIDAY)
    return Page(browser.get(f"/demande/{made.request.reference}?cle={made.secret}").text).text


@pytest.mark.parametrize("sends_mail", [True, False])
def test_the_receipt_says_whether_mails_leave(house: House, browser: Browser, sends_mail: bool) -> None:
    served(house, sends_mail=sends_mail)
    said = receipt(house, browser, Contact(email="s@exemple.fr"))
    assert ("écrite par courriel, à s@exemple.fr" in said) == sends_mail
    assert ("Aucun courriel n’est envoyé par ce site" in said) != sends_mail


def test_who_left_no_address_is_told_of_no_mail(house: House, browser: Browser) -> None:
    served(house)
    assert "courriel" not in receipt(house, browser, Contact(phone="06 00 00 00 00"))


def test_an_erased_address_is_told_of_no_mail(house: House, browser: Browser) -> None:
    served(house)
    assert "courriel" not in receipt(house, browser, Contact(email="s@exemple.fr"), is_erased=True)
