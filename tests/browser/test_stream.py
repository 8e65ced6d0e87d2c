"""An answer that comes sentence by sentence, as where a language model writes: shown as it comes, announced once."""

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser.steps import CANTEEN

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

SEND_TO_THE_STREAM = "document.querySelector('#composer').dataset.flux = '/question/flux'"
COUNT_DRAFTS = """
window.drafts = [];
new MutationObserver((seen) => seen.forEach((m) => m.addedNodes.forEach((n) => {
  if (n.closest && n.closest('[aria-hidden]')) window.drafts.push(n.textContent);
}))).observe(document.querySelector('main'), { childList: true, subtree: true });
"""


def stream(page: "Page", body: str) -> None:
    def give(route: "Route") -> None:
        route.fulfill(status=200, content_type="text/event-stream; charset=utf-8", body=body)

    page.route("**/question/flux", give)
    page.goto("/")
    page.evaluate(SEND_TO_THE_STREAM)
    page.evaluate(COUNT_DRAFTS)


def sheet(page: "Page") -> str:
    headers = {"x-parvis-fragment": "1", "sec-fetch-site": "same-origin"}
    html: str = page.request.post("/question", form={"question": CANTEEN}, headers=headers).text()
    return html


def test_sentences_are_seen_then_the_whole_answer_takes_their_place(page: "Page") -> None:
    sentence = json.dumps({"text": "Le repas coûte <b>3,85 €</b>.", "number": 1, "title": "Tarifs"})
    answer = json.dumps({"html": sheet(page)})
    stream(page, f": attente\n\nevent: sentence\ndata: {sentence}\n\nevent: answer\ndata: {answer}\n\n")
    page.locator("#q").fill(CANTEEN)
    page.keyboard.press("Enter")
    page.locator("[role=log] article").wait_for()
    assert page.evaluate("window.drafts").count("Le repas coûte <b>3,85 €</b>. [1]") >= 1
    assert page.locator("div.sheet[aria-hidden]").count() == 0
    assert page.locator("[role=log] article").count() == 1


def test_a_stream_that_breaks_leaves_the_form_to_the_browser(page: "Page") -> None:
    stream(page, "event: failed\ndata: {}\n\n")
    page.locator("#q").fill(CANTEEN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/question")
    assert page.locator("article.sheet").count() == 1
