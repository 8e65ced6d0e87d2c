"""The outbox of one commune, a real store, and mail servers that fail in every way; the clock is given."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from domain.account import Account, Role
from domain.errors import BadInput
from domain.ids import AccountId, RequestReference
from domain.mail import Delivery, DeliveryOutcome, ReadyMail, Sender
from domain.profile import CommuneProfile, Service
from domain.request import Contact, Request, RequestDraft
from handoff import steps
from handoff.mails_due import mails_due
from handoff.outgoing import GIVEN_UP_AFTER, PAUSES, Post, next_attempt, send_due, trouble_of
from mail.smtplib_transport import SmtpServer, SmtpTransport
from storage.opening import CommuneStores, open_installation
from tests.handoff.conftest import MONTREVAL, NOON
from tests.mail.smtp_stand_in import Fault, SmtpStandIn, smtp_server

PROFILE = CommuneProfile(
    slug=MONTREVAL,
    name="Montreval-sur-Cisse",
    services=(
        Service(slug="mairie", name="Mairie", phone="02 61 91 04 00", email="mairie@montreval.example"),
        Service(slug="eau", name="Eau", email="eau@montreval.example"),
        Service(slug="halle", name="Halle"),
    ),
)
AGENT = Account(
    id=AccountId(1), commune=MONTREVAL, email="a@montreval.example", name="Sophie", role=Role.AGENT, has_password=True
)
DRAFT = RequestDraft(
    commune=MONTREVAL,
    service="eau",
    message="L’eau est <coupée> rue Haute.",
    question="coupure d’eau",
    contact=Contact(name="Élise Martin", email="elise.martin@exemple.fr", phone="06 00 00 00 00"),
)
MINUTE = timedelta(minutes=1)


@dataclass
class Server:
    """Takes mails and answers what it is told to."""

    outcome: DeliveryOutcome = DeliveryOutcome.ACCEPTED
    taken: list[ReadyMail] = field(default_factory=list)
    tries: int = 0
    refused: frozenset[str] = frozenset()

    def send(self, mail: ReadyMail) -> Delivery:
        self.tries += 1
        if mail.to in self.refused:
            return Delivery(outcome=DeliveryOutcome.REFUSED, told="the mail server answered 550")
        if self.outcome is DeliveryOutcome.ACCEPTED:
            self.taken.append(mail)
        return Delivery(outcome=self.outcome)


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[CommuneStores]:
    opened = open_installation(tmp_path / "data", mails=partial(mails_due, domain="montreval.example"))
    yield opened.add_commune(MONTREVAL, "Montreval-sur-Cisse")
    opened.close()


@pytest.fixture
def post(stores: CommuneStores) -> Post:
    return Post(
        profile=PROFILE,
        requests=stores.requests,
        outbox=stores.outbox,
        sender=Sender(address="ne-pas-repondre@montreval.example", name="Montreval-sur-Cisse"),
        follow_up="https://parvis.example/c/montreval-sur-cisse/demande/{reference}?cle={secret}",
        console="https://parvis.example/console/demandes/{reference}",
    )


def sent(stores: CommuneStores, draft: RequestDraft = DRAFT, key: str = "the-first") -> RequestReference:
    return stores.requests.send(draft, idempotency_key=key, at=NOON).request.reference


def smtp(server: SmtpStandIn) -> SmtpTransport:
    return SmtpTransport(SmtpServer(host="127.0.0.1", port=server.port, is_tls=False, is_clear=True, timeout_s=1.0))


def test_a_new_request_is_told_to_its_resident_and_its_service(stores: CommuneStores, post: Post) -> None:
    made = stores.requests.send(DRAFT, idempotency_key="the-first", at=NOON)
    server = Server()
    assert send_due(post, server, at=NOON)
    to_resident, to_service = server.taken
    assert (to_resident.to, to_service.to) == ("elise.martin@exemple.fr", "eau@montreval.example")
    assert f"/demande/{made.request.reference}?cle={made.secret}" in to_resident.said.text
    assert DRAFT.message not in to_resident.said.text
    assert f"> {DRAFT.message}" in to_service.said.text
    assert "06 00 00 00 00" in to_service.said.text


def test_the_secret_is_in_no_mail_but_the_residents_and_opens_the_request(stores: CommuneStores, post: Post) -> None:
    made = stores.requests.send(DRAFT, idempotency_key="the-first", at=NOON)
    secret = stores.requests.link_secret(made.request.reference)
    assert secret == made.secret
    assert stores.requests.get_by_secret(made.request.reference, secret) == made.request
    server = Server()
    send_due(post, server, at=NOON)
    holding = [mail.to for mail in server.taken if secret in mail.said.text + mail.said.html]
    assert holding == ["elise.martin@exemple.fr"]


def test_each_mail_is_sent_once(stores: CommuneStores, post: Post) -> None:
    sent(stores)
    sent(stores)  # the same key: the page was reloaded
    server = Server()
    for _ in range(3):
        send_due(post, server, at=NOON)
    assert server.tries == 2


def test_the_mails_of_a_request_make_one_thread_for_each_reader(stores: CommuneStores, post: Post) -> None:
    reference = sent(stores)
    taken = steps.take(stores.requests, AGENT, reference, version=1, at=NOON)
    assert isinstance(taken, Request)
    steps.reply_to_request(stores.requests, AGENT, reference, version=taken.version, text="C’est rétabli.", at=NOON)
    steps.complete(stores.requests, reference, text="Merci, mais non.", at=NOON + MINUTE)
    server = Server()
    send_due(post, server, at=NOON + MINUTE)
    residents = [mail for mail in server.taken if mail.to == "elise.martin@exemple.fr"]
    services = [mail for mail in server.taken if mail.to == "eau@montreval.example"]
    assert residents[1].thread == (residents[0].message_id,)
    assert services[1].thread == (services[0].message_id,)
    assert residents[0].thread == ()
    assert "> C’est rétabli." in residents[1].said.text
    assert "> Merci, mais non." in services[1].said.text


def test_a_server_down_for_three_days_delays_mails_and_loses_none(stores: CommuneStores, post: Post) -> None:
    sent(stores)
    with smtp_server() as server:
        gone = smtp(server)
    at, tries = NOON, 0
    while at < NOON + timedelta(days=3):
        tries += not send_due(post, gone, at=at)
        at += timedelta(minutes=10)
    assert tries < 40  # two mails, ever more rarely
    assert trouble_of(post.outbox, at=at).waiting == 2
    assert trouble_of(post.outbox, at=at).failed == 0
    late = stores.requests.send(DRAFT, idempotency_key="the-second", at=at).request.reference
    with smtp_server() as server:
        assert send_due(post, smtp(server), at=at)
        assert len(server.taken) == 4  # those of the first request do not wait for their next turn
        assert sum(late.lower() in message_id for message_id in server.ids()) == 2
        assert len(set(server.ids())) == 4
    assert trouble_of(post.outbox, at=at).waiting == 0


def test_a_server_down_for_longer_than_five_days_is_told(stores: CommuneStores, post: Post) -> None:
    reference, down = sent(stores), Server(outcome=DeliveryOutcome.UNREACHABLE)
    at = NOON
    while at < NOON + timedelta(days=8):
        send_due(post, down, at=at)
        at += timedelta(hours=1)
    trouble = trouble_of(post.outbox, at=NOON + timedelta(days=6))
    assert (trouble.waiting, trouble.failed, trouble.unsent) == (0, 2, (reference,))
    assert trouble_of(post.outbox, at=NOON + timedelta(days=20)).failed == 0


def test_a_server_that_takes_nothing_is_not_asked_for_every_mail(stores: CommuneStores, post: Post) -> None:
    for number in range(5):
        sent(stores, key=f"request-{number}")
    down = Server(outcome=DeliveryOutcome.UNREACHABLE)
    assert not send_due(post, down, at=NOON)
    assert down.tries == 1
    assert trouble_of(post.outbox, at=NOON + timedelta(minutes=6)).waiting == 10


def test_a_mail_cut_off_after_it_was_taken_leaves_again_as_the_same_mail(stores: CommuneStores, post: Post) -> None:
    sent(stores, DRAFT)
    with smtp_server(Fault.DIES_AFTER_TAKING) as server:
        assert not send_due(post, smtp(server), at=NOON)
        server.fault = Fault.NONE
        assert send_due(post, smtp(server), at=NOON + 2 * MINUTE)
        ids = server.ids()
    assert len(ids) == 3
    assert len(set(ids)) == 2


def test_greylisting_passes_the_second_time_and_holds_no_other_mail(stores: CommuneStores, post: Post) -> None:
    sent(stores)
    with smtp_server(Fault.GREYLISTS) as server:
        assert send_due(post, smtp(server), at=NOON)
        assert len(server.readers) == 2
        server.fault = Fault.NONE
        assert send_due(post, smtp(server), at=NOON + MINUTE)
        assert len(server.taken) == 2


def test_a_refused_reader_is_told_and_the_others_are_written_to(stores: CommuneStores, post: Post) -> None:
    reference, server = sent(stores), Server(refused=frozenset({"elise.martin@exemple.fr"}))
    assert send_due(post, server, at=NOON)
    assert [mail.to for mail in server.taken] == ["eau@montreval.example"]
    trouble = trouble_of(post.outbox, at=NOON)
    assert (trouble.waiting, trouble.failed, trouble.unsent) == (0, 1, (reference,))
    send_due(post, server, at=NOON + timedelta(days=1))
    assert server.tries == 2


def test_what_no_mail_can_hold_fails_alone(stores: CommuneStores, post: Post) -> None:
    sent(stores)

    class Strict(Server):
        def send(self, mail: ReadyMail) -> Delivery:
            if mail.to.startswith("elise"):
                raise BadInput("a header holds a line break")
            return Server.send(self, mail)

    server = Strict()
    assert send_due(post, server, at=NOON)
    assert len(server.taken) == 1
    assert trouble_of(post.outbox, at=NOON).failed == 1


def test_who_erased_their_address_is_not_written_to(stores: CommuneStores, post: Post) -> None:
    reference = sent(stores)
    steps.erase(stores.requests, reference, at=NOON)
    server = Server()
    assert send_due(post, server, at=NOON)
    assert [mail.to for mail in server.taken] == ["eau@montreval.example"]
    assert "coupée" not in server.taken[0].said.text
    assert trouble_of(post.outbox, at=NOON + timedelta(days=1)).failed == 0


def test_a_service_without_mailbox_is_written_to_at_the_main_one(stores: CommuneStores, post: Post) -> None:
    sent(stores, replace(DRAFT, service="halle", contact=Contact()))
    server = Server()
    send_due(post, server, at=NOON)
    assert [mail.to for mail in server.taken] == ["mairie@montreval.example"]


@pytest.mark.parametrize(
    ("attempts", "after", "pause"),
    [(1, timedelta(), MINUTE), (2, timedelta(), 5 * MINUTE), (7, timedelta(days=1), timedelta(days=1))],
)
def test_pauses_grow_from_a_minute_to_a_day(attempts: int, after: timedelta, pause: timedelta) -> None:
    assert next_attempt(attempts, at=NOON + after, step_at=NOON) == NOON + after + pause


def test_the_last_attempt_is_at_the_fifth_day_and_none_comes_after() -> None:
    nearly = NOON + GIVEN_UP_AFTER - timedelta(hours=2)
    assert next_attempt(20, at=nearly, step_at=NOON) == NOON + GIVEN_UP_AFTER
    assert next_attempt(20, at=NOON + GIVEN_UP_AFTER, step_at=NOON) is None
    assert list(PAUSES) == sorted(PAUSES)


def test_a_mail_is_written_with_its_step_or_not_at_all(stores: CommuneStores, post: Post) -> None:
    reference = sent(stores)
    stale = steps.close_request(stores.requests, AGENT, reference, version=7, at=NOON)
    assert not isinstance(stale, Request)
    server = Server()
    send_due(post, server, at=NOON)
    assert len(server.taken) == 2


def rule_that_breaks(*_: object) -> Callable[[], datetime]:
    raise BadInput("no mail can be made of this")


def test_a_step_whose_mails_cannot_be_written_is_not_taken(tmp_path: Path) -> None:
    opened = open_installation(tmp_path / "other", mails=rule_that_breaks)  # type: ignore[arg-type]
    store = opened.add_commune(MONTREVAL, "Montreval").requests
    with pytest.raises(BadInput):
        store.send(DRAFT, idempotency_key="the-first", at=NOON)
    assert store.list() == []
    opened.close()
