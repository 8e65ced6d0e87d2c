"""Turns a typeset PDF into what a photocopier gives: grey pictures, slightly turned and speckled, no text."""

import io
import random
import time

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

DOTS_PER_INCH = 150
_TILTS_DEGREES = (0.7, -0.5, 0.4)
_SPECKS_PER_PAGE = 260
_EPOCH = time.gmtime(0)


def scan_pdf(
    pdf: bytes, *, title: str, seed: int, tilt_degrees: float | None = None, dots_per_inch: int = DOTS_PER_INCH
) -> bytes:
    """A PDF of pictures of the pages of ``pdf``; the same ``seed`` gives the same specks.

    Each page is turned by ``tilt_degrees``, a little and otherwise each time when None; a multiple of 90 lays it on its
    side or upside down, as people feed copiers.
    """
    dice = random.Random(seed)  # noqa: S311  # dust, not a secret
    source = pypdfium2.PdfDocument(pdf)
    pages = [_worn(source[number], number, dice, tilt_degrees, dots_per_inch) for number in range(len(source))]
    source.close()
    output = io.BytesIO()
    pages[0].save(
        output,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=dots_per_inch,
        quality=38,
        title=title,
        producer="Copieur",
        creationDate=_EPOCH,
        modDate=_EPOCH,
    )
    return output.getvalue()


def _worn(
    page: pypdfium2.PdfPage, number: int, dice: random.Random, tilt: float | None, dots_per_inch: int
) -> Image.Image:
    picture: Image.Image = page.render(scale=dots_per_inch / 72, grayscale=True).to_pil().convert("L")
    tilt = _TILTS_DEGREES[number % len(_TILTS_DEGREES)] if tilt is None else tilt
    on_its_side = bool(tilt) and tilt % 90 == 0
    picture = picture.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=255, expand=on_its_side)
    draw = ImageDraw.Draw(picture)
    for _ in range(_SPECKS_PER_PAGE):
        x, y = dice.randrange(picture.width), dice.randrange(picture.height)
        size = dice.choice((0, 0, 0, 1))
        draw.rectangle((x, y, x + size, y + size), fill=dice.randrange(90, 190))
    draw.rectangle((0, 0, 9, picture.height), fill=150)  # shadow of the copier's lid
    picture = picture.filter(ImageFilter.GaussianBlur(0.6))
    return picture.point([min(247, round(24 + level * 0.88)) for level in range(256)])
