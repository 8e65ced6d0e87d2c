from ingest.structure import structure_pages
from ingest.text import LineKind, ReadPage, TextLine


def _line(kind: LineKind, text: str, level: int = 0, is_header: bool = False) -> TextLine:
    cells = tuple(text.split(" | ")) if kind is LineKind.ROW else ()
    return TextLine(text=text, kind=kind, cells=cells, level=level, is_header=is_header)


def _page(number: int, *lines: TextLine) -> ReadPage:
    return ReadPage(number=number, lines=lines)


def test_headings_nest_and_go_on_over_the_page() -> None:
    pages = structure_pages(
        [
            _page(
                1,
                _line(LineKind.HEADING, "Règlement", level=1),
                _line(LineKind.HEADING, "Article 1", level=4),
                _line(LineKind.PARAGRAPH, "x"),
            ),
            _page(
                2,
                _line(LineKind.PARAGRAPH, "suite"),
                _line(LineKind.HEADING, "Article 2", level=4),
                _line(LineKind.PARAGRAPH, "y"),
            ),
        ]
    )
    paths = [line.heading_path for page in pages for line in page.lines if line.line.kind is LineKind.PARAGRAPH]
    assert paths == [("Règlement", "Article 1"), ("Règlement", "Article 1"), ("Règlement", "Article 2")]


def test_items_know_their_lead_in_and_rows_their_header_and_group() -> None:
    lines = [
        _line(LineKind.PARAGRAPH, "Le conseil décide :"),
        _line(LineKind.ITEM, "- d'approuver"),
        _line(LineKind.ITEM, "- d'autoriser"),
        _line(LineKind.ROW, "Objet | Tarif", is_header=True),
        _line(LineKind.PARAGRAPH, "Salle des fêtes"),
        _line(LineKind.ROW, "Journée | 120 €"),
        _line(LineKind.PARAGRAPH, "Fin."),
        _line(LineKind.ITEM, "- sans lien"),
    ]
    leads = [line.lead for line in structure_pages([_page(1, *lines)])[0].lines]
    assert leads == [(), (0,), (0,), (), (), (3, 4), (), (6,)]


def test_offsets_point_into_the_page_text() -> None:
    page = structure_pages([_page(1, _line(LineKind.PARAGRAPH, "Un."), _line(LineKind.ITEM, "- deux"))])[0]
    assert page.text == "Un.\n- deux"
    assert [page.text[line.start : line.end] for line in page.lines] == ["Un.", "- deux"]
