"""A question asked by keyboard, with and without scripts, its follow-up, its sources, its printed form."""

import re
import unicodedata
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import pypdf
import pytest

from tests.browser.playwright_chromium import focused
from tests.browser.steps import CANTEEN, HALL, ask

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

pytestmark = pytest.mark.browser

FOLLOW_UP = "et pour les familles qui habitent hors de la commune ?"
OUTSIDE = "5,60"
COUNT_INSERTS = """
window.inserts = [];
new MutationObserver((seen) => seen.forEach((m) => m.addedNodes.forEach((n) => window.inserts.push(n.nodeName))))
  .observe(document.querySelector('[role=log]'), { childList: true, subtree: true });
"""


def flat(text: str) -> str:
    """Text on one line, its unbreakable spaces made plain."""
    return " ".join(text.split())


def read_by(page: "Page") -> str:
    return flat(page.locator("main").inner_text())


# By keyboard


def test_the_tab_key_goes_from_the_skip_link_to_the_question_and_its_button(page: "Page") -> None:
    page.goto("/")
    order = []
    for _ in range(6):
        page.keyboard.press("Tab")
        order.append(focused(page))
    assert order[0] == "a Aller au contenu"
    assert order[2:] == ["a Poser une question", "a Parler à quelqu’un", "textarea#q", "button Demander"]


@pytest.mark.parametrize("keys", [["Enter"], ["Tab", "Enter"], ["Tab", "Space"]], ids="+".join)
def test_a_question_is_asked_by_keyboard_and_its_title_gets_the_focus(page: "Page", keys: list[str]) -> None:
    page.goto("/")
    for _ in range(5):
        page.keyboard.press("Tab")
    page.evaluate(COUNT_INSERTS)
    page.keyboard.type(CANTEEN)
    for key in keys:
        page.keyboard.press(key)
    page.locator("h2#q1").wait_for()
    assert focused(page) == "h2#q1"
    assert flat(page.locator("h2#q1").inner_text()) == CANTEEN
    assert page.evaluate("window.inserts.filter((name) => name === 'ARTICLE')") == ["ARTICLE"]
    assert page.evaluate("window.inserts.filter((name) => name !== '#text')") == ["ARTICLE"], "the log hears one insert"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null"), "reading goes on inside the answer"


def test_shift_and_enter_begin_another_line_instead_of_sending(page: "Page") -> None:
    page.goto("/")
    page.locator("#q").focus()
    page.keyboard.type("Bonjour,")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("combien coûte un repas ?")
    assert page.locator("#q").input_value() == "Bonjour,\ncombien coûte un repas ?"
    assert page.locator("article").count() == 0


def test_the_status_says_that_the_search_is_going_on_and_then_is_silent(page: "Page") -> None:
    held: list[Route] = []
    page.route("**/question", lambda route: held.append(route))
    page.goto("/")
    page.fill("#q", CANTEEN)
    page.click("#composer button[type=submit]")
    status = page.get_by_role("status")
    status.get_by_text("Recherche dans les documents de la commune").wait_for()
    page.click("#composer button[type=submit]")
    assert len(held) == 1, "an impatient second press sends nothing"
    held[0].continue_()
    page.locator("h2#q1").wait_for()
    assert status.inner_text() == ""


