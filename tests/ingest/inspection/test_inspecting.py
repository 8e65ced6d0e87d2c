"""What an inspection says is what a run over a source would keep, with its place on each page."""

import pytest

from domain.act import ActKind, Outcome
from domain.document import FileReason, FileState, MediaType, Visibility
from domain.ids import SourceName
from ingest.inspection.inspecting import FileFacts, inspect_outcome, understand
from ingest.inspection.legibility import Legibility
from ingest.inspection.model import Inspection
from ingest.llamaindex_steps import PassageSteps
from ingest.markup.markdown_page import read_markdown
from ingest.markup.plain_text import read_plain_text
from ingest.pdf.reading import read_pdf
from ingest.text import Limits, LineKind, Reading, ReadPage, Refusal, Signal, TextLine
from ingest.text import Outcome as Read
from tests.ingest.pdf_files import (
    BODY,
    HEADING,
    drawn_pdf,
    flowing_pdf,
    image_pdf,
    placed_pdf,
    styled_table_pdf,
    tagged,
    two_column_pdf,
)

FACTS = FileFacts(
    source=SourceName("actes"), path="tarifs.pdf", digest="0" * 64, size_bytes=9, visibility=Visibility.PUBLIC
)
LEFT = [f"les habitants du bourg sont invités à la réunion numéro {n} de" for n in range(8)]
RIGHT = [f"les associations tiendront leur stand pendant la journée {n} et" for n in range(8)]
MINUTES = (
    "Procès-verbal du conseil municipal du 13 juin 2031\n\nD2031-12 - Objet : Vente du presbytère\n\n"
    "Le conseil municipal, après en avoir délibéré, à l’unanimité, VEND la maison.\n"
)


def pdf(content: bytes) -> Reading:
    outcome = read_pdf(content, Limits(), lambda _: None)
    assert isinstance(outcome, Reading)
    return outcome


def inspected(outcome: Read) -> Inspection:
    return inspect_outcome(outcome, FACTS)


@pytest.mark.parametrize(
    "reading",
    [
        pdf(flowing_pdf([("Règlement du marché", HEADING), ("Le marché se tient le samedi. " * 60, BODY)])),
        pdf(styled_table_pdf([["Public", "Prix"], ["Adulte", "4,10 €"], ["Enfant", "2,05 €"]], before="Tarifs")),
        read_markdown("# Cantine\n\n## Tarifs\n\nPièces à fournir :\n\n- livret\n- justificatif\n".encode()),
        read_plain_text(MINUTES.encode()),
    ],
    ids=["prose", "table", "list", "minutes"],
)
def test_an_inspection_gives_what_a_run_over_a_source_keeps(reading: Reading) -> None:
    pages, cut = understand(reading, "actes/tarifs.pdf")
    assert cut == PassageSteps()(reading, "actes/tarifs.pdf")
    assert cut.cuts
    seen = inspected(reading)
    assert [passage.cut for passage in seen.passages] == list(cut.cuts)
    assert [page.text for page in seen.pages] == [page.text for page in pages]
    assert (seen.state, seen.reason, seen.visibility) == (FileState.INDEXED, None, Visibility.PUBLIC)


def test_the_act_its_decisions_and_their_votes_are_told() -> None:
    seen = inspected(read_plain_text(MINUTES.encode()))
    assert seen.act
    assert seen.act.kind is ActKind.PROCES_VERBAL
    (decision,) = seen.decisions
    assert (decision.found.number, decision.found.title, decision.matter) == ("D2031-12", "Vente du presbytère", "3.2")
    assert decision.found.vote
    assert decision.found.vote.outcome is Outcome.UNANIMITE


def test_headings_stand_under_the_wider_one_above_them() -> None:
    seen = inspected(read_markdown(b"# Cantine\n\n## Tarifs\n\n### Adultes\n\nA.\n\n## Horaires\n\nB.\n"))
    (top,) = seen.outline
    assert (top.text, [child.text for child in top.children]) == ("Cantine", ["Tarifs", "Horaires"])
    assert [child.text for child in top.children[0].children] == ["Adultes"]


def test_a_table_keeps_its_title_its_header_rows_and_the_groups_of_its_rows() -> None:
    rows = [
        ["Formule", "Prix"],
        ["ENFANTS", ""],
        ["Repas", "2,05 €"],
        ["Goûter", "0,80 €"],
        ["ADULTES", ""],
        ["Repas", "4,10 €"],
    ]
    spans = [("SPAN", (0, 1), (1, 1)), ("SPAN", (0, 4), (1, 4))]
    seen = inspected(pdf(styled_table_pdf(rows, spans, before="Barème de l’année 2031 :")))
    (table,) = seen.tables
    assert table.lead == ("Barème de l’année 2031 :",)
    assert table.headers == (("Formule", "Prix"),)
    assert [(row.cells, row.groups) for row in table.rows] == [
        (("Repas", "2,05 €"), ("ENFANTS",)),
        (("Goûter", "0,80 €"), ("ENFANTS",)),
        (("Repas", "4,10 €"), ("ADULTES",)),
    ]
    assert seen.pages[0].text[table.rows[2].start : table.rows[2].end] == "Repas | 4,10 €"
    assert table.box
    assert table.box.right > table.box.left > 0


