"""Runs over a commune's stored documents: what is read again, and what becomes of each finding."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.reporting.detectors import Comparison, Gathered
from clarity.reporting.rule_book import rule_book
from clarity.reporting.running import run_report
from domain.act import ActKind
from domain.document import Document, FileReason, FileRecord, FileState, Visibility
from domain.finding import Finding, FindingState, Severity
from domain.ids import DocumentId
from domain.passage import Passage
from domain.reported_finding import FindingDecision, FindingVerdict, ReportRun
from ingest.identity import document_id
from tests.clarity.documents import COMMUNE, SITE, document, passages
from tests.clarity.memory_report_store import MemoryReportStore
from tests.ingest.memory_store import MemoryDocumentStore

MONDAY, LATER = date(2031, 3, 3), date(2031, 6, 2)
NOON = datetime(2031, 3, 3, 12, tzinfo=UTC)


class CountingStore(MemoryDocumentStore):
    """Counts the documents whose passages are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[DocumentId] = []

    def passages_of(self, document_id: DocumentId) -> Sequence[Passage]:
        self.asked.append(document_id)
        return super().passages_of(document_id)


class Town:
    """A commune with its two stores; each file is named by its path."""

    def __init__(self) -> None:
        self.documents, self.report = CountingStore(), MemoryReportStore()

    def write(
        self, path: str, *texts: str, title: str = "Vie pratique", kind: ActKind = ActKind.PAGE, digest: str = "a"
    ) -> Document:
        own = replace(document(title=title, path=path, kind=kind, digest=digest), id=document_id(COMMUNE, SITE, path))
        record = FileRecord(
            source=SITE,
            path=path,
            digest=digest,
            size_bytes=9,
            state=FileState.INDEXED,
            document_id=own.id,
            seen_at=NOON,
        )
        self.documents.save_file(record, own, passages(own, *texts), ())
        return own

    def spoil(self, path: str) -> None:
        record = FileRecord(
            source=SITE,
            path=path,
            digest="spoilt",
            size_bytes=9,
            state=FileState.WAITING,
            reason=FileReason.NEEDS_OCR,
            seen_at=NOON,
        )
        finding = Finding(
            rule="PD-01", severity=Severity.BLOQUANT, source=SITE, path=path, document_id=None, fingerprint="x"
        )
        self.documents.save_file(record, None, (), [finding])

    def run(self, day: date = MONDAY, *, is_full: bool = False, comparisons: Sequence[Comparison] = ()) -> ReportRun:
        self.documents.asked.clear()
        rules = rule_book(day, comparisons=comparisons)
        return run_report(COMMUNE, self.documents, self.report, rules, day=day, at=NOON, is_full=is_full)

    def states(self) -> dict[str, str]:
        return {finding.rule: finding.state.value for finding in self.report.findings()}


@pytest.fixture
def town() -> Town:
    return Town()


def test_a_run_finds_what_is_outdated_and_writes_one_line(town: Town) -> None:
    town.write("emploi.html", "Inscrivez-vous à Pôle emploi.")
    town.write("piscine.html", "Le bassin ouvre à 9 h.")
    run = town.run()
    assert (run.files, run.read, run.checked, run.legible) == (2, 2, 2, 2)
    assert (run.states, run.severities) == ({FindingState.NEW: 1}, {Severity.MAJEUR: 1})
    assert town.states() == {"ST-03": "new"}


def test_what_did_not_change_is_not_read_again(town: Town) -> None:
    town.write("emploi.html", "Inscrivez-vous à Pôle emploi.")
    piscine = town.write("piscine.html", "Le bassin ouvre à 9 h.")
    town.run()
    assert town.run().checked == 0
    assert town.documents.asked == []
    town.write("piscine.html", "Le bassin ouvre à 10 h.", digest="b")
    assert town.run().checked == 1
    assert town.documents.asked == [piscine.id]
    assert town.states() == {"ST-03": "persistent"}
    assert town.run(is_full=True).checked == 2


def test_a_new_day_reads_only_the_documents_whose_dates_have_come(town: Town) -> None:
    fete = town.write("fete.html", "Inscriptions jusqu’au 12 mai 2031.")
    town.write("piscine.html", "Le bassin ouvre à 9 h.")
    town.run()
    assert town.run(date(2031, 5, 12)).checked == 0
    assert town.run(LATER).checked == 1
    assert town.documents.asked == [fete.id]
    assert town.states() == {"ST-01": "new"}


def test_a_corrected_text_resolves_a_spoilt_one_does_not_and_a_bad_one_reopens(town: Town) -> None:
    bad = "Inscrivez-vous à Pôle emploi."
    town.write("emploi.html", bad)
    town.run()
    town.spoil("emploi.html")
    run = town.run()
    assert town.states() == {"ST-03": "not_rechecked", "PD-01": "new"}
    assert (run.read, run.legible) == (0, 0)
    town.write("emploi.html", "Inscrivez-vous à France Travail.", digest="c")
    town.run()
    assert town.states() == {"ST-03": "resolved", "PD-01": "resolved"}
    town.write("emploi.html", bad)
    town.run()
    assert town.states() == {"ST-03": "reopened", "PD-01": "resolved"}


