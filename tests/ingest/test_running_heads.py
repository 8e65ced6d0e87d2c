"""Heads and feet of documents of two pages, and the lines at a page's edge that only look like them."""

from collections.abc import Sequence

import pytest

from ingest.running import without_running_lines
from ingest.text import Box, LineKind, ReadPage, TextLine

HEIGHT = 842.0
BODY = [f"Article {n}. Les tarifs du foyer de Valbrune restent ceux de la délibération précédente" for n in (1, 2, 3)]
TITLE = [
    "COMMUNE DE VALBRUNE",
    "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL",
    "Séance du 14 mai 2031",
    "Délibération n° 2031-17",
]
HEAD = "Commune de Valbrune – Conseil municipal du 14 mai 2031 – Délibération n° 2031-17"


def line(text: str, top: float, size: float = 11.0, bold: bool = False, cells: Sequence[str] = ()) -> TextLine:
    kind = LineKind.ROW if cells else LineKind.RAW
    box = Box(left=60, top=top, right=500, bottom=top + size)
    return TextLine(text=text, kind=kind, cells=tuple(cells), box=box, size=size, bold=bold)


def page(number: int, *edges: TextLine, body: Sequence[str] = BODY, top: float = 120.0) -> ReadPage:
    lines = [line(text, top + 14 * n) for n, text in enumerate(body)]
    both = sorted([*lines, *edges], key=lambda found: found.box.top if found.box else 0)
    return ReadPage(number=number, lines=tuple(both), width=595.0, height=HEIGHT)


def texts(pages: Sequence[ReadPage]) -> list[list[str]]:
    return [[found.text for found in read.lines if found.text not in BODY] for read in without_running_lines([*pages])]


def test_a_head_of_the_second_page_that_says_the_title_again_is_left_out() -> None:
    first = page(1, *[line(text, 50 + 15 * n, 14) for n, text in enumerate(TITLE)])
    assert texts([first, page(2, line(HEAD, 40, 9))]) == [TITLE, []]


@pytest.mark.parametrize(
    ("why", "edge"),
    [
        ("it says more than the title", line("Conseil municipal du 14 mai 2031 – Annexe au budget", 40, 9)),
        ("it is set as large as the text", line(HEAD, 40, 11)),
        ("it is bold, as titles are", line(HEAD, 40, 9, bold=True)),
        ("the text stands right under it", line(HEAD, 107, 9)),
        ("it opens an article", line("Article 3. Conseil municipal du 14 mai 2031", 40, 9)),
        ("it goes on with a sentence", line("conseil municipal de Valbrune du 14 mai 2031", 40, 9)),
        ("it ends one", line("Conseil municipal de Valbrune du 14 mai 2031.", 40, 9)),
        ("it is a title", line("Annexe à la délibération n° 2031-17 de la commune de Valbrune", 40, 9)),
        ("it is the header of a table", line("Séance | 14 mai 2031", 40, 9, cells=("Séance", "14 mai 2031"))),
        ("two words are too few", line("Conseil municipal", 40, 9)),
    ],
)
def test_a_line_at_the_top_of_the_second_page_is_text_when(why: str, edge: TextLine) -> None:
    first = page(1, *[line(text, 50 + 15 * n, 14) for n, text in enumerate(TITLE)], line("à la délibération", 110))
    assert edge.text in texts([first, page(2, edge)])[1], why


def test_a_foot_that_counts_the_pages_goes_from_both() -> None:
    feet = [line(f"Le Lavoir | {n}", 800, 8) for n in (1, 2)]
    assert texts([page(n, foot) for n, foot in enumerate(feet, 1)]) == [[], []]


@pytest.mark.parametrize("text", ["Mairie de Valbrune – 4 place des Tilleuls – 01 99 00 12 34", "Registre de Valbrune"])
def test_a_foot_or_head_of_both_pages_is_kept_once(text: str) -> None:
    for top in (40, 800):
        assert texts([page(1, line(text, top, 9)), page(2, line(text, top, 9))]) == [[text], []]


@pytest.mark.parametrize(
    ("why", "lines"),
    [
        ("titles differ by their number", ["Délibération n° 2031-17", "Délibération n° 2031-18"]),
        ("so do years", ["Exercice 2031", "Exercice 2032"]),
        ("and counts that are not the pages'", ["Lot 4 – Valbrune", "Lot 9 – Valbrune"]),
        ("tables are titled alike on each page", ["Tarifs du foyer", "Tarifs du foyer"]),
    ],
)
def test_lines_alike_on_two_pages_are_text_when(why: str, lines: Sequence[str]) -> None:
    pages = [page(n, line(text, 40, 9)) for n, text in enumerate(lines, 1)]
    assert texts(pages) == [[text] for text in lines], why


def test_a_vote_that_ends_two_pages_of_four_is_text() -> None:
    vote = "Vote : à l'unanimité"
    pages = [page(n, *([line(vote, 790)] if n in (2, 4) else [])) for n in range(1, 5)]
    assert texts(pages) == [[], [vote], [], [vote]]
    small = [page(n, *([line("Mairie de Valbrune", 790, 8)] if n in (2, 4) else [])) for n in range(1, 5)]
    assert texts(small) == [[], ["Mairie de Valbrune"], [], []]


def test_the_same_words_at_another_height_are_text() -> None:
    pages = [page(1, line("Registre de Valbrune", 40, 9)), page(2, line("Registre de Valbrune", 60, 9))]
    assert texts(pages) == [["Registre de Valbrune"]] * 2


@pytest.mark.parametrize("number", ["2", "2/3", "Page 2 sur 3", "- 2 -", "p. 2", "Page 2"])
def test_page_numbers_go_whatever_their_form(number: str) -> None:
    assert texts([page(2, line(number, 805))]) == [[]]


def test_a_title_that_the_other_pages_say_again_in_small_letters_stays() -> None:
    title = "Règlement du foyer de Valbrune"
    pages = [page(n, line(title, 40, 16 if n == 1 else 9)) for n in range(1, 5)]
    assert texts(pages) == [[title], [], [], []]
