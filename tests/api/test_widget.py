import gzip

from api.static_files import WEB
from tests.api.browser import Browser, Page


def test_the_widget_is_one_small_script_with_its_commune_in_it(browser: Browser) -> None:
    script = browser.get("/c/saint-oyen-la-riviere/widget.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert '"base": "/c/saint-oyen-la-riviere"' in script.text
    assert "__SETTINGS__" not in script.text
    assert len(gzip.compress(script.content)) < 8_000
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"


def test_the_widget_keeps_nothing_and_asks_for_nothing_before_it_is_opened() -> None:
    source = (WEB / "widget" / "widget.js").read_text("utf-8")
    for storage in ("cookie", "localStorage", "sessionStorage", "fetch(", "XMLHttpRequest"):
        assert storage not in source.replace("No cookie", "")
    assert source.index("if (isOpen && !frame)") < source.index('createElement("iframe")')


def test_the_demonstration_page_holds_the_one_line_and_may_frame_the_chat(browser: Browser) -> None:
    response = browser.get("/demo")
    assert [s["src"] for s in Page(response.text).all("script")] == ["/widget.js"]
    assert "frame-src 'self'" in response.headers["content-security-policy"]
