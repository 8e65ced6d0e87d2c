"""Lines of pages of communes that say nothing without the line above; names and numbers changed."""

import pytest

from domain.answer import SentenceKind
from retriever.ranking.labels import label_above
from retriever.ranking.units import units_of
from tests.answering.standins import document, passage

CARD = ["Office de tourisme", "Adresse : 3 rue Basse"]
LIST = ["La collecte a lieu les jours suivants :", "Jeudi 8 mai – Victoire 1945"]


@pytest.mark.parametrize(
    ("line", "above", "expected"),
    [
        ("Tél : 02 00 00 00 11", CARD, "Office de tourisme"),
        ("Le samedi de 10 h à 12 h", [*CARD, "Tél : 02 00 00 00 11"], "Office de tourisme"),
        ("Tél : 02 00 00 00 12", [*CARD, "Tél : 02 00 00 00 11", "Mairie annexe"], "Mairie annexe"),
        ("Jeudi 29 mai – Ascension", LIST, LIST[0]),
        ("une pièce d'identité ;", ["À fournir :"], "À fournir :"),
        # A sentence, an item or a row ends the card, and a line that gives a value names none.
        ("Tél : 02 00 00 00 11", ["Office de tourisme", "Il est fermé en janvier."], None),
        ("Tél : 02 00 00 00 11", ["Office de tourisme", "- adultes"], None),
        ("Tél : 02 00 00 00 11", ["Site : valmoret.example", "Le lundi de 9 h à 12 h"], None),
        # What gives no value, or is a sentence, needs no name.
        ("Cliquer pour en savoir plus", CARD, None),
        ("L'accueil est ouvert le lundi de 9 h à 12 h.", CARD, None),
        ("Jeudi 29 mai – Ascension", [*LIST, "Elle est reportée au lendemain."], None),
    ],
)
def test_a_short_line_is_governed_by_its_card_or_its_lead_in(line: str, above: list[str], expected: str | None) -> None:
    assert label_above(line, above) == expected


def test_units_of_a_card_are_shown_with_its_name_unless_a_heading_says_it() -> None:
    text = "Office de tourisme\nAdresse : 3 rue Basse\nTél : 02 00 00 00 11\nMairie annexe\nTél : 02 00 00 00 12"
    units = units_of(passage(document(1, "Contacts"), 1, text))
    assert [(u.text[-2:], u.lead) for u in units if u.text.startswith("Tél")] == [
        ("11", "Office de tourisme"),
        ("12", "Mairie annexe"),
    ]
    assert all(u.kind is SentenceKind.SENTENCE for u in units)
