import pytest

from eval.value_forms import ValueKind, fold, loose_values_in, values_in


def keys(text: str, kind: ValueKind) -> list[str]:
    return [v.key for v in values_in(text) if v.kind is kind]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("le repas : 6,35 €", ["6.35"]),  # tariff table
        ("6.35€", ["6.35"]),  # typed by hand
        ("6 euros 35", ["6.35"]),  # letter to parents
        ("6 euros 35 par repas", ["6.35"]),
        ("6€35", ["6.35"]),
        ("forfait de 3 700 €", ["3700"]),  # spaced thousands
        ("3\u202f700\u00a0€", ["3700"]),  # narrow and no-break spaces
        ("3700 Euros", ["3700"]),
        ("3.700 €", ["3700"]),
        ("1,55 € 3,20 € 4,75 €", ["1.55", "3.2", "4.75"]),  # a row without its rules
        ("2 € 12 €", ["2", "12"]),  # neighbours are not cents
        ("5,10 €/m³", ["5.1"]),
        ("70€ la concession 15ANS", ["70"]),
        ("80 m2", []),
        ("5 eurolignes", []),
    ],
)
def test_amounts_are_read_in_every_typography(text: str, found: list[str]) -> None:
    assert keys(text, ValueKind.AMOUNT) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("17h30", ["17:30"]),
        ("17 h 30", ["17:30"]),
        ("17:30", ["17:30"]),
        ("17 H 30", ["17:30"]),
        ("9h", ["09:00"]),
        ("9 h 00", ["09:00"]),
        ("9 heures", ["09:00"]),
        ("de 8h15 à 11h45", ["08:15", "11:45"]),
        ("8h30/11h00", ["08:30", "11:00"]),  # newsletter: neither a date nor a fraction
        ("14:15\u201316:45", ["14:15", "16:45"]),
        ("36H avant la séance", ["36:00"]),  # a delay
        ("36 heures", ["36:00"]),
        ("5 habitants", []),
        ("12 hectares", []),
    ],
)
def test_hours_are_read_in_every_typography(text: str, found: list[str]) -> None:
    assert keys(text, ValueKind.CLOCK) == found


@pytest.mark.parametrize(
    ("text", "key", "year"),
    [
        ("27 avril", "04-27", ""),
        ("27/04/2031", "04-27", "2031"),
        ("27.04.31", "04-27", "2031"),
        ("2031-04-27", "04-27", "2031"),
        ("1er mars 2031", "03-01", "2031"),
        ("1ER MARS", "03-01", ""),
        ("le 05/11", "11-05", ""),
        ("2 déc. 2031", "12-02", "2031"),
    ],
)
def test_dates_are_read_in_every_typography(text: str, key: str, year: str) -> None:
    found = [(v.key, v.detail) for v in values_in(text) if v.kind is ValueKind.DATE]
    assert found == [(key, year)]


@pytest.mark.parametrize("text", ["25/30 €", "1,85/2,10", "27 avenues", "45/2031", "31/13/2031"])
def test_what_only_looks_like_a_date_is_not_one(text: str) -> None:
    assert keys(text, ValueKind.DATE) == []


@pytest.mark.parametrize(
    "text",
    ["01 44 55 66 77", "01.44.55.66.77", "0144556677", "+33 1 44 55 66 77", "+33 (0)1 44 55 66 77", "0144 55 66 77"],
)
def test_a_phone_number_is_the_same_however_it_is_spaced(text: str) -> None:
    assert keys(f"appelez le {text} le matin", ValueKind.PHONE) == ["144556677"]


def test_an_amount_that_begins_with_zero_is_not_a_phone() -> None:
    assert keys("02 500 €", ValueKind.PHONE) == []


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("8,41 %", ValueKind.PERCENT, "8.41"),
        ("8.41%", ValueKind.PERCENT, "8.41"),
        ("4 pour cent", ValueKind.PERCENT, "4"),
        ("6m³ par jour", ValueKind.VOLUME, "6"),
        ("6 m3", ValueKind.VOLUME, "6"),
        ("6 mètres cubes", ValueKind.VOLUME, "6"),
        ("à partir du 4ème jour", ValueKind.ORDINAL, "4"),
        ("1ère tranche", ValueKind.ORDINAL, "1"),
        ("les premiers mardis", ValueKind.ORDINAL, "1"),
        ("les premiers mardis", ValueKind.WEEKDAY, "mardi"),
        ("en Février", ValueKind.MONTH, "2"),
        ("accessibles gratuitement", ValueKind.FREE, "gratuit"),
        ("voir www.monvillage.fr", ValueKind.ADDRESS, "monvillage.fr"),
        ("accueil@valmont.example.fr", ValueKind.ADDRESS, "accueil@valmont.example.fr"),
        ("quarante-cinq minutes", ValueKind.NUMBER, "45"),
        ("six semaines", ValueKind.NUMBER, "6"),
    ],
)
def test_the_other_values_have_one_form_too(text: str, kind: ValueKind, key: str) -> None:
    assert key in keys(text, kind)


@pytest.mark.parametrize("text", ["un quatrième lot", "un véhicule neuf"])
def test_a_word_that_hides_a_number_is_not_one(text: str) -> None:
    assert keys(text, ValueKind.NUMBER) == []


def test_a_figure_is_read_by_one_kind_only() -> None:
    kinds = [v.kind for v in values_in("Le 3 mai à 18h30, 12 € au 01 44 55 66 77")]
    assert sorted(kinds) == [ValueKind.AMOUNT, ValueKind.CLOCK, ValueKind.DATE, ValueKind.PHONE]


def test_a_cell_under_a_header_in_euros_is_an_amount() -> None:
    row = "Quotient | Prix du repas (€) | 500 à 900 | 7"
    assert "7" in {v.key for v in loose_values_in(row) if v.kind is ValueKind.AMOUNT}
    assert "7" not in {v.key for v in loose_values_in("Lot | 7") if v.kind is ValueKind.AMOUNT}


def test_a_bare_number_with_two_decimals_may_be_an_amount() -> None:
    assert "11.25" in {v.key for v in loose_values_in("1 enfant 0,30 11,25") if v.kind is ValueKind.AMOUNT}


def test_fold_keeps_lines_and_makes_one_of_dashes_quotes_and_spaces() -> None:
    assert fold("L’ÎLE\n–\u00a0Œuvre\u202fm³") == "l'ile\n- oeuvre m3"
