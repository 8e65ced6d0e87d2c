from dataclasses import replace
from datetime import timedelta

import pytest

from domain.account import Account, Role
from domain.errors import BadInput, IdempotencyConflict
from domain.ids import AccountId, CommuneSlug, RequestReference
from domain.profile import CommuneProfile, Service
from domain.request import Contact, Request, RequestDraft, RequestState, SentRequest
from handoff.desk import (
    LONGEST_ANSWER_SHOWN,
    LONGEST_MESSAGE,
    LONGEST_REPLY,
    RequestField,
    RequestProblem,
    RequestProblems,
    StepProblem,
    clean_draft,
    close_request,
    reply_to_request,
    send_request,
)
from storage.opening import CommuneStores
from tests.handoff.conftest import MONTREVAL, NOON

PROFILE = CommuneProfile(
    slug=MONTREVAL,
    name="Montreval-sur-Cisse",
    services=(Service(slug="mairie", name="Mairie"), Service(slug="urbanisme", name="Urbanisme")),
)
DRAFT = RequestDraft(commune=MONTREVAL, service="urbanisme", message="Où déposer ma demande ?")
AGENT = Account(
    id=AccountId(1),
    commune=MONTREVAL,
    email="sophie@montreval.exemple",
    name="Sophie, accueil",
    role=Role.AGENT,
    has_password=True,
)
UNKNOWN = RequestReference("MONT-2026-00009-A2")


def send(stores: CommuneStores, draft: RequestDraft = DRAFT, key: str = "the-first") -> SentRequest | RequestProblems:
    return send_request(stores.requests, PROFILE, draft, idempotency_key=key, at=NOON)


def sent(stores: CommuneStores, draft: RequestDraft = DRAFT) -> Request:
    outcome = send(stores, draft)
    assert isinstance(outcome, SentRequest)
    return outcome.request


def problems(stores: CommuneStores, draft: RequestDraft) -> dict[RequestField, RequestProblem]:
    outcome = send(stores, draft)
    assert isinstance(outcome, RequestProblems)
    assert stores.requests.list() == []
    return dict(outcome.by_field)


def test_a_request_without_any_contact_is_sent(stores: CommuneStores) -> None:
    request = sent(stores)
    assert request == stores.requests.get(request.reference)
    assert (request.draft, request.state) == (DRAFT, RequestState.ENVOYEE)


@pytest.mark.parametrize("service", ["", "service-supprime"])
def test_a_request_for_no_known_service_goes_to_the_main_one(stores: CommuneStores, service: str) -> None:
    assert sent(stores, replace(DRAFT, service=service)).draft.service == "mairie"


@pytest.mark.parametrize("message", ["", "  \n ", "\x00\x07", "\u202e"])
def test_an_empty_message_is_a_problem(stores: CommuneStores, message: str) -> None:
    assert problems(stores, replace(DRAFT, message=message)) == {RequestField.MESSAGE: RequestProblem.EMPTY}


def test_the_longest_message_is_sent_and_one_character_more_is_not(stores: CommuneStores) -> None:
    too_long = replace(DRAFT, message="é" * (LONGEST_MESSAGE + 1))
    assert problems(stores, too_long) == {RequestField.MESSAGE: RequestProblem.TOO_LONG}
    assert sent(stores, replace(DRAFT, message="é" * LONGEST_MESSAGE))


def test_every_problem_is_told_at_once_in_the_order_of_the_form(stores: CommuneStores) -> None:
    draft = RequestDraft(
        commune=MONTREVAL,
        service="mairie",
        message="",
        question="q" * 2001,
        answer_shown="a" * (LONGEST_ANSWER_SHOWN + 1),
        contact=Contact(name="n" * 201, email="pas une adresse", phone="12"),
    )
    assert list(problems(stores, draft).items()) == [
        (RequestField.MESSAGE, RequestProblem.EMPTY),
        (RequestField.QUESTION, RequestProblem.TOO_LONG),
        (RequestField.ANSWER_SHOWN, RequestProblem.TOO_LONG),
        (RequestField.NAME, RequestProblem.TOO_LONG),
        (RequestField.EMAIL, RequestProblem.NOT_AN_EMAIL),
        (RequestField.PHONE, RequestProblem.NOT_A_PHONE),
    ]


def test_a_draft_is_shown_before_it_leaves_as_it_would_be_kept(stores: CommuneStores) -> None:
    typed = replace(DRAFT, message=" Bonjour\u200b\r\n", contact=Contact(name="Samira\nLefort", email="dupont@exemple"))
    shown = clean_draft(typed)
    assert shown == replace(DRAFT, message="Bonjour", contact=Contact(name="Samira Lefort", email="dupont@exemple"))
    mended = replace(shown, contact=Contact(name="Samira Lefort"))
    assert sent(stores, mended).draft == mended


