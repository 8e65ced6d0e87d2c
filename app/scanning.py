"""Scans of a commune read by OCR, once its text documents answer: the programs, the cache, what still waits."""

from collections.abc import Iterable

from app.house import House
from domain.document import WAITING_FOR_OCR
from domain.ids import CommuneSlug
from ingest.ocr.programs import MissingPrograms, OcrPrograms, find_programs
from ingest.ocr.scan_reader import ScanReader
from ingest.run_report import RunReport

CACHE_FOLDER = "ocr"


def waits_for_ocr(reports: Iterable[RunReport]) -> int:
    """How many files OCR would complete, or read again as the present reader does."""
    return sum(
        report.ocr_outdated + sum(report.reasons.get(reason, 0) for reason in WAITING_FOR_OCR) for report in reports
    )


def open_scan_reader(house: House, slug: CommuneSlug, programs: OcrPrograms) -> ScanReader:
    """Reader of the commune's scans; its cache lies in the commune's folder and can be thrown away."""
    return ScanReader(programs, house.commune_dir(slug) / CACHE_FOLDER, workers=house.settings.ocr_workers)


def programs_for(house: House, reports: Iterable[RunReport]) -> OcrPrograms | None:
    """The programs, when something waits for them, they are there and the settings let them run."""
    if not waits_for_ocr(reports) or not house.settings.ocr_workers:
        return None
    found = find_programs()
    return found if isinstance(found, OcrPrograms) else None


def waiting_line(reports: Iterable[RunReport]) -> str:
    """For operators, what waits and what to install; empty when nothing waits, or nothing is missing."""
    count = waits_for_ocr(reports)
    programs = find_programs() if count else None
    if not isinstance(programs, MissingPrograms):
        return ""
    return f"{count} file(s) wait for OCR, {programs.told()}, then run this again"


def with_scans(first: RunReport, second: RunReport) -> RunReport:
    """One report of a run and of the reading of scans that followed it: states as they are now, work added up.

    A scan that came with this run counts as added, then as changed, as in the journal of the two runs.
    """
    return RunReport(
        commune=first.commune,
        source=first.source,
        files=second.files,
        states=second.states,
        reasons=second.reasons,
        read=first.read,
        unchanged=first.unchanged,
        added=first.added + second.added,
        changed=first.changed + second.changed,
        moved=first.moved + second.moved,
        removed=first.removed + second.removed,
        reread=first.reread + second.reread,
        pages=first.pages + second.pages,
        text_pages=first.text_pages + second.text_pages,
        ocr_pages=second.ocr_pages,
        ocr_outdated=second.ocr_outdated,
        passages=first.passages + second.passages,
        findings=first.findings + second.findings,
    )
