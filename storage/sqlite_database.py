"""One SQLite file: opened, checked, migrated; many readers, one writer that commits in groups.

All that is particular to SQLite is here and in ``sqlite_errors``: pragmas, locking, error codes. The stores speak
SQLAlchemy Core to a connection. Group commit: one writer thread takes every waiting write into one transaction,
each in its own savepoint, so that fifty requests cost one fsync and not fifty (about 900 a second on 2 cores, where
32 writers with their own transactions starved one another for up to 3.7 s). ``write`` returns after the commit: what
was acknowledged is on the disk (WAL, synchronous=FULL).
"""

import os
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from domain.errors import BadInput, StorageUnavailable
from storage.alembic_migrations import DatabaseKind, upgrade
from storage.sqlite_errors import storage_error

T = TypeVar("T")

BUSY_TIMEOUT_S = 5.0
"""How long a write waits for another process (the ingest command), and a read for a free connection."""

GROUP_SIZE = 64
"""Most writes in one commit: 50 senders at once fit, and a long queue still answers its head soon."""

READERS_KEPT = 2
READERS_MORE = 6
"""Connections kept for each database, and opened on top when busy; each keeps at most ``CACHE_KIB`` of pages."""

CACHE_KIB = 1024
"""43 communes with 2 readers and a writer each: 130 MB at the very most, where SQLite's default gives 260."""


@dataclass(frozen=True, slots=True)
class _Write:
    work: Callable[[Connection], Any]
    result: Future[Any]


