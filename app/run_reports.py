"""How a run over a source is told, to people and in JSON."""

from api.back_door import Json
from domain.document import FileState
from ingest.run_report import RunReport
from ingest.sites.crawl_report import CrawlReport, Fate


def report_line(report: RunReport) -> str:
    """One line: the four states add up to the files seen."""
    states = " + ".join(f"{report.states.get(state, 0)} {state.value}" for state in FileState)
    reasons = ", ".join(f"{count} {reason.value}" for reason, count in sorted(report.reasons.items()))
    told = f"{report.commune}/{report.source}: {report.files} files = {states}"
    told += f"; {report.read} read now, {report.unchanged} unchanged, {report.removed} removed"
    told += f", {report.moved} moved" if report.moved else ""
    told += f", {report.reread} read again" if report.reread else ""
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
        "added": report.added,
        "changed": report.changed,
        "moved": report.moved,
        "removed": report.removed,
        "reread": report.reread,
        "pages": report.pages,
        "text_pages": report.text_pages,
        "ocr_pages": report.ocr_pages,
        "passages": report.passages,
        "findings": report.findings,
    }


def crawl_lines(report: CrawlReport) -> list[str]:
    """What a visit gave; a line more when it was not complete, one for each address that failed."""
    fates = " + ".join(f"{count} {fate.value}" for fate, count in sorted(report.fates.items()))
    told = f"{report.source}: {sum(report.fates.values())} addresses = {fates}; the copy has {report.pages} pages"
    told += f", {report.removed} removed" + (" (resumed)" if report.is_resumed else "")
    cut = ", ".join(f"{count} {why}" for why, count in sorted(report.cut.items()))
    lines = [told + (f"; not asked for: {cut}" if cut else "")]
    if report.why_incomplete:
        lines.append(f"{report.source}: not complete, nothing was removed: {report.why_incomplete}")
    return lines + [f"  {address}: {why}" for address, why in report.problems]


def crawl_json(report: CrawlReport) -> Json:
    """The same (schema: docs/schemas/crawl.schema.json)."""
    return {
        "source": str(report.source),
        "fates": {fate.value: report.fates.get(fate, 0) for fate in Fate},
        "cut": dict(sorted(report.cut.items())),
        "pages": report.pages,
        "removed": report.removed,
        "is_resumed": report.is_resumed,
        "why_incomplete": report.why_incomplete,
        "problems": [{"address": address, "why": why} for address, why in report.problems],
    }
