"""A legal base being made, beside the one that serves: written in batches that each say how far they got.

Killed at any moment, it goes on from its last batch. What an archive brings is written in whole or again: the content
does not depend on how often the work was interrupted (its ``digest`` is the same). sqlite3 and not SQLAlchemy: this
base has one engine, its file is replaced whole and never migrated (ADR 17, with what was measured).
"""

import hashlib
import json
import os
import shutil
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.legal_base import Coverage, Replacement
from domain.legal_number import folded_number
from domain.legal_record import Record, RecordedArticle, RecordedText, Removal
from storage.legal_schema import CONTENT, ORDER, TABLES, VERSION
from storage.sqlite_errors import storage_error

_SMALLEST_DEFLATED = 200
"""Characters below which compressing a text of law does not make it smaller enough to be worth reading it back."""

DEFLATED = b"\x78\x01"
"""How zlib's fastest level begins: no text of law does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """How far an archive is taken: members read, what became of them. ``state`` is ``encours`` or ``fini``."""

    name: str
    kind: str
    stamp: str
    identity: str
    members: int = 0
    state: str = "encours"
    articles: int = 0
    texts: int = 0
    removed: int = 0
    refused: int = 0


class LegalBuild:
    """A base under construction, owned by one process. Raises StorageUnavailable or DiskFull from every method."""

    def __init__(self, file: Path | None, *, start_from: Path | None = None) -> None:
        """Go on with ``file``, or begin it, as a copy of ``start_from`` when that is given; None builds in memory."""
        self._file = file
        with self._translated():
            if file is not None and start_from is not None and not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                copying = file.with_name(file.name + ".copy")
                shutil.copyfile(start_from, copying)
                os.replace(copying, file)
            elif file is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                ":memory:" if file is None else file, isolation_level=None, check_same_thread=file is not None
            )
            # A kill loses at most the last batch; only a power cut could lose more, and `finish` syncs.
            self._connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + TABLES)
            self._connection.execute("PRAGMA cache_size = -65536")
            self._connection.execute(f"PRAGMA user_version = {VERSION}")

    def advance(self, name: str) -> Advance | None:
        """How far an archive of this name was taken; None when it never was."""
        with self._translated():
            columns = (
                "name, kind, stamp, identity, members, state, articles, texts, removed, refused"  # Advance's, in order
            )
            row = self._connection.execute(f"SELECT {columns} FROM archive WHERE name = ?", (name,)).fetchone()  # noqa: S608
        if row is None:
            return None
        names = [column.strip() for column in columns.split(",")]
        return Advance(**dict(zip(names, row, strict=True)))

    def write(self, records: Sequence[Record], advance: Advance | None = None) -> None:
        """Keep records, replacing files of the same place, and how far their archive is taken, in one commit."""
        with self._committed() as connection:
            for article in (r for r in records if isinstance(r, RecordedArticle)):
                _put_article(connection, article)
            for text in (r for r in records if isinstance(r, RecordedText)):
                _put_text(connection, text)
            if advance is not None:
                _put_advance(connection, advance)

    def remove(self, removals: Sequence[Removal], advance: Advance) -> int:
        """Take files away and say how far the archive is; returns how many there were. An absent one is no error."""
        with self._committed() as connection:
            gone = sum(_remove(connection, removal) for removal in removals)
            _put_advance(connection, advance)
        return gone

    def add_replacements(self, replacements: Sequence[Replacement]) -> None:
        """Keep stated replacements, best founded first for each key."""
        rows = [(r.old, r.new, r.link, _iso(r.since), r.source, r.note, rank) for rank, r in enumerate(replacements)]
        with self._committed() as connection:
            connection.executemany("INSERT OR REPLACE INTO replacement VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def cover(self, coverages: Sequence[Coverage]) -> None:
        """Say what the base holds, and until when; replaces what was said of the same subject."""
        rows = [(c.subject, _iso(c.since), _iso(c.until), c.source, int(c.is_complete), c.note) for c in coverages]
        with self._committed() as connection:
            connection.executemany("INSERT OR REPLACE INTO coverage VALUES (?, ?, ?, ?, ?, ?)", rows)

    def subjects(self) -> set[str]:
        """The codes that have an article here, and the kinds of texts that have one."""
        with self._translated():
            # Each code once, by jumps in the index: a scan of 1.7 million rows takes seconds.
            codes = self._connection.execute(
                "WITH RECURSIVE seen(code) AS (SELECT min(code) FROM article UNION ALL SELECT "
                "(SELECT min(code) FROM article WHERE code > seen.code) FROM seen WHERE seen.code IS NOT NULL) "
                "SELECT code FROM seen WHERE code IS NOT NULL"
            )
            kinds = self._connection.execute("SELECT DISTINCT kind FROM text")
            return {code for (code,) in codes if ":" not in code} | {kind for (kind,) in kinds}

    def has_folder(self, kind: str) -> bool:
        """Whether some file lies under a kind of folder (``TNC_non_vigueur``)."""
        with self._translated():
            found = self._connection.execute(
                "SELECT 1 FROM text WHERE folder >= ? AND folder < ? LIMIT 1", (f"{kind}/", f"{kind}0")
            ).fetchone()
        return found is not None

    def say(self, name: str, value: str) -> None:
        """Note something about the base (``loaded_until``)."""
        with self._committed() as connection:
            connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))

    def said(self, name: str) -> str:
        """What was noted under a name; empty when nothing was."""
        with self._translated():
            row = self._connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return "" if row is None else str(row[0])

    def digest(self) -> str:
        """SHA-256 of what the base says, in a fixed order."""
        with self._translated():
            return content_digest(self._connection)

    def finish(self, into: Path) -> None:
        """Put the base in the place of ``into`` in one step; those who read the former one go on reading it."""
        assert self._file is not None
        with self._translated():
            self._connection.execute("PRAGMA optimize")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.execute("PRAGMA journal_mode = DELETE")
            self._connection.close()
            with self._file.open("rb") as written:
                os.fsync(written.fileno())
            os.replace(self._file, into)

    def connection(self) -> sqlite3.Connection:
        """The open connection, for reading a base that lives in memory."""
        return self._connection

    def close(self) -> None:
        """Leave the construction as it is; the next one goes on with it."""
        self._connection.close()

    @contextmanager
    def _committed(self) -> Iterator[sqlite3.Connection]:
        with self._translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise storage_error(self._file or Path(":memory:"), error) or error from error


def content_digest(connection: sqlite3.Connection) -> str:
    """SHA-256 of every row of every table that says something of the law."""
    running = hashlib.sha256()
    for table, columns in CONTENT.items():
        running.update(table.encode())
        for row in connection.execute(f"SELECT {columns} FROM {table} ORDER BY {ORDER[table]}"):  # noqa: S608
            running.update(json.dumps(row, ensure_ascii=False).encode())
    return running.hexdigest()


def _put_article(connection: sqlite3.Connection, article: RecordedArticle) -> None:
    place = article.place
    body = article.text.encode()
    stored = zlib.compress(body, 1) if len(body) >= _SMALLEST_DEFLATED else body
    digest = article.text_digest or hashlib.blake2b(" ".join(article.text.split()).encode(), digest_size=8).hexdigest()
    row = (
        *(place.folder, place.legi_id, place.written_at, article.code, article.number, folded_number(article.number)),
        *(_iso(article.start), _iso(article.end), article.state_word, article.article_id, article.heading),
        *(article.changed_by, digest, stored),
    )
    connection.execute(f"INSERT OR REPLACE INTO article VALUES ({', '.join('?' * 14)})", row)  # noqa: S608
    connection.execute("DELETE FROM link WHERE folder = ? AND legi_id = ?", (place.folder, place.legi_id))
    links = [
        (place.folder, place.legi_id, rank, link.kind, int(link.is_undergone), link.target, link.target_id, link.label)
        for rank, link in enumerate(article.links)
    ]
    connection.executemany("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?)", links)


def _put_text(connection: sqlite3.Connection, text: RecordedText) -> None:
    row = (
        *(text.place.folder, text.place.legi_id, text.place.written_at, text.key, text.key.partition(":")[0]),
        *(text.title, _iso(text.signed_on), _iso(text.start), _iso(text.end), text.state_word, "|".join(text.names)),
    )
    connection.execute(f"INSERT OR REPLACE INTO text VALUES ({', '.join('?' * 11)})", row)  # noqa: S608


def _put_advance(connection: sqlite3.Connection, at: Advance) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO archive VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (at.name, at.kind, at.stamp, at.members, at.state, at.identity, at.articles, at.texts, at.removed, at.refused),
    )


def _remove(connection: sqlite3.Connection, removal: Removal) -> int:
    gone = 0
    tables = {"article": ("link", "article"), "texte": ("text",), "": ("link", "article", "text")}[removal.part]
    for table in tables:
        if removal.legi_id:
            where, values = "folder = ? AND legi_id = ?", (removal.folder, removal.legi_id)
        else:
            where, values = "folder >= ? AND folder < ?", (removal.folder, removal.folder + "\U0010ffff")
        if table == "link":  # found through the articles, which are kept by folder
            files = f"SELECT legi_id FROM article WHERE {where}"  # noqa: S608
            connection.execute(f"DELETE FROM link WHERE legi_id IN ({files}) AND {where}", values * 2)  # noqa: S608
        else:
            gone += connection.execute(f"DELETE FROM {table} WHERE {where}", values).rowcount  # noqa: S608
    return gone


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
