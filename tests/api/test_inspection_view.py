"""How the lines of a page become passages, lists and tables on the console's page."""

from api.inspection_view import BlockKind, page_view
from domain.document import Visibility
from domain.ids import SourceName
from ingest.inspection.inspecting import FileFacts, inspect_outcome
from ingest.inspection.model import Inspection
from ingest.markup.markdown_page import read_markdown
from ingest.pdf.reading import read_pdf
from ingest.text import Limits
from tests.ingest.pdf_files import styled_table_pdf

FACTS = FileFacts(source=SourceName("s"), path="x", digest="", size_bytes=1, visibility=Visibility.PUBLIC)


def seen_in(content: bytes) -> Inspection:
    return inspect_outcome(read_pdf(content, Limits(), lambda _: None), FACTS)


def test_a_table_cut_into_passages_keeps_its_header_in_each_and_no_row_is_lost() -> None:
    rows = [
        ["Rue", "Jour"],
        *[[f"rue du numéro {n} de la commune de Valbrune-le-Haut", f"jeudi {n}"] for n in range(35)],
    ]
    seen = seen_in(styled_table_pdf(rows))
    view = page_view(seen, seen.pages[0])
    tables = [block.table for passage in view.passages for block in passage.blocks if block.table]
    assert len(tables) > 1
    assert {table.headers[0][1].text for table in tables} == {"Jour"}
    shown = [row[1] for table in tables for group in table.groups for row in group.rows]
    assert shown == [f"jeudi {n}" for n in range(35)]


def test_rows_stand_under_the_names_of_their_groups() -> None:
    rows = [["Formule", "Prix"], ["ENFANTS", ""], ["Repas", "2,05 €"], ["ADULTES", ""], ["Repas", "4,10 €"]]
    seen = seen_in(styled_table_pdf(rows, [("SPAN", (0, 1), (1, 1)), ("SPAN", (0, 3), (1, 3))]))
    (table,) = [b.table for p in page_view(seen, seen.pages[0]).passages for b in p.blocks if b.table]
    assert [(group.names, group.rows) for group in table.groups] == [
        (("ENFANTS",), (("Repas", "2,05 €"),)),
        (("ADULTES",), (("Repas", "4,10 €"),)),
    ]


def test_items_that_follow_one_another_are_one_list_without_their_dashes() -> None:
    seen = inspect_outcome(
        read_markdown("# Pièces\n\nÀ fournir :\n\n- livret\n- photo\n\nEn mairie.\n".encode()), FACTS
    )
    (passage,) = page_view(seen, seen.pages[0]).passages
    assert [(block.kind, block.texts) for block in passage.blocks] == [
        (BlockKind.HEADING, ("Pièces",)),
        (BlockKind.PARAGRAPH, ("À fournir :",)),
        (BlockKind.LIST, ("livret", "photo")),
        (BlockKind.PARAGRAPH, ("En mairie.",)),
    ]


def test_what_is_shown_of_a_page_is_every_word_of_its_text() -> None:
    text = "# Règlement\n\n" + "Le locataire balaie les sols. " * 90
    seen = inspect_outcome(read_markdown(text.encode()), FACTS)
    shown = [t for p in page_view(seen, seen.pages[0]).passages for b in p.blocks for t in b.texts]
    assert " ".join(shown).split() == seen.pages[0].text.split()
