"""Columns of newsletters: where their full lines end tells which lines go on below."""

import pytest

from ingest.cleaning import clean_pages
from ingest.margins import right_margins
from ingest.text import Box, LineKind, ReadPage, TextLine


def line(text: str, left: float, top: float, right: float, size: float = 10, kind: LineKind = LineKind.RAW) -> TextLine:
    return TextLine(text=text, kind=kind, box=Box(left=left, top=top, right=right, bottom=top + size), size=size)


def column(left: float, right: float, top: float = 100, count: int = 12) -> list[TextLine]:
    return [line(f"ligne {n} du lavoir", left, top + 12 * n, right) for n in range(count)]


HEADER = [line("Le Lavoir, bulletin de la commune de Valbrune", 50, 40, 540)]
FOOTER = [line("Mairie de Valbrune, 4 place des Tilleuls", 50, 400, 540)]


def cleaned(lines: list[TextLine]) -> list[tuple[LineKind, str]]:
    (page,) = clean_pages([ReadPage(number=1, lines=tuple(lines), width=595, height=842)])
    return [(found.kind, found.text) for found in page.lines]


def test_each_column_has_its_own_margin_and_full_lines_have_the_page_s() -> None:
    lines = [*HEADER, *column(50, 280), *column(310, 540), *FOOTER]
    margins = right_margins(lines)
    assert margins[1:13] == [pytest.approx(280)] * 12
    assert margins[13:25] == [pytest.approx(540)] * 12
    assert margins[0] == margins[-1] == pytest.approx(540)


def test_three_columns_have_three_margins() -> None:
    margins = right_margins([*column(50, 200), *column(220, 370), *column(390, 540)])
    assert [round(margins[n]) for n in (0, 12, 24)] == [200, 370, 540]


def test_a_table_in_a_column_is_no_measure_of_its_lines() -> None:
    table = TextLine(
        text="a | b", kind=LineKind.ROW, cells=("a", "b"), box=Box(left=50, top=250, right=290, bottom=270)
    )
    assert right_margins([*column(50, 280), table, *column(310, 540)])[0] == pytest.approx(280)


def test_a_page_without_columns_has_one_margin_and_lines_without_a_place_have_none() -> None:
    assert set(right_margins(column(50, 540))) == {540}
    assert right_margins([TextLine(text="sans place")]) == [0.0]


def test_a_full_line_of_the_left_column_goes_on_below() -> None:
    """Newsletters: « … avant le / 13 novembre » in a column half as wide as the page."""
    article = [
        line("Le repas des aînés a lieu à la salle. Le choix est à faire avant le", 50, 60, 278),
        line("13 novembre, à l'accueil.", 50, 72, 160),
        line("Le colis est porté à domicile.", 50, 96, 200),
    ]
    texts = [text for _, text in cleaned([*article, *column(50, 280, top=130), *column(310, 540, top=60)])]
    assert texts[:2] == [
        "Le repas des aînés a lieu à la salle. Le choix est à faire avant le 13 novembre, à l'accueil.",
        "Le colis est porté à domicile.",
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gymnase : qui joue quand ?", LineKind.HEADING),
        ("Axe 1 : préserver le patrimoine", LineKind.HEADING),
        ("Tél. : 01 99 00 12 34", LineKind.PARAGRAPH),
        ("Vote : à l'unanimité", LineKind.PARAGRAPH),
    ],
)
def test_a_label_and_its_words_in_large_letters_are_a_heading(text: str, kind: LineKind) -> None:
    lines = [line(text, 50, 40, 250, size=15), *column(50, 540)]
    assert cleaned(lines)[0] == (kind, text)


def test_names_set_to_the_right_are_not_cut_by_the_one_in_capitals() -> None:
    signed = [line("Denise AUBRY, Corinne LENOIR, Jean-Paul", 330, 300, 540), line("ROUVIER", 490, 312, 540)]
    assert cleaned([*column(50, 540), *signed])[-1] == (
        LineKind.PARAGRAPH,
        "Denise AUBRY, Corinne LENOIR, Jean-Paul ROUVIER",
    )
    apart = [line("Denise AUBRY, Corinne LENOIR", 330, 300, 540), line("TRAVAUX DE VOIRIE", 50, 312, 200)]
    assert cleaned([*column(50, 540), *apart])[-1] == (LineKind.HEADING, "TRAVAUX DE VOIRIE")


def _row(top: float, right: float, *cells: str) -> TextLine:
    return TextLine(
        text=" | ".join(cells),
        kind=LineKind.ROW,
        cells=cells,
        box=Box(left=50, top=top, right=right, bottom=top + 10),
        size=10,
    )


def test_a_line_whose_words_a_narrow_column_spreads_is_prose() -> None:
    """Newsletters: « constructions,      pavillons,      couverture, » set to both edges."""
    around = [line("L'entreprise de Valbrune était connue pour ses", 50, 300, 280), line("lavoirs.", 50, 324, 90)]
    spread = _row(312, 280, "constructions,", "pavillons,", "couvertures et")
    lines = [*column(50, 280), around[0], spread, around[1]]
    whole = "L'entreprise de Valbrune était connue pour ses constructions, pavillons, couvertures et lavoirs."
    assert cleaned(lines)[-1] == (LineKind.PARAGRAPH, whole)


@pytest.mark.parametrize(
    ("why", "rows"),
    [
        ("a table of two rows", [_row(312, 280, "Lundi", "9 h"), _row(324, 280, "Mardi", "10 h")]),
        ("not as wide as the text", [_row(312, 220, "Lundi", "9 h")]),
        ("a label and its amount", [_row(312, 280, "Fonctionnement :", "12 400 €")]),
        ("far below the text", [_row(340, 280, "Lundi", "9 h")]),
    ],
)
def test_a_row_under_prose_stays_a_row_when_it_is(why: str, rows: list[TextLine]) -> None:
    lines = [*column(50, 280), line("La mairie de Valbrune est ouverte comme suit", 50, 300, 280), *rows]
    assert [kind for kind, _ in cleaned(lines)][-len(rows) :] == [LineKind.ROW] * len(rows), why
