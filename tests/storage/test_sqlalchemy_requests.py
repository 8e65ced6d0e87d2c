import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.errors import BadInput, DiskFull, IdempotencyConflict, StorageUnavailable
from domain.ids import AccountId, CommuneSlug, RequestReference
from domain.people_ports import RequestStore
from domain.request import (
    Contact,
    Lease,
    Message,
    Request,
    RequestChange,
    RequestDraft,
    RequestState,
    RequestStep,
    Side,
)
from storage.opening import CommuneStores, open_installation
from storage.sqlalchemy_requests import SqlRequestStore
from storage.sqlite_database import Database
from tests.storage.conftest import MONTREVAL, NOON

AGENT = AccountId(3)
DRAFT = RequestDraft(
    commune=MONTREVAL,
    service="mairie",
    message="Bonjour,\nla salle des fêtes est-elle libre le 14 juin ?",
    question="salle des fêtes 14 juin",
    answer_shown="Le règlement ne dit rien des disponibilités.",
    contact=Contact(name="Élise Martin", email="elise.martin@exemple.fr", phone="06 00 00 00 00"),
)


@pytest.fixture
def store(stores: CommuneStores) -> RequestStore:
    return stores.requests


def sent(store: RequestStore, key: str = "key-1") -> Request:
    return store.send(DRAFT, idempotency_key=key, at=NOON).request


def answer(text: str = "Oui, elle est libre.") -> Message:
    return Message(text=text, author="Sophie, accueil", sent_at=NOON + timedelta(hours=2))


OPEN = frozenset({RequestState.ENVOYEE, RequestState.EN_ATTENTE, RequestState.PRISE, RequestState.REPONDUE})


def replied(text: str = "Oui, elle est libre.", *, version: int = 1) -> RequestChange:
    return RequestChange(
        step=RequestStep.REPLY,
        from_states=OPEN,
        to_state=RequestState.REPONDUE,
        version=version,
        at=NOON + timedelta(hours=2),
        account=AGENT,
        message=answer(text),
    )


def closed(*, version: int = 1, account: int = AGENT, at: datetime = NOON) -> RequestChange:
    return RequestChange(
        step=RequestStep.CLOSE,
        from_states=OPEN,
        to_state=RequestState.CLOSE,
        version=version,
        at=at,
        account=AccountId(account),
        ends=True,
    )


def taken(*, version: int = 1, account: int = AGENT, at: datetime = NOON) -> RequestChange:
    return RequestChange(
        step=RequestStep.TAKE,
        from_states=OPEN,
        to_state=RequestState.PRISE,
        version=version,
        at=at,
        account=AccountId(account),
        lease_until=at + timedelta(minutes=5),
    )


def test_a_sent_request_is_kept_with_its_reference(store: RequestStore) -> None:
    request = sent(store)
    assert request.reference.startswith("MONT-2026-00001-")
    assert (request.state, request.version, request.replies) == (RequestState.ENVOYEE, 1, ())
    assert (request.draft, request.sent_at, request.closed_at) == (DRAFT, NOON, None)
    assert store.get(request.reference) == request
    assert store.get(RequestReference("MONT-2026-00002-A2")) is None


def test_the_first_step_is_in_the_journal(store: RequestStore) -> None:
    request = sent(store)
    (entry,) = store.journal(request.reference)
    assert (entry.at, entry.state, entry.account) == (NOON, RequestState.ENVOYEE, None)


def test_references_count_from_one_each_year_of_the_commune(store: RequestStore) -> None:
    paris = ZoneInfo("Europe/Paris")
    last_minute = datetime(2026, 12, 31, 23, 30, tzinfo=UTC).astimezone(paris)
    keys = [("a", NOON), ("b", NOON), ("c", last_minute)]
    references = [store.send(DRAFT, idempotency_key=key, at=at).request.reference for key, at in keys]
    assert [reference[:15] for reference in references] == ["MONT-2026-00001", "MONT-2026-00002", "MONT-2027-00001"]


def test_the_same_key_and_body_give_back_the_same_request_and_secret(store: RequestStore) -> None:
    first = store.send(DRAFT, idempotency_key="key-1", at=NOON)
    assert store.send(DRAFT, idempotency_key="key-1", at=NOON + timedelta(days=1)) == first
    assert len(store.list()) == 1


