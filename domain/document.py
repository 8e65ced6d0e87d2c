"""A file of a source, what became of it, and the document that it holds."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.act import Act
from domain.ids import CommuneSlug, DocumentId, SourceName
from domain.written import WrittenEvidence


class FileState(StrEnum):
    """Where a file stands after a run. Every file is in exactly one state; the four add up to the input."""

    INDEXED = "indexed"
    DUPLICATE_OF = "duplicate_of"
    WAITING = "waiting"
    """Readable once an optional tool is there (OCR, LibreOffice)."""
    REJECTED = "rejected"


class FileReason(StrEnum):
    """Why a file is not indexed, or is indexed with a reserve. Its French sentence is in ``prompts/``."""

    NEEDS_OCR = "needs_ocr"
    SOME_PAGES_NEED_OCR = "some_pages_need_ocr"
    SOME_TEXT_NEEDS_OCR = "some_text_needs_ocr"
    NEEDS_LATER_FORMAT = "needs_later_format"
    NEEDS_LIBREOFFICE = "needs_libreoffice"
    EMPTY = "empty"
    NO_TEXT = "no_text"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MUCH_TEXT = "too_much_text"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    MISLABELLED = "mislabelled"
    UNSUPPORTED = "unsupported"
    UNREADABLE = "unreadable"
    SITE_TEMPLATE = "site_template"
    ABNORMAL = "abnormal"
    """Made in a way that no ordinary program makes: inflated beyond measure, nested too deep, with XML entities."""
    CONVERSION_FAILED = "conversion_failed"
    UNPACKED = "unpacked"
    """An archive: it is indexed through the files that it holds, and holds no document of its own."""
    UNSAFE_NAME = "unsafe_name"
    """A file whose name in its archive leads out of it, or that is no ordinary file."""
    NESTED_TOO_DEEP = "nested_too_deep"
    SITE_SHELL = "site_shell"
    """A page that a script fills in the browser, or that only has a template's sample text."""
    PAGE_NOT_FOUND = "page_not_found"
    PARKED_DOMAIN = "parked_domain"
    SPAM_PAGE = "spam_page"


WAITING_FOR_OCR = frozenset({FileReason.NEEDS_OCR, FileReason.SOME_PAGES_NEED_OCR, FileReason.SOME_TEXT_NEEDS_OCR})
"""Reasons of files that OCR would complete."""


class MediaType(StrEnum):
    """What the bytes are, whatever the file's name says."""

    PDF = "application/pdf"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    TEXT = "text/plain"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ODT = "application/vnd.oasis.opendocument.text"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    ODP = "application/vnd.oasis.opendocument.presentation"
    DOC = "application/msword"
    XLS = "application/vnd.ms-excel"
    PPT = "application/vnd.ms-powerpoint"
    RTF = "application/rtf"
    CSV = "text/csv"
    MAIL = "message/rfc822"
    CALENDAR = "text/calendar"
    JSON = "application/json"
    XML = "application/xml"


class Visibility(StrEnum):
    """Who may see a document. Only ``PUBLIC`` is ever searched for a resident."""

    PUBLIC = "public"
    INTERNE = "interne"
    A_RELIRE = "a_relire"
    RETIRE = "retire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A readable file of a commune.

    ``path`` is relative to the source's folder, with ``/`` separators, in NFC.
    ``page_count`` is None where there are no pages (all but PDF).
    ``session_date`` is the meeting's date when the content gives it; never taken from a file name.
    ``act`` is what the document is; None when it was read before acts were known.
    ``address`` is where the document is on the commune's site (http or https); None when it came from a folder.
    ``masked_count`` is how many times personal data is masked in it; ``judged_with`` stamps the rules that it was
    judged by (``ingest/masking/judging.py``), empty when it was read before there were any.
    ``written_on`` is when it was written or published, ``written_evidence`` what tells it: both None when nothing does.
    """

    id: DocumentId
    commune: CommuneSlug
    source: SourceName
    path: str
    digest: str
    media_type: MediaType
    title: str
    visibility: Visibility
    page_count: int | None
    session_date: date | None
    read_at: datetime
    act: Act | None = None
    address: str | None = None
    masked_count: int = 0
    judged_with: str = ""
    written_on: date | None = None
    written_evidence: WrittenEvidence | None = None

    @property
    def dated_on(self) -> date | None:
        """The day by which it is older or newer than another: its session's, else when it was written."""
        return self.session_date or self.written_on


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """What is known of one file of a source, by digest, whether or not it could be read.

    ``digest`` is the lower-case hexadecimal SHA-256 of the bytes, empty when they could not be read.
    ``duplicate_of`` is the path of the first file with the same digest in the same source.
    ``detail`` is for operators, in English.
    ``first_path`` is the path at which the file was first known, when it has moved since: ids are made of it.
    ``reader_version`` is that of the readers that read it (or refused it); a later one reads it again.
    ``stamp`` is what the disk said of the file when it was digested (size, times, inode), ``digested_at`` when that
    was: while the stamp stands, the bytes need not be read. Empty when it cannot be trusted.
    """

    source: SourceName
    path: str
    digest: str
    size_bytes: int
    state: FileState
    reason: FileReason | None = None
    detail: str = ""
    duplicate_of: str | None = None
    document_id: DocumentId | None = None
    seen_at: datetime
    first_path: str = ""
    reader_version: int = 0
    stamp: str = ""
    digested_at: datetime | None = None

    @property
    def named(self) -> str:
        """The path that ids and fingerprints are made of: where the file was first known."""
        return self.first_path or self.path
