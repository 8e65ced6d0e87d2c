"""A commune whose report has something of everything: old names, versions, a scan, an accepted finding."""

from dataclasses import replace
from datetime import UTC, date, datetime

from clarity.reporting.report import Report, build_report
from clarity.reporting.rule_book import rule_book
from clarity.reporting.running import run_report
from domain.act import ActKind
from domain.document import Document, FileReason, FileRecord, FileState
from domain.finding import Finding, Severity
from domain.ids import CommuneSlug
from domain.profile import CommuneProfile, Service
from domain.reported_finding import FindingDecision, FindingVerdict
from ingest.identity import document_id
from tests.clarity.documents import COMMUNE, MONDAY, SITE, document, passages
from tests.clarity.memory_report_store import MemoryReportStore
from tests.ingest.memory_store import MemoryDocumentStore

NOON = datetime(2031, 3, 3, 12, tzinfo=UTC)
REVIEW = date(2031, 9, 1)
PROFILE = CommuneProfile(
    slug=CommuneSlug(COMMUNE),
    name="Montreval-sur-Cisse",
    services=(
        Service(slug="accueil", name="Accueil de la mairie"),
        Service(slug="scolaire", name="Service scolaire", aliases=("cantine", "périscolaire")),
    ),
)


def stored() -> tuple[MemoryDocumentStore, MemoryReportStore]:
    """The two stores after a first run and a decision."""
    documents, report = MemoryDocumentStore(), MemoryReportStore()
    _write(documents, "emploi.html", "=Pôle emploi reçoit.", title="Chercher un emploi")
    _write(documents, "aides.html", "Le RSI verse une aide ; le RMI aussi.", title="Les aides")
    _write(documents, "t29.html", "Repas : 4 €", title="Tarifs périscolaires 2029-2030", kind=ActKind.AUTRE)
    _write(documents, "t30.html", "Repas : 5 €", title="Tarifs périscolaires 2030-2031", kind=ActKind.AUTRE)
    _write(documents, "piscine.html", "Le bassin ouvre à 9 h.", title="Piscine")
    _scan(documents, "plan de collecte.pdf")
    run_report(PROFILE.slug, documents, report, rule_book(MONDAY), day=MONDAY, at=NOON)
    accepted = next(finding for finding in report.findings() if finding.quote == "RMI")
    report.decide(
        FindingDecision(
            finding=accepted.id,
            verdict=FindingVerdict.ACCEPTED,
            reason="cité pour mémoire",
            author="Claire Martin",
            on=MONDAY,
            review_on=REVIEW,
        )
    )
    return documents, report


def built() -> Report:
    """The report of that commune."""
    documents, report = stored()
    return build_report(PROFILE, documents, report, day=MONDAY)


def _write(store: MemoryDocumentStore, path: str, text: str, *, title: str, kind: ActKind = ActKind.PAGE) -> Document:
    own = replace(document(title=title, path=path, kind=kind), id=document_id(COMMUNE, SITE, path))
    record = FileRecord(
        source=SITE, path=path, digest=path, size_bytes=9, state=FileState.INDEXED, document_id=own.id, seen_at=NOON
    )
    store.save_file(record, own, passages(own, text), ())
    return own


def _scan(store: MemoryDocumentStore, path: str) -> None:
    record = FileRecord(
        source=SITE,
        path=path,
        digest=path,
        size_bytes=9,
        state=FileState.WAITING,
        reason=FileReason.NEEDS_OCR,
        seen_at=NOON,
    )
    finding = Finding(
        rule="PD-01", severity=Severity.BLOQUANT, source=SITE, path=path, document_id=None, fingerprint="x"
    )
    store.save_file(record, None, (), [finding])
