"""All kinds together: one figure is one thing, and each value has its own qualifiers."""

import itertools

import pytest

from french.facts import facts_in, qualifiers_of
from french.typed_span import FactKind


def kinds(text: str) -> list[tuple[FactKind, str]]:
    return [(fact.kind, text[fact.start : fact.end]) for fact in facts_in(text)]


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        ("events", "le 15 mai à 20 h", [(FactKind.DATE, "15 mai"), (FactKind.HOURS, "20 h")]),
        ("water", "réponse sous 48 h", [(FactKind.DELAY, "48 h")]),
        ("cemetery", "concession de 30 ans : 250 €", [(FactKind.DELAY, "30 ans"), (FactKind.AMOUNT, "250 €")]),
        (
            "pool row",
            "Enfants de moins de 12 ans | 2 €",
            [(FactKind.POPULATION, "Enfants"), (FactKind.AGE, "moins de 12 ans"), (FactKind.AMOUNT, "2 €")],
        ),
        ("bathing", "du 1er juin au 15 août", [(FactKind.PERIOD, "du 1er juin au 15 août")]),
        (
            "contact",
            "3 rue du Puits, tél. 02 61 91 04 00",
            [(FactKind.ADDRESS, "3 rue du Puits"), (FactKind.PHONE, "02 61 91 04 00")],
        ),
        ("page", "écrire sur www.valmoret.example", [(FactKind.LINK, "www.valmoret.example")]),
        (
            "weddings",
            "du lundi au samedi, sauf les jours fériés",
            [(FactKind.DAYS, "du lundi au samedi, sauf les "), (FactKind.PERIOD, "jours fériés")],
        ),
        ("tariff row", "de 701 à 1 000 | QF | 3 €", [(FactKind.QUOTIENT, "de 701 à 1 000"), (FactKind.AMOUNT, "3 €")]),
    ],
)
def test_a_figure_is_one_thing(document: str, text: str, expected: list[tuple[FactKind, str]]) -> None:
    assert kinds(text) == expected, document


def test_facts_share_no_character_and_point_into_the_text() -> None:
    text = (
        "Résidents : 3 € le repas, du 1er avril au 31 octobre, de 9 h à 12 h, moins de 12 ans, 06.12.34.56.78,\n"
        "12 rue des Lilas, 41000 Valmoret, mairie@valmoret.example, 2,5 %, dans un délai de deux mois, "
        "le mardi, valmoret.example."
    )
    facts = facts_in(text)
    # A frequency is read apart: « par an » of a price belongs to its amount.
    assert {fact.kind for fact in facts} == set(FactKind) - {FactKind.QUOTIENT, FactKind.DATE, FactKind.FREQUENCY}
    assert all(a.end <= b.start for a, b in itertools.pairwise(facts))


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        (
            "tariff, who comes first",
            "Résidents : 3 € le repas, extérieurs : 5 € le repas",
            {"3 € le repas": ["Résidents"], "5 € le repas": ["extérieurs"]},
        ),
        (
            "tariff, price comes first",
            "3 € pour les résidents, 5 € pour les non-résidents",
            {"3 €": ["résidents"], "5 €": ["non-résidents"]},
        ),
        (
            "tariff, both orders",
            "Pour les résidents : 3 € le repas, 5 € pour les non-résidents",
            {"3 € le repas": ["résidents"], "5 €": ["non-résidents"]},
        ),
        (
            "tariff row",
            "Résidents | QF moins de 700 | 1,00 €",
            {"1,00 €": ["Résidents", "QF moins de 700"]},
        ),
        (
            "pool",
            "Gratuit pour les moins de 12 ans ; 4 € pour les adultes",
            {"Gratuit": ["moins de 12 ans"], "4 €": ["adultes"]},
        ),
        (
            "minutes, the date of another act",
            "Vu la loi du 4 juin 2020, le repas coûte 3 € à compter du 1er janvier 2027.",
            {"3 €": ["1er janvier 2027"]},
        ),
        (
            "two sentences",
            "Le repas des enfants coûte 3 €. Le repas coûte 5 € pour les adultes.",
            {"3 €": ["enfants"], "5 €": ["adultes"]},
        ),
    ],
)
def test_a_value_has_its_own_qualifiers(document: str, text: str, expected: dict[str, list[str]]) -> None:
    facts = facts_in(text)
    found = {
        text[fact.start : fact.end]: [text[q.start : q.end] for q in qualifiers_of(fact, facts, text)]
        for fact in facts
        if fact.kind is FactKind.AMOUNT
    }
    assert found == expected, document


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        (
            "library",
            "Mardi et jeudi : 9 h à 12 h et 14 h à 17 h, samedi : 10 h à 12 h",
            {"9 h à 12 h": ["Mardi et jeudi"], "14 h à 17 h": ["Mardi et jeudi"], "10 h à 12 h": ["samedi"]},
        ),
        (
            "town hall",
            "Ouvert 9 h - 12 h / 14 h - 17 h du lundi au vendredi",
            {"9 h - 12 h": ["du lundi au vendredi"], "14 h - 17 h": ["du lundi au vendredi"]},
        ),
        (
            "row of a timetable",
            "Lundi | 9 h - 12 h | 14 h - 17 h",
            {"9 h - 12 h": ["Lundi"], "14 h - 17 h": ["Lundi"]},
        ),
    ],
)
def test_hours_that_stand_together_share_their_days(document: str, text: str, expected: dict[str, list[str]]) -> None:
    facts = facts_in(text)
    hours = [fact for fact in facts if fact.kind is FactKind.HOURS]
    found = {text[h.start : h.end]: [text[q.start : q.end] for q in qualifiers_of(h, facts, text)] for h in hours}
    assert found == expected, document


def test_hours_are_qualified_by_days_and_period() -> None:
    text = "Du 1er avril au 31 octobre, la piscine ouvre de 10 h à 19 h du lundi au samedi."
    facts = facts_in(text)
    (hours,) = [fact for fact in facts if fact.kind is FactKind.HOURS]
    assert [q.kind for q in qualifiers_of(hours, facts, text)] == [FactKind.PERIOD, FactKind.DAYS]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("Pour les habitants : 02 61 91 04 00, pour les associations : 02 61 91 04 18", "02 61 91 04 18",
         ["associations"]),
        ("Ouvert aux adultes dès 18 ans le mardi", "dès 18 ans", ["adultes", "le mardi"]),
    ],
)  # fmt: skip
def test_a_contact_and_an_age_have_their_qualifiers_too(text: str, value: str, expected: list[str]) -> None:
    facts = facts_in(text)
    (fact,) = [one for one in facts if text[one.start : one.end] == value]
    assert [text[q.start : q.end] for q in qualifiers_of(fact, facts, text)] == expected
