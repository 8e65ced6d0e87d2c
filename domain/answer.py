"""A question, its answer, and the citations that prove it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.ids import CommuneSlug, DocumentId, PassageId, SourceName
from domain.profile import Service
from domain.written import WrittenEvidence


class AnswerStatus(StrEnum):
    """Every way in which a question can end, a closed set.

    CLARIFY: the answer depends on who asks, and the person is asked. OTHER_AUTHORITY: another office than the commune
    decides. PERSONAL_CASE: it takes the person's file. EMERGENCY: a number to call comes first. REFUSED: the
    documents are there and may not be shown, or the question is an order to the machine.
    """

    ANSWERED = "answered"
    PARTIAL = "partial"
    CLARIFY = "clarify"
    NOT_FOUND = "not_found"
    OTHER_AUTHORITY = "other_authority"
    PERSONAL_CASE = "personal_case"
    EMERGENCY = "emergency"
    PERSON_WANTED = "person_wanted"
    OUT_OF_SCOPE = "out_of_scope"
    SMALL_TALK = "small_talk"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"


class SentenceKind(StrEnum):
    """How the document writes what is shown, so that a page can set it out the same way."""

    SENTENCE = "sentence"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


class SentenceRole(StrEnum):
    """What shown words are to the question: the general rule, one of its special cases, or simply what answers.

    ANSWER also stands, before the rule, for what holds in the asker's own case. CONFLICT comes by two: documents in
    force that do not say the same, the most recent first.
    """

    ANSWER = "answer"
    RULE = "rule"
    CASE = "case"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a resident asks. ``history`` holds the earlier questions of the conversation, oldest first."""

    text: str
    commune: CommuneSlug
    history: tuple[str, ...] = ()
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionNote:
    """What is to be known of the act that a citation comes from: what it replaced, what amends it, when it applies.

    ``text`` is plain French; ``document_id`` and ``page`` are those of the other act, None when it is not held here or
    when there is none.
    """

    text: str
    document_id: DocumentId | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where shown words come from.

    ``number`` counts from 1 in reading order. ``quote`` is what is shown; ``start`` and ``end`` are its offsets
    in code points in the passage's text. ``page`` counts from 1, None where there are no pages.
    ``path`` is relative to the ingested source, ``/`` separators, NFC. ``link`` is the passage's.
    ``ocr_confidence``, 0 to 1, tells that the passage was read on a picture, and how surely; None elsewhere.
    ``address`` is where the document is on the commune's site, None when it came from a folder.
    ``written_on`` and ``written_evidence`` are the document's.
    """

    number: int
    document_id: DocumentId
    passage_id: PassageId
    source: SourceName
    path: str
    title: str
    heading_path: tuple[str, ...]
    page: int | None
    page_count: int | None
    session_date: date | None
    quote: str
    start: int
    end: int
    link: str | None = None
    ocr_confidence: float | None = None
    address: str | None = None
    notes: tuple[VersionNote, ...] = ()
    written_on: date | None = None
    written_evidence: WrittenEvidence | None = None

    @property
    def dated_on(self) -> date | None:
        """The day of the document: its session's, else when it was written."""
        return self.session_date or self.written_on


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSentence:
    """A sentence, list item or table row, verbatim, with the lead-in or header that it needs to be understood.

    ``to_check`` are its figures that OCR may have misread, verbatim: they are to be checked on the original.
    ``condition`` are the first words of a special case, verbatim, that say for whom or when; None when they do not
    stand apart from the rest.
    """

    text: str
    kind: SentenceKind
    lead: str | None
    citation: int
    to_check: tuple[str, ...] = ()
    role: SentenceRole = SentenceRole.ANSWER
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsideredPassage:
    """A passage that the search brought, best first, whether or not it was shown."""

    passage_id: PassageId
    document_id: DocumentId
    source: SourceName
    path: str
    page: int | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStep:
    """A step on the way to an answer: how long it took and how it ended, in the code's own words."""

    name: str
    milliseconds: float
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicContact:
    """Somebody outside the commune to turn to: an emergency number, or the authority that decides.

    ``purpose`` says in plain French what for. ``phone`` is as one dials it; ``address`` is an official site. Either may
    be None: some authorities have no number of their own for the whole country. ``by_text``: the number takes text
    messages, and is not to be called.
    """

    name: str
    purpose: str
    phone: str | None = None
    address: str | None = None
    by_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the cases on which the answer depends: ``label`` names it, ``question`` is the question completed."""

    label: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is given back for a question, whatever its status.

    ``message`` is the plain French text of the status. ``service`` is whom to turn to;
    ``understood_as`` is the question as it was read, when its subject was taken from the history or its spelling was
    mended.
    ``steps`` tell how it was made, in order. ``contacts`` are outside the commune, the first to call first; of an
    emergency they are shown before all the rest. ``notices`` are sentences in plain French to be read before the
    answer: what was masked in the question, and the like. ``question`` is the question as masked.
    ``made_with`` is the language model that wrote the sentences, None when they are the documents' own.
    ``choices`` are there when the person is asked which case is theirs.
    """

    question: Question
    status: AnswerStatus
    message: str
    sentences: tuple[AnswerSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    considered: tuple[ConsideredPassage, ...] = ()
    service: Service | None = None
    understood_as: str | None = None
    documents_as_of: date | None = None
    steps: tuple[AnswerStep, ...] = ()
    contacts: tuple[PublicContact, ...] = ()
    notices: tuple[str, ...] = ()
    made_with: str | None = None
    choices: tuple[Choice, ...] = ()


class AnswerWatch(Protocol):
    """Whoever waits for an answer that a language model is writing. Called from the thread that answers."""

    def said(self, sentence: AnswerSentence, citation: Citation) -> None:
        """A sentence has been verified; it is shown until the whole answer comes, which may be another."""
        ...

    def is_gone(self) -> bool:
        """Whether nobody waits any more."""
        ...
