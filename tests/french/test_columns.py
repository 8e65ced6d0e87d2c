"""Bare figures in columns of euros."""

from decimal import Decimal

import pytest

from french.columns import amounts_in_row


@pytest.mark.parametrize(
    ("document", "header", "row", "values"),
    [
        ("price list", ["Salle | Tarif en €"], "Grande | 150,50", ["150.50"]),
        ("price list", ["Formule | Prix (€) | Durée"], "Carte | 12 | 10", ["12"]),
        ("budget", ["Poste | Montant en euros"], "Eau | 1 250,00", ["1250.00"]),
        ("quote", ["Lot | Prix HT en € | Prix TTC en €"], "Toiture | 100 | 120", ["100", "120"]),
        ("price list", ["Salle | € | Places"], "Grande | 150 | 80", ["150"]),
        ("two levels", ["Salle | Tarifs (en €) | Tarifs (en €)", "Salle | Plein | Réduit"], "A | 9 | 5", ["9", "5"]),
        ("price list", ["Formule | Prix (€)"], "Carte (1) | 12 (2)", ["12"]),
        ("a written sign", ["Formule | Prix (€)"], "Carte | 12 €", ["12"]),
        ("no header of money", ["Salle | Places"], "Grande | 150", []),
        ("a word beside", ["Salle | Tarif en €"], "Grande | 12 enfants", []),
        ("a year", ["Salle | Prix 2031"], "Grande | 2031", []),
        ("thousands", ["Poste | Montant (en milliers d'euros)"], "Eau | 12", []),
        ("the label itself", ["Tarif en € | Places"], "150 | 80", []),
        ("no header", [], "Grande | 150", []),
    ],
)
def test_a_figure_under_a_header_of_euros_is_an_amount(
    document: str, header: list[str], row: str, values: list[str]
) -> None:
    found = amounts_in_row(row, header)
    assert [span.value.low for span in found] == [Decimal(value) for value in values], document
    assert all(row[span.start : span.end].strip()[0].isdigit() for span in found)


def test_the_header_tells_the_tax() -> None:
    without, with_tax = amounts_in_row("Toiture | 100 | 120", ["Lot | Prix HT en € | Prix TTC (€)"])
    assert (without.value.tax, with_tax.value.tax) == ("ht", "ttc")
