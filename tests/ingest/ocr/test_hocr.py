import pytest

from ingest.ocr.hocr import BadHocr, read_hocr
from tests.ingest.ocr.stand_ins import hocr_of

PAGE = hocr_of([[("Tarif", 96), ("&lt;12&gt;", 70)], [("3,50", 55)]])


def test_words_have_their_places_in_points_and_their_confidence() -> None:
    first, second, third = read_hocr(PAGE.encode(), 300)
    assert [word.text for word in (first, second, third)] == ["Tarif", "<12>", "3,50"]
    assert (round(first.left), round(first.top), round(first.bottom)) == (70, 80, 90)
    assert (first.confidence, third.confidence) == (0.96, 0.55)
    assert first.line_top == second.line_top < third.line_top
    assert first.size == pytest.approx(10, abs=0.3)


def test_bold_and_italic_inside_a_word_are_read_through() -> None:
    page = PAGE.replace(">Tarif<", "><strong><em>Tarif</em></strong><")
    assert [word.text for word in read_hocr(page.encode(), 300)] == ["Tarif", "<12>", "3,50"]


def test_a_page_without_words_is_a_page() -> None:
    assert read_hocr(hocr_of([]).encode(), 300) == []


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PAGE.encode()[: len(PAGE) // 2], id="half a file"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xfe\x00", id="bytes that are no text"),
        pytest.param(b"Error opening data file", id="a message instead of a page"),
        pytest.param(PAGE.replace("x_wconf 96", "").encode(), id="a word without confidence"),
        pytest.param(PAGE.replace("bbox 290", "box 290").encode(), id="a line without a place"),
        pytest.param(
            b"<html><div class='ocr_page'><span class='ocrx_word' title='bbox 1 2 3 4; x_wconf 9'>a</span></html>",
            id="a word outside any line",
        ),
    ],
)
def test_what_is_not_a_whole_page_is_refused(data: bytes) -> None:
    with pytest.raises(BadHocr):
        read_hocr(data, 300)
