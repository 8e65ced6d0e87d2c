from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from domain.account import Account, Role
from domain.ids import AccountId, RequestReference
from domain.profile import CommuneProfile, Service
from domain.request import Contact, Request, RequestDraft, RequestState, RequestStep, SentRequest, Side
from handoff import steps
from handoff.desk import LONGEST_MESSAGE, send_request
from handoff.steps import LONGEST_AUTHORITY, LONGEST_REPLY, StepProblem
from handoff.transitions import LEASE, REOPENED_WITHIN, RESTORED_WITHIN
from storage.opening import CommuneStores
from tests.handoff.conftest import MONTREVAL, NOON

PROFILE = CommuneProfile(
    slug=MONTREVAL,
    name="Montreval-sur-Cisse",
    services=(Service(slug="mairie", name="Mairie"), Service(slug="urbanisme", name="Urbanisme")),
)
DRAFT = RequestDraft(
    commune=MONTREVAL, service="mairie", message="Où déposer ma demande ?", contact=Contact(name="Samira Lefort")
)
UNKNOWN = RequestReference("MONT-2026-00009-A2")


def agent(number: int, name: str = "Sophie, accueil") -> Account:
    return Account(
        id=AccountId(number),
        commune=MONTREVAL,
        email=f"agent{number}@montreval.exemple",
        name=name,
        role=Role.AGENT,
        has_password=True,
    )


SOPHIE, KARIM = agent(1), agent(2, "Karim, urbanisme")


class Desk:
    """One request and the steps taken on it, each at the version that it has unless told."""

    def __init__(self, stores: CommuneStores) -> None:
        self.store = stores.requests
        sent = send_request(self.store, PROFILE, DRAFT, idempotency_key="the-first", at=NOON)
        assert isinstance(sent, SentRequest)
        self.reference = sent.request.reference

    @property
    def now(self) -> Request:
        found = self.store.get(self.reference)
        assert found is not None
        return found

    def agent_does(
        self,
        step: Callable[..., Request | StepProblem],
        *,
        by: Account = SOPHIE,
        at: datetime = NOON,
        version: int | None = None,
        **more: str,
    ) -> Request | StepProblem:
        seen = self.now.version if version is None else version
        return step(self.store, by, self.reference, version=seen, at=at, **more)

    def steps(self) -> list[str]:
        return [entry.step.value for entry in self.store.journal(self.reference)]


@pytest.fixture
def desk(stores: CommuneStores) -> Desk:
    return Desk(stores)


def test_an_agent_answers_then_closes(desk: Desk) -> None:
    later = NOON + timedelta(hours=1)
    answered = desk.agent_does(steps.reply_to_request, at=later, text=" Au guichet.\x00\r\n")
    assert isinstance(answered, Request)
    assert answered.state is RequestState.REPONDUE
    assert [(said.text, said.author, said.sent_at) for said in answered.replies] == [
        ("Au guichet.", "Sophie, accueil", later)
    ]
    closed = desk.agent_does(steps.close_request, at=later)
    assert isinstance(closed, Request)
    assert (closed.state, closed.closed_at) == (RequestState.CLOSE, later)
    assert [entry.account for entry in desk.store.journal(desk.reference)] == [None, SOPHIE.id, SOPHIE.id]


def test_the_receipt_is_acknowledged_once(desk: Desk) -> None:
    acknowledged = steps.acknowledge(desk.store, desk.reference, at=NOON)
    assert isinstance(acknowledged, Request)
    assert (acknowledged.state, acknowledged.acknowledged_at) == (RequestState.EN_ATTENTE, NOON)
    assert steps.acknowledge(desk.store, desk.reference, at=NOON) is StepProblem.NOT_NOW


def test_who_takes_a_request_holds_it_and_its_receipt_is_acknowledged_in_any_case(desk: Desk) -> None:
    held = desk.agent_does(steps.take)
    assert isinstance(held, Request)
    assert held.state is RequestState.PRISE
    assert held.acknowledged_at == NOON
    assert desk.steps() == ["send", "acknowledge", "take"]
    assert desk.agent_does(steps.take, by=KARIM) is StepProblem.TAKEN
    assert desk.agent_does(steps.release, by=KARIM) is StepProblem.TAKEN
    assert desk.agent_does(steps.close_request, by=KARIM) is StepProblem.TAKEN
    assert desk.agent_does(steps.reply_to_request, by=KARIM, text="Moi aussi.") is StepProblem.TAKEN
    assert desk.now == held


