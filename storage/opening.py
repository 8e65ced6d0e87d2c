"""Opens a data folder: the installation's database, and each commune's own when it is first asked for.

<data>/parvis.sqlite                              communes, accounts, sessions, audit trail, tokens used
<data>/installation.key                           random key, owner only; belongs in the backups
<data>/communes/<slug>/commune.sqlite             documents, passages, findings, requests
<data>/communes/<slug>/originals/<2 hex>/<digest> the files as received
"""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.clock import SystemClock
from domain.errors import BadInput, StorageUnavailable, UnknownCommune
from domain.ids import CommuneSlug
from domain.mail import MailRule, no_mail
from domain.ports import Clock
from storage.alembic_migrations import DatabaseKind
from storage.argon2_passwords import Argon2Passwords
from storage.folder_originals import FolderOriginals
from storage.sqlalchemy_accounts import SqlAccountStore
from storage.sqlalchemy_communes import RegisteredCommune, SqlCommuneRegistry
from storage.sqlalchemy_documents import SqlDocumentStore
from storage.sqlalchemy_drafts import SqlDraftStore
from storage.sqlalchemy_feedback import SqlFeedbackStore
from storage.sqlalchemy_likeness import SqlLikenessStore
from storage.sqlalchemy_model_use import SqlModelUseStore
from storage.sqlalchemy_month_counts import SqlMonthCountStore
from storage.sqlalchemy_notes import SqlNoteStore
from storage.sqlalchemy_outbox import SqlOutbox
from storage.sqlalchemy_pairs import SqlPairStore
from storage.sqlalchemy_presence import SqlPresenceStore
from storage.sqlalchemy_report import SqlReportStore
from storage.sqlalchemy_request_queue import SqlRequestQueue
from storage.sqlalchemy_requests import SqlRequestStore
from storage.sqlalchemy_retention import SqlRetention, SqlTrailRetention
from storage.sqlalchemy_rulings import SqlRulingStore
from storage.sqlalchemy_runs import SqlRunJournal
from storage.sqlalchemy_unanswered import SqlUnansweredStore
from storage.sqlalchemy_watch import SqlWatchStore
from storage.sqlite_database import Database
from storage.tokens import installation_key

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 80
"""The longest name of a French commune makes a slug of 45 characters; the name becomes a folder."""


@dataclass(frozen=True, slots=True)
class CommuneStores:
    """What is kept of one commune."""

    documents: SqlDocumentStore
    originals: FolderOriginals
    requests: SqlRequestStore
    outbox: SqlOutbox
    queue: SqlRequestQueue
    notes: SqlNoteStore
    presence: SqlPresenceStore
    runs: SqlRunJournal
    likeness: SqlLikenessStore
    rulings: SqlRulingStore
    feedback: SqlFeedbackStore
    report: SqlReportStore
    pairs: SqlPairStore
    unanswered: SqlUnansweredStore
    drafts: SqlDraftStore
    watch: SqlWatchStore
    month_counts: SqlMonthCountStore
    retention: SqlRetention


class Installation:
    """An open data folder. Usable from many threads; another process opens its own."""

    def __init__(self, data_dir: Path, clock: Clock, mails: MailRule) -> None:
        """Use ``open_installation``."""
        self._mails = mails
        self.data_dir = data_dir
        self._clock = clock
        self._key = installation_key(data_dir / "installation.key")
        self._database = Database(data_dir / "parvis.sqlite", DatabaseKind.INSTALLATION)
        self._registry = SqlCommuneRegistry(self._database)
        self.accounts = SqlAccountStore(self._database, Argon2Passwords())
        self.model_use = SqlModelUseStore(self._database)
        self.trail_retention = SqlTrailRetention(self._database)
        self._lock = threading.Lock()
        self._is_closed = False
        self._opened: dict[CommuneSlug, tuple[Database, CommuneStores]] = {}

    def communes(self) -> Sequence[RegisteredCommune]:
        """The communes served here, by slug."""
        return self._registry.all()

    def add_commune(self, slug: CommuneSlug, name: str) -> CommuneStores:
        """Register a commune, or rename the one that has this slug. Raises BadInput for what is not a slug."""
        if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
            raise BadInput(f"{slug!r} is not a slug: lower-case ASCII letters and digits, joined by single hyphens")
        self._registry.add(slug, name, at=self._clock.now())
        return self.commune(slug)

    def commune(self, slug: CommuneSlug) -> CommuneStores:
        """The stores of a registered commune, opened at the first call. Raises UnknownCommune."""
        with self._lock:
            if self._is_closed:
                raise StorageUnavailable(f"{self.data_dir} is closed: this program is stopping")
            if slug in self._opened:
                return self._opened[slug][1]
            if not self._registry.holds(slug):
                raise UnknownCommune(f"no commune {slug} in {self.data_dir}: ingest its documents first")
            folder = self.data_dir / "communes" / slug
            database = Database(folder / "commune.sqlite", DatabaseKind.COMMUNE)
            stores = CommuneStores(
                documents=SqlDocumentStore(database, slug),
                originals=FolderOriginals(folder / "originals"),
                requests=SqlRequestStore(database, slug, self._key, self._mails),
                outbox=SqlOutbox(database),
                queue=SqlRequestQueue(database, slug),
                notes=SqlNoteStore(database),
                presence=SqlPresenceStore(database),
                runs=SqlRunJournal(database),
                likeness=SqlLikenessStore(database),
                rulings=SqlRulingStore(database, slug),
                feedback=SqlFeedbackStore(database),
                report=SqlReportStore(database),
                pairs=SqlPairStore(database),
                unanswered=SqlUnansweredStore(database),
                drafts=SqlDraftStore(database),
                watch=SqlWatchStore(database),
                month_counts=SqlMonthCountStore(database),
                retention=SqlRetention(database),
            )
            self._opened[slug] = (database, stores)
            return stores

    def close(self) -> None:
        """Finish the writes that are waiting and close every file. Further calls do nothing."""
        with self._lock:
            self._is_closed = True
            for database, _ in self._opened.values():
                database.close()
            self._database.close()


def open_installation(data_dir: Path, *, clock: Clock | None = None, mails: MailRule = no_mail) -> Installation:
    """Open ``data_dir``, created when absent; every database is checked and brought to this version.

    ``mails`` says which mails the steps of requests ask for.

    Raises StorageUnavailable (locked, damaged, or written by a newer version) or DiskFull.
    """
    return Installation(data_dir, clock or SystemClock(), mails)
