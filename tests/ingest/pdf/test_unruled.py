"""Tables that no rule is drawn around: columns are told by what stands under one another."""

from ingest.cleaning import clean_pages
from ingest.pdf.reading import read_pdf
from ingest.text import Limits, LineKind, Reading, TextLine
from tests.ingest.pdf_files import placed_pdf, tagged

Place = tuple[float, float, str]


def read(texts: list[Place]) -> list[TextLine]:
    reading = read_pdf(tagged(placed_pdf(texts)), Limits(), lambda _: None)
    assert isinstance(reading, Reading)
    return list(clean_pages(reading.pages)[0].lines)


def rows(texts: list[Place]) -> list[tuple[str, ...]]:
    return [line.cells for line in read(texts) if line.kind is LineKind.ROW]


def row(top: float, label: str, *values: str) -> list[Place]:
    return [(60, top, label), *((250 + 90 * n, top, value) for n, value in enumerate(values) if value)]


def test_an_empty_cell_keeps_its_place() -> None:
    """Budgets by chapter: what was spent, what is proposed."""
    texts = [
        *row(100, "Chapitre", "Prévu", "Réalisé", "Proposé"),
        *row(120, "Charges de personnel", "12 400,00", "11 900,50", "13 000,00"),
        *row(140, "Virement", "31 210,00", "", "16 951,27"),
        *row(160, "Produits financiers", "", "6,34", ""),
        *row(180, "Impôts et taxes", "45 000,00", "46 120,00", "45 500,00"),
    ]
    assert rows(texts)[2:4] == [("Virement", "31 210,00", "", "16 951,27"), ("Produits financiers", "", "6,34", "")]


def test_a_cell_on_several_lines_is_one_cell_beside_its_amount() -> None:
    """A label on two lines, its amount set at mid height."""
    texts = [
        *row(100, "Objet", "2025", "2026"),
        (60, 120, "Entretien du lavoir et de"),
        (60, 132, "ses abords, chaque printemps"),
        (250, 126, "120,00 €"),
        (340, 126, "130,00 €"),
        *row(152, "Fleurissement", "80,00 €", "85,00 €"),
    ]
    found = rows(texts)
    assert found[1] == ("Entretien du lavoir et de ses abords, chaque printemps", "120,00 €", "130,00 €")
    assert len(found) == 3


def test_a_label_over_two_columns_heads_both() -> None:
    texts = [
        (250, 100, "Commune et communes voisines"),
        (430, 100, "Ailleurs"),
        *row(120, "Quotient", "Matin", "Soir", "Matin"),
        *row(140, "0 à 400", "1,00 €", "1,20 €", "2,00 €"),
        *row(160, "401 et plus", "1,50 €", "1,70 €", "2,50 €"),
    ]
    lines = read(texts)
    headers = [line.cells for line in lines if line.is_header]
    assert headers[0] == ("", "Commune et communes voisines", "Commune et communes voisines", "Ailleurs")
    assert headers[1] == ("Quotient", "Matin", "Soir", "Matin")


def test_a_table_drawn_column_by_column_keeps_its_rows() -> None:
    """Spreadsheets printed to PDF: all labels first, then all amounts."""
    labels = [(60.0, 100 + 13.0 * n, f"Article numéro {n}") for n in range(5)]
    amounts = [(300.0, 100 + 13.0 * n, f"{n},50 €") for n in range(5)]
    assert rows([*labels, *amounts]) == [(f"Article numéro {n}", f"{n},50 €") for n in range(5)]


def test_a_sentence_above_two_names_is_not_their_cell() -> None:
    """The end of minutes."""
    texts = [
        (60.0, 100.0, "La séance est levée à 20 h 26."),
        (60, 113, "Madame Zoé Lavallière"),
        (350, 113, "Monsieur Paul Tissier"),
        (60, 126, "Le maire"),
        (350, 126, "Le secrétaire"),
    ]
    lines = read(texts)
    assert lines[0].text == "La séance est levée à 20 h 26."
    assert lines[0].kind is not LineKind.ROW
    assert lines[1].cells == ("Madame Zoé Lavallière", "Monsieur Paul Tissier")


def test_marks_far_from_one_another_are_no_columns() -> None:
    """Charts: one axis of numbers makes no table of what stands around it."""
    axis = [(150.0 + 40 * n, top, str(n)) for top in (100.0, 112.0) for n in range(8)]
    texts = [
        *axis,
        (60.0, 124.0, "Dépenses"),
        (430, 124, "1 932 873 €"),
        (60, 136, "Recettes"),
        (430, 136, "2 140 680 €"),
    ]
    assert ("Dépenses", "1 932 873 €") in rows(texts)


def test_a_page_without_a_reading_order_is_told() -> None:
    heights = [number + (1 if number % 2 == 0 else -1) for number in range(12)]
    texts = [(60.0, 100.0 + 20 * height, f"ligne {n} du dépliant sur le tri") for n, height in enumerate(heights)]
    reading = read_pdf(tagged(placed_pdf(texts)), Limits(), lambda _: None)
    assert isinstance(reading, Reading)
    assert [(signal.rule, signal.first_page) for signal in reading.signals] == [("PD-05", 1)]
    straight = read_pdf(tagged(placed_pdf(sorted(texts, key=lambda text: text[1]))), Limits(), lambda _: None)
    assert isinstance(straight, Reading)
    assert straight.signals == ()
