"""An answer asked for in simpler form, by keyboard, with and without scripts."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.steps import ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LIBRARY = "Combien de livres peut-on emprunter à la bibliothèque ?"
IDS = "[...document.querySelectorAll('[id]')].map((e) => e.id)"


@pytest.mark.parametrize("kind", ["page", "plain"])
def test_the_rule_alone_is_read_first_and_the_cases_open_by_keyboard(kind: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(kind)
    page.goto("/")
    ask(page, LIBRARY)
    page.get_by_role("button", name="Plus simple").focus()
    page.keyboard.press("Enter")
    page.locator("h2#q1s").wait_for()
    simpler = page.locator("article[data-again]")
    assert simpler.locator(".rule").count() == 1
    assert simpler.locator(".said").count() == 0
    assert not simpler.locator(".case").first.is_visible()
    simpler.locator(".cases summary").focus()
    page.keyboard.press("Enter")
    assert simpler.locator(".case").first.is_visible()
    ids = page.evaluate(IDS)
    assert len(ids) == len(set(ids))


def test_the_question_is_remembered_once_for_those_that_follow(page: "Page") -> None:
    page.goto("/")
    ask(page, LIBRARY)
    page.get_by_role("button", name="Plus simple").click()
    page.locator("h2#q1s").wait_for()
    assert page.locator("#composer [name=history]").count() == 1
