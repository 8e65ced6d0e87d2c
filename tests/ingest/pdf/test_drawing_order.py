"""What geometry takes for one line or one paragraph, and the file draws apart, is kept apart."""

from ingest.cleaning import clean_pages
from ingest.pdf.disorder import is_disordered
from ingest.pdf.geometry import PageGeometry, Word, drawn_span
from ingest.pdf.layout import lay_out
from ingest.text import Box, LineKind, ReadPage, TextLine


def words(text: str, *, left: float, top: float, drawn_at: int) -> list[Word]:
    made: list[Word] = []
    for token in text.split():
        width = 5.0 * len(token)
        made.append(
            Word(
                text=token,
                left=left,
                top=top,
                right=left + width,
                bottom=top + 12,
                size=12,
                bold=False,
                drawn_at=drawn_at,
            )
        )
        left += width + 3
        drawn_at += len(token)
    return made


def page(*lines: list[Word]) -> PageGeometry:
    return PageGeometry(number=1, width=595, height=842, words=tuple(w for line in lines for w in line))


def test_two_columns_close_to_one_another_are_not_one_sentence() -> None:
    """Leaflets on waste: columns five points apart."""
    left = words("Rapportez les piles", left=50, top=100, drawn_at=0)
    right = words("Le verre va au point", left=50 + 5 * 17 + 12, top=100, drawn_at=500)
    (line,) = lay_out(page(left, right)).lines
    assert line.cells == ("Rapportez les piles", "Le verre va au point")


def test_a_line_drawn_in_one_go_stays_one_line() -> None:
    (line,) = lay_out(page(words("Rapportez les piles en mairie", left=50, top=100, drawn_at=0))).lines
    assert line.cells == ()
    assert line.drawn == (0, 25)


def test_an_exponent_drawn_later_stays_in_its_line() -> None:
    before = words("le 1", left=50, top=100, drawn_at=0)
    exponent = words("er", left=before[-1].right, top=99, drawn_at=300)
    (line,) = lay_out(page(before, exponent)).lines
    assert line.cells == ()


def raw(text: str, top: float, drawn: tuple[int, int] | None) -> TextLine:
    box = Box(left=50, top=top, right=500, bottom=top + 12)
    return TextLine(text=text, box=box, size=12, drawn=drawn)


def paragraphs(*lines: TextLine) -> list[str]:
    (cleaned,) = clean_pages([ReadPage(number=1, lines=lines, width=595, height=842)])
    return [line.text for line in cleaned.lines]


def test_lines_drawn_one_after_the_other_make_a_paragraph_and_others_do_not() -> None:
    first = raw("Les encombrants sont ramassés deux fois par an devant chaque", 100, (0, 52))
    assert len(paragraphs(first, raw("porte, sur inscription en mairie.", 113, (52, 80)))) == 1
    assert len(paragraphs(first, raw("porte, sur inscription en mairie.", 113, (400, 428)))) == 2
    assert len(paragraphs(first, raw("porte, sur inscription en mairie.", 113, None))) == 1


def test_pictures_drawn_as_letters_part_the_words_around_them() -> None:
    """Leaflets: Wingdings telephones and arrows, in the private use area."""
    line = TextLine(text="Accueil \uf028 02 61 91 66 10 \uf0e0 tous les jours", kind=LineKind.RAW)
    assert paragraphs(line) == ["Accueil", "02 61 91 66 10", "tous les jours"]


def test_a_sign_that_fills_or_opens_a_cell_is_kept_in_its_place() -> None:
    """Opening days of a waste centre: Wingdings' dot means open."""
    cells = ("Nord", "\uf06c", "", "\uf06c Matin")
    line = TextLine(text=" | ".join(cells), kind=LineKind.ROW, cells=cells, table=0)
    (cleaned,) = clean_pages([ReadPage(number=1, lines=(line,))])
    assert cleaned.lines[0].cells == ("Nord", "●", "", "● Matin")


def test_the_span_of_words_is_unknown_scattered_or_whole() -> None:
    together = words("un deux", left=0, top=0, drawn_at=10)
    assert drawn_span(together) == (10, 16)
    assert drawn_span(together[::-1]) == (-1, -1)
    assert drawn_span([Word(text="un", left=0, top=0, right=9, bottom=9, size=9, bold=False)]) is None


def test_a_page_whose_lines_are_drawn_in_another_order_is_read_as_drawn() -> None:
    """Slanted leaflets: the end of a line stands higher than its beginning, so lines come out two by two reversed."""
    texts = [f"ligne {letter} du dépliant sur le tri" for letter in "abcdefghijkl"]
    length = len(texts[0].replace(" ", ""))
    heights = [number + (1 if number % 2 == 0 else -1) for number in range(12)]
    drawn = [
        words(text, left=50, top=100 + 20 * heights[number], drawn_at=number * length)
        for number, text in enumerate(texts)
    ]
    by_height = sorted(drawn, key=lambda line: line[0].top)
    assert [line.text for line in lay_out(page(*by_height)).lines] == texts


def test_two_columns_of_prose_are_not_a_disorder() -> None:
    left = [TextLine(text="a", drawn=(n * 10, n * 10 + 10)) for n in range(10)]
    right = [TextLine(text="b", drawn=(500 + n * 10, 510 + n * 10)) for n in range(10)]
    assert not is_disordered([*left, *right])
    assert is_disordered([line for pair in zip(right, left, strict=True) for line in pair])
