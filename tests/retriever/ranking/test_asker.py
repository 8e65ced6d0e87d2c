"""What residents say of their own case, and the cells and sentences that are for it."""

from decimal import Decimal

import pytest

from retriever.ranking.asker import NON_RESIDENT, RESIDENT, Asker, asker_of, fit, fit_row, is_for_others

TOWN = "Valmoret-sur-Orne"


@pytest.mark.parametrize(
    ("question", "asker"),
    [
        ("jai un quotient de 650 je paie combien", Asker(quotient=Decimal(650))),
        ("avec un QF 1 200 ?", Asker(quotient=Decimal(1200))),
        ("et si on habite pas la commune ?", Asker(residence=NON_RESIDENT)),
        ("j’habite à côté, on paie pareil ?", Asker(residence=NON_RESIDENT)),
        ("jsuis de valmoret", Asker(residence=RESIDENT)),
        ("quel prix pour un habitant ?", Asker(residence=RESIDENT)),
        ("ma mère a 74 ans, elle paie ?", Asker(ages=(888,))),
        ("jai 19 ans", Asker(ages=(228,))),
        ("un abri de 12m2", Asker(sizes=((Decimal(12), "m2"),))),
        ("le samedi c’est ouvert ?", Asker(days=frozenset({5}))),
        ("notre association paie la salle ?", Asker(populations=frozenset({"association"}))),
        ("une concession de 30 ans", Asker()),
        ("combien coûte la cantine", Asker()),
        ("le quotient familial, c’est quoi", Asker()),
    ],
)
def test_a_question_tells_the_case_of_who_asks(question: str, asker: Asker) -> None:
    assert asker_of(question, TOWN) == asker


@pytest.mark.parametrize(
    ("words", "question", "expected"),
    [
        ("Quotient familial | de 600 à 900", "quotient 750", 1),
        ("Quotient de 700 et plus", "quotient 650", -1),
        ("Quotient | moins de 700", "quotient 700", -1),
        ("Quotient familial | 1 200 et plus", "quotient 650", -1),
        ("100 m² ou plus", "un terrain de 120 m2", 1),
        ("de 5 à 20 m²", "un abri de 25 m2", -1),
        ("toute construction de plus de 5 m² et jusqu’à 20 m²", "un abri de 12 m2", 1),
        ("Les enfants de moins de 12 ans", "mon fils de 4 ans", 1),
        ("Les jeunes de 12 à 17 ans", "mon fils de 4 ans", -1),
        ("Habitants de la commune", "j’habite pas la commune", -1),
        ("Famille | Résidant hors de la commune", "j’habite pas la commune", 1),
        ("Le lundi de 9 h à 12 h", "c’est ouvert le samedi", -1),
        ("Le prix est de 4,10 €", "quotient 750", 0),
    ],
)
def test_words_are_for_the_asker_or_for_others(words: str, question: str, expected: int) -> None:
    assert fit(words, asker_of(question, TOWN)) == expected


def test_a_row_is_read_under_its_headers_and_its_columns_count() -> None:
    header = ["Quotient familial | Habitants | Hors commune"]
    asker = asker_of("quotient 800, j’habite pas la commune", TOWN)
    assert fit_row("De 700 à 899 | 9,90 € | 15,50 €", header, asker) == 2
    assert fit_row("Moins de 700 | 7,10 € | 12,00 €", header, asker) == -1
    assert fit_row("De 700 à 899 | 9,90 € | 15,50 €", header, Asker()) == 0


def test_what_is_for_associations_is_for_others_unless_they_ask() -> None:
    words = "Les associations paient la moitié du tarif."
    assert is_for_others(words, Asker())
    assert not is_for_others(words, asker_of("et pour notre association ?", TOWN))


def test_an_association_of_the_commune_is_no_resident() -> None:
    words = "Les associations de la commune disposent de la salle gratuitement."
    resident = asker_of("quel prix pour un habitant ?", TOWN)
    assert is_for_others(words, resident)
    assert fit(words, resident) == 0
