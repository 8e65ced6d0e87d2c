import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from domain.ids import RequestReference
from domain.request import JournalEntry, Request, RequestDraft, RequestState, RequestStep, SentRequest
from handoff import steps
from handoff.desk import send_request
from handoff.steps import StepProblem
from handoff.transitions import ENDED, TRANSITIONS, UNFINISHED, Actor, steps_open_to, transition
from storage.opening import Installation, open_installation
from tests.handoff.conftest import MONTREVAL, NOON
from tests.handoff.test_steps import KARIM, PROFILE, SOPHIE

AGENTS = st.sampled_from([SOPHIE, KARIM])


def test_no_step_leads_from_one_state_to_two() -> None:
    for step in RequestStep:
        for origin in RequestState:
            for actor in Actor:
                lines = [
                    line for line in TRANSITIONS if line.step is step and actor in line.by and origin in line.origins
                ]
                assert len(lines) <= 1, (step, origin, actor)


def test_every_state_is_reached_and_every_state_where_someone_waits_can_be_left() -> None:
    reached = {line.to for line in TRANSITIONS} | {RequestState.ENVOYEE}
    assert set(RequestState) <= reached
    assert UNFINISHED | {RequestState.REPONDUE} | ENDED == set(RequestState)
    for state in UNFINISHED:
        assert any(transition(step, state, Actor.AGENT) for step in RequestStep)


def test_an_agent_never_acts_for_the_resident_nor_the_resident_for_an_agent() -> None:
    agents = {line.step for line in TRANSITIONS if Actor.AGENT in line.by}
    residents = {line.step for line in TRANSITIONS if Actor.RESIDENT in line.by}
    assert agents & residents == set()


def replayed(journal: list[JournalEntry]) -> RequestState:
    """The state to which the steps of a journal lead, by the table alone."""
    assert journal[0].step is RequestStep.SEND
    state = RequestState.ENVOYEE
    for entry in journal[1:]:
        line = next(one for one in TRANSITIONS if one.step is entry.step and state in one.origins)
        state = line.to or state
        assert entry.state is state
    return state


class LifeOfARequest(RuleBasedStateMachine):
    """Two agents and a resident do anything at any time, also from pages that they opened long ago."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._installation: Installation = open_installation(Path(self._folder.name))
        self._store = self._installation.add_commune(MONTREVAL, "Montreval").requests
        self._at = NOON
        self._versions = [1]

    @initialize()
    def sent(self) -> None:
        draft = RequestDraft(commune=MONTREVAL, service="mairie", message="Où déposer ma demande ?")
        done = send_request(self._store, PROFILE, draft, idempotency_key="the-first", at=self._at)
        assert isinstance(done, SentRequest)
        self._reference: RequestReference = done.request.reference

    @rule(minutes=st.integers(0, 60 * 24 * 20))
    def time_passes(self, minutes: int) -> None:
        self._at += timedelta(minutes=minutes)

    @rule(
        step=st.sampled_from([steps.take, steps.release, steps.close_request, steps.set_aside, steps.restore]),
        account=AGENTS,
        age=st.integers(0, 2),
    )
    def an_agent_decides(self, step: object, account: object, age: int) -> None:
        self._check(step(self._store, account, self._reference, version=self._seen(age), at=self._at), age)  # type: ignore[operator]

    @rule(step=st.sampled_from([steps.reply_to_request, steps.ask_resident]), account=AGENTS, age=st.integers(0, 2))
    def an_agent_writes(self, step: object, account: object, age: int) -> None:
        done = step(self._store, account, self._reference, version=self._seen(age), text="Bonjour.", at=self._at)  # type: ignore[operator]
        self._check(done, age)

    @rule(service=st.sampled_from(["mairie", "urbanisme", "inconnu"]))
    def an_agent_moves_it(self, service: str) -> None:
        version = self._versions[-1]
        done = steps.move_to_service(
            self._store, PROFILE, SOPHIE, self._reference, version=version, service=service, at=self._at
        )
        self._check(done, 0)

    @rule()
    def an_agent_sends_it_on(self) -> None:
        version = self._versions[-1]
        self._check(steps.transmit(self._store, KARIM, self._reference, version=version, to="CAF", at=self._at), 0)

    @rule(step=st.sampled_from([steps.cancel, steps.erase, steps.acknowledge]))
    def the_resident_or_the_product_acts(self, step: object) -> None:
        self._check(step(self._store, self._reference, at=self._at), 0)  # type: ignore[operator]

    @rule()
    def the_resident_adds_something(self) -> None:
        self._check(steps.complete(self._store, self._reference, text="J’ajoute ceci.", at=self._at), 0)

    @rule(account=AGENTS)
    def a_page_says_that_it_is_there(self, account: object) -> None:
        before = self._now()
        held = steps.renew(self._store, account, self._reference, at=self._at)  # type: ignore[arg-type]
        assert held == (
            before.lease is not None
            and before.lease.account == account.id  # type: ignore[attr-defined]
            and before.lease.until > self._at
        )

    @rule()
    def those_who_left_lose_it(self) -> None:
        steps.release_lapsed(self._store, at=self._at)
        self._remember()

    @invariant()
    def the_journal_leads_to_the_state(self) -> None:
        now, journal = self._now(), list(self._store.journal(self._reference))
        assert replayed(journal) is now.state
        assert now.version == len(journal)
        assert (now.lease is not None) == (now.state is RequestState.PRISE)
        assert (now.closed_at is not None) == (now.state in ENDED)
        assert now.counts_from == NOON
        if now.erased_at is not None:
            assert (now.draft.message, now.messages) == ("", ())

    @invariant()
    def only_what_would_be_done_is_offered(self) -> None:
        for actor in Actor:
            for step in steps_open_to(actor, self._now(), at=self._at):
                assert transition(step, self._now().state, actor) is not None

    def teardown(self) -> None:
        self._installation.close()
        self._folder.cleanup()

    def _now(self) -> Request:
        found = self._store.get(self._reference)
        assert found is not None
        return found

    def _seen(self, age: int) -> int:
        return self._versions[-1 - age] if age < len(self._versions) else 1

    def _check(self, done: Request | StepProblem, age: int) -> None:
        """What was done raised the version; what was not left it as it was. Nothing is done from an old page."""
        before = self._versions[-1]
        assert (self._now().version > before) == isinstance(done, Request)
        assert not (isinstance(done, Request) and self._seen(age) != before)
        self._remember()

    def _remember(self) -> None:
        version = self._now().version
        if version != self._versions[-1]:
            self._versions.append(version)


def test_whatever_is_done_no_illegal_state_is_reached_and_the_journal_tells_it_all() -> None:
    run_state_machine_as_test(
        LifeOfARequest,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
