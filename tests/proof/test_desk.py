"""Many agents at one desk, and a request's life at length: nobody takes what another has, no illegal state."""

import random
import threading
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from domain.request import Request, RequestDraft, RequestState, RequestStep
from handoff import steps
from storage.opening import open_installation
from tests.handoff.conftest import MONTREVAL
from tests.handoff.test_steps import agent
from tests.handoff.test_transitions import LifeOfARequest
from tests.proof.conftest import Tell
from tests.proof.product import SEED, sized

pytestmark = pytest.mark.proof

STEPS_OF_A_LIFE = 50


def test_of_many_agents_who_take_the_same_requests_each_request_has_one(tmp_path: Path, tell: Tell) -> None:
    count, agents = sized(short=40, full=200), sized(short=20, full=50)
    installation = open_installation(tmp_path / "data")
    store, at = installation.add_commune(MONTREVAL, "Montreval").requests, datetime.now(UTC)
    draft = RequestDraft(commune=MONTREVAL, service="mairie", message="Où déposer ma demande ?")
    sent = [store.send(draft, idempotency_key=f"request-{number}", at=at).request for number in range(count)]
    # Each is acknowledged first: the race is then for the one version that every agent saw.
    waiting = [one for one in (steps.acknowledge(store, r.reference, at=at) for r in sent) if isinstance(one, Request)]
    ready, taken = threading.Barrier(agents), [Counter[str]() for _ in range(agents)]

    def take_all(number: int) -> None:
        mine = random.Random(SEED + number).sample(waiting, len(waiting))
        ready.wait()
        for request in mine:
            done = steps.take(store, agent(number + 1), request.reference, version=request.version, at=at)
            taken[number][request.reference] += isinstance(done, Request)

    threads = [threading.Thread(target=take_all, args=(number,)) for number in range(agents)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = Counter[str]()
    for each in taken:
        times.update(each)
    twice = [reference for reference, number in times.items() if number > 1]
    tell("requests taken at once", f"{count} requests × {agents} agents: {len(twice)} double takes")
    assert len(waiting) == count
    assert set(times.values()) == {1}
    for request in store.list():
        assert request.state is RequestState.PRISE
        assert [entry.step for entry in store.journal(request.reference)].count(RequestStep.TAKE) == 1
    installation.close()


def test_no_illegal_state_is_reached_and_the_journal_replays(tell: Tell) -> None:
    lives = sized(short=10, full=400)
    run_state_machine_as_test(
        LifeOfARequest,
        settings=settings(
            max_examples=lives,
            stateful_step_count=STEPS_OF_A_LIFE,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    tell(
        "steps of requests",
        f"{lives} lives of at most {STEPS_OF_A_LIFE} steps: no illegal state, every journal replays",
    )