@pytest.mark.parametrize("phone", ["06 00 00 00 00", "+33 6 00 00 00 00", "02.00.00.00.00", "0033-600000000", ""])
def test_phones_are_accepted_as_people_write_them(stores: CommuneStores, phone: str) -> None:
    assert sent(stores, replace(DRAFT, contact=Contact(phone=phone))).draft.contact.phone == phone


@pytest.mark.parametrize("phone", ["0612", "12 rue Haute"])
def test_what_is_no_phone_is_a_problem(stores: CommuneStores, phone: str) -> None:
    draft = replace(DRAFT, contact=Contact(phone=phone))
    assert problems(stores, draft) == {RequestField.PHONE: RequestProblem.NOT_A_PHONE}


def test_control_characters_of_every_field_are_gone_from_what_is_stored(stores: CommuneStores) -> None:
    draft = RequestDraft(
        commune=MONTREVAL,
        service="mairie\x00",
        message="m\x00",
        question="q\x00",
        answer_shown="a\x00",
        contact=Contact(name="n\x00\n", email="a@exemple.fr\x00", phone="0600000000\x00"),
    )
    assert sent(stores, draft).draft == RequestDraft(
        commune=MONTREVAL,
        service="mairie",
        message="m",
        question="q",
        answer_shown="a",
        contact=Contact(name="n", email="a@exemple.fr", phone="0600000000"),
    )


def test_the_same_form_sent_twice_is_one_request(stores: CommuneStores) -> None:
    assert send(stores) == send(stores)
    with pytest.raises(IdempotencyConflict):
        send(stores, replace(DRAFT, message="Autre chose"))


@pytest.mark.parametrize("key", ["", "court", "avec une espace", "clé-accentuée", "0123456789\n", "x" * 129])
def test_an_unusable_key_is_bad_input(stores: CommuneStores, key: str) -> None:
    with pytest.raises(BadInput, match="Idempotency-Key"):
        send(stores, key=key)


def test_a_draft_for_another_commune_is_bad_input(stores: CommuneStores) -> None:
    with pytest.raises(BadInput):
        send(stores, replace(DRAFT, commune=CommuneSlug("ailleurs")))


def test_an_agent_answers_then_closes(stores: CommuneStores) -> None:
    reference = sent(stores).reference
    later = NOON + timedelta(hours=1)
    answered = reply_to_request(stores.requests, AGENT, reference, version=1, text=" Au guichet.\x00\r\n", at=later)
    assert isinstance(answered, Request)
    assert answered.state == RequestState.REPONDUE
    assert [(reply.text, reply.author, reply.sent_at) for reply in answered.replies] == [
        ("Au guichet.", "Sophie, accueil", later)
    ]
    closed = close_request(stores.requests, AGENT, reference, version=2, at=later)
    assert isinstance(closed, Request)
    assert closed.state == RequestState.CLOSE
    assert [entry.account for entry in stores.requests.journal(reference)] == [None, AGENT.id, AGENT.id]


def test_an_answer_to_what_has_moved_is_not_taken(stores: CommuneStores) -> None:
    reference = sent(stores).reference
    close_request(stores.requests, AGENT, reference, version=1, at=NOON)
    late = reply_to_request(stores.requests, AGENT, reference, version=1, text="Trop tard", at=NOON)
    assert late is StepProblem.MOVED
    assert close_request(stores.requests, AGENT, reference, version=1, at=NOON) is StepProblem.MOVED


def test_steps_on_an_unknown_request_say_so(stores: CommuneStores) -> None:
    assert reply_to_request(stores.requests, AGENT, UNKNOWN, version=1, text="x", at=NOON) is StepProblem.UNKNOWN
    assert close_request(stores.requests, AGENT, UNKNOWN, version=1, at=NOON) is StepProblem.UNKNOWN


@pytest.mark.parametrize(
    ("text", "problem"), [(" \x00\n", StepProblem.EMPTY), ("x" * (LONGEST_REPLY + 1), StepProblem.TOO_LONG)]
)
def test_an_empty_or_endless_answer_is_not_sent(stores: CommuneStores, text: str, problem: StepProblem) -> None:
    reference = sent(stores).reference
    assert reply_to_request(stores.requests, AGENT, reference, version=1, text=text, at=NOON) is problem
    kept = stores.requests.get(reference)
    assert kept is not None
    assert kept.state == RequestState.ENVOYEE
