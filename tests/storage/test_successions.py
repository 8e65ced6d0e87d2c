from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.act import Act, ActKind, ActMention, ActPlace, Relation, Succession, Vote
from domain.errors import BadInput
from domain.ids import DocumentId
from domain.ports import DocumentStore
from storage.alembic_migrations import DatabaseKind, downgrade
from storage.opening import CommuneStores
from storage.sqlalchemy_documents import SqlDocumentStore
from storage.sqlite_database import Database
from tests.storage.conftest import MONTREVAL
from tests.storage.test_sqlalchemy_documents import CANTINE, SITE, TARIFS, decision, document, record, save


@pytest.fixture
def store(stores: CommuneStores) -> DocumentStore:
    return stores.documents


def succession(target: ActPlace | None = None, *, by: DocumentId = TARIFS, ordinal: int | None = 2) -> Succession:
    return Succession(
        by=ActPlace(document_id=by, ordinal=ordinal),
        relation=Relation.ABROGE,
        mention=ActMention(
            kind=ActKind.DELIBERATION, number="2024-32", day=date(2024, 6, 15), subject="la cantine", part="article 4"
        ),
        words="ABROGE la délibération",
        page=3,
        start=10,
        end=32,
        target=target,
    )


def held(store: DocumentStore, *successions: Succession) -> None:
    """Two documents, the second of which says ``successions``."""
    save(store, "a.pdf", CANTINE)
    store.save_file(record("b.pdf", document_id=TARIFS), document("b.pdf", id=TARIFS), [], [], [], successions)


def test_what_an_act_does_to_another_is_given_back_whole(store: DocumentStore) -> None:
    bare = replace(succession(ordinal=None), mention=ActMention(), page=None, is_declared=False)
    held(store, succession(), bare)
    assert store.successions() == [succession(), bare]


def test_settling_replaces_all_and_is_seen_by_whoever_kept_what_he_worked_out(store: DocumentStore) -> None:
    held(store, succession())
    before, index = store.acts_generation(), store.generation()
    found = succession(ActPlace(document_id=CANTINE, ordinal=1))
    inferred = replace(found, is_declared=False)
    store.settle_successions([found, inferred])
    assert store.successions() == [found, inferred]
    assert store.acts_generation() > before
    assert store.generation() == index  # the index holds no succession
    store.settle_successions([])
    assert store.successions() == []


def test_a_target_is_unknown_as_soon_as_its_document_goes(store: DocumentStore) -> None:
    held(store, succession(ActPlace(document_id=CANTINE)))
    store.remove_files(SITE, ["a.pdf"])
    assert [one.target for one in store.successions()] == [None]
    store.remove_files(SITE, ["b.pdf"])
    assert store.successions() == []


def test_a_succession_of_another_document_is_refused_and_nothing_is_written(store: DocumentStore) -> None:
    with pytest.raises(BadInput, match="does not belong"):
        store.save_file(record("a.pdf"), document("a.pdf"), [], [], [], [succession()])
    assert store.files() == []


def test_days_voters_and_commune_deleguee_are_given_back(store: DocumentStore) -> None:
    act = Act(kind=ActKind.ARRETE, last_day=date(2031, 8, 31), delegated="Vaubrun")
    vote = Vote(in_favour=12, in_office=15, voters=13)
    one = replace(decision(0, vote=vote), first_day=date(2031, 9, 1), last_day=date(2032, 8, 31), delegated="Vaubrun")
    store.save_file(record("a.pdf"), replace(document("a.pdf"), act=act), [], [], [one])
    kept = store.document(CANTINE)
    assert kept is not None
    assert kept.act == act
    assert store.decisions() == [one]


def test_a_database_of_before_successions_keeps_its_documents_and_decisions(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    store = SqlDocumentStore(database, MONTREVAL)
    store.save_file(record("a.pdf"), document("a.pdf"), [], [], [decision(0, vote=Vote(in_favour=3))])
    before = store.document(CANTINE), store.decisions()
    database.write(lambda connection: downgrade(connection, DatabaseKind.COMMUNE, "commune_0002"))
    database.close()
    upgraded = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    store = SqlDocumentStore(upgraded, MONTREVAL)
    assert (store.document(CANTINE), store.decisions()) == before
    assert store.successions() == []
    upgraded.close()
