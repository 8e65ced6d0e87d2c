"""Amounts and rates in the forms that documents give them; names, places and figures changed."""

from decimal import Decimal

import pytest

from french.amounts import Amount, Percentage, amounts_in, percentages_in


def amount(low: str | None, high: str | None, *per: str, tax: str = "") -> Amount:
    return Amount(
        low=None if low is None else Decimal(low), high=None if high is None else Decimal(high), per=per, tax=tax
    )


def euros(value: str, *per: str, tax: str = "") -> Amount:
    return amount(value, value, *per, tax=tax)


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        ("canteen tariff", "Le repas : 3 € 50", [("3 € 50", euros("3.5"))]),
        ("poster", "Entrée 3€50", [("3€50", euros("3.5"))]),
        ("hall rental", "caution de 1 250,00 euros", [("1 250,00 euros", euros("1250"))]),
        ("software's budget", "soit 1.250,00 €", [("1.250,00 €", euros("1250"))]),
        ("newsletter", "entre 3 et 5 €", [("entre 3 et 5 €", amount("3", "5"))]),
        ("camping", "de 3 à 5 € la nuit", [("de 3 à 5 € la nuit", amount("3", "5", "nuit"))]),
        ("leisure centre", "3 € à 5 € par enfant", [("3 € à 5 € par enfant", amount("3", "5", "enfant"))]),
        ("minutes, thousands said once", "15 à 18 000 €", [("15 à 18 000 €", amount("15000", "18000"))]),
        ("water tariff", "2,50 € le m3", [("2,50 € le m3", euros("2.5", "m3"))]),
        ("water tariff", "0,4125 €/m³", [("0,4125 €/m³", euros("0.4125", "m3"))]),
        ("library", "12 € par an et par foyer", [("12 € par an et par foyer", euros("12", "an", "foyer"))]),
        ("pool", "24 € les 10 entrées", [("24 € les 10 entrées", euros("24", "10 entree"))]),
        ("contract", "120 € HT par mois", [("120 € HT par mois", euros("120", "mois", tax="ht"))]),
        ("deed", "la somme de cent cinquante euros", [("cent cinquante euros", euros("150"))]),
        ("deed", "douze euros et 50 centimes", [("douze euros et 50 centimes", euros("12.5"))]),
        ("copies at the town hall", "35 cts la page", [("35 cts la page", euros("0.35", "page"))]),
        ("budget speech", "2 millions d'euros", [("2 millions d'euros", euros("2000000"))]),
        ("budget slide", "25 k€", [("25 k€", euros("25000"))]),
        ("invoice", "Total : € 12,50", [("€ 12,50", euros("12.5"))]),
        ("show", "Gratuit pour tous", [("Gratuit", euros("0"))]),
        ("hall rental", "prêtée à titre gracieux", [("à titre gracieux", euros("0"))]),
        ("minibus", "On annule sans frais.", [("sans frais", euros("0"))]),
        ("plain words", "Le trajet ne vous coûte rien", [("ne vous coûte rien", euros("0"))]),
        ("plain words", "Avant 18 ans, on ne paie pas.", [("ne paie pas", euros("0"))]),
        ("plain words", "s’inscrire sans rien payer", [("sans rien payer", euros("0"))]),
        ("aid", "pas plus de 80 €", [("80 €", amount(None, "80"))]),
        ("aid", "plafonné à 300 €", [("300 €", amount(None, "300"))]),
        ("leisure", "à partir de 5 €", [("5 €", amount("5", None))]),
        ("fine", "150 € minimum", [("150 €", amount("150", None))]),
        ("table row", "Habitants | 4,10 € | 5,20 €", [("4,10 €", euros("4.1")), ("5,20 €", euros("5.2"))]),
        ("poster", "300€/600€", [("300€", euros("300")), ("600€", euros("600"))]),
        ("club", "5 € 10 enfants inscrits", [("5 €", euros("5"))]),
        ("club", "tarifs de 3 et 5 €", [("5 €", euros("5"))]),
        ("class timetable", "17 h 30 - 140 €/an", [("140 €/an", euros("140", "an"))]),
        ("minutes", "le 12 juin 2026 45 € restaient dus", [("45 €", euros("45"))]),
    ],
)
def test_an_amount_is_read_with_what_it_is_for(document: str, text: str, expected: list[tuple[str, Amount]]) -> None:
    assert [(text[s.start : s.end], s.value) for s in amounts_in(text)] == expected, document


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("order", "Article 12 du règlement de 2026"),
        ("register", "Délibération n° 2026-031"),
        ("minutes", "le 18 juin 2026 à 20 h 30"),
        ("school", "quatre professeurs et 12 élèves"),
        ("club", "L'entrée n'est pas gratuite : cela reste non gratuit"),
        ("water", "Ils ne paient pas la part qui dépasse"),
        ("shop", "sans frais de port"),
        ("fair", "Journée européenne du patrimoine, 3 eurolines"),
    ],
)
def test_other_figures_are_no_amounts(document: str, text: str) -> None:
    assert amounts_in(text) == [], document


@pytest.mark.parametrize(
    ("document", "text", "low", "high"),
    [
        ("tax rates", "fixé à 2,5 %", "2.5", "2.5"),
        ("pay of the mayor", "14.025 % de l'indice", "14.025", "14.025"),
        ("subsidy", "de 20 à 30 % du coût", "20", "30"),
        ("deed", "dix pour cent", "10", "10"),
        ("insurance", "3 ‰ du capital", "0.3", "0.3"),
    ],
)
def test_a_rate_is_read_in_per_cents(document: str, text: str, low: str, high: str) -> None:
    assert [s.value for s in percentages_in(text)] == [Percentage(low=Decimal(low), high=Decimal(high))], document


def test_a_number_of_people_is_no_rate() -> None:
    assert percentages_in("soit vingt places pour des enfants") == []
