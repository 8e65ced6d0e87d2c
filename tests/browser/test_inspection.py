"""A document's page beside what was read from it: its picture, its frames, its pages turned by keyboard, its print."""

from io import BytesIO
from typing import TYPE_CHECKING

import pypdf
import pytest

from tests.browser.playwright_chromium import focused
from tests.browser.product import Product
from tests.browser.steps import enter_console

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

HALL = "Règlement d’utilisation de la salle des fêtes"


@pytest.fixture
def reading(page: "Page", product: Product, request: pytest.FixtureRequest) -> "Page":
    """The second page of a regulation, in the console."""
    enter_console(page, product.invite(f"lecture-{len(request.node.name)}@mairie.example"))
    page.click("nav >> text=/^Documents$/")
    page.locator("summary", has_text="Les documents, un par un").click()
    page.locator("details a", has_text=HALL).first.click()
    page.click("text=Voir ce que Parvis lit")
    page.locator(".pager a", has_text="2").click()
    page.wait_for_url("**page=2")
    return page


def test_the_frames_lie_on_the_picture_and_can_be_taken_away(reading: "Page") -> None:
    reading.locator(".picture img").evaluate("image => image.decode()")
    picture, frames = reading.locator(".picture img").bounding_box(), reading.locator(".boxes").bounding_box()
    assert picture
    assert frames
    assert all(abs(picture[side] - frames[side]) < 2 for side in ("x", "y", "width", "height"))
    table = reading.locator(".box-table").bounding_box()
    assert table
    assert 0.03 < (table["y"] - picture["y"]) / picture["height"] < 0.5
    reading.locator("#cadres").focus()
    reading.keyboard.press("Space")
    assert not reading.locator(".boxes").is_visible()
    reading.keyboard.press("Space")
    assert reading.locator(".boxes").is_visible()


def test_the_pages_are_turned_by_keyboard_in_the_order_in_which_they_are_seen(reading: "Page") -> None:
    stops = []
    for _ in range(20):
        reading.keyboard.press("Tab")
        stops.append(focused(reading))
        if stops[-1] == "input#cadres":
            break
    assert stops[-4:] == ["a ←", "a 1", "a 2", "input#cadres"]
    reading.keyboard.press("Tab")
    assert focused(reading).startswith("a Agrandir l’image de la page 2")
    reading.locator(".pager a[rel=prev]").focus()
    reading.keyboard.press("Enter")
    reading.wait_for_url("**page=1")
    assert reading.locator("h2#pg").inner_text() == "Page 1 sur 2"


def test_the_table_is_a_table_and_the_print_holds_page_and_text(reading: "Page") -> None:
    headers = reading.locator(".read-table thead th").all_inner_texts()
    assert headers == ["Location", "Habitants de la commune", "Hors commune"]
    reading.locator(".picture img").evaluate("image => image.decode()")
    printed = pypdf.PdfReader(BytesIO(reading.pdf(format="A4", print_background=False)))
    text = " ".join(page.extract_text() for page in printed.pages)
    assert "Journée en semaine" in text
    assert "Montrer les cadres" not in text
    assert any(len(page.images) > 0 for page in printed.pages)
