"""The chat on another page: one script, nothing loaded before it is opened, the keyboard in and out of it."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.steps import CANTEEN

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def focus_in_widget(page: "Page") -> str:
    script = "(e => e ? e.id || e.className : '')(document.querySelector('parvis-chat').shadowRoot.activeElement)"
    return str(page.evaluate(script))


def test_nothing_but_the_script_is_loaded_before_the_widget_is_opened(page: "Page") -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto("/demo", wait_until="networkidle")
    own = ("/demo", "/widget.js", "demo.css", "parvis.svg")
    assert any("/widget.js" in url for url in loaded)
    assert [url for url in loaded if not any(name in url for name in own) and "/static/" not in url] == []
    assert [url for url in loaded if "cadre" in url or "chat" in url or "parvis.css" in url] == []
    assert page.context.cookies() == []
    page.click("parvis-chat .launcher")
    page.frame_locator("iframe").locator("#q").wait_for()
    assert any("cadre=1" in url for url in loaded)


def test_the_keyboard_opens_the_widget_asks_in_it_and_leaves_it(page: "Page") -> None:
    page.goto("/demo")
    launcher = page.locator("parvis-chat .launcher")
    launcher.focus()
    page.keyboard.press("Enter")
    assert focus_in_widget(page) == "title"
    frame = page.frame_locator("iframe")
    frame.locator("#q").wait_for()
    page.frames[1].wait_for_load_state()
    page.keyboard.press("Escape")
    assert focus_in_widget(page) == "launcher"
    assert not page.locator("parvis-chat .panel").is_visible()

    page.keyboard.press("Enter")
    frame.locator("#q").focus()
    page.keyboard.type(CANTEEN)
    page.keyboard.press("Enter")
    frame.locator("h2#q1").wait_for()
    page.keyboard.press("Escape")
    launcher.wait_for()
    assert focus_in_widget(page) == "launcher"
    page.keyboard.press("Enter")
    assert frame.locator("h2#q1").is_visible(), "closing the panel loses nothing"


def test_a_source_opens_beside_the_widget_and_not_in_it(page: "Page") -> None:
    page.goto("/demo")
    page.click("parvis-chat .launcher")
    frame = page.frame_locator("iframe")
    frame.locator("#q").fill(CANTEEN)
    frame.locator("#composer button[type=submit]").click()
    with page.context.expect_page() as opened:
        frame.locator(".source .open").first.click()
    assert opened.value.locator(".cited mark").count() > 0
