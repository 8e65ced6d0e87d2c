"""Passages come apart into exactly the words that they hold."""

from hypothesis import given
from hypothesis import strategies as st

from answering.units import units_of
from domain.answer import SentenceKind
from tests.answering.standins import document, passage

DOCUMENT = document(1, "Tarifs")


def test_items_keep_their_lead_in_and_rows_their_header() -> None:
    text = "Pièces à fournir :\n- livret de famille\n- deux photos\n"
    text += "Salle | Habitants | Autres\nGrande salle | 150 € | 300 €"
    units = units_of(passage(DOCUMENT, 1, text))
    assert [(u.kind, u.text, u.lead) for u in units] == [
        (SentenceKind.SENTENCE, "Pièces à fournir :", None),
        (SentenceKind.LIST_ITEM, "livret de famille", "Pièces à fournir :"),
        (SentenceKind.LIST_ITEM, "deux photos", "Pièces à fournir :"),
        (SentenceKind.TABLE_ROW, "Salle | Habitants | Autres", None),
        (SentenceKind.TABLE_ROW, "Grande salle | 150 € | 300 €", "Salle | Habitants | Autres"),
    ]
    assert units[0].introduces


def test_a_header_may_hold_dates_and_a_table_may_have_none() -> None:
    """Waste centres: summer and winter hours; pools: prices without a header."""
    hours = "Jour | Du 1er avril au 31 octobre | Du 1er novembre au 31 mars\nSamedi | 9 h – 18 h | 9 h – 17 h"
    assert units_of(passage(DOCUMENT, 5, hours))[1].lead == hours.split("\n")[0]
    water = "Service | Abonnement | Prix au m³\nAssainissement | sans objet | sans objet\nEau | 46,00 € | 1,84 €"
    assert [u.lead for u in units_of(passage(DOCUMENT, 7, water))][1:] == [water.split("\n")[0]] * 2
    prices = "Enfants | 2,10 €\nAdultes | 3,60 €"
    assert [u.lead for u in units_of(passage(DOCUMENT, 6, prices))] == [None, None]


def test_what_governs_a_cut_list_or_table_comes_from_the_context() -> None:
    rows = units_of(passage(DOCUMENT, 2, "Petite salle | 80 €", context=("Salle | Prix",)))
    items = units_of(passage(DOCUMENT, 3, "- un justificatif", context=("Apportez :",)))
    assert rows[0].lead == "Salle | Prix"
    assert items[0].lead == "Apportez :"


@given(st.lists(st.text(alphabet="ab. |:-A1é", max_size=30), max_size=6))
def test_every_unit_is_a_slice_of_its_passage(lines: list[str]) -> None:
    text = "\n".join(lines)
    for unit in units_of(passage(DOCUMENT, 4, text)):
        assert text[unit.start : unit.end] == unit.text