class Database:
    """An open database file. Usable from many threads of the process that opened it, and of no other."""

    def __init__(self, path: Path, kind: DatabaseKind, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> None:
        """Create or open ``path``, check it and migrate it.

        Raises StorageUnavailable (locked, damaged, not a database, newer than this version) or DiskFull.
        """
        self._path = path
        self._busy_timeout_s = busy_timeout_s
        self._process = os.getpid()
        self._queue: queue.SimpleQueue[_Write | None] = queue.SimpleQueue()
        self._door = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_closed = False
        with self._translated():
            _create_private(path)
            self._writing = _engine(path, busy_timeout_s, begin="BEGIN IMMEDIATE")
            self._reading = _engine(path, busy_timeout_s, begin="BEGIN", is_read_only=True)
            try:
                self._prepare(kind)
            except BaseException:
                self._dispose()
                raise

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in the writer's transaction and return its result once that is on the disk.

        ``work`` may be run twice (its group failed, then alone): it must have no effect but on the connection.
        What it raises is raised here and undoes this work only. Raises BadInput (a constraint of the tables),
        DiskFull or StorageUnavailable.
        """
        write = _Write(work, Future())
        with self._door:
            self._check_open()
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name=f"writer of {self._path.name}", daemon=True)
                self._thread.start()
            self._queue.put(write)
        result: T = write.result.result()
        return result

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A read-only connection on one unchanging state of the database. Raises StorageUnavailable."""
        self._check_open()
        with self._translated(), self._reading.begin() as connection:
            yield connection

    def forget_deleted(self) -> bool:
        """Bring the write-ahead log into the file and empty it: with ``secure_delete``, no deleted byte is left.

        False when a reader held the log meanwhile; another call does it. Raises StorageUnavailable.
        """
        self._check_open()
        with self._translated(), closing(sqlite3.connect(self._path, timeout=self._busy_timeout_s)) as raw:
            return bool(raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)

    def close(self) -> None:
        """Finish the writes that are waiting, then close the file. Further calls do nothing."""
        with self._door:
            if self._is_closed:
                return
            self._is_closed = True
            self._queue.put(None)
            thread = self._thread
        if thread is not None and self._process == os.getpid():
            thread.join()
        self._dispose()

    def _check_open(self) -> None:
        if self._is_closed:
            raise StorageUnavailable(f"{self._path} is closed: this program is stopping")
        if self._process != os.getpid():
            raise StorageUnavailable(f"{self._path} was opened by another process: open it again in this one")

    def _prepare(self, kind: DatabaseKind) -> None:
        with self._writing.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            _switch_to_wal(raw)
            verdict = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
            if verdict != "ok":
                raise StorageUnavailable(f"{self._path} is damaged ({verdict}): restore it from a backup")
            with connection.begin():
                upgrade(connection, kind)

    def _serve(self) -> None:
        is_last = False
        while not is_last:
            group, is_last = self._next_group()
            if group:
                self._commit(group)

    def _next_group(self) -> tuple[list[_Write], bool]:
        """The waiting writes, at least one, and whether the database closes after them."""
        group: list[_Write] = []
        while len(group) < GROUP_SIZE:
            try:
                write = self._queue.get(block=not group)
            except queue.Empty:
                break
            if write is None:
                return group, True
            group.append(write)
        return group, False

    def _commit(self, group: list[_Write]) -> None:
        """Commit the group; when the database refuses, each write again alone, so that one cannot fail another."""
        begun = False
        try:
            with self._translated(), self._writing.begin() as connection:
                begun = True
                outcomes = [_attempt(connection, write) for write in group]
        except Exception as error:
            if begun and len(group) > 1:
                for write in group:
                    self._commit([write])
            else:
                for write in group:
                    write.result.set_exception(error)
            return
        for write, (value, refusal) in zip(group, outcomes, strict=True):
            if refusal is None:
                write.result.set_result(value)
            else:
                write.result.set_exception(refusal)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise storage_error(self._path, error.orig) or error from error
        except (sqlite3.Error, OSError) as error:
            raise storage_error(self._path, error) or error from error
        except PoolTimeout as error:
            raise StorageUnavailable(f"{self._path}: all readers are busy; try again") from error

    def _dispose(self) -> None:
        self._reading.dispose()
        self._writing.dispose()


def _attempt(connection: Connection, write: _Write) -> tuple[Any, Exception | None]:
    """Run one write in its savepoint: (value, None), or (None, its own refusal).

    A refusal by the database other than a broken constraint (no room, input or output error) is raised at once:
    SQLite may have ended the whole transaction, savepoints with it.
    """
    connection.exec_driver_sql("SAVEPOINT one_write")
    value: Any = None
    refusal: Exception | None = None
    try:
        value = write.work(connection)
    except (IntegrityError, UnicodeEncodeError) as error:
        refusal = BadInput(f"this cannot be stored: {getattr(error, 'orig', error)}")
    except DBAPIError:
        raise
    except Exception as error:
        refusal = error
    if refusal is not None:
        connection.exec_driver_sql("ROLLBACK TO one_write")
    connection.exec_driver_sql("RELEASE one_write")
    return value, refusal


def _engine(path: Path, busy_timeout_s: float, *, begin: str, is_read_only: bool = False) -> Engine:
    url = URL.create("sqlite+pysqlite", database=str(path))
    # isolation_level None: the driver starts no transaction of its own, the listener below does.
    connect_args = {"timeout": busy_timeout_s, "check_same_thread": False, "isolation_level": None}
    if is_read_only:
        engine = create_engine(
            url,
            connect_args=connect_args,
            pool_size=READERS_KEPT,
            max_overflow=READERS_MORE,
            pool_timeout=busy_timeout_s,
        )
    else:
        engine = create_engine(url, connect_args=connect_args, poolclass=StaticPool)

    def set_pragmas(raw: sqlite3.Connection, _record: object) -> None:
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        # What is deleted is written over with zeros: a request that was purged must not be read back from the file.
        raw.execute("PRAGMA secure_delete = ON")
        if is_read_only:
            raw.execute("PRAGMA query_only = ON")

    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", set_pragmas)
    event.listen(engine, "begin", begin_transaction)
    return engine


def _create_private(path: Path) -> None:
    """Create the file for its owner only; SQLite gives its journal the same rights."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _switch_to_wal(raw: sqlite3.Connection) -> None:
    """Set the journal to WAL. SQLite does not wait for locks here, so two programs that start together do."""
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            if raw.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal":
                return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(0.02)
        if time.monotonic() > deadline:
            raise StorageUnavailable("SQLite cannot keep a write-ahead log here: use a local disk, not a network one")
