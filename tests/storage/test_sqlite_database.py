import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
import warnings
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select

from domain.errors import BadInput, DiskFull, StorageUnavailable
from storage.alembic_migrations import DatabaseKind
from storage.sqlalchemy_commune_tables import COUNTERS
from storage.sqlite_database import GROUP_SIZE, Database

LONG_ENOUGH_TO_QUEUE_S = 0.05


def add(database: Database, name: str, value: int = 1) -> None:
    database.write(lambda connection: connection.execute(insert(COUNTERS).values(name=name, value=value)).close())


def count(database: Database) -> int:
    with database.read() as connection:
        return connection.scalar(select(func.count()).select_from(COUNTERS)) or 0


def test_a_write_is_durable_by_its_settings(database: Database) -> None:
    def settings(connection: Connection) -> tuple[object, ...]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return tuple(connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names)

    assert database.write(settings) == ("wal", 2, 1)


def test_what_was_written_is_read_by_another_program(database: Database, tmp_path: Path) -> None:
    add(database, "a", 7)
    with sqlite3.connect(tmp_path / "commune.sqlite") as other:
        assert other.execute("SELECT name, value FROM counters").fetchall() == [("a", 7)]
    other.close()


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(StorageUnavailable), database.read() as connection:
        connection.execute(insert(COUNTERS).values(name="a", value=1))
    assert count(database) == 0


def test_a_refused_write_undoes_itself_and_no_other_of_its_group(database: Database) -> None:
    ready = threading.Barrier(21)
    refusals: list[str] = []

    def send(number: int) -> None:
        def work(connection: Connection) -> None:
            connection.execute(insert(COUNTERS).values(name=f"n{number}", value=number))
            if number % 2:
                raise LookupError(f"n{number}")

        ready.wait()
        try:
            database.write(work)
        except LookupError as error:
            refusals.append(str(error))

    def stall(connection: Connection) -> None:
        # While this one holds the writer, the twenty others queue up and become one group.
        ready.wait()
        time.sleep(LONG_ENOUGH_TO_QUEUE_S)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    database.write(stall)
    for thread in threads:
        thread.join()
    assert sorted(refusals) == sorted(f"n{number}" for number in range(1, 20, 2))
    with database.read() as connection:
        kept = set(connection.scalars(select(COUNTERS.c.name)))
    assert kept == {f"n{number}" for number in range(0, 20, 2)}


def test_a_broken_constraint_is_bad_input(database: Database) -> None:
    add(database, "a")
    with pytest.raises(BadInput, match="cannot be stored"):
        add(database, "a")


def test_half_a_character_is_bad_input(database: Database) -> None:
    with pytest.raises(BadInput, match="cannot be stored"):
        add(database, "caf\ud83d")
    assert count(database) == 0


def test_no_room_left_is_disk_full_and_leaves_nothing_half_written(database: Database) -> None:
    add(database, "before")
    database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1").close())

    def two_rows(connection: Connection) -> None:
        connection.execute(insert(COUNTERS).values(name="small", value=1))
        connection.execute(insert(COUNTERS).values(name="x" * 500_000, value=1))

    with pytest.raises(DiskFull, match=r"no room left.*commune\.sqlite"):
        database.write(two_rows)
    assert count(database) == 1
    add(database, "after")
    assert count(database) == 2


def test_a_write_that_finds_no_room_does_not_fail_its_neighbours(database: Database) -> None:
    database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1").close())
    ready = threading.Barrier(4)
    full: list[int] = []

    def send(number: int) -> None:
        ready.wait()
        try:
            add(database, "x" * 500_000 if number == 1 else f"n{number}")
        except DiskFull:
            full.append(number)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()

    def stall(connection: Connection) -> None:
        ready.wait()
        time.sleep(LONG_ENOUGH_TO_QUEUE_S)

    database.write(stall)
    for thread in threads:
        thread.join()
    assert full == [1]
    assert count(database) == 2


def test_a_database_locked_by_another_program_is_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "commune.sqlite"
    database = Database(path, DatabaseKind.COMMUNE, busy_timeout_s=0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable, match="locked by another program"):
        add(database, "a")
    other.execute("ROLLBACK")
    other.close()
    add(database, "a")
    assert count(database) == 1
    database.close()


def test_closing_finishes_what_waits_then_refuses(tmp_path: Path) -> None:
    path = tmp_path / "commune.sqlite"
    database = Database(path, DatabaseKind.COMMUNE)
    may_go_on = threading.Event()
    acknowledged: set[str] = set()

    def send(number: int) -> None:
        try:
            add(database, f"n{number}")
        except StorageUnavailable:
            return
        acknowledged.add(f"n{number}")

    threads = [threading.Thread(target=database.write, args=(lambda connection: may_go_on.wait(),))]
    threads += [threading.Thread(target=send, args=(number,)) for number in range(GROUP_SIZE + 10)]
    for thread in threads:
        thread.start()
    time.sleep(LONG_ENOUGH_TO_QUEUE_S)
    threading.Timer(LONG_ENOUGH_TO_QUEUE_S, may_go_on.set).start()
    database.close()
    for thread in threads:
        thread.join()
    database.close()
    with pytest.raises(StorageUnavailable, match="is closed"):
        add(database, "late")
    with pytest.raises(StorageUnavailable, match="is closed"), database.read():
        pass
    again = Database(path, DatabaseKind.COMMUNE)
    with again.read() as connection:
        assert set(connection.scalars(select(COUNTERS.c.name))) == acknowledged
    assert acknowledged
    again.close()


@pytest.mark.parametrize("content", [b"%PDF-1.7 not a database at all" * 200, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_unavailable_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "commune.sqlite"
    path.write_bytes(content)
    with pytest.raises(StorageUnavailable, match="restore it from a backup"):
        Database(path, DatabaseKind.COMMUNE)
    assert path.read_bytes() == content


def test_a_damaged_database_is_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "commune.sqlite"
    database = Database(path, DatabaseKind.COMMUNE)
    for number in range(500):
        add(database, f"{number}" + "x" * 100)
    database.close()
    content = bytearray(path.read_bytes())
    content[-12_000:-4_000] = b"\x55" * 8_000
    path.write_bytes(content)
    with pytest.raises(StorageUnavailable, match="is damaged"):
        Database(path, DatabaseKind.COMMUNE)


def test_a_folder_where_nothing_can_be_created_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageUnavailable, match="cannot be used"):
        Database(tmp_path / "file" / "commune.sqlite", DatabaseKind.COMMUNE)


def test_only_the_owner_can_read_the_files(database: Database, tmp_path: Path) -> None:
    add(database, "a")
    for name in ("commune.sqlite", "commune.sqlite-wal"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_forked_process_must_open_its_own(database: Database) -> None:
    add(database, "a")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            add(database, "b")
        except StorageUnavailable:
            os._exit(42)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 42
    assert count(database) == 1


def test_four_programs_opening_a_new_folder_together_all_succeed(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from storage.opening import open_installation\n"
        "opened = open_installation(Path(sys.argv[1]))\n"
        "opened.add_commune('montreval', 'Montreval'); print(len(opened.communes())); opened.close()\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "data")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    outputs = [process.communicate(timeout=60)[0] for process in running]
    assert outputs == ["1\n"] * 4