def test_an_answer_after_the_lease_was_lost_to_another_is_refused(desk: Desk) -> None:
    desk.agent_does(steps.take)
    gone = NOON + LEASE
    assert isinstance(desk.agent_does(steps.take, by=KARIM, at=gone), Request)
    late = desk.agent_does(steps.reply_to_request, at=gone + timedelta(seconds=1), text="Enfin prêt.")
    assert late is StepProblem.TAKEN
    assert not steps.renew(desk.store, SOPHIE, desk.reference, at=gone)


def test_an_agent_who_is_late_and_alone_still_answers(desk: Desk) -> None:
    desk.agent_does(steps.take)
    assert isinstance(desk.agent_does(steps.reply_to_request, at=NOON + timedelta(hours=1), text="Voici."), Request)


def test_a_request_whose_agent_has_gone_waits_again(desk: Desk) -> None:
    desk.agent_does(steps.take)
    assert steps.release_lapsed(desk.store, at=NOON + timedelta(minutes=4)) == 0
    assert steps.release_lapsed(desk.store, at=NOON + LEASE) == 1
    assert (desk.now.state, desk.now.lease) == (RequestState.EN_ATTENTE, None)
    assert desk.store.journal(desk.reference)[-1].account is None


def test_an_agent_gives_a_request_back(desk: Desk) -> None:
    desk.agent_does(steps.take)
    assert isinstance(desk.agent_does(steps.release), Request)
    assert isinstance(desk.agent_does(steps.take, by=KARIM), Request)


def test_what_is_asked_of_the_resident_waits_for_them_and_comes_back(desk: Desk) -> None:
    asked = desk.agent_does(steps.ask_resident, text="Pour quelle adresse ?")
    assert isinstance(asked, Request)
    assert asked.state is RequestState.EN_ATTENTE_USAGER
    added = steps.complete(desk.store, desk.reference, text="12 rue du Lavoir", at=NOON)
    assert isinstance(added, Request)
    assert added.state is RequestState.EN_ATTENTE
    assert [(said.side, said.author) for said in added.messages] == [
        (Side.AGENT, "Sophie, accueil"),
        (Side.RESIDENT, "Samira Lefort"),
    ]


def test_an_answered_request_goes_on_for_thirty_days_and_no_longer(desk: Desk) -> None:
    desk.agent_does(steps.reply_to_request, text="Au guichet.")
    last = NOON + REOPENED_WITHIN  # on the wall clock: an hour apart once the clocks have changed
    too_late = steps.complete(desk.store, desk.reference, text="Et le soir ?", at=last + timedelta(hours=2))
    assert too_late is StepProblem.TOO_LATE
    assert isinstance(steps.complete(desk.store, desk.reference, text="Et le soir ?", at=last), Request)
    desk.agent_does(steps.close_request, at=last)
    assert steps.complete(desk.store, desk.reference, text="?!", at=last + REOPENED_WITHIN * 2) is StepProblem.TOO_LATE
    reopened = steps.complete(desk.store, desk.reference, text="Encore une question", at=last + REOPENED_WITHIN)
    assert isinstance(reopened, Request)
    assert (reopened.state, reopened.closed_at) == (RequestState.EN_ATTENTE, None)


def test_another_service_of_the_commune_gets_the_request_with_its_date(desk: Desk) -> None:
    assert _moved(desk, "voirie") is StepProblem.NO_SUCH_SERVICE
    moved = _moved(desk, "urbanisme")
    assert isinstance(moved, Request)
    assert (moved.draft.service, moved.counts_from, moved.state) == ("urbanisme", NOON, RequestState.EN_ATTENTE)
    assert desk.store.journal(desk.reference)[-1].detail == "urbanisme"


def _moved(desk: Desk, service: str) -> Request | StepProblem:
    return steps.move_to_service(
        desk.store, PROFILE, SOPHIE, desk.reference, version=desk.now.version, service=service, at=NOON
    )


