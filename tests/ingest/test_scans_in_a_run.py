"""A run that reads scans, with stand-ins for the programs: what waits, what is taken, what a later run finds."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from domain.document import FileReason, FileState
from ingest.folder import look_at
from ingest.ocr.scan_reader import ScanReader
from ingest.run_report import RunReport
from ingest.source_run import ingest_source
from ingest.sources.looking import trusted_bytes
from tests.ingest.conftest import PROFILE, SOURCE, Town
from tests.ingest.memory_store import FixedClock
from tests.ingest.ocr.stand_ins import calls, hocr_of, programs
from tests.ingest.pdf_files import drawn_pdf, image_pdf

WORDS = ("Le", "repas", "de", "la", "cantine", "coûte", "3,45", "€", "depuis", "la", "rentrée", "scolaire.")
SURE = hocr_of([[(text, 95) for text in WORDS]])
OTHER = SURE.replace("3,45", "3,15")
TEXT = drawn_pdf([["La salle des fêtes est louée 120 euros pour une journée aux habitants."]])


class Scans:
    """The town's source with one text document and one scan of two pages, and the stand-ins."""

    def __init__(self, town: Town, root: Path) -> None:
        self.town = town
        self.root = root
        town.write("texte.pdf", TEXT)
        town.write("scan.pdf", image_pdf(2))

    def ingest(self, *answers: str, fault: str = "", reread: bool = False) -> RunReport:
        found = programs(self.root / "bin", answers or (SURE,), fault)
        with ScanReader(found, self.root / "cache", workers=1) as scans:
            return ingest_source(
                self.town.folder,
                SOURCE,
                PROFILE,
                self.town.store,
                self.town.originals,
                FixedClock(),
                self.town.cage,
                reread=reread,
                scans=scans,
            )

    @property
    def calls(self) -> int:
        return calls(self.root / "bin")


@pytest.fixture
def scans(town: Town, tmp_path: Path) -> Scans:
    return Scans(town, tmp_path)


def test_a_scan_waits_without_the_programs_and_is_taken_once_they_are_there(scans: Scans) -> None:
    report = scans.town.ingest()
    assert report.states == {FileState.INDEXED: 1, FileState.WAITING: 1}
    assert report.reasons == {FileReason.NEEDS_OCR: 1}
    report = scans.ingest()
    assert report.states == {FileState.INDEXED: 2}
    assert (report.read, report.unchanged, report.ocr_pages) == (1, 1, 2)
    assert any("3,45 €" in text for text in scans.town.texts("scan.pdf"))
    assert scans.town.record("scan.pdf").reason is None


def test_a_scan_that_was_read_is_not_read_again(scans: Scans) -> None:
    scans.ingest()
    before = scans.calls
    report = scans.ingest()
    assert (report.read, report.unchanged) == (0, 2)
    assert scans.calls == before


def test_a_scan_known_by_its_stamp_alone_is_taken_too(scans: Scans) -> None:
    scan = scans.town.folder / "scan.pdf"
    os.utime(scan, (1e9, 1e9))
    scans.town.ingest()
    known = scans.town.record("scan.pdf")
    seen = look_at("scan.pdf", scan, scans.town.folder, 10**6, trusted_bytes(known, FixedClock().now()))
    assert seen.is_trusted
    scans.ingest()
    assert scans.town.record("scan.pdf").state is FileState.INDEXED


def test_a_run_without_the_programs_leaves_what_ocr_has_read_when_all_is_read_again(scans: Scans) -> None:
    scans.ingest()
    texts = scans.town.texts("scan.pdf")
    report = scans.town.ingest(reread=True)
    assert (report.reread, report.unchanged, report.ocr_outdated) == (1, 1, 1)
    assert scans.town.texts("scan.pdf") == texts


def test_what_ocr_read_for_an_older_reader_is_read_again_from_what_was_kept(scans: Scans) -> None:
    scans.ingest()
    before = scans.calls
    record, document = scans.town.record("scan.pdf"), scans.town.document("scan.pdf")
    passages = scans.town.store.passages_of(document.id)
    scans.town.store.save_file(replace(record, reader_version=0), document, passages[:1], [])
    assert scans.town.ingest().ocr_outdated == 1
    report = scans.ingest()
    assert (report.reread, report.unchanged, report.ocr_outdated) == (1, 1, 0)
    assert scans.town.store.passages_of(document.id) == passages
    assert scans.calls == before
    assert scans.town.ingest().ocr_outdated == 0


def test_with_scans_only_what_ocr_has_read_is_read_again_when_asked(scans: Scans) -> None:
    scans.ingest()
    report = scans.ingest(reread=True)
    assert (report.reread, report.unchanged, report.ocr_pages) == (1, 1, 2)


def test_passages_say_that_they_come_from_ocr_and_how_surely(scans: Scans) -> None:
    scans.ingest()
    passage = scans.town.store.passages_of(scans.town.document("scan.pdf").id)[0]
    assert passage.is_from_ocr
    assert passage.ocr_confidence == pytest.approx(0.95)
    text = scans.town.store.passages_of(scans.town.document("texte.pdf").id)[0]
    assert not text.is_from_ocr
    assert text.ocr_confidence is None


def test_an_amount_that_the_readings_disagree_on_is_doubtful_and_found(scans: Scans) -> None:
    scans.ingest(SURE, OTHER, SURE, SURE)
    first, second = scans.town.store.passages_of(scans.town.document("scan.pdf").id)
    assert [first.text[start:end] for start, end in first.doubtful] == ["3,45 €"]
    assert second.doubtful == ()
    rules = {(finding.rule, finding.page) for finding in scans.town.store.findings() if finding.path == "scan.pdf"}
    assert rules == {("PD-20", 1), ("PD-21", 1)}


def test_a_resident_read_by_ocr_is_masked_and_the_doubtful_amount_after_stays_marked(scans: Scans) -> None:
    words = ("La", "parcelle", "est", "vendue", "à", "Madame", "Jeanne", "Delorme", "pour", "3,45", "€", "de", "frais.")
    sure = hocr_of([[(text, 95) for text in words]])
    scans.ingest(sure, sure.replace("3,45", "3,15"), sure, sure)
    first, _ = scans.town.store.passages_of(scans.town.document("scan.pdf").id)
    assert "[nom] pour 3,45 €" in first.text
    assert "Delorme" not in first.text
    assert [first.text[start:end] for start, end in first.doubtful] == ["3,45 €"]


def test_a_scan_whose_reading_fails_is_tried_again_by_the_next_run(scans: Scans) -> None:
    report = scans.ingest(fault="garbage")
    assert report.reasons == {FileReason.NEEDS_OCR: 1}
    assert scans.town.record("texte.pdf").state is FileState.INDEXED
    report = scans.ingest()
    assert report.states == {FileState.INDEXED: 2}


def test_the_original_is_untouched(scans: Scans) -> None:
    before = (scans.town.folder / "scan.pdf").read_bytes()
    scans.ingest()
    kept = scans.town.originals.path(scans.town.record("scan.pdf").digest)
    assert kept is not None
    assert kept.read_bytes() == before == (scans.town.folder / "scan.pdf").read_bytes()