def test_a_table_that_goes_on_keeps_what_governed_it_on_the_page_before() -> None:
    rows = [["Rue", "Jour"], *[[f"rue numéro {n}", f"jeudi {n}"] for n in range(60)]]
    seen = inspected(pdf(styled_table_pdf(rows, before="Collecte des bacs :")))
    assert [table.page for table in seen.tables] == [1, 2]
    assert seen.tables[1].lead == ("Collecte des bacs :", "Rue | Jour")


def test_a_header_written_again_lower_down_opens_another_table() -> None:
    rows = ["Salle | Prix", "A | 10 €", "Matériel | Prix", "Table | 2 €"]
    page = ReadPage(
        number=1,
        lines=tuple(
            TextLine(text=r, kind=LineKind.ROW, cells=tuple(r.split(" | ")), is_header="Prix" in r) for r in rows
        ),
    )
    seen = inspected(Reading(media_type=MediaType.HTML, pages=(page,)))
    assert [(t.headers[0][0], t.rows[0].cells[0]) for t in seen.tables] == [("Salle", "A"), ("Matériel", "Table")]


def test_a_passage_is_boxed_around_all_its_lines_and_column_by_column() -> None:
    prose = inspected(pdf(flowing_pdf([("Le marché se tient le samedi sur la place. " * 8, BODY)])))
    (box,) = prose.passages[0].boxes
    assert box.bottom - box.top > 3 * 13.5, "a paragraph of four lines"
    columns = inspected(pdf(two_column_pdf(LEFT, RIGHT)))
    boxes = [box for passage in columns.passages for box in passage.boxes]
    assert {(round(box.left), box.right < 415) for box in boxes} == {(50, True), (310, False)}


def test_pages_are_measured_one_by_one() -> None:
    columns = inspected(pdf(two_column_pdf(LEFT, RIGHT))).pages[0].legibility
    assert (columns.columns, columns.waits_for_ocr, columns.is_disordered) == (2, False, False)
    mixed = inspected(pdf(tagged(image_pdf(2, text_pages=[1]))))
    assert [page.legibility.waits_for_ocr for page in mixed.pages] == [False, True]
    assert (mixed.legibility, mixed.reason) == (Legibility.MIXED, FileReason.SOME_PAGES_NEED_OCR)
    assert [(f.rule, f.page) for f in mixed.findings] == [("PD-01", 2)]
    assert mixed.pages[0].legibility.words == 11
    slanted = [(60.0, 100.0 + 20 * (n + (1 if n % 2 == 0 else -1)), f"ligne {n} du dépliant") for n in range(12)]
    lost = inspected(pdf(placed_pdf(slanted)))
    assert (lost.pages[0].legibility.is_disordered, lost.legibility) == (True, Legibility.DISORDERED)


def test_a_stamp_on_a_scan_is_not_its_text() -> None:
    stamp = TextLine(text="Envoyé en préfecture le 12/03/2031")
    page = ReadPage(number=1, lines=(stamp,), has_images=True)
    seen = inspected(Reading(media_type=MediaType.PDF, pages=(page,), page_count=1))
    assert (seen.state, seen.reason, seen.legibility) == (
        FileState.WAITING,
        FileReason.NEEDS_OCR,
        Legibility.SCAN,
    )
    assert seen.pages[0].legibility.waits_for_ocr
    assert (seen.visibility, seen.passages) == (Visibility.PUBLIC, ())


def test_unreadable_characters_are_a_share_of_the_page() -> None:
    line = TextLine(text="a" + "\ue042" * 30 + "b" * 30)
    signal = Signal(rule="PD-04", first_page=1, last_page=1)
    page = ReadPage(number=1, lines=(line,))
    seen = inspected(Reading(media_type=MediaType.PDF, pages=(page,), page_count=1, signals=(signal,)))
    assert seen.pages[0].legibility.unreadable_share == pytest.approx(30 / 61, abs=1e-4)
    assert seen.legibility is Legibility.BROKEN


def test_a_refused_file_has_its_reason_its_finding_and_no_visibility() -> None:
    seen = inspected(Refusal(reason=FileReason.ENCRYPTED, detail="a password is needed"))
    assert (seen.state, seen.reason, seen.legibility) == (
        FileState.REJECTED,
        FileReason.ENCRYPTED,
        Legibility.REFUSED,
    )
    assert (seen.visibility, seen.pages, seen.passages) == (None, (), ())
    assert [finding.rule for finding in seen.findings] == ["PD-10"]


def test_a_document_too_long_to_be_read_is_found_so() -> None:
    pages = [[f"Compte rendu {'abcdefghij'[n % 10] * (3 + n // 10)}."] for n in range(61)]
    seen = inspected(pdf(tagged(drawn_pdf(pages))))
    assert [finding.rule for finding in seen.findings] == ["PD-12"]
