"""The files that the report is about, each with all that is known of it before anything is read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from clarity.reporting.detectors import RuleBook
from domain.document import Document, FileReason, FileRecord, FileState, Visibility
from domain.finding import Finding
from domain.ids import CommuneSlug, DocumentId, SourceName
from domain.ports import DocumentStore
from ingest.identity import document_id

# A template or an archive is no document that someone wrote; spam and lost pages are the site's, and told elsewhere.
_NO_DOCUMENT = frozenset(
    {
        FileReason.UNPACKED,
        FileReason.SITE_TEMPLATE,
        FileReason.PAGE_NOT_FOUND,
        FileReason.PARKED_DOMAIN,
        FileReason.SPAM_PAGE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A file. ``id`` is its document's, or the one it would have: it outlives renaming and unreadable versions."""

    id: DocumentId
    record: FileRecord
    document: Document | None
    signals: tuple[Finding, ...]

    @property
    def title(self) -> str:
        """The document's, else the file's name."""
        return self.document.title if self.document else self.record.path.rpartition("/")[2]

    def key(self, rules: RuleBook) -> str:
        """Digest of all that a check depends on but the day."""
        record, document = self.record, self.document
        parts = [record.digest, record.state.value, record.reason or "", str(record.reader_version)]
        if document:
            act = document.act
            parts += [document.title, document.path, document.digest, document.visibility.value]
            parts += [str(document.session_date), str(act)]
        parts += [f"{signal.fingerprint}:{signal.severity}:{signal.measures}" for signal in self.signals]
        parts += [f"{rule}:{version}" for rule, version in sorted(rules.versions().items())]
        return sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def subjects_of(commune: CommuneSlug, store: DocumentStore) -> list[Subject]:
    """Every file but copies of another and documents withdrawn, by source and path."""
    documents = {document.id: document for document in store.documents()}
    signals: dict[tuple[SourceName, str], list[Finding]] = defaultdict(list)
    for finding in store.findings():
        signals[finding.source, finding.path].append(finding)
    return [
        Subject(
            id=document_id(commune, record.source, record.named),
            record=record,
            document=document,
            signals=_in_order(signals[record.source, record.path]),
        )
        for record in store.files()
        if _is_one(record)
        for document in [documents.get(record.document_id) if record.document_id else None]
        if document is None or document.visibility is not Visibility.RETIRE
    ]


def _in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.rule, finding.page or 0, finding.fingerprint)))


def _is_one(record: FileRecord) -> bool:
    return record.state is not FileState.DUPLICATE_OF and record.reason not in _NO_DOCUMENT
