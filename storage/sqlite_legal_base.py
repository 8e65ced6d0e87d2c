"""The legal base as it is read: a file opened read-only and immutable, or the starter facts in memory."""

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import quote

from domain.errors import StorageUnavailable
from domain.legal_base import Coverage, LegalText, LegalVersion, Replacement
from domain.legal_number import folded_number
from domain.legal_record import RecordedLink
from storage.legal_links import LinkedArticle, replacements_by_links
from storage.legal_schema import VERSION
from storage.sqlite_errors import storage_error
from storage.sqlite_legal_build import DEFLATED, LegalBuild, content_digest

# Of files with one id in two folders, the one written last; of two of one second, the later folder, so that it is one.
_LAST_WRITTEN = (
    "NOT EXISTS (SELECT 1 FROM {table} AS other WHERE other.legi_id = {table}.legi_id "
    "AND (other.written_at, other.folder) > ({table}.written_at, {table}.folder))"
)
_ARTICLE = (
    "SELECT code, number, start, end, legi_id, state, changed_by, body, article_id, heading, digest FROM article WHERE "
)
_TEXT = "SELECT key, title, signed_on, legi_id, names, start, end, state FROM text WHERE "


class SqliteLegalBase:
    """A legal base, read only; the ``LegalBase`` port. Methods raise StorageUnavailable when it cannot be read."""

    def __init__(self, file: Path) -> None:
        """Open a finished base. Raises StorageUnavailable (absent, damaged, of another version)."""
        self._file = file
        if not file.exists():
            raise StorageUnavailable(f"{file} is not there: load a legal base with parvis legi import")
        with self._translated():
            # Immutable: never written where it lies, only replaced; no lock file is needed beside it.
            uri = f"file:{quote(str(file.resolve()))}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version != VERSION:
            self._connection.close()
            raise StorageUnavailable(f"{file} has tables of version {version}, not {VERSION}: load it again")

    @classmethod
    def of_build(cls, build: LegalBuild) -> "SqliteLegalBase":
        """The base that lies in a build's memory, for facts that ship with the product."""
        base = cls.__new__(cls)
        base._file, base._connection = Path(":memory:"), build.connection()
        return base

    def coverage(self, subject: str) -> Coverage | None:
        row = self._one("SELECT since, until, source, is_complete, note FROM coverage WHERE subject = ?", (subject,))
        return None if row is None else _coverage(subject, row)

    def coverages(self) -> list[Coverage]:
        """Everything that the base says of what it holds."""
        rows = self._all("SELECT subject, since, until, source, is_complete, note FROM coverage ORDER BY subject", ())
        return [_coverage(row[0], row[1:]) for row in rows]

    def versions(self, code: str, number: str) -> Sequence[LegalVersion]:
        if not code:
            rows = self._all(f"{_TEXT} key = ? AND {_LAST_WRITTEN.format(table='text')} ORDER BY start", (number,))
            return [
                LegalVersion(
                    code="",
                    number=row[0],
                    legi_id=row[3] or None,
                    state_word=row[7],
                    heading=row[1],
                    start=date.fromisoformat(row[5]),
                    end=_day(row[6]),
                )
                for row in rows
            ]
        where = f"{_ARTICLE} code = ? AND fold = ? AND {_LAST_WRITTEN.format(table='article')} ORDER BY start, legi_id"
        return [_version(row) for row in self._all(where, (code, folded_number(number)))]

    def replacements(self, key: str) -> Sequence[Replacement]:
        stated = self._all(
            "SELECT old, new, link, since, source, note FROM replacement WHERE old = ? ORDER BY rank", (key,)
        )
        found = [
            Replacement(old=old, new=new, link=link, since=_day(since), source=source, note=note)
            for old, new, link, since, source, note in stated
        ]
        mark = "#" if "#" in key else ":"
        code, _, number = key.rpartition(mark) if mark == "#" else key.partition(mark)
        articles: dict[str, list[LegalVersion]] = {}
        for version in self.versions(code, number):
            articles.setdefault(version.article_id, []).append(version)
        for olds in articles.values():  # a reused number: each of its articles has successors of its own
            linked = [one for old in olds if old.legi_id for one in self._linked(old)]
            known = {one.new for one in found}
            found += [one for one in replacements_by_links(key, olds, linked) if one.new not in known]
        return found

    def text(self, key: str) -> LegalText | None:
        rows = self._all(f"{_TEXT} key = ? ORDER BY start DESC LIMIT 1", (key,))
        return _text(rows[0]) if rows else None

    def texts_signed_on(self, kind: str, day: date) -> Sequence[LegalText]:
        rows = self._all(f"{_TEXT} kind = ? AND signed_on = ? ORDER BY key, start", (kind, day.isoformat()))
        return list({row[0]: _text(row) for row in rows}.values())

    def about(self) -> dict[str, str]:
        """What is noted about the base as a whole."""
        return {row[0]: row[1] for row in self._all("SELECT name, value FROM about ORDER BY name", ())}

    def counts(self) -> dict[str, int]:
        """Rows of each kind: versions of articles, texts, links that replace."""
        tables = {"articles": "article", "texts": "text", "links": "link", "replacements": "replacement"}
        return {name: int(self._all(f"SELECT count(*) FROM {table}", ())[0][0]) for name, table in tables.items()}  # noqa: S608

    def archives(self) -> list[tuple[str, ...]]:
        """(name, kind, stamp, state, refused files) of each archive loaded, oldest first."""
        return self._all("SELECT name, kind, stamp, state, refused FROM archive ORDER BY stamp, name", ())

    def digest(self) -> str:
        """SHA-256 of what the base says; reads all of it."""
        with self._translated():
            return content_digest(self._connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _linked(self, old: LegalVersion) -> Iterator[LinkedArticle]:
        """Links of a version's own file, and of the files that name it."""
        own = self._all(
            "SELECT kind, undergone, target, target_id, label FROM link WHERE legi_id = ? ORDER BY rank", (old.legi_id,)
        )
        for kind, undergone, target, target_id, label in own:
            link = RecordedLink(
                kind=kind, is_undergone=bool(undergone), target=target, target_id=target_id, label=label
            )
            yield LinkedArticle(link=link, target=self._by_id(target_id), is_own=True)
        others = "SELECT DISTINCT kind, undergone, label, legi_id FROM link WHERE target_id = ? AND target_id <> ''"
        for kind, undergone, label, legi_id in self._all(others, (old.legi_id,)):
            other = self._by_id(legi_id)
            if other is not None:
                key = f"{other.code}{'#' if ':' in other.code else ':'}{other.number}"
                link = RecordedLink(kind=kind, is_undergone=not undergone, target=key, target_id=legi_id, label=label)
                yield LinkedArticle(link=link, target=other, is_own=False)

    def _by_id(self, legi_id: str) -> LegalVersion | None:
        if not legi_id:
            return None
        row = self._one(f"{_ARTICLE} legi_id = ? ORDER BY written_at DESC, folder DESC LIMIT 1", (legi_id,))
        return None if row is None else _version(row)

    def _one(self, sql: str, values: tuple[object, ...]) -> tuple[str, ...] | None:
        rows = self._all(sql, values)
        return rows[0] if rows else None

    def _all(self, sql: str, values: tuple[object, ...]) -> list[tuple[str, ...]]:
        with self._translated():
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise storage_error(self._file, error) or error from error


def _version(row: tuple[object, ...]) -> LegalVersion:
    code, number, start, end, legi_id, state, changed_by, body, article_id, heading, digest = row
    assert isinstance(body, bytes)
    text = zlib.decompress(body) if body.startswith(DEFLATED) else body
    return LegalVersion(
        code=str(code),
        number=str(number),
        legi_id=str(legi_id) or None,
        state_word=str(state),
        changed_by=str(changed_by),
        article_id=str(article_id),
        heading=str(heading),
        start=date.fromisoformat(str(start)),
        end=_day(end),
        text=text.decode(),
        text_digest=str(digest),
    )


def _text(row: tuple[str, ...]) -> LegalText:
    names = tuple(name for name in row[4].split("|") if name)
    return LegalText(key=row[0], title=row[1], signed_on=_day(row[2]), legi_id=row[3] or None, names=names)


def _coverage(subject: str, row: tuple[str, ...]) -> Coverage:
    since, until, source, is_complete, note = row
    return Coverage(
        subject=subject,
        since=_day(since),
        until=date.fromisoformat(until),
        source=source,
        is_complete=bool(is_complete),
        note=note,
    )


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
