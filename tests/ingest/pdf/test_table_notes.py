"""A note under a table goes with each row that bears its mark, and with no other."""

import io

from reportlab.lib import colors
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from ingest.inspection.inspecting import understand
from ingest.pdf.reading import read_pdf
from ingest.pdf.table_notes import with_notes
from ingest.text import Limits, LineKind, Reading, TextLine
from tests.ingest.pdf_files import BODY


def lines_of(*texts: str) -> list[TextLine]:
    return [
        TextLine(text=text, kind=LineKind.ROW, cells=tuple(text.split(" | ")), table=0, is_header="Prix" in text)
        if " | " in text
        else TextLine(text=text, kind=LineKind.HEADING if text.isupper() else LineKind.PARAGRAPH)
        for text in texts
    ]


def noted(*texts: str, leads: dict[int, tuple[int, ...]] | None = None) -> list[tuple[int, ...]]:
    given = leads or {}
    return with_notes(lines_of(*texts), [given.get(index, ()) for index in range(len(texts))])


def test_a_row_gets_the_note_that_it_calls() -> None:
    leads = noted("Public | Prix", "Adulte (1) | 4 €", "Enfant | 2 € (2)", "Bébé | 0 €", "(1) dès 12 ans", "(2) à midi")
    assert leads == [(), (4,), (5,), (), (), ()]


def test_a_note_called_by_a_header_or_a_group_goes_with_the_rows_under_it() -> None:
    rows = ("Public | Prix *", "Adulte | 4 €", "Enfant | 2 €", "* en 2031")
    assert noted(*rows, leads={1: (0,), 2: (0,)}) == [(3,), (0, 3), (0, 3), ()]


def test_a_source_may_stand_between_and_a_heading_ends_the_search() -> None:
    assert noted("A (1) | 4 €", "Source : régie", "(1) dès 12 ans")[0] == (2,)
    assert noted("A (1) | 4 €", "Une phrase.", "Une autre.", "(1) dès 12 ans")[0] == ()
    assert noted("A (1) | 4 €", "ARTICLE", "(1) dès 12 ans")[0] == ()


def test_a_mark_in_brackets_is_another_mark_and_a_long_text_is_no_note() -> None:
    assert noted("Piscine (*) | interdit", "* les potagers")[0] == ()
    assert noted("Piscine (*) | interdit", "(*) la première fois")[0] == (1,)
    assert noted("Piscine * | interdit", "* " + "un long paragraphe " * 20)[0] == ()


def test_a_number_in_brackets_without_a_note_is_no_mark() -> None:
    assert noted("Agents (2) | 4", "Le conseil approuve.") == [(), ()]


def noted_pdf() -> bytes:
    """Forty rows, so that the last ones are in a passage far from the first, and two notes with stars and numbers."""
    rows = [
        ["Rue", "Collecte *"],
        *[[f"rue numéro {n} du bourg{' (1)' if n == 3 else ''}", f"jeudi {n}"] for n in range(40)],
    ]
    table = Table(rows, rowHeights=15)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    out = io.BytesIO()
    notes = ("* sauf les jours fériés, où elle a lieu le lendemain", "(1) côté pair seulement")
    SimpleDocTemplate(out).build([table, *(Paragraph(text, BODY) for text in notes)])
    return out.getvalue()


def test_the_note_is_read_with_the_passage_of_the_row_wherever_it_is() -> None:
    outcome = read_pdf(noted_pdf(), Limits(), lambda _: None)
    assert isinstance(outcome, Reading)
    _, cut = understand(outcome, "collecte.pdf")
    star, number = "* sauf les jours fériés, où elle a lieu le lendemain", "- (1) côté pair seulement"
    first, *others = [c for c in cut.cuts if c.page == 1]
    assert others
    assert (star in first.context, number in first.context) == (True, True)
    assert star in "\n".join(c.text for c in others), "the star stays a star, where a note is called"
    assert all(star in (*c.context, *c.text.split("\n")) for c in others)
    assert not any(number in c.context for c in others)