def test_a_replay_shows_what_became_of_the_request(store: RequestStore) -> None:
    request = sent(store)
    store.step(request.reference, replied(version=1))
    assert sent(store).state == RequestState.REPONDUE


@pytest.mark.parametrize(
    "other",
    [
        replace(DRAFT, message="Autre chose"),
        replace(DRAFT, service="urbanisme"),
        replace(DRAFT, contact=Contact(name="Élise Martin", email="elise.martin@exemple.fr")),
        replace(DRAFT, answer_shown=""),
    ],
)
def test_the_same_key_with_another_body_is_a_conflict(store: RequestStore, other: RequestDraft) -> None:
    sent(store)
    with pytest.raises(IdempotencyConflict):
        store.send(other, idempotency_key="key-1", at=NOON)
    assert len(store.list()) == 1


def test_another_key_is_another_request_with_another_secret(store: RequestStore) -> None:
    one = store.send(DRAFT, idempotency_key="key-1", at=NOON)
    two = store.send(DRAFT, idempotency_key="key-2", at=NOON)
    assert one.secret != two.secret
    assert one.request.reference != two.request.reference


def test_the_secret_opens_its_request_and_no_other(store: RequestStore) -> None:
    one = store.send(DRAFT, idempotency_key="key-1", at=NOON)
    two = store.send(DRAFT, idempotency_key="key-2", at=NOON)
    assert store.get_by_secret(one.request.reference, one.secret) == one.request
    for reference, secret in [
        (one.request.reference, two.secret),
        (one.request.reference, ""),
        (one.request.reference, one.secret + "é\ud83d"),
        (RequestReference("MONT-2026-00009-A2"), one.secret),
        (RequestReference("MONT-2026-00009-A2"), ""),
    ]:
        assert store.get_by_secret(reference, secret) is None


def test_the_secret_is_long_and_not_in_the_database(store: RequestStore, tmp_path: Path) -> None:
    secret = store.send(DRAFT, idempotency_key="key-1", at=NOON).secret
    assert len(secret) >= 22  # 128 bits
    folder = tmp_path / "data" / "communes" / MONTREVAL
    kept = b"".join(file.read_bytes() for file in folder.glob("commune.sqlite*"))
    assert b"elise.martin@exemple.fr" in kept
    assert secret.encode() not in kept
    assert b"key-1" not in kept


def test_another_key_file_is_said_and_gives_no_wrong_secret(database: Database) -> None:
    SqlRequestStore(database, MONTREVAL, b"a" * 32).send(DRAFT, idempotency_key="key-1", at=NOON)
    with pytest.raises(StorageUnavailable, match=r"installation\.key"):
        SqlRequestStore(database, MONTREVAL, b"b" * 32).send(DRAFT, idempotency_key="key-1", at=NOON)


def test_a_request_for_another_commune_is_refused(store: RequestStore) -> None:
    with pytest.raises(BadInput):
        store.send(replace(DRAFT, commune=CommuneSlug("ailleurs")), idempotency_key="key-1", at=NOON)
    assert store.list() == []


def test_a_reply_moves_the_request_and_is_kept(store: RequestStore) -> None:
    request = sent(store)
    first = store.step(request.reference, replied(version=1))
    assert first is not None
    assert (first.state, first.version, first.replies) == (RequestState.REPONDUE, 2, (answer(),))
    second = store.step(request.reference, replied("Précision.", version=2))
    assert second == store.get(request.reference)
    assert second is not None
    assert [reply.text for reply in second.replies] == ["Oui, elle est libre.", "Précision."]
    steps = [(entry.state, entry.account) for entry in store.journal(request.reference)]
    assert steps == [(RequestState.ENVOYEE, None), (RequestState.REPONDUE, AGENT), (RequestState.REPONDUE, AGENT)]


def test_closing_ends_it(store: RequestStore) -> None:
    request = sent(store)
    closed_at = NOON + timedelta(days=3)
    ended = store.step(request.reference, closed(version=1, at=closed_at))
    assert ended is not None
    assert (ended.state, ended.version, ended.closed_at) == (RequestState.CLOSE, 2, closed_at)
    assert store.step(request.reference, replied(version=2)) is None
    assert store.step(request.reference, closed(version=2, at=closed_at)) is None
    assert [entry.state for entry in store.journal(request.reference)] == [RequestState.ENVOYEE, RequestState.CLOSE]


