"""The report's first form: what became of each file, why some do not answer, and what to look at."""

from collections import Counter

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.console_session import console_page, signed_in
from domain.clock import local_time
from domain.document import FileState, Visibility
from domain.finding import Severity

router = APIRouter(include_in_schema=False)
_WORST_FIRST = (Severity.BLOQUANT, Severity.MAJEUR, Severity.MINEUR, Severity.INFO)


@router.get("/console/documents")
def documents_report(request: Request) -> Response:
    """File states (they add up), files with a reason, findings, the worst first."""
    signed = signed_in(request)
    store, timezone = signed.services.documents, signed.services.profile.timezone
    files = store.files()
    counts = Counter(record.state for record in files)
    documents = store.documents()
    titles = {document.id: document.title for document in documents}
    findings = sorted(store.findings(), key=lambda f: (_WORST_FIRST.index(f.severity), f.rule, f.path))
    read_at = store.last_read_at()
    values: dict[str, object] = {
        "total": len(files),
        "counts": [(state, counts.get(state, 0)) for state in FileState],
        "held_back": [r for r in files if r.state in (FileState.REJECTED, FileState.WAITING)],
        "reserved": [r for r in files if r.state is FileState.INDEXED and r.reason is not None],
        "duplicates": [r for r in files if r.state is FileState.DUPLICATE_OF],
        "documents": sorted(documents, key=lambda d: (d.title.casefold(), d.path)),
        "hidden": [d for d in documents if d.visibility is not Visibility.PUBLIC],
        "findings": findings,
        "titles": titles,
        "read_at": local_time(read_at, timezone) if read_at else None,
        "current": "documents",
    }
    return console_page(request, signed, "console_documents.html", values)