def test_what_another_authority_decides_is_sent_on_by_name(desk: Desk) -> None:
    assert desk.agent_does(steps.transmit, to=" \n") is StepProblem.EMPTY
    assert desk.agent_does(steps.transmit, to="x" * (LONGEST_AUTHORITY + 1)) is StepProblem.TOO_LONG
    sent_on = desk.agent_does(steps.transmit, to="Préfecture de Loire-Moyenne")
    assert isinstance(sent_on, Request)
    assert (sent_on.state, sent_on.transmitted_to) == (RequestState.TRANSFEREE, "Préfecture de Loire-Moyenne")
    assert sent_on.counts_from == NOON


def test_what_was_set_aside_by_mistake_comes_back_for_thirty_days(desk: Desk) -> None:
    assert isinstance(desk.agent_does(steps.set_aside), Request)
    last = NOON + RESTORED_WITHIN
    assert desk.agent_does(steps.restore, at=last + timedelta(hours=2)) is StepProblem.TOO_LATE
    restored = desk.agent_does(steps.restore, at=last)
    assert isinstance(restored, Request)
    assert restored.state is RequestState.EN_ATTENTE


def test_a_resident_cancels_what_waits_and_nothing_else(desk: Desk) -> None:
    desk.agent_does(steps.take)
    cancelled = steps.cancel(desk.store, desk.reference, at=NOON)
    assert isinstance(cancelled, Request)
    assert (cancelled.state, cancelled.lease) == (RequestState.ANNULEE, None)
    assert steps.cancel(desk.store, desk.reference, at=NOON) is StepProblem.NOT_NOW
    assert desk.agent_does(steps.reply_to_request, text="Trop tard.") is StepProblem.NOT_NOW


@pytest.mark.parametrize("answered", [False, True])
def test_what_a_resident_erases_is_gone_and_can_be_neither_completed_nor_erased_again(
    desk: Desk, *, answered: bool
) -> None:
    if answered:
        desk.agent_does(steps.reply_to_request, text="Au guichet, Samira.")
    erased = steps.erase(desk.store, desk.reference, at=NOON)
    assert isinstance(erased, Request)
    assert erased.state is (RequestState.CLOSE if answered else RequestState.ANNULEE)
    assert (erased.draft.message, erased.draft.contact, erased.messages) == ("", Contact(), ())
    assert isinstance(steps.erase(desk.store, desk.reference, at=NOON), StepProblem)
    assert isinstance(steps.complete(desk.store, desk.reference, text="Encore", at=NOON), StepProblem)


def test_a_step_from_what_has_moved_changes_nothing(desk: Desk) -> None:
    assert isinstance(steps.complete(desk.store, desk.reference, text="J’ajoute ceci.", at=NOON), Request)
    before = desk.now
    assert desk.agent_does(steps.reply_to_request, version=1, text="Sans l’avoir lu.") is StepProblem.MOVED
    assert desk.agent_does(steps.close_request, version=1) is StepProblem.MOVED
    assert desk.now == before


def test_steps_on_an_unknown_request_say_so(desk: Desk) -> None:
    store = desk.store
    assert steps.reply_to_request(store, SOPHIE, UNKNOWN, version=1, text="x", at=NOON) is StepProblem.UNKNOWN
    assert steps.take(store, SOPHIE, UNKNOWN, version=1, at=NOON) is StepProblem.UNKNOWN
    assert steps.complete(store, UNKNOWN, text="x", at=NOON) is StepProblem.UNKNOWN
    assert steps.erase(store, UNKNOWN, at=NOON) is StepProblem.UNKNOWN


@pytest.mark.parametrize(("text", "problem"), [(" \x00\n", StepProblem.EMPTY), ("x" * 10_001, StepProblem.TOO_LONG)])
def test_empty_or_endless_words_are_not_sent(desk: Desk, text: str, problem: StepProblem) -> None:
    assert len(text) > LONGEST_REPLY or problem is StepProblem.EMPTY
    assert desk.agent_does(steps.reply_to_request, text=text) is problem
    assert desk.agent_does(steps.ask_resident, text=text) is problem
    assert LONGEST_MESSAGE < LONGEST_REPLY
    assert steps.complete(desk.store, desk.reference, text=text, at=NOON) is problem
    assert desk.steps() == [RequestStep.SEND.value]
