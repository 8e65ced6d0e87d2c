from datetime import timedelta
from pathlib import Path

import pytest

from domain.ids import AccountId, RequestReference
from domain.request import Contact, Message, Note, Request, RequestChange, RequestDraft, RequestState, RequestStep
from domain.request_queue import PAGE, QueueWanted
from storage.alembic_migrations import DatabaseKind, downgrade
from storage.opening import CommuneStores
from storage.request_words import words_of
from storage.sqlalchemy_request_queue import SqlRequestQueue
from storage.sqlalchemy_requests import SqlRequestStore
from storage.sqlite_database import Database
from tests.storage.conftest import MONTREVAL, NOON

CLAIRE = AccountId(7)


def sent(
    requests: SqlRequestStore, message: str, *, minute: int = 0, service: str = "mairie", name: str = ""
) -> Request:
    draft = RequestDraft(commune=MONTREVAL, service=service, message=message, contact=Contact(name=name))
    at = NOON + timedelta(minutes=minute)
    return requests.send(draft, idempotency_key=f"{message[:40]}-{minute}", at=at).request


def stepped(
    requests: SqlRequestStore, request: Request, step: RequestStep, to: RequestState, **more: object
) -> Request:
    change = RequestChange(
        step=step,
        from_states=frozenset(RequestState),
        to_state=to,
        version=request.version,
        at=NOON,
        **more,  # type: ignore[arg-type]
    )
    done = requests.step(request.reference, change)
    assert done is not None
    return done


def found(stores: CommuneStores, **wanted: object) -> list[str]:
    return [request.draft.message for request in stores.queue.page(QueueWanted(**wanted))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("cantine", ["La cantine de l’école"]),
        ("ECOLE cant", ["La cantine de l’école"]),
        ("thérèse", ["Un lampadaire éteint"]),
        ("therese lampadaire", ["Un lampadaire éteint"]),
        ("cantine lampadaire", []),
        ("antine", []),
        ("00002", ["Un lampadaire éteint"]),
        ("", ["La cantine de l’école", "Un lampadaire éteint"]),
        ("% ' _", ["La cantine de l’école", "Un lampadaire éteint"]),
    ],
)
def test_a_request_is_found_by_the_beginnings_of_its_words(
    stores: CommuneStores, words: str, expected: list[str]
) -> None:
    sent(stores.requests, "La cantine de l’école")
    sent(stores.requests, "Un lampadaire éteint", minute=1, name="Thérèse Aubrac")
    assert found(stores, words=words) == expected


def test_what_was_said_since_is_searched_and_what_was_erased_is_not(stores: CommuneStores) -> None:
    request = sent(stores.requests, "Bonjour")
    stores.notes.add(request.reference, Note(account=CLAIRE, author="Claire", at=NOON, text="Rappeler demain"))
    reply = Message(text="Apportez un justificatif", author="Claire", sent_at=NOON)
    request = stepped(stores.requests, request, RequestStep.REPLY, RequestState.REPONDUE, message=reply)
    assert found(stores, words="justificatif") == ["Bonjour"]
    assert [note.text for note in stores.notes.of(request.reference)] == ["Rappeler demain"]
    stepped(stores.requests, request, RequestStep.ERASE, RequestState.CLOSE, erases=True)
    assert found(stores, words="justificatif") == found(stores, words="bonjour") == []
    assert found(stores, words=request.reference) == [""], "its reference still finds it"
    assert stores.notes.of(request.reference) == []


def test_one_s_own_come_first_then_the_oldest(stores: CommuneStores) -> None:
    requests = [sent(stores.requests, f"Demande {n}", minute=n) for n in range(3)]
    stepped(
        stores.requests,
        requests[2],
        RequestStep.TAKE,
        RequestState.PRISE,
        account=CLAIRE,
        lease_until=NOON + timedelta(minutes=5),
    )
    assert found(stores, mine_first=CLAIRE) == ["Demande 2", "Demande 0", "Demande 1"]
    assert found(stores, mine_first=AccountId(8)) == ["Demande 0", "Demande 1", "Demande 2"]
    assert found(stores, newest_first=True) == ["Demande 2", "Demande 1", "Demande 0"]


def test_states_and_services_are_filtered_and_counted(stores: CommuneStores) -> None:
    sent(stores.requests, "Une", service="scolaire")
    sent(stores.requests, "Deux")
    stepped(stores.requests, sent(stores.requests, "Trois"), RequestStep.CLOSE, RequestState.CLOSE)
    assert found(stores, states=frozenset({RequestState.CLOSE})) == ["Trois"]
    assert found(stores, service="scolaire") == ["Une"]
    everything = QueueWanted(states=frozenset({RequestState.CLOSE}))
    assert stores.queue.counts(everything) == {RequestState.ENVOYEE: 2, RequestState.CLOSE: 1}
    assert stores.queue.counts(QueueWanted(service="scolaire")) == {RequestState.ENVOYEE: 1}
    assert stores.queue.counts(QueueWanted(words="trois")) == {RequestState.CLOSE: 1}


def test_a_long_queue_is_turned_page_by_page(stores: CommuneStores) -> None:
    for n in range(PAGE + 2):
        sent(stores.requests, f"Demande {n}", minute=n)
    assert len(found(stores)) == PAGE
    assert found(stores, page=2) == [f"Demande {PAGE}", f"Demande {PAGE + 1}"]
    assert found(stores, page=3) == []


def test_requests_of_before_the_search_are_found_too(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    sent(SqlRequestStore(database, MONTREVAL, b"k" * 32), "La cantine de l’école")
    database.write(lambda connection: downgrade(connection, DatabaseKind.COMMUNE, "commune_0013"))
    database.close()
    upgraded = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    queue = SqlRequestQueue(upgraded, MONTREVAL)
    assert [request.draft.message for request in queue.page(QueueWanted(words="ecole"))] == ["La cantine de l’école"]
    upgraded.close()


def test_words_are_folded() -> None:
    assert words_of("L’ÉCOLE, un vœu à 3,85 €", RequestReference("MONT-2026-00042-K7")) == {
        *("ecole", "un", "voeu", "85", "mont", "2026", "00042", "k7")
    }
