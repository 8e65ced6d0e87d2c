import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, create_engine

from domain.act import Act, ActKind, Transmission
from domain.errors import StorageUnavailable
from domain.written import WrittenEvidence
from storage.alembic_migrations import DatabaseKind, downgrade, upgrade
from storage.sqlalchemy_commune_tables import METADATA as COMMUNE
from storage.sqlalchemy_documents import SqlDocumentStore
from storage.sqlalchemy_installation_tables import METADATA as INSTALLATION
from storage.sqlalchemy_rulings import SqlRulingStore
from storage.sqlite_database import Database
from tests.storage.conftest import MONTREVAL
from tests.storage.test_sqlalchemy_documents import CANTINE, document, record, save

KINDS = pytest.mark.parametrize(
    ("kind", "metadata"), [(DatabaseKind.INSTALLATION, INSTALLATION), (DatabaseKind.COMMUNE, COMMUNE)]
)


def schema(connection: Connection) -> dict[str, set[str]]:
    """The words of each table's and index's definition, in no order: Alembic and SQLAlchemy lay them out alike."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    return {name: set(sql.replace(",", " ").split()) for name, sql in rows if name != "alembic_version"}


def in_memory(metadata: MetaData) -> dict[str, set[str]]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        created = schema(connection)
    engine.dispose()
    return created


@KINDS
def test_migrations_and_tables_say_the_same(tmp_path: Path, kind: DatabaseKind, metadata: MetaData) -> None:
    database = Database(tmp_path / "x.sqlite", kind)
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert schema(connection) == in_memory(metadata)
    database.close()


@KINDS
def test_every_table_is_strict(tmp_path: Path, kind: DatabaseKind, metadata: MetaData) -> None:
    database = Database(tmp_path / "x.sqlite", kind)
    with database.read() as connection:
        rows = connection.exec_driver_sql("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").all()
    strict = {name for name, is_strict in rows if is_strict}
    assert strict == set(metadata.tables)
    database.close()


@KINDS
def test_down_to_nothing_and_up_again(tmp_path: Path, kind: DatabaseKind, metadata: MetaData) -> None:
    database = Database(tmp_path / "x.sqlite", kind)
    database.write(lambda connection: downgrade(connection, kind, "base"))
    with database.read() as connection:
        assert schema(connection) == {}
    database.write(lambda connection: upgrade(connection, kind))
    with database.read() as connection:
        assert schema(connection) == in_memory(metadata)
    database.close()


@KINDS
def test_a_database_of_a_newer_version_is_refused_and_untouched(
    tmp_path: Path, kind: DatabaseKind, metadata: MetaData
) -> None:
    path = tmp_path / "x.sqlite"
    Database(path, kind).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'commune_9999'")
    connection.close()
    with pytest.raises(StorageUnavailable, match=r"commune_9999.*newer version"):
        Database(path, kind)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("commune_9999",)]
    connection.close()


def test_a_failed_migration_leaves_the_former_schema(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    # A table of that name stands in the way of the first migration, which has created others before.
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE replies (mine TEXT)")
    connection.close()
    with pytest.raises(Exception, match="replies"):
        Database(path, DatabaseKind.COMMUNE)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("replies",)]
    connection.close()


def test_documents_read_before_acts_were_known_stay_whole_and_have_no_act(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    store = SqlDocumentStore(database, MONTREVAL)
    save(store, "a.pdf", CANTINE)
    before = store.document(CANTINE), [replace(passage, link=None) for passage in store.passages_of(CANTINE)]
    database.write(lambda connection: downgrade(connection, DatabaseKind.COMMUNE, "commune_0001"))
    database.close()
    upgraded = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    store = SqlDocumentStore(upgraded, MONTREVAL)
    assert (store.document(CANTINE), store.passages_of(CANTINE)) == before
    assert before[0] is not None
    assert before[0].act is None
    assert store.decisions() == []
    upgraded.close()


def test_passages_read_before_links_were_kept_stay_whole_and_have_none(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    store = SqlDocumentStore(database, MONTREVAL)
    save(store, "a.pdf", CANTINE)
    before = [replace(passage, link=None) for passage in store.passages_of(CANTINE)]
    database.write(lambda connection: downgrade(connection, DatabaseKind.COMMUNE, "commune_0002"))
    database.close()
    upgraded = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    assert SqlDocumentStore(upgraded, MONTREVAL).passages_of(CANTINE) == before
    upgraded.close()


def test_passages_stored_before_ocr_was_known_are_the_file_s_own_text(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    save(SqlDocumentStore(database, MONTREVAL), "a.pdf", CANTINE)
    before = [replace(one, link=None) for one in SqlDocumentStore(database, MONTREVAL).passages_of(CANTINE)]
    database.write(lambda connection: downgrade(connection, DatabaseKind.COMMUNE, "commune_0002"))
    database.close()
    upgraded = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    after = SqlDocumentStore(upgraded, MONTREVAL).passages_of(CANTINE)
    assert after == before
    assert not any(passage.is_from_ocr or passage.doubtful for passage in after)


def test_acts_read_before_their_stamps_were_kept_stay_whole(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    act = Act(kind=ActKind.ARRETE, number="2031-04", transmission=Transmission(sent_on=date(2031, 4, 5)))
    store = SqlDocumentStore(database, MONTREVAL)
    store.save_file(record("a.pdf"), replace(document("a.pdf"), act=act), [], [])
    database.write(lambda connection: downgrade(connection, DatabaseKind.COMMUNE, "commune_0002"))
    database.close()
    upgraded = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    kept = SqlDocumentStore(upgraded, MONTREVAL).document(CANTINE)
    assert kept
    assert kept.act == replace(act, transmission=None)
    upgraded.close()


def test_documents_of_a_database_without_addresses_stay_whole_and_have_none(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    store = SqlDocumentStore(database, MONTREVAL)
    save(store, "a.pdf", CANTINE)
    before = store.document(CANTINE), [replace(passage, link=None) for passage in store.passages_of(CANTINE)]
    database.write(lambda connection: downgrade(connection, DatabaseKind.COMMUNE, "commune_0002"))
    database.close()
    upgraded = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    store = SqlDocumentStore(upgraded, MONTREVAL)
    assert (store.document(CANTINE), store.passages_of(CANTINE)) == before
    assert before[0] is not None
    assert before[0].address is None
    upgraded.close()


def test_documents_read_before_masking_stay_whole_and_are_known_as_not_judged(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    store = SqlDocumentStore(database, MONTREVAL)
    save(store, "a.pdf", CANTINE)
    before = store.document(CANTINE), [replace(passage, link=None) for passage in store.passages_of(CANTINE)]
    database.write(lambda connection: downgrade(connection, DatabaseKind.COMMUNE, "commune_0002"))
    database.close()
    upgraded = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    store, rulings = SqlDocumentStore(upgraded, MONTREVAL), SqlRulingStore(upgraded, MONTREVAL)
    assert (store.document(CANTINE), store.passages_of(CANTINE)) == before
    assert before[0] is not None
    assert (before[0].masked_count, before[0].judged_with) == (0, "")
    assert rulings.personal_of(CANTINE) == []
    upgraded.close()


def test_an_unchanged_database_is_opened_without_a_migration(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    Database(path, DatabaseKind.COMMUNE).close()
    before = path.read_bytes()
    Database(path, DatabaseKind.COMMUNE).close()
    assert path.read_bytes() == before


def test_files_known_before_runs_had_a_journal_are_kept_and_are_due_to_be_read_again(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    store = SqlDocumentStore(database, MONTREVAL)
    save(store, "a.pdf", CANTINE)
    before, passages = store.document(CANTINE), [replace(passage, link=None) for passage in store.passages_of(CANTINE)]
    database.write(lambda connection: downgrade(connection, DatabaseKind.COMMUNE, "commune_0002"))
    database.close()
    upgraded = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    store = SqlDocumentStore(upgraded, MONTREVAL)
    assert (store.document(CANTINE), store.passages_of(CANTINE)) == (before, passages)
    (known,) = store.files()
    assert (known.reader_version, known.stamp, known.digested_at, known.named) == (0, "", None, "a.pdf")
    upgraded.close()


def test_documents_read_before_their_day_was_looked_for_stay_whole_and_have_none(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    store = SqlDocumentStore(database, MONTREVAL)
    save(store, "a.pdf", CANTINE)
    before = store.document(CANTINE)
    assert before is not None
    told = replace(before, written_on=date(2025, 7, 2), written_evidence=WrittenEvidence.STATED)
    store.save_file(record("a.pdf", document_id=CANTINE), told, [], [])
    assert store.document(CANTINE) == told
    database.write(lambda connection: downgrade(connection, DatabaseKind.COMMUNE, "commune_0010"))
    database.close()
    store = SqlDocumentStore(Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE), MONTREVAL)
    assert store.document(CANTINE) == before