def test_a_step_from_a_version_that_has_moved_changes_nothing(store: RequestStore) -> None:
    request = sent(store)
    store.step(request.reference, replied(version=1))
    assert store.step(request.reference, replied("Trop tard.", version=1)) is None
    assert store.step(request.reference, closed(version=1)) is None
    after = store.get(request.reference)
    assert after is not None
    assert (after.version, len(after.replies)) == (2, 1)
    assert len(store.journal(request.reference)) == 2


def test_a_step_on_an_unknown_request_is_none(store: RequestStore) -> None:
    unknown = RequestReference("MONT-2026-00009-A2")
    assert store.step(unknown, replied(version=1)) is None
    assert store.step(unknown, closed(version=1)) is None


def test_of_two_agents_who_take_a_request_the_second_waits_for_the_lease_to_end(store: RequestStore) -> None:
    request = sent(store)
    first = store.step(request.reference, taken())
    assert first is not None
    assert (first.state, first.lease) == (RequestState.PRISE, Lease(account=AGENT, until=NOON + timedelta(minutes=5)))
    assert store.step(request.reference, taken(version=2, account=8, at=NOON + timedelta(minutes=4))) is None
    assert store.lapsed(NOON + timedelta(minutes=4)) == []
    after = NOON + timedelta(minutes=5)
    assert [one.reference for one in store.lapsed(after)] == [request.reference]
    second = store.step(request.reference, taken(version=2, account=8, at=after))
    assert second is not None
    assert second.lease == Lease(account=AccountId(8), until=after + timedelta(minutes=5))


def test_a_heartbeat_keeps_the_lease_and_is_no_step(store: RequestStore) -> None:
    request = sent(store)
    store.step(request.reference, taken())
    later = NOON + timedelta(minutes=9)
    assert store.renew(request.reference, account=AGENT, until=later, at=NOON + timedelta(minutes=4))
    assert not store.renew(request.reference, account=AccountId(8), until=later, at=NOON)
    kept = store.get(request.reference)
    assert kept is not None
    assert (kept.version, kept.lease, len(store.journal(request.reference))) == (
        2,
        Lease(account=AGENT, until=later),
        2,
    )
    assert not store.renew(request.reference, account=AGENT, until=later, at=later)


def test_what_a_resident_adds_leaves_the_state_and_the_lease(store: RequestStore) -> None:
    request = sent(store)
    store.step(request.reference, taken())
    more = Message(text="Pour 80 personnes.", author="Élise Martin", sent_at=NOON, side=Side.RESIDENT)
    change = RequestChange(step=RequestStep.COMPLETE, from_states=OPEN, to_state=None, version=2, at=NOON, message=more)
    completed = store.step(request.reference, change)
    assert completed is not None
    assert (completed.state, completed.messages, completed.replies) == (RequestState.PRISE, (more,), ())
    assert completed.lease is not None


def test_what_is_erased_is_gone_from_the_file_and_its_steps_stay(store: RequestStore, tmp_path: Path) -> None:
    request = sent(store)
    store.step(request.reference, replied("Oui, Élise."))
    change = RequestChange(
        step=RequestStep.ERASE,
        from_states=OPEN,
        to_state=RequestState.ANNULEE,
        version=2,
        at=NOON,
        ends=True,
        erases=True,
    )
    erased = store.step(request.reference, change)
    assert erased is not None
    assert (erased.draft, erased.messages) == (RequestDraft(commune=MONTREVAL, service="mairie", message=""), ())
    assert (erased.erased_at, erased.closed_at) == (NOON, NOON)
    assert [entry.step.value for entry in store.journal(request.reference)] == ["send", "reply", "erase"]


@pytest.mark.parametrize("rewriting", ["UPDATE journal SET state = 'close'", "DELETE FROM journal"])
def test_no_row_of_the_journal_is_changed_or_removed_alone(database: Database, rewriting: str) -> None:
    store = SqlRequestStore(database, MONTREVAL, b"k" * 32)
    request = sent(store)
    with pytest.raises(BadInput, match="only ever added to"):
        database.write(lambda connection: connection.exec_driver_sql(rewriting).close())
    database.write(lambda connection: connection.exec_driver_sql("DELETE FROM requests").close())
    assert store.journal(request.reference) == []


