"""The watch of law with a keyboard and no script."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.playwright_chromium import focused
from tests.browser.product import Product
from tests.browser.steps import enter_console

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
MOST_STOPS = 40


def reach(page: "Page", wanted: str) -> None:
    """Press Tab until that field has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if focused(page).endswith(f"#{wanted}"):
            return
    raise AssertionError(f"#{wanted} cannot be reached with Tab")


def test_changes_are_filtered_with_the_keyboard_alone_and_without_a_script(plain: "Page", product: Product) -> None:
    enter_console(plain, product.invite("veille@mairie.example"))
    plain.goto("/console/veille?depuis=2020-01-01")
    assert plain.locator("tbody tr").count() == 4, "the two acts of the sample that cite what was replaced"
    reach(plain, "changement")
    plain.keyboard.type("Renum")
    reach(plain, "mots")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**changement=renumerote**")
    assert plain.locator("tbody tr").count() == 1
    assert "L. 313-1" in " ".join(plain.locator("tbody").inner_text().split())
    assert "depuis=2020-01-01" in plain.url
