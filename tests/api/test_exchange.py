"""What is shown around a quotation."""

from dataclasses import replace
from datetime import date

from api.exchange import text_around
from tests.api.town import PRICE, ROWS, RULE_PASSAGES, TARIFF_PASSAGES, citation


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
