from dataclasses import replace

import pytest

from domain.errors import BadInput, IdempotencyConflict
from domain.ids import CommuneSlug
from domain.profile import CommuneProfile, Service
from domain.request import Contact, Request, RequestDraft, RequestState, SentRequest
from handoff.desk import (
    LONGEST_ANSWER_SHOWN,
    LONGEST_MESSAGE,
    RequestField,
    RequestProblem,
    RequestProblems,
    clean_draft,
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
