"""The sources of an answer: what is shown around a quotation, and how many stand in sight."""

from dataclasses import replace
from datetime import date

from api.source_cards import SourceCard, source_groups, text_around
from domain.answer import VersionNote
from domain.ids import DocumentId
from domain.passage import Passage
from tests.api.town import PIECES, PRICE, ROWS, RULE_PASSAGES, TARIFF_PASSAGES, citation


def test_the_words_quoted_are_marked_in_their_passage() -> None:
    passage = TARIFF_PASSAGES[1]
    view = text_around(citation(1, passage, PRICE, "Tarifs", date(2026, 6, 18), 3), passage)
    assert view is not None
    segments = [s for unit in view.units for line in unit.lines for cell in line for s in cell]
    assert [s.text for s in segments if s.is_marked] == [PRICE]
    assert any("commune de résidence" in s.text for s in segments if not s.is_marked)


def test_rows_quoted_are_marked_cell_by_cell_under_their_header() -> None:
    passage = TARIFF_PASSAGES[1]
    view = text_around(citation(2, passage, ROWS[1], "Tarifs", None, 3), passage)
    assert view is not None
    segments = [s for unit in view.units for line in unit.lines for cell in line for s in cell]
    assert [s.text.strip() for s in segments if s.is_marked and s.text.strip(" |")] == ROWS[1].split(" | ")


def test_a_quotation_that_is_the_whole_passage_has_nothing_around() -> None:
    passage = replace(RULE_PASSAGES[1], context=())
    assert text_around(citation(1, passage, passage.text, "Règlement", None, None), passage) is None


TARIFF, RULES = TARIFF_PASSAGES[1], RULE_PASSAGES[0]


def card(number: int, of: Passage, quote: str, *notes: str) -> SourceCard:
    cited = replace(citation(number, of, quote, "Titre", None, 3), notes=tuple(VersionNote(text=n) for n in notes))
    place = f"/documents/{of.document_id}"
    return SourceCard(citation=cited, quote="", follows=None, address=place, original=place, on_site=None, passage=None)


def test_four_sources_stand_each_on_its_own() -> None:
    assert source_groups([card(n, TARIFF, PRICE) for n in range(1, 5)]) is None


def test_more_are_set_out_by_document_and_those_after_the_fourth_are_folded() -> None:
    cards = [card(1, TARIFF, PRICE), card(2, RULES, PIECES)]
    cards += [card(3, TARIFF, ROWS[0]), card(4, TARIFF, ROWS[1]), card(5, RULE_PASSAGES[1], "Panier-repas")]
    other = replace(RULES, document_id=DocumentId("d" + "0" * 16))
    groups = source_groups([*cards, card(6, other, PIECES)])
    assert groups is not None
    numbers = [[c.citation.number for c in group.cards] for group in groups.shown]
    assert numbers == [[1, 3, 4], [2, 5]], "a document comes into sight whole"
    assert [[c.citation.number for c in group.cards] for group in groups.folded] == [[6]]


def test_a_document_s_versions_are_told_once() -> None:
    groups = source_groups([card(n, TARIFF, PRICE, "Remplace la précédente.") for n in range(1, 6)])
    assert groups is not None
    (whole,) = groups.shown
    assert [note.text for note in whole.notes] == ["Remplace la précédente."]
    assert groups.folded == ()
