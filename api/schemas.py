"""The JSON forms of the public API, for OpenAPI and for checking what comes in."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.answer import AnswerStatus, SentenceKind, SentenceRole
from domain.document import MediaType
from domain.request import RequestState
from domain.written import WrittenEvidence
from handoff.desk import KEY_PATTERN, LONGEST_QUESTION


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", str_max_length=200_000)


class _Out(BaseModel):
    model_config = ConfigDict(extra="forbid")


class QuestionIn(_In):
    """A question. ``history`` holds the earlier questions of the conversation, oldest first."""

    question: str = Field(description=f"{LONGEST_QUESTION} caractères au plus")
    commune: str | None = Field(default=None, description="Identifiant de la commune ; par défaut, celle du site")
    history: list[str] = Field(default_factory=list)


class ContactIn(_In):
    """How to answer; all may be empty."""

    name: str = ""
    email: str = ""
    phone: str = ""


class RequestIn(_In):
    """A request to a person."""

    message: str
    commune: str | None = None
    service: str | None = Field(default=None, description="Identifiant du service ; par défaut, d’après la question")
    question: str = ""
    answer_shown: str = ""
    contact: ContactIn = ContactIn()


class LinksOut(_Out):
    """Where a document is read: its page here, and the bytes as received, null where the commune does not link them."""

    page: str
    original: str | None


class SentenceOut(_Out):
    """A sentence, list item or table row, verbatim; ``to_check`` are its figures that OCR may have misread.

    ``role`` tells the general rule from its special cases; ``condition`` begins a special case's text.
    """

    text: str
    kind: SentenceKind
    lead: str | None
    citation: int
    to_check: list[str]
    role: SentenceRole
    condition: str | None


class NoteOut(_Out):
    """What is to be known of the act cited: what it replaced, what amends it, from when it applies."""

    text: str
    document: str | None
    page: int | None


class CitationOut(_Out):
    """Where shown words come from; ``start`` and ``end`` are code points in the passage's text.

    ``link`` is the public address that the document itself gives for what is quoted.
    """

    number: int
    document: str
    passage: str
    source: str
    path: str
    title: str
    heading_path: list[str]
    page: int | None
    page_count: int | None
    session_date: date | None
    written_on: date | None = Field(description="Jour où le document a été écrit ou publié, d’après written_evidence")
    written_evidence: WrittenEvidence | None
    quote: str
    start: int
    end: int
    ocr_confidence: float | None
    address: str | None = Field(description="Adresse du document sur le site de la commune, s’il en vient")
    notes: list[NoteOut]
    link: str | None
    links: LinksOut


class ChoiceOut(_Out):
    """A case on which the answer depends, and the question completed with it: ask that one next."""

    label: str
    question: str


class ConsideredOut(_Out):
    """A passage that the search brought, best first."""

    passage: str
    document: str
    source: str
    path: str
    page: int | None
    score: float


class PublicContactOut(_Out):
    """Somebody outside the commune: an emergency number, or the authority that decides; ``address`` is a site.

    ``by_text``: the number takes text messages only.
    """

    name: str
    purpose: str
    phone: str | None
    address: str | None
    by_text: bool


class ServiceOut(_Out):
    """Whom to turn to. ``hours`` gives, for each day, spans such as ``09:00-12:00``."""

    slug: str
    name: str
    address: list[str]
    phone: str | None
    email: str | None
    hours: dict[str, list[str]] | None


class StepOut(_Out):
    """A step on the way to the answer: its duration, and how it ended."""

    name: str
    milliseconds: float
    outcome: str


class MarkOut(_Out):
    """Machine-readable marking of an automatic answer (AI Act, art. 50(2))."""

    genere: bool
    modele: str | None
    version: str
    date: date


class OtherLanguageOut(_Out):
    """What to say first to who does not write in French; ``lang`` and ``direction`` are those of ``sentence``."""

    asked_in: str
    lang: str
    direction: str
    sentence: str


class AnswerOut(_Out):
    """An answer, whatever its status."""

    question: str
    commune: str
    asked_at: datetime
    understood_as: str | None
    status: AnswerStatus
    message: str
    notices: list[str]
    contacts: list[PublicContactOut]
    sentences: list[SentenceOut]
    citations: list[CitationOut]
    choices: list[ChoiceOut]
    considered: list[ConsideredOut]
    service: ServiceOut | None
    documents_as_of: date | None
    steps: list[StepOut]
    ia: MarkOut
    other_language: OtherLanguageOut | None = None


class ReceiptService(_Out):
    """The service that has the request, with its coordinates (CRPA R112-11-1)."""

    slug: str
    name: str
    address: list[str]
    phone: str | None
    email: str | None


class RequestOut(_Out):
    """The registration receipt. ``secret`` and ``follow_up`` open the request; nobody else has them."""

    reference: str
    secret: str
    follow_up: str
    state: RequestState
    sent_at: datetime
    service: ReceiptService


class PassageOut(_Out):
    """A passage of a document, in order."""

    id: str
    page: int | None
    heading_path: list[str]
    context: list[str]
    text: str
    start: int
    end: int


class DocumentOut(_Out):
    """A public document with its extracted text."""

    id: str
    commune: str
    source: str
    path: str
    title: str
    media_type: MediaType
    page_count: int | None
    session_date: date | None
    written_on: date | None
    written_evidence: WrittenEvidence | None
    read_at: datetime
    address: str | None = Field(description="Adresse du document sur le site de la commune, s’il en vient")
    passages: list[PassageOut]
    links: LinksOut


class ProblemOut(_Out):
    """A refusal (RFC 9457); ``phone`` is the mairie's."""

    type: str
    title: str
    status: int
    detail: str
    phone: str | None = None


IdempotencyKey = Annotated[str, Field(pattern=KEY_PATTERN)]
