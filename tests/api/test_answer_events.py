import asyncio
import json
import threading
from dataclasses import replace

from api.answer_events import HEARTBEAT, answer_events
from domain.answer import AnswerWatch
from tests.api.browser import Browser, Page
from tests.api.house import House
from tests.api.town import MONTREVAL, PRICE

FLUX = "/question/flux"


def events(body: str) -> list[tuple[str, dict[str, object]]]:
    found = []
    for one in body.split("\n\n"):
        if one.startswith("event: "):
            name, data = one.split("\n")
            found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_verified_sentences_come_first_then_the_sheet_that_a_page_would_show(house: House, browser: Browser) -> None:
    streamed = browser.post(FLUX, {"question": "prix de la cantine"})
    (first, sentence), (last, sheet) = events(streamed.text)
    whole = browser.post("/question", {"question": "prix de la cantine"}, headers={"x-parvis-fragment": "1"})
    assert (first, sentence["text"], sentence["number"]) == ("sentence", PRICE, 1)
    assert (last, sheet["html"]) == ("answer", whole.text)


def test_the_stream_has_the_headers_of_every_page_and_is_neither_kept_nor_held_back(browser: Browser) -> None:
    headers = browser.post(FLUX, {"question": "prix de la cantine"}, headers={"accept-encoding": "gzip"}).headers
    assert headers["content-type"].startswith("text/event-stream")
    assert (headers["cache-control"], headers["x-accel-buffering"]) == ("no-store", "no")
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "content-encoding" not in headers


def test_a_commune_named_by_the_address_answers_with_its_own_links(browser: Browser) -> None:
    (*_, (_, sheet)) = events(browser.post(f"/c/{MONTREVAL}{FLUX}", {"question": "prix de la cantine"}).text)
    assert f"/c/{MONTREVAL}/documents/" in str(sheet["html"])


def test_what_cannot_be_asked_is_refused_as_by_the_page(browser: Browser) -> None:
    refused = browser.post(FLUX, {"question": "  "}, headers={"x-parvis-fragment": "1"})
    assert (refused.status_code, refused.headers["content-type"]) == (422, "text/html; charset=utf-8")


def test_a_form_of_another_site_is_refused(browser: Browser) -> None:
    foreign = browser.send("POST", FLUX, data={"question": "cantine"}, headers={"sec-fetch-site": "cross-site"})
    assert foreign.status_code == 403


def test_rates_hold_for_streams(fresh_house: House) -> None:
    visitor = Browser(fresh_house.app, address="192.0.2.44")
    codes = [visitor.post(FLUX, {"question": "bonjour"}).status_code for _ in range(31)]
    assert (codes[0], codes[-1]) == (200, 429)


def test_a_failure_is_told_so_that_the_page_sends_the_form_itself(browser: Browser) -> None:
    assert [name for name, _ in events(browser.post(FLUX, {"question": "bogue"}).text)] == ["failed"]


def test_pages_send_to_the_stream_only_where_a_model_may_write(house: House, browser: Browser) -> None:
    def flux() -> list[str | None]:
        return [form.get("data-flux") for form in Page(browser.get("/").text).all("form")]

    plain = flux()
    kept, house.communes.served = (
        house.communes.served,
        {slug: replace(services, streams=True) for slug, services in house.communes.served.items()},
    )
    streaming = flux()
    house.communes.served = kept
    assert (set(plain), set(streaming)) == ({None}, {FLUX})


def test_a_silence_is_filled_and_a_reader_who_leaves_stops_the_work() -> None:
    left = threading.Event()

    def work(watch: AnswerWatch) -> str:
        while not watch.is_gone():
            left.wait(0.005)
        left.set()
        return ""

    async def read_one_and_leave() -> str:
        stream = answer_events(work, heartbeat_s=0.01)
        first = await anext(stream)
        await stream.aclose()
        await asyncio.to_thread(left.wait, 20)
        return first

    assert asyncio.run(read_one_and_leave()) == HEARTBEAT
    assert left.is_set()
