from pathlib import Path

import pytest

from corpus.content_format import BlockKind, Cell, merged_cells, parse_block, read_content, set_french


@pytest.mark.parametrize(
    ("source", "kept_together"),
    [
        ("un repas à 4,20 € par jour", "4,20\u00a0€"),
        ("délibération n° 2019-044", "n°\u00a02019-044"),
        ("de 16 h 15 à la fin", "16\u00a0h\u00a015"),
        ("un total de 1 250 habitants", "1\u00a0250"),
        ("le 3 août", "3\u00a0août"),
        ("dit : « oui »", "«\u00a0oui\u00a0»"),
        ("article L. 2121-29", "article\u00a0L.\u00a02121-29"),
    ],
)
def test_french_typography_forbids_a_break_inside(source: str, kept_together: str) -> None:
    assert kept_together in set_french(source)


def test_french_typography_leaves_ordinary_counts_alone() -> None:
    assert set_french("les 3 enfants et les 12 horaires") == "les 3 enfants et les 12 horaires"


def test_a_table_keeps_its_header_its_rows_and_the_side_of_its_figures() -> None:
    block = parse_block("| Qui | Prix |\n|---|---:|\n| Adulte | 5 € |")
    assert block.kind is BlockKind.TABLE
    assert block.rows == (("Qui", "Prix"), ("Adulte", "5\u00a0€"))
    assert block.right_aligned == (False, True)


def test_a_table_has_header_rows_above_its_dashes_and_cells_that_belong_to_another() -> None:
    block = parse_block("| Âge | Ici | < |\n| ^ | Jour | Nuit |\n|---|---|---|\n| 6 ans | 1 € | 2 € |")
    assert block.header_rows == 2
    cells = merged_cells(block)
    assert cells[:2] == (
        Cell(text="Âge", row=0, column=0, row_span=2),
        Cell(text="Ici", row=0, column=1, column_span=2),
    )
    assert [cell.text for cell in cells[2:]] == ["Jour", "Nuit", "6\u00a0ans", "1\u00a0€", "2\u00a0€"]


def test_a_table_may_be_without_rules_and_give_the_widths_of_its_columns() -> None:
    block = parse_block("::table unruled\n| N° | Objet |\n|--|------|\n| 1 | Budget |")
    assert block.kind is BlockKind.TABLE
    assert not block.is_ruled
    assert list(block.widths) == [2, 6]
    assert not parse_block("| N° | Objet |\n|---|---|\n| 1 | Budget |").widths


def test_a_list_item_takes_its_continuation_lines() -> None:
    block = parse_block("- premier\n  suite\n- second")
    assert block.kind is BlockKind.LIST
    assert block.lines == ("premier suite", "second")


def test_a_directive_keeps_its_name_and_its_lines() -> None:
    block = parse_block("::signature Le maire,\nJeanne")
    assert (block.name, block.lines) == ("signature", ("Le maire,", "Jeanne"))


def test_a_heading_knows_its_level_and_lines_of_a_paragraph_are_joined() -> None:
    assert parse_block("## Article 2").level == 2
    assert parse_block("une ligne\net l’autre").lines == ("une ligne et l’autre",)


def test_a_file_without_head_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "nu.md"
    path.write_text("# Titre", encoding="utf-8")
    with pytest.raises(ValueError, match=r"nu\.md"):
        read_content(path)
