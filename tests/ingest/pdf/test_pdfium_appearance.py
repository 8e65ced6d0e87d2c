import pytest

from ingest.pdf.reading import read_pdf
from ingest.text import Limits, Reading
from tests.ingest.hostile.hiding_files import SEEN, SLIPPED, hiding_pdf


def _read(way: str) -> Reading:
    reading = read_pdf(hiding_pdf(way), Limits(), lambda _: None)
    assert isinstance(reading, Reading)
    return reading


def _text(reading: Reading) -> str:
    return " ".join(line.text for page in reading.pages for line in page.lines)


@pytest.mark.parametrize(
    ("way", "how"),
    [
        ("white", "pale"),
        ("nearly white", "pale"),
        ("on its own colour", "pale"),
        ("clear", "pale"),
        ("tiny", "tiny"),
        ("off the page", "off_page"),
        ("no ink", "invisible"),
        ("under a black box", "covered"),
    ],
)
def test_words_that_the_page_does_not_show_are_out_of_its_text_and_signalled(way: str, how: str) -> None:
    reading = _read(way)
    assert SEEN in _text(reading)
    assert "gratuite" not in _text(reading)
    [signal] = [signal for signal in reading.signals if signal.rule.startswith("HF")]
    assert signal.rule == ("HF-06" if how == "off_page" else "HF-01")
    measures = dict(signal.measures)
    assert (signal.first_page, measures["hidden_by"], measures["excerpt"]) == (1, how, SLIPPED)


@pytest.mark.parametrize(
    "way", ["white on a dark band", "no ink over a picture", "pale grey", "under a see-through mark"]
)
def test_words_that_a_reader_sees_are_kept(way: str) -> None:
    reading = _read(way)
    assert SLIPPED in _text(reading)
    assert [signal for signal in reading.signals if signal.rule == "HF-01"] == []