def test_when_the_network_fails_the_browser_sends_the_form_itself(page: "Page") -> None:
    failed: list[str] = []

    def fail_once(route: "Route") -> None:
        if failed:
            route.continue_()
        else:
            failed.append(route.request.url)
            route.fulfill(status=200, body="")

    page.route("**/question", fail_once)
    page.goto("/")
    page.fill("#q", CANTEEN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/question")
    assert flat(page.locator("h2#q1").inner_text()) == CANTEEN


# With and without scripts


@pytest.mark.parametrize("kind", ["page", "plain"])
def test_a_question_gets_its_answer_its_sources_and_the_next_field(kind: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(kind)
    page.goto("/")
    ask(page, CANTEEN)
    answer = page.locator("article.sheet")
    assert answer.get_attribute("data-status") in ("answered", "partial")
    assert "3,85 €" in read_by(page)
    assert answer.locator(".source").count() == len(set(answer.locator("a.ref").all_inner_texts())) > 0
    assert flat(page.locator("label[for=q]").inner_text()) == "Une autre question ?"
    assert page.locator("#q").input_value() == ""


@pytest.mark.parametrize("kind", ["page", "plain"])
def test_a_follow_up_keeps_its_subject(kind: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(kind)
    page.goto("/")
    ask(page, CANTEEN)
    ask(page, FOLLOW_UP)
    answer = page.locator("article.sheet", has=page.locator("h2#q2"))
    assert flat(answer.locator("h2").inner_text()) == FOLLOW_UP
    understood = flat(answer.locator("header").inner_text()).partition("Comprise ainsi")[2]
    assert "cantine" in understood
    assert OUTSIDE in flat(answer.locator(".said").first.inner_text())


def test_the_text_around_a_quotation_opens_by_keyboard_without_script_on_a_narrow_screen(plain: "Page") -> None:
    plain.set_viewport_size({"width": 360, "height": 700})
    plain.goto("/")
    ask(plain, CANTEEN)
    around = plain.locator(".source details.around").first
    assert not around.locator("mark").first.is_visible()
    around.locator("summary").focus()
    plain.keyboard.press("Enter")
    assert around.locator("mark").first.is_visible()
    while (closed := plain.locator("details.around:not([open]) > summary")).count():
        closed.first.click()
    box = plain.locator("main").bounding_box()
    assert box is not None
    assert box["width"] <= 360
    wide = (
        "[...document.querySelectorAll('details.around > .stack')].filter((e) => e.scrollWidth > e.clientWidth).length"
    )
    assert plain.evaluate(wide) == 0


@pytest.mark.parametrize("kind", ["page", "plain"])
def test_an_opinion_is_given_by_keyboard_and_thanked(kind: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(kind)
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto("/")
    ask(page, CANTEEN)
    form = page.locator("form.feedback")
    form.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert form.locator("input[type=radio]").first.is_checked()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page) == "button Envoyer mon avis"
    page.keyboard.press("Enter")
    thanks = page.locator("p.feedback")
    thanks.wait_for()
    assert thanks.get_attribute("role") == "status"
    assert "aidera la commune" in flat(thanks.inner_text())
    ask(page, FOLLOW_UP)
    assert OUTSIDE in read_by(page)


def test_buttons_that_need_a_script_are_not_shown_without_one(page: "Page", plain: "Page") -> None:
    for shown, on in ((True, page), (False, plain)):
        on.goto("/")
        ask(on, CANTEEN)
        assert on.locator("text=Imprimer").is_visible() is shown
        assert on.locator("text=Copier").is_visible() is shown
        assert on.locator("text=Parler à quelqu’un").last.is_visible()


def test_an_empty_question_says_what_to_do_beside_its_field(page: "Page") -> None:
    page.goto("/")
    page.locator("#q").focus()
    page.keyboard.press("Enter")
    page.locator("#qe").wait_for()
    assert focused(page) == "textarea#q"
    assert "qe" in str(page.locator("#q").get_attribute("aria-describedby")).split()


def test_the_copied_answer_holds_the_question_the_words_and_where_they_stand(page: "Page") -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    ask(page, CANTEEN)
    page.click("text=Copier")
    page.get_by_role("status").get_by_text("Réponse copiée").wait_for()
    copied = flat(str(page.evaluate("navigator.clipboard.readText()")))
    assert copied.startswith(CANTEEN)
    assert "3,85 €" in copied
    assert "/documents/d" in copied


# Sources


def test_a_number_in_the_answer_leads_to_its_source(page: "Page") -> None:
    page.goto("/")
    ask(page, CANTEEN)
    reference = page.locator("a.ref").first
    reference.focus()
    page.keyboard.press("Enter")
    target = page.locator(".source:target")
    assert target.locator(".n").inner_text() == reference.inner_text()


def test_a_source_opens_its_passage_marked_and_the_original_at_its_page(page: "Page") -> None:
    page.goto("/")
    ask(page, CANTEEN)
    shown = flat(page.locator("[data-answer]").inner_text())
    page.locator(".source .open").first.click()
    page.locator("#passage").wait_for()
    marked = [flat(text) for text in page.locator(".cited mark").all_inner_texts()]
    assert marked
    assert all(text in shown for text in marked)
    assert page.locator("#passage").evaluate("e => e.getBoundingClientRect().top < innerHeight")
    assert focused(page) == "mark#passage"
    link = str(page.locator("a", has_text="PDF").first.get_attribute("href"))
    path, _, number = link.partition("#page=")
    original = page.request.get(path)
    assert original.headers["content-type"] == "application/pdf"
    text = flat(pypdf.PdfReader(BytesIO(original.body())).pages[int(number) - 1].extract_text())
    assert "".join(marked[0].split())[:40] in "".join(text.split()), "the words stand on the page that opens"


def test_the_cited_page_is_drawn_when_it_is_asked_for_and_not_before(page: "Page") -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto("/")
    ask(page, HALL)
    page.click(".source .open >> nth=0")
    page.locator("#passage").wait_for()
    assert [url for url in loaded if "/images/" in url] == []
    page.locator(".see-page summary").focus()
    with page.expect_response("**/images/*") as drawn:
        page.keyboard.press("Enter")
    assert drawn.value.header_value("content-type") == "image/webp"
    assert page.locator(".see-page img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 1000


# Read aloud, printed


def heard_order(article: "Locator", *signs: str) -> list[int]:
    tree = flat(article.aria_snapshot())
    return [tree.index(sign) for sign in signs]


@pytest.mark.parametrize("question", [CANTEEN, HALL])
def test_read_aloud_an_answer_gives_the_question_its_status_the_words_then_the_sources(
    page: "Page", question: str
) -> None:
    page.goto("/")
    ask(page, question)
    amount = re.search(r"\d+(?:,\d\d)? €", flat(page.locator("[data-answer]").inner_text()))
    assert amount, "a price is shown; which one is judged by eval, not here"
    words = amount[0]
    signs = (question, "documents de la commune", words, "D’où vient cette réponse", "En cas de doute")
    order = heard_order(page.locator("article.sheet"), *signs)
    assert order == sorted(order)


def test_read_aloud_a_row_is_heard_with_the_names_of_its_columns(page: "Page") -> None:
    page.goto("/")
    ask(page, HALL)
    table = page.get_by_role("article").get_by_role("table").first
    assert [flat(name) for name in table.get_by_role("columnheader").all_inner_texts()][1:] == [
        "Habitants de la commune",
        "Hors commune",
    ]
    assert re.search(r"\d+ € \d+ €", flat(table.get_by_role("row").nth(2).inner_text()))


MARGINS = dict.fromkeys(("top", "right", "bottom", "left"), "12mm")  # what browsers leave by default
PRINTED: "dict[str, Callable[[Page], None]]" = {
    "text": lambda page: ask(page, CANTEEN),
    "table": lambda page: ask(page, HALL),
}


@pytest.mark.parametrize("kind", PRINTED)
def test_a_printed_answer_fits_one_page_with_its_source_and_whom_to_call(page: "Page", kind: str) -> None:
    page.goto("/")
    PRINTED[kind](page)
    title = flat(page.locator(".sources h4").first.inner_text())
    printed = pypdf.PdfReader(BytesIO(page.pdf(format="A4", margin=MARGINS))).pages
    assert len(printed) == 1
    text = flat(unicodedata.normalize("NFKC", printed[0].extract_text()))  # the browser prints « fi » as one sign
    assert flat(page.locator("article h2").inner_text()) in text
    assert "".join(title.split()) in "".join(text.split()), "a long title may go on to a second line"
    assert "/documents/d" in text, "the address of the passage can be typed"
    assert "02 61 91 04" in text
    assert "Demander" not in text
