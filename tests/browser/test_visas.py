"""Visas and drafts in the console: by keyboard alone, and in a browser that runs no script."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.playwright_chromium import focused
from tests.browser.product import Product
from tests.browser.steps import DRAFT, check_visas, enter_console, write_draft

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def reach(page: "Page", wanted: str, *, most: int = 60) -> None:
    """Press Tab until the focus is on the element of that selector."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} is not reached in {most} presses; focus on {focused(page)}")


def test_a_draft_is_checked_and_a_visa_replaced_by_keyboard_alone(page: "Page", product: Product) -> None:
    enter_console(page, product.invite("clavier@mairie.example"))
    page.goto("/console/visas")
    reach(page, "#texte")
    page.keyboard.insert_text(DRAFT)
    reach(page, "#fichier")
    reach(page, "#seance")
    reach(page, "main button[type=submit]")
    page.keyboard.press("Enter")
    page.locator(".tally").wait_for()
    reach(page, "a.ref[href='#v1']")
    page.keyboard.press("Enter")
    reach(page, "button[value='remplacer-0']")
    page.keyboard.press("Enter")
    page.wait_for_url("**#v1")
    assert page.locator(".draft ins").first.inner_text() == "le code général de la fonction publique"
    reach(page, "#v1 > summary")
    page.keyboard.press("Enter")
    assert page.locator("#v1").get_attribute("open") is not None
    reach(page, "#relu")
    page.keyboard.press("Space")
    reach(page, "form[action$='/document'] button")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".docx")


def test_everything_is_done_without_a_script(plain: "Page", product: Product, tmp_path: Path) -> None:
    enter_console(plain, product.invite("sans-script@mairie.example"))
    check_visas(plain)
    plain.click("button[value='remplacer-0']")
    plain.check("#relu")
    with plain.expect_download() as download:
        plain.click("form[action$='/document'] button")
    assert download.value.path().read_bytes()[:2] == b"PK"
    write_draft(plain)
    plain.check("#relu")
    plain.click("text=Signer la relecture")
    plain.locator("text=Relu par Camille Renoux").first.wait_for()
    with plain.expect_download() as download:
        plain.click("text=Exporter en ODT")
    assert download.value.suggested_filename.endswith(".odt")
