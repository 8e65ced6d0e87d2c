"""How a run over a source is told, to people and in JSON."""

from api.back_door import Json
from domain.document import FileState
from ingest.run_report import RunReport


def report_line(report: RunReport) -> str:
    """One line: the four states add up to the files seen."""
    states = " + ".join(f"{report.states.get(state, 0)} {state.value}" for state in FileState)
    reasons = ", ".join(f"{count} {reason.value}" for reason, count in sorted(report.reasons.items()))
    told = f"{report.commune}/{report.source}: {report.files} files = {states}"
    told += f"; {report.read} read now, {report.unchanged} unchanged, {report.removed} removed"
    if report.ocr_pages:
        told += f", {report.ocr_pages} pages by OCR"
    return told + (f" ({reasons})" if reasons else "")


def report_json(report: RunReport) -> Json:
    """The same, with pages and passages (schema: docs/schemas/ingest.schema.json)."""
    return {
        "source": str(report.source),
        "files": report.files,
        "states": {state.value: report.states.get(state, 0) for state in FileState},
        "reasons": {reason.value: count for reason, count in sorted(report.reasons.items())},
        "read": report.read,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "pages": report.pages,
        "text_pages": report.text_pages,
        "ocr_pages": report.ocr_pages,
        "passages": report.passages,
        "findings": report.findings,
    }