def test_a_file_that_is_gone_resolves_nothing_and_is_known_again_when_it_returns(town: Town) -> None:
    town.write("emploi.html", "Inscrivez-vous à Pôle emploi.")
    town.run()
    town.documents.remove_files(SITE, ["emploi.html"])
    assert town.run().files == 0
    assert town.states() == {"ST-03": "not_rechecked"}
    assert town.report.checks() == {}
    town.write("emploi.html", "Inscrivez-vous à Pôle emploi.")
    town.run()
    assert town.states() == {"ST-03": "persistent"}


def test_an_acceptance_outlives_full_runs_and_a_document_edited_around_it(town: Town) -> None:
    said = "Les agents de Pôle emploi reçoivent le lundi au 2 place du Mail, sans rendez-vous, sauf pour les familles"
    tangled = f"{said} ne résidant pas dans la commune, à l’exception de celles dont un parent y travaille."
    town.write("emploi.html", tangled)
    town.run()
    (name,) = (one for one in town.report.findings() if one.rule == "ST-03")
    assert town.report.decide(
        FindingDecision(
            finding=name.id,
            verdict=FindingVerdict.FALSE_POSITIVE,
            reason="nom de la salle",
            author="Claire Martin",
            on=MONDAY,
            review_on=date(2032, 1, 1),
        )
    )
    town.run(is_full=True)
    assert town.states()["ST-03"] == "false_positive"
    town.write("emploi.html", tangled.replace("le lundi", "le mardi"), digest="d")
    town.run(LATER)
    assert town.states()["ST-03"] == "false_positive"


def test_an_accepted_finding_stays_so_and_leaves_the_count_of_what_is_open(town: Town) -> None:
    town.write("emploi.html", "Inscrivez-vous à Pôle emploi.")
    town.run()
    (finding,) = town.report.findings()
    decision = FindingDecision(
        finding=finding.id,
        verdict=FindingVerdict.ACCEPTED,
        reason="nom du bâtiment",
        author="Claire Martin",
        on=MONDAY,
        review_on=LATER,
    )
    assert town.report.decide(decision)
    run = town.run()
    assert (town.states(), run.severities) == ({"ST-03": "accepted"}, {})
    town.run(LATER)
    assert town.states() == {"ST-03": "persistent"}


def test_copies_withdrawn_documents_and_templates_are_no_subject(town: Town) -> None:
    own = town.write("emploi.html", "Inscrivez-vous à Pôle emploi.")
    (record,) = town.documents.files()
    withdrawn = replace(own, visibility=Visibility.RETIRE)
    town.documents.save_file(record, withdrawn, passages(own, "Pôle emploi"), ())
    copy = replace(record, path="copie.html", state=FileState.DUPLICATE_OF, document_id=None)
    template = replace(record, path="gabarit.html", state=FileState.REJECTED, reason=FileReason.SITE_TEMPLATE)
    town.documents.save_file(copy, None, (), ())
    town.documents.save_file(replace(template, document_id=None), None, (), ())
    assert town.run().files == 0


def test_a_file_that_waits_for_a_program_is_not_checked_at_all(town: Town) -> None:
    record = FileRecord(
        source=SITE,
        path="note.doc",
        digest="d",
        size_bytes=9,
        state=FileState.WAITING,
        reason=FileReason.NEEDS_LIBREOFFICE,
        seen_at=NOON,
    )
    town.documents.save_file(record, None, (), ())
    assert (town.run().files, town.run().read) == (1, 0)
    assert [check.families for check in town.report.checks().values()] == [()]


def test_an_older_version_is_told_until_it_is_withdrawn_or_renamed(town: Town) -> None:
    town.write("a.html", "Repas : 4 €", title="Tarifs de la salle 2030", kind=ActKind.AUTRE, digest="1")
    town.write("b.html", "Repas : 5 €", title="Tarifs de la salle 2031", kind=ActKind.AUTRE, digest="2")
    town.run()
    assert town.states() == {"ST-06": "new"}
    town.run()
    assert town.states() == {"ST-06": "persistent"}
    town.write("b.html", "Repas : 5 €", title="Tarifs de la piscine 2031", kind=ActKind.AUTRE, digest="3")
    town.run()
    assert town.states() == {"ST-06": "resolved"}


def test_a_comparison_keeps_of_each_document_what_it_needs_and_reads_it_once(town: Town) -> None:
    kept: list[str] = []
    compared: list[dict[DocumentId, str]] = []

    def keep(text: ReadText) -> str:
        kept.append(text.title)
        return text.title if "bassin" in text.blocks[0].text else ""

    def compare(gathered: Gathered) -> list[Observation]:
        compared.append(dict(gathered.kept))
        return []

    hours = Comparison(name="hours", rules=("CT-02",), version=1, keep=keep, compare=compare)
    own = town.write("piscine.html", "Le bassin ouvre à 9 h.", title="Piscine")
    town.write("emploi.html", "Le lundi.", title="Emploi")
    town.run(comparisons=[hours])
    town.run(comparisons=[hours])
    assert sorted(kept) == ["Emploi", "Piscine"]
    assert compared == [{own.id: "Piscine"}]
