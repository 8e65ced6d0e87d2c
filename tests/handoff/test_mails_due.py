from dataclasses import replace

import pytest

from domain.ids import RequestReference
from domain.mail import Recipient
from domain.request import Contact, Request, RequestChange, RequestDraft, RequestState, RequestStep
from handoff.mails_due import mails_due
from tests.handoff.conftest import MONTREVAL, NOON

REQUEST = Request(
    reference=RequestReference("MONT-2026-00001-K7"),
    draft=RequestDraft(
        commune=MONTREVAL, service="mairie", message="Bonjour", contact=Contact(email="elise.martin@exemple.fr")
    ),
    state=RequestState.ENVOYEE,
    version=1,
    sent_at=NOON,
    counts_from=NOON,
)
BOTH = {RequestStep.SEND: {Recipient.RESIDENT, Recipient.SERVICE}}
TOLD = {
    RequestStep.REPLY: {Recipient.RESIDENT},
    RequestStep.ASK: {Recipient.RESIDENT},
    RequestStep.CLOSE: {Recipient.RESIDENT},
    RequestStep.TRANSMIT: {Recipient.RESIDENT},
    RequestStep.CANCEL: {Recipient.RESIDENT},
    RequestStep.MOVE: {Recipient.SERVICE},
    RequestStep.COMPLETE: {Recipient.SERVICE},
}


def change(step: RequestStep) -> RequestChange:
    return RequestChange(step=step, from_states=frozenset(), to_state=None, version=1, at=NOON)


@pytest.mark.parametrize("step", RequestStep)
def test_each_step_is_told_to_whom_it_concerns_and_nobody_else(step: RequestStep) -> None:
    due = mails_due(REQUEST, change(step), 7, domain="montreval.example")
    assert {mail.recipient for mail in due} == (BOTH | TOLD).get(step, set())


def test_who_left_no_address_is_not_written_to() -> None:
    silent = replace(REQUEST, draft=replace(REQUEST.draft, contact=Contact(phone="06 00 00 00 00")))
    due = mails_due(silent, change(RequestStep.SEND), 7, domain="montreval.example")
    assert [mail.recipient for mail in due] == [Recipient.SERVICE]


def test_a_message_id_follows_from_the_step_and_its_reader_alone() -> None:
    one, other = mails_due(REQUEST, change(RequestStep.SEND), 7, domain="montreval.example")
    assert one.message_id == "<mont-2026-00001-k7.7.resident@montreval.example>"
    assert other.message_id == "<mont-2026-00001-k7.7.service@montreval.example>"
    assert mails_due(REQUEST, change(RequestStep.SEND), 8, domain="montreval.example")[0].message_id != one.message_id
