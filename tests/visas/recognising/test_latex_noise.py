"""Marks that programs reading scans leave: gone for the grammar, kept in the spans."""

import pytest

from visas.recognising import recognise
from visas.recognising.folded_text import fold
from visas.recognising.latex_noise import is_marked


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"loi $n^{\circ}$ 84-53", "loi n° 84-53"),
        (r"le $1^{\text{er}}$ juillet", "le 1er juillet"),
        (r"le \(1^{er}\) juillet", "le 1er juillet"),
        (r"décret $\mathrm{n}^{\circ} 2016-360$", "decret n° 2016-360"),
        (r"n${ }^{\circ}$ 7", "n° 7"),
        (r"\textbf{R. 512-9} du code", "r. 512-9 du code"),
        (r"à 5 \% près, \mathrm{L} 2", "a 5 % pres, l 2"),
    ],
)
def test_the_marks_go_and_the_words_stay(text: str, plain: str) -> None:
    assert fold(text).folded == plain


@pytest.mark.parametrize(
    "text", ["12 000 $ versés et 360 $ restants", r"C:\mairie\actes", "n° 84-53", "2^8", "un {projet} à 3 $"]
)
def test_dollars_paths_and_braces_of_ordinary_texts_are_left(text: str) -> None:
    assert not is_marked(text)


def test_spans_are_those_of_the_text_as_given() -> None:
    text = r"Vu la loi $n^{\circ}$ 84-53 du 26 janvier 1984, l'œuvre et l'article $\mathrm{L}. 2121-29$ du CGCT"
    found = recognise(text)
    assert [one.key for one in found] == ["loi:84-53", "cgct:L2121-29"]
    assert all(text[one.start : one.end] == one.surface for one in found)
    assert found[0].surface == r"loi $n^{\circ}$ 84-53 du 26 janvier 1984"
