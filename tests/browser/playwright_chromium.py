"""Debian's Chromium driven by Playwright, and axe run in it. Nothing is downloaded, nothing leaves the machine."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",  # containers, and the root account of continuous integration
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# WCAG 2.2 A and AA, the French RGAA, and axe's own good practice.
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice")
# WCAG 1.4.12: what a reader may impose on the text.
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    " p { margin-bottom: 2em !important }"
)


def missing() -> str:
    """What is not there to drive a browser, as a reason to skip; empty when all is there."""
    if not any(map(shutil.which, PROGRAMS)):
        return "Chromium is not installed (Debian: apt install chromium)"
    if not (find_spec("playwright") and find_spec("axe_playwright_python")):
        return "Playwright is not installed: python run.py install dev browser"
    return ""


@contextmanager
def chromium() -> Iterator["Browser"]:
    """The browser, headless, until the block ends."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, PROGRAMS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


def violations(page: "Page") -> list[str]:
    """What axe finds wrong on the page and its frames: rule and element, one line each."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": {"type": "tag", "values": list(AXE_TAGS)}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def sideways(page: "Page") -> int:
    """By how many CSS pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def space_out(page: "Page") -> None:
    """Impose WCAG's text spacing, as a reader's own style would: the page's policy does not apply to it."""
    page.evaluate(
        "(rules) => { const s = new CSSStyleSheet(); s.replaceSync(rules); document.adoptedStyleSheets = [s] }", SPACING
    )


def listen(page: "Page") -> list[str]:
    """A list that fills with the errors of the page's console: broken scripts, what the policy refused."""
    heard: list[str] = []
    # A form refused with 422 and a page that is not there are told on the console as failed loads: both are meant.
    page.on("console", lambda m: heard.append(m.text) if m.type == "error" and "status of 4" not in m.text else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def focused(page: "Page") -> str:
    """The element that has the focus, as ``tag#id``, or its text when it has no id."""
    script = "(e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : ' ' + e.textContent.trim()))(document.activeElement)"
    return str(page.evaluate(script))
