"""Tables from the page to the passage: each row with its title, its headers and the names of its group."""

from collections.abc import Sequence

import pytest

from ingest.cleaning import clean_pages
from ingest.passages import cut_passages
from ingest.pdf.reading import read_pdf
from ingest.structure import StructuredPage, structure_pages
from ingest.text import Limits, LineKind, Reading, ReadPage
from tests.ingest.pdf_files import styled_table_pdf, table_pdf, tables_side_by_side_pdf


def read(data: bytes) -> list[StructuredPage]:
    reading = read_pdf(data, Limits(), lambda _: None)
    assert isinstance(reading, Reading)
    return structure_pages(clean_pages(reading.pages))


def rows(page: StructuredPage) -> list[tuple[tuple[str, ...], list[str]]]:
    """Cells of the page's rows, headers left out, and the lines that govern each."""
    return [
        (placed.line.cells, [page.lines[i].line.text for i in placed.lead])
        for placed in page.lines
        if placed.line.kind is LineKind.ROW and not placed.line.is_header
    ]


def test_a_row_carries_both_levels_of_its_headers_in_its_own_columns() -> None:
    """Grants to associations: years over « perçue », « demandée »."""
    table = [
        ["Association", "2025", "2026", "", "Vote"],
        ["", "Perçue", "Demandée", "Proposée", ""],
        ["Les Amis du Lavoir", "300 €", "700 €", "350 €", "Unanimité"],
        ["Judo", "", "600 €", "500 €", "1 contre"],
    ]
    spans = [("SPAN", (2, 0), (3, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (4, 0), (4, 1))]
    (page,) = read(styled_table_pdf(table, spans))
    headers = ["Association | 2025 | 2026 | 2026 | Vote", "Association | Perçue | Demandée | Proposée | Vote"]
    assert rows(page) == [
        (("Les Amis du Lavoir", "300 €", "700 €", "350 €", "Unanimité"), headers),
        (("Judo", "", "600 €", "500 €", "1 contre"), headers),
    ]


def test_headers_set_on_two_lines_beside_a_merged_one_stay_whole_cells() -> None:
    """Holiday camps: pdfium takes the second line of « Hors canton » for a part of the line beside it."""
    table = [
        ["Séjour", "Âge", "Habitants du canton", "", "Hors\ncanton"],
        ["", "", "Quotient de\nmoins de 650 €", "Quotient de\n650 € et plus", ""],
        ["Camp vélo", "6 à 8 ans", "90 €", "120 €", "175 €"],
        ["", "9 à 11 ans", "95 €", "125 €", "180 €"],
        ["Camp voile", "12 à 14 ans", "110 €", "140 €", "210 €"],
    ]
    spans = [
        *(("SPAN", (column, 0), (column, 1)) for column in (0, 1, 4)),
        ("SPAN", (2, 0), (3, 0)),
        ("SPAN", (0, 2), (0, 3)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    (page,) = read(styled_table_pdf(table, spans))
    headers = [
        "Séjour | Âge | Habitants du canton | Habitants du canton | Hors canton",
        "Séjour | Âge | Quotient de moins de 650 € | Quotient de 650 € et plus | Hors canton",
    ]
    assert rows(page) == [
        (("Camp vélo", "6 à 8 ans", "90 €", "120 €", "175 €"), headers),
        (("Camp vélo", "9 à 11 ans", "95 €", "125 €", "180 €"), headers),
        (("Camp voile", "12 à 14 ans", "110 €", "140 €", "210 €"), headers),
    ]


def test_names_of_groups_govern_their_rows_and_stand_under_one_another() -> None:
    """Tariffs of a hall: the same words under several names."""
    table = [
        ["", "Tarif 2026"],
        ["SALLE DES FÊTES", ""],
        ["Journée en semaine", ""],
        ["Habitants", "100 €"],
        ["Week-end", ""],
        ["Habitants", "250 €"],
        ["CIMETIÈRE", ""],
        ["Trentenaire", "200 €"],
        ["CIRQUES (par jour)", "120 €"],
    ]
    spans = [("SPAN", (0, n), (1, n)) for n in (1, 2, 4, 6)]
    (page,) = read(styled_table_pdf(table, spans))
    header = " | Tarif 2026"
    assert rows(page) == [
        (("Habitants", "100 €"), [header, "SALLE DES FÊTES", "Journée en semaine"]),
        (("Habitants", "250 €"), [header, "SALLE DES FÊTES", "Week-end"]),
        (("Trentenaire", "200 €"), [header, "CIMETIÈRE"]),
        (("CIRQUES (par jour)", "120 €"), [header]),
    ]


def test_a_label_merged_over_rows_is_on_each() -> None:
    """Offers of banks."""
    table = [["Banque", "Durée", "Taux"], ["Banque du Val", "15 ans", "4,65 %"], ["", "18 ans", "4,71 %"]]
    (page,) = read(styled_table_pdf(table, [("SPAN", (0, 1), (0, 2))]))
    assert [cells for cells, _ in rows(page)] == [
        ("Banque du Val", "15 ans", "4,65 %"),
        ("Banque du Val", "18 ans", "4,71 %"),
    ]


def test_a_value_merged_over_columns_is_in_each_and_a_total_s_label_once() -> None:
    table = [
        ["Public", "Tranche", "Matin", "Soir"],
        ["Habitants", "A", "Gratuit", ""],
        ["Autres", "B", "1,20 €", "1,40 €"],
        ["TOTAL", "", "12,50 €", "13,70 €"],
    ]
    (page,) = read(styled_table_pdf(table, [("SPAN", (2, 1), (3, 1)), ("SPAN", (0, 3), (1, 3))]))
    cells = [cells for cells, _ in rows(page)]
    assert cells[0] == ("Habitants", "A", "Gratuit", "Gratuit")
    assert cells[2] == ("TOTAL", "", "12,50 €", "13,70 €")


def test_the_title_above_a_table_and_inside_it_govern_its_rows() -> None:
    """Two scales of one tariff, told apart by the line above each."""
    table = [["Commune et communes voisines", ""], ["Quotient", "Par semaine"], ["Moins de 333", "8,20 €"]]
    data = styled_table_pdf(table, [("SPAN", (0, 0), (1, 0))], before="Barème à partir du 1er septembre 2026 :")
    (page,) = read(data)
    titles = ["Barème à partir du 1er septembre 2026 :", "Commune et communes voisines", "Quotient | Par semaine"]
    assert rows(page) == [(("Moins de 333", "8,20 €"), titles)]


def test_tables_side_by_side_keep_each_its_title() -> None:
    """Results of a budget: the same labels twice."""
    left = ("Fonctionnement", [["Recettes", "1 500,20"], ["Dépenses", "900,10"]])
    right = ("Investissement", [["Recettes", "700,00"], ["Dépenses", "200,00"]])
    (page,) = read(tables_side_by_side_pdf([left, right]))
    assert rows(page) == [
        (("Recettes", "1 500,20"), ["Fonctionnement"]),
        (("Dépenses", "900,10"), ["Fonctionnement"]),
        (("Recettes", "700,00"), ["Investissement"]),
        (("Dépenses", "200,00"), ["Investissement"]),
    ]


def test_cells_set_on_several_lines_are_one_row() -> None:
    table = [["Objet", "Montant\nannuel", "Vote"], ["Entretien du\nlavoir", "120 €", "Pour :\n4 voix"]]
    (page,) = read(styled_table_pdf(table))
    assert rows(page) == [
        (("Entretien du lavoir", "120 €", "Pour : 4 voix"), ["Objet | Montant annuel | Vote"]),
    ]


@pytest.mark.parametrize(
    ("why", "header"),
    [
        ("dates are no figures", ["Tarifs", "Au 01/01/2025", "Au 01/01/2026"]),
        ("nor are numbers that count people", ["Revenu mensuel", "1 enfant à charge", "2 enfants à charge"]),
        ("nor years in words", ["", "Exercice 2024", "Exercice 2025"]),
    ],
)
def test_headers_with_digits_are_headers(why: str, header: Sequence[str]) -> None:
    body = [["Abonnement", "23,90 €", "24,40 €"], ["Au mètre cube", "1,10 €", "1,20 €"]]
    (page,) = read(table_pdf([header, *body], ruled=True))
    assert [leads for _, leads in rows(page)] == [[" | ".join(header)]] * 2, why


def test_an_empty_corner_tells_the_header_of_a_table_of_words() -> None:
    """Indicators of a service: « oui », « non »."""
    table = [["", "2024", "2025"], ["Zonage arrêté", "oui", "oui"], ["Vidange proposée", "non", "oui"]]
    (page,) = read(table_pdf(table, ruled=True))
    assert rows(page)[1] == (("Vidange proposée", "non", "oui"), [" | 2024 | 2025"])


def test_a_text_in_a_frame_is_no_table() -> None:
    frame = [["Le marché se tient le samedi matin sur la place.", ""], ["Il est ouvert à tous.", ""]]
    (page,) = read(styled_table_pdf(frame, [("SPAN", (0, 0), (1, 0)), ("SPAN", (0, 1), (1, 1))]))
    assert rows(page) == []


def long_table(count: int, *first: list[str], repeat: int = 0) -> bytes:
    body = [[f"Rue du Lavoir, numéro {n}", f"{n},50 €", f"{n},90 €"] for n in range(1, count + 1)]
    return styled_table_pdf([*first, *body], [("SPAN", (0, 1), (2, 1))] if len(first) > 1 else [], repeat=repeat)


def test_a_table_that_goes_on_keeps_its_headers_and_its_group_on_the_next_page() -> None:
    pages = read(long_table(60, ["Adresse", "2025", "2026"], ["SECTEUR NORD", "", ""]))
    assert len(pages) == 2
    first = pages[1].lines[0]
    assert (first.lead, first.carried) == ((), ("Adresse | 2025 | 2026", "SECTEUR NORD"))
    (cut, *_) = cut_passages([pages[1]])
    assert cut.context == ("Adresse | 2025 | 2026", "SECTEUR NORD")


def test_a_header_repeated_on_the_next_page_is_not_carried_again() -> None:
    pages = read(long_table(60, ["Adresse", "2025", "2026"], repeat=1))
    assert pages[1].lines[0].line.is_header
    assert pages[1].lines[1].carried == ()


def test_three_pages_carry_the_same_header() -> None:
    pages = read(long_table(110, ["Adresse", "2025", "2026"]))
    assert pages[2].lines[0].carried == ("Adresse | 2025 | 2026",)


def test_another_table_on_the_next_page_takes_nothing_over() -> None:
    first = read(long_table(60, ["Adresse", "2025", "2026"]))[0]
    other = read(table_pdf([["Objet", "Vote"], ["Lavoir", "4 voix"]], ruled=True))[0]
    pages = structure_pages(
        [ReadPage(number=n, lines=tuple(x.line for x in p.lines)) for n, p in enumerate((first, other))]
    )
    assert all(placed.carried == () for placed in pages[1].lines)


def test_a_row_without_values_names_no_group() -> None:
    """Accounts: a line left empty stands between two filled ones."""
    table = [
        ["Type", "2024", "2025"],
        ["Abonnements", "10,00 €", "12,00 €"],
        ["Prime", "", ""],
        ["Eau", "3,00 €", "4,00 €"],
    ]
    (page,) = read(styled_table_pdf(table))
    header = ["Type | 2024 | 2025"]
    assert rows(page)[1:] == [(("Prime", "", ""), header), (("Eau", "3,00 €", "4,00 €"), header)]
    bold = [("FONTNAME", (0, 2), (0, 2), "Times-Bold")]
    (page,) = read(styled_table_pdf(table, bold))
    assert rows(page)[1] == (("Eau", "3,00 €", "4,00 €"), [*header, "Prime"])
