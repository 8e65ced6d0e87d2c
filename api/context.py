"""What the HTTP layer is given: communes with their stores, accounts, a clock, options. Built by ``app/``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol, cast
from urllib.parse import urlsplit

from fastapi import Request

from api.jinja_pages import PageRenderer
from clarity.reporting.detectors import Detector
from clarity.reporting.report import Report
from domain.answer import Answer, AnswerWatch, Question
from domain.canned_answer import CannedAnswer
from domain.clarity_ports import ReportStore
from domain.document import Document
from domain.kept_draft import DraftStore
from domain.legal_base import LegalBase
from domain.legal_watch import WatchStore
from domain.mail_ports import Outbox
from domain.people_ports import (
    AccountStore,
    FeedbackStore,
    MonthCountStore,
    NoteStore,
    PresenceStore,
    RequestStore,
    UnansweredStore,
)
from domain.ports import Clock, DocumentStore, LikenessStore, OriginalStore, RulingStore, RunJournal
from domain.profile import CommuneProfile
from domain.request_queue import RequestQueue
from ingest.cage.pictures import Picture
from ingest.cage.pool import CageRequest
from ingest.inspection.album import Busy
from ingest.inspection.model import Inspection
from ingest.text import Outcome, Refusal
from retriever.decided.council import CouncilSearch
from retriever.ranking.acts_reader import ActsReader


class Assistant(Protocol):
    """Answers a question. Thread-safe. Raises a ParvisError when it is broken; the page then says so and goes on."""

    def answer(self, question: Question, watch: AnswerWatch | None = None) -> Answer: ...


def _nothing() -> None:
    """Nothing follows a change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneServices:
    """Everything that the pages of one commune need. ``is_updating`` tells whether a run goes on at this moment.

    ``streams``: a language model may write answers, which are then shown sentence by sentence.
    ``detectors`` are the rules that one text is read by, on a day.
    ``read_report`` puts together, as on a day, what the last run of the report found (``report`` keeps decisions).
    ``law`` gives the legal base as it is loaded now. Raises StorageUnavailable when it is damaged.
    ``sends_mail``: there is a mail server; otherwise no page may say that a mail leaves.
    ``tokens_written`` gives, by first day of the month, the tokens that a language model wrote for the commune.
    ``canned_answers`` are those of the commune as its file is now; it raises BadProfile when that cannot be read.
    ``changed`` is called when a person has changed what may be searched: the indexes then follow, in their own time.
    """

    profile: CommuneProfile
    assistant: Assistant
    documents: DocumentStore
    originals: OriginalStore
    requests: RequestStore
    outbox: Outbox
    queue: RequestQueue
    notes: NoteStore
    presence: PresenceStore
    runs: RunJournal
    likeness: LikenessStore
    is_updating: Callable[[], bool]
    acts: ActsReader
    decided: CouncilSearch
    rulings: RulingStore
    feedback: FeedbackStore
    unanswered: UnansweredStore
    month_counts: MonthCountStore
    report: ReportStore
    read_report: Callable[[date], Report]
    detectors: Callable[[date], Sequence[Detector]]
    drafts: DraftStore
    law: Callable[[], LegalBase]
    watch: WatchStore
    canned_answers: Callable[[], Sequence[CannedAnswer]] = tuple
    changed: Callable[[], None] = _nothing
    streams: bool = False
    sends_mail: bool = False
    tokens_written: Callable[[], Mapping[date, int]] = dict


class DocumentReader(Protocol):
    """Looks at a kept original again. Thread-safe; whether who asks may see the document is decided before."""

    def inspect(self, document: Document, original: Path) -> Inspection: ...

    def look(self, name: str, file: Path) -> Inspection | Busy: ...

    def read(self, request: CageRequest) -> Outcome: ...

    def picture(self, document: Document, original: Path, *, page: int, width: int) -> Picture | Refusal | Busy: ...


class Communes(Protocol):
    """The communes of this installation."""

    def default(self) -> CommuneServices | None:
        """The one that pages without a commune in their address speak for; None when there is no such choice."""
        ...

    def get(self, slug: str) -> CommuneServices | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiOptions:
    """Settings of the HTTP layer.

    ``base_url`` is the public address, without a final ``/``; https there turns HSTS on.
    ``trusted_proxies`` are addresses whose ``X-Forwarded-For`` is believed.
    Rates are per address: a burst, then a steady number a minute. ``writes`` are every POST.
    ``max_upload_bytes`` is for the one form that takes a file, of agents who are signed in.
    ``pictures`` are of pages, counted beside reads: each costs 0.15 s of a core when it is not kept.
    ``max_draft_bytes`` bounds what an agent signed in sends to have its visas checked.
    A conseiller numérique and a reading room share one address, hence 30 questions at once.
    """

    base_url: str
    version: str
    secure_cookies: bool = True
    trusted_proxies: frozenset[str] = frozenset()
    max_body_bytes: int = 256 * 1024
    max_upload_bytes: int = 32_000_000
    max_draft_bytes: int = 8 * 1024 * 1024
    history_questions: int = 20
    writes_per_minute: int = 60
    writes_burst: int = 30
    reads_per_minute: int = 600
    reads_burst: int = 300
    pictures_per_minute: int = 60
    pictures_burst: int = 20

    @property
    def is_https(self) -> bool:
        """Whether the public address is https."""
        return urlsplit(self.base_url).scheme == "https"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiContext:
    """What each route reaches, kept on the application's state."""

    communes: Communes
    accounts: AccountStore
    clock: Clock
    reader: DocumentReader
    options: ApiOptions
    readiness: Callable[[], Mapping[str, str]]
    pages: PageRenderer


def context_of(request: Request) -> ApiContext:
    """The context of the application that serves ``request``."""
    return cast(ApiContext, request.app.state.context)
