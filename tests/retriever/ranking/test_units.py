"""Passages come apart into exactly the words that they hold."""

from hypothesis import given
from hypothesis import strategies as st

from domain.answer import SentenceKind
from retriever.ranking.units import units_of
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


def test_a_header_of_two_levels_goes_whole_with_its_rows() -> None:
    """Price lists of halls: who, then which rate; a level that names groups of columns is written over each."""
    levels = "Salle | Habitants | Habitants | Autres\nSalle | Plein | Réduit | Plein"
    row = "Grande | 150 € | 90 € | 300 €"
    units = units_of(passage(DOCUMENT, 8, f"{levels}\n{row}"))
    assert [u.lead for u in units][-1] == levels
    carried = units_of(passage(DOCUMENT, 9, row, context=("Tarifs des salles :", *levels.split("\n"), "EN SEMAINE")))
    assert [u.lead for u in carried] == [levels]


def test_a_row_under_a_header_of_one_level_is_no_header() -> None:
    """Lists of people and their functions have no figure at all."""
    units = units_of(
        passage(DOCUMENT, 10, "Nom | Fonction | Contact\nÉcole | Direction | Direction\nStade | Régie | -")
    )
    assert {u.lead for u in units[1:]} == {"Nom | Fonction | Contact"}
    twice = units_of(passage(DOCUMENT, 11, "Nom | Tarif | Tarif\nGrande | 10 € | 12 €"))
    assert twice[1].lead == "Nom | Tarif | Tarif"


@given(st.lists(st.text(alphabet="ab. |:-A1é", max_size=30), max_size=6))
def test_every_unit_is_a_slice_of_its_passage(lines: list[str]) -> None:
    text = "\n".join(lines)
    for unit in units_of(passage(DOCUMENT, 4, text)):
        assert text[unit.start : unit.end] == unit.text


def test_the_title_of_a_block_of_prices_leads_its_rows() -> None:
    text = (
        "MARCHÉ DU SOIR : droit de place\nLe mètre, par an | 45 €\nLe mètre, par mois | 6 €\n"
        "FOYER RURAL :\nLocation en semaine\nAssociations du village | Gratuit\nHabitants | 90 €\n"
        "Location pour un week-end\nHabitants | 210 €"
    )
    rows = [unit for unit in units_of(passage(document(1, "Tarifs"), 1, text)) if unit.kind is SentenceKind.TABLE_ROW]
    assert [unit.lead for unit in rows] == [
        "MARCHÉ DU SOIR : droit de place",
        "MARCHÉ DU SOIR : droit de place",
        "FOYER RURAL :\nLocation en semaine",
        "FOYER RURAL :\nLocation en semaine",
        "FOYER RURAL :\nLocation pour un week-end",
    ]


def test_a_sentence_above_rows_without_a_header_does_not_lead_them() -> None:
    text = "Les tarifs sont revus chaque année.\nLa nuit | 52 €\nLa semaine | 310 €"
    rows = [unit for unit in units_of(passage(document(1, "Tarifs"), 1, text)) if unit.kind is SentenceKind.TABLE_ROW]
    assert [unit.lead for unit in rows] == [None, None]