def test_requests_are_listed_oldest_first_by_state(store: RequestStore) -> None:
    one, two, three = (sent(store, key) for key in ("a", "b", "c"))
    store.step(two.reference, replied(version=1))
    store.step(three.reference, closed(version=1))
    assert [request.reference for request in store.list()] == [one.reference, two.reference, three.reference]
    (answered,) = store.list([RequestState.REPONDUE])
    assert (answered.reference, answered.replies) == (two.reference, (answer(),))
    both = store.list([RequestState.ENVOYEE, RequestState.CLOSE])
    assert [request.reference for request in both] == [one.reference, three.reference]
    assert store.list([]) == []


def together(count: int, work: Callable[[int], None]) -> None:
    ready = threading.Barrier(count)

    def run(number: int) -> None:
        ready.wait()
        work(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_fifty_people_sending_at_once_each_get_their_own_reference(store: RequestStore) -> None:
    references: list[RequestReference] = []
    together(50, lambda number: references.append(sent(store, f"key-{number}").reference))
    assert len(set(references)) == 50
    assert {request.reference for request in store.list()} == set(references)
    assert sorted(reference[10:15] for reference in references) == [f"{number:05d}" for number in range(1, 51)]


def test_one_request_sent_twenty_times_at_once_is_one_request(store: RequestStore) -> None:
    references: list[RequestReference] = []
    together(20, lambda number: references.append(sent(store).reference))
    assert len(references) == 20
    assert len(set(references)) == len(store.list()) == 1


def test_of_twenty_people_closing_at_once_exactly_one_does(store: RequestStore) -> None:
    request = sent(store)
    winners: list[int] = []

    def close(number: int) -> None:
        if store.step(request.reference, closed(version=1, account=number)) is not None:
            winners.append(number)

    together(20, close)
    assert len(winners) == 1
    entry = store.journal(request.reference)[-1]
    assert (entry.state, entry.account) == (RequestState.CLOSE, winners[0])
    assert len(store.journal(request.reference)) == 2


def test_a_full_disk_is_said_and_the_next_reference_has_no_gap(database: Database) -> None:
    store = SqlRequestStore(database, MONTREVAL, b"k" * 32)
    sent(store, "a")
    database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1").close())
    with pytest.raises(DiskFull):
        store.send(replace(DRAFT, message="x" * 300_000), idempotency_key="b", at=NOON)
    assert len(store.list()) == 1
    database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 100000").close())
    assert sent(store, "b").reference.startswith("MONT-2026-00002-")


SENDER = """
import sys, threading
from datetime import UTC, datetime
from pathlib import Path
from domain.request import RequestDraft
from storage.opening import open_installation

requests = open_installation(Path(sys.argv[1])).add_commune("montreval-sur-cisse", "Montreval").requests

def send(sender):
    for number in range(1_000_000):
        draft = RequestDraft(commune="montreval-sur-cisse", service="mairie", message=f"{sender} {number}")
        done = requests.send(draft, idempotency_key=f"{sys.argv[2]}-{sender}-{number}", at=datetime.now(UTC))
        sys.stdout.write(done.request.reference + "\\n")
        sys.stdout.flush()

for sender in range(4):
    threading.Thread(target=send, args=(sender,)).start()
"""


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    acknowledged: list[str] = []
    for turn, lines in enumerate((3, 40, 117)):
        command = [sys.executable, "-c", SENDER, str(tmp_path / "data"), str(turn)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(lines):
                acknowledged.append(process.stdout.readline().strip())
            process.kill()
            # The last line may have been cut by the kill: only whole ones are acknowledgements.
            rest = process.stdout.read()
            acknowledged += rest.split("\n")[:-1]
    opened = open_installation(tmp_path / "data")
    kept = {request.reference for request in opened.commune(MONTREVAL).requests.list()}
    opened.close()
    assert len(acknowledged) >= 160
    assert set(acknowledged) <= kept
    assert len(set(acknowledged)) == len(acknowledged)
