"""``python -m tests.browser.pictures``: takes the README's picture again, from the sample commune's real answer."""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.browser.playwright_chromium import chromium, missing
from tests.browser.product import ROOT, running
from tests.browser.steps import ask

QUESTION = "Combien de livres peut-on emprunter à la bibliothèque ?"
PICTURE = ROOT / "docs" / "pictures" / "chat.png"
WIDTH, HEIGHT = 1280, 900
COLOURS = 64  # a page of text: more colours weigh more and show nothing


def take(folder: Path) -> None:
    """Ask ``QUESTION`` and keep what a resident sees of its answer, the page's foot left out."""
    with running(folder) as product, chromium() as browser:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(product.address)
        ask(page, QUESTION)
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        foot = page.locator(".foot").bounding_box()
        height = int(foot["y"]) if foot else HEIGHT
        shot = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
    PICTURE.parent.mkdir(exist_ok=True)
    Image.open(BytesIO(shot)).convert("RGB").quantize(COLOURS).save(PICTURE, optimize=True)


if __name__ == "__main__":
    if reason := missing():
        raise SystemExit(reason)
    with tempfile.TemporaryDirectory() as place:
        take(Path(place))
