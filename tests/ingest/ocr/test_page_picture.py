import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest.ocr.page_picture import png_of, rules_of, skew_of

DOTS = 150


def sheet(angle: float = 0.0, picture: bool = False) -> Image.Image:
    """Lines of bars as long as words, as print looks from afar; turned by hand."""
    image = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(image)
    for row in range(45):
        x = 120
        while x < 1050:
            width = 30 + (x * 7 + row * 13) % 60
            draw.rectangle((x, 120 + 34 * row, x + width, 132 + 34 * row), fill=20)
            x += width + 14
    if picture:
        draw.rectangle((200, 900, 1000, 1500), fill=90)
    return image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)


@pytest.mark.parametrize("angle", [0.0, 0.6, -0.6, 2.3, -5.0])
@pytest.mark.parametrize("picture", [False, True])
def test_the_skew_of_a_page_is_found_to_a_tenth_of_a_degree(angle: float, picture: bool) -> None:
    assert skew_of(np.asarray(sheet(angle, picture))) == pytest.approx(angle, abs=0.1)


def test_a_blank_page_is_straight() -> None:
    assert skew_of(np.full((900, 600), 255, dtype=np.uint8)) == 0


def test_rules_are_found_with_their_places_and_letters_are_none() -> None:
    image = sheet()
    draw = ImageDraw.Draw(image)
    draw.line((100, 616, 1100, 616), fill=0, width=2)
    draw.line((70, 500, 70, 900), fill=0, width=3)
    rules = rules_of(np.asarray(image), DOTS)
    (across,), (down,) = rules.horizontal, rules.vertical
    scale = 72 / DOTS
    assert (across.at, across.start, across.end) == pytest.approx((616 * scale, 100 * scale, 1100 * scale), abs=1.5)
    assert (down.at, down.start, down.end) == pytest.approx((70 * scale, 500 * scale, 900 * scale), abs=1.5)


def test_a_dark_band_is_not_a_rule() -> None:
    image = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(image).rectangle((100, 300, 1100, 360), fill=0)
    rules = rules_of(np.asarray(image), DOTS)
    assert (rules.horizontal, rules.vertical) == ((), ())


def test_the_png_is_the_picture_and_says_its_resolution() -> None:
    grey = np.asarray(sheet())
    image = Image.open(io.BytesIO(png_of(grey, 300)))
    assert image.mode == "L"
    assert np.array_equal(np.asarray(image), grey)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
