import logging
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts

from api.static_files import WEB
from tests.api.browser import Browser, Page, replaced
from tests.api.house import House, open_house
from tests.api.town import RULES, TARIFFS

PUBLIC = [
    "/",
    "/demande",
    f"/documents/{TARIFFS}",
    f"/documents/{RULES}",
    "/acces/reponses",
    "/acces/donnees",
    "/acces/accessibilite",
    "/demo",
    "/console/connexion",
    "/c/saint-oyen-la-riviere/",
    "/rien",
]
OTHER = [
    "/widget.js",
    "/couleurs.css",
    "/health",
    "/ready",
    "/openapi.json",
    f"/v1/documents/{TARIFFS}",
    "/static/x.css",
]
FORMS = [
    "/console/relire",
    "/question",
    "/question/flux",
    "/demande",
    "/avis",
    "/c/saint-oyen-la-riviere/avis",
    "/c/saint-oyen-la-riviere/question",
    "/c/saint-oyen-la-riviere/question/flux",
    "/c/saint-oyen-la-riviere/demande",
    "/demande/MONT-2026-00001-A1/complement",
    "/c/saint-oyen-la-riviere/demande/SAIN-2026-00001-B7/annulation",
    "/console/connexion",
    "/console/bienvenue/abc",
    "/console/deconnexion",
    "/console/demandes/MONT-2026-00001-A1/reponse",
    "/console/demandes/MONT-2026-00001-A1/presence",
    "/console/demandes/MONT-2026-00001-A1/note",
    "/console/demandes/MONT-2026-00001-A1/modele",
    "/console/presence",
    "/console/presence/pause",
    "/console/documents/d00000000000000a1/visibilite",
    "/console/documents/d00000000000000a1/nom",
    "/console/rapport/constats/f00000000000000a1",
    "/console/visas",
    "/console/visas/0123456789abcdef/choix",
    "/console/visas/0123456789abcdef/document",
    "/console/visas/0123456789abcdef/effacement",
    "/console/rediger/sujets/subvention",
    "/console/rediger/projets/0123456789abcdef/actes",
    "/console/rediger/projets/0123456789abcdef/relecture",
    "/console/rediger/projets/0123456789abcdef/effacement",
]


def test_the_contract_is_openapi_31_and_lists_the_public_routes(browser: Browser) -> None:
    contract = browser.get("/openapi.json").json()
    assert contract["openapi"].startswith("3.1")
    assert {(method.upper(), path) for path, methods in contract["paths"].items() for method in methods} == {
        ("POST", "/v1/questions"),
        ("POST", "/v1/requests"),
        ("POST", "/v1/chat/completions"),
        ("GET", "/v1/models"),
        ("GET", "/v1/models/{model}"),
        ("GET", "/v1/documents/{document_id}"),
        ("GET", "/v1/documents/{document_id}/original"),
        ("POST", "/v1/visas/check"),
        ("POST", "/v1/visas/extract"),
        ("POST", "/v1/visas/resolve"),
        ("GET", "/health"),
        ("GET", "/ready"),
    }
    refusal = contract["paths"]["/v1/questions"]["post"]["responses"]["422"]["content"]
    assert refusal == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}
    references = set(re.findall(r"#/components/schemas/(\w+)", str(contract)))
    assert references <= set(contract["components"]["schemas"])


@pytest.mark.parametrize("path", [*PUBLIC, *OTHER])
def test_every_response_has_its_security_headers(browser: Browser, path: str) -> None:
    headers = browser.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "strict-transport-security" not in headers


@pytest.mark.parametrize("path", PUBLIC)
def test_no_page_holds_a_script_or_a_style_of_its_own(browser: Browser, path: str) -> None:
    page = Page(browser.get(path).text)
    assert all(script.get("src", "").startswith("/") for script in page.all("script"))
    assert not page.all("style")
    assert [a for _, attributes in page.tags for a in attributes if a == "style" or a.startswith("on")] == []


@pytest.mark.parametrize("path", PUBLIC)
def test_every_page_is_french_named_and_in_order(browser: Browser, path: str) -> None:
    page = Page(browser.get(path).text)
    assert page.all("html")[0]["lang"] == "fr"
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))
    labelled = {label["for"] for label in page.all("label")}
    controls = [c for tag in ("input", "textarea", "select") for c in page.all(tag) if c.get("type") != "hidden"]
    assert [c for c in controls if c.get("id") not in labelled] == []
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    if path != "/demo":
        assert page.all("a")[0]["href"] == "#contenu"


def test_public_pages_may_be_framed_by_the_commune_s_sites_alone(browser: Browser) -> None:
    policy = browser.get("/?cadre=1").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self' https://www.montreval.example")
    assert browser.get("/console/connexion").headers["content-security-policy"].endswith("frame-ancestors 'none'")


def test_https_is_held_to(tmp_path: Path) -> None:
    house = open_house(tmp_path, base_url="https://parvis.test")
    assert "max-age=" in Browser(house.app).get("/").headers["strict-transport-security"]
    house.installation.close()


def test_the_list_of_forms_is_whole(house: House) -> None:
    patterns = [
        re.compile(re.sub(r"\{\w+\}", "[^/]+", route.path or ""))
        for route in iter_route_contexts(house.app.routes)
        if "POST" in (route.methods or set()) and not (route.path or "").startswith("/v1/")
    ]
    assert [p.pattern for p in patterns if not any(p.fullmatch(form) for form in FORMS)] == []
    assert len(patterns) == len(FORMS)


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://ailleurs.example"},
        {"origin": "null"},
    ],
)
def test_a_form_sent_from_elsewhere_is_refused(browser: Browser, path: str, headers: dict[str, str]) -> None:
    response = browser.send("POST", path, data={"question": "cantine"}, headers=headers)
    assert response.status_code == 403
    assert "Envoi refusé" in response.text


def test_a_text_browser_that_says_nothing_may_ask_but_not_enter_the_console(browser: Browser) -> None:
    assert browser.send("POST", "/question", data={"question": "cantine"}).status_code == 200
    own = {"origin": "http://parvis.test"}
    assert browser.send("POST", "/question", data={"question": "cantine"}, headers=own).status_code == 200
    assert browser.send("POST", "/console/connexion", data={}).status_code == 403


@pytest.mark.parametrize("path", ["/question", "/v1/questions"])
def test_a_body_over_the_limit_is_refused_announced_or_not(browser: Browser, path: str) -> None:
    headers = {"content-type": "application/json" if path.startswith("/v1") else "application/x-www-form-urlencoded"}
    announced = browser.send("POST", path, content=b"a" * 300_000, headers=headers)

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"a" * 10_000

    unannounced = browser.send("POST", path, content=pieces(), headers=headers)
    for response in (announced, unannounced):
        assert response.status_code == 413
        assert "trop volumineux" in response.text
        assert "02 61 91 04 00" in response.text
    assert browser.send("POST", path, content=b"a", headers=headers | {"content-length": "1e9"}).status_code == 413


def test_an_address_that_calls_too_often_waits_and_is_given_the_phone(tmp_path: Path) -> None:
    house = open_house(tmp_path, writes_per_minute=6, writes_burst=2)
    browser = Browser(house.app)
    for _ in range(2):
        assert browser.post("/question", {"question": "cantine"}).status_code == 200
    refused = browser.post("/question", {"question": "cantine"})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "10")
    assert "Patientez 10 secondes" in refused.text
    assert "02 61 91 04 00" in refused.text
    assert "content-security-policy" in refused.headers
    piece = browser.post("/question", {"question": "cantine"}, headers={"x-parvis-fragment": "1"})
    assert piece.text.lstrip().startswith("<article")
    problem = browser.send("POST", "/v1/questions", json={"question": "cantine"})
    assert problem.json()["phone"] == "02 61 91 04 00"
    assert Browser(house.app, address="198.51.100.1").post("/question", {"question": "x"}).status_code == 200
    assert browser.get("/").status_code == 200
    house.clock.advance(seconds=10)
    assert browser.post("/question", {"question": "cantine"}).status_code == 200
    house.installation.close()


def test_probes_are_never_refused(tmp_path: Path) -> None:
    house = open_house(tmp_path, reads_per_minute=6, reads_burst=1)
    browser = Browser(house.app)
    assert [browser.get("/").status_code for _ in range(2)] == [200, 429]
    assert [browser.get("/health").status_code for _ in range(3)] == [200] * 3
    house.installation.close()


def test_ready_says_which_part_is_not(tmp_path: Path) -> None:
    house = open_house(tmp_path, readiness={"storage": "ok", "index": "missing"})
    response = Browser(house.app).get("/ready")
    house.installation.close()
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "checks": {"storage": "ok", "index": "missing"}}


def test_health_and_ready_when_all_is_well(browser: Browser) -> None:
    assert browser.get("/health").json() == {"status": "ok", "version": "0.1.0"}
    assert browser.get("/ready").status_code == 200


def test_an_unforeseen_failure_is_a_french_500_and_its_log_has_no_word_of_the_question(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = browser.post("/question", {"question": "mon secret bogue"})
        problem = browser.send("POST", "/v1/questions", json={"question": "mon secret bogue"})
    assert (response.status_code, problem.status_code) == (500, 500)
    assert "02 61 91 04 00" in response.text
    assert "content-security-policy" in response.headers
    assert "secret" not in response.text + problem.text
    assert "RuntimeError at" in caplog.text
    assert "secret" not in caplog.text


def test_no_question_is_ever_logged(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for question in ("ma question secrète sur la cantine", "une panne secrète"):
            browser.post("/question", {"question": question})
            browser.post("/question/flux", {"question": question})
            browser.send("POST", "/v1/questions", json={"question": question})
    assert "secrète" not in caplog.text


def test_a_wrong_method_is_said_in_french(browser: Browser) -> None:
    response = browser.get("/v1/questions")
    assert response.status_code == 405
    assert response.json()["title"] == "Action impossible"


def test_public_pages_give_no_cookie(browser: Browser) -> None:
    for path in ("/", "/demande", f"/documents/{TARIFFS}", "/widget.js"):
        assert "set-cookie" not in browser.get(path).headers


def test_styles_are_kept_for_ever_at_an_address_that_changes_with_them(browser: Browser) -> None:
    page = Page(browser.get("/").text)
    address = next(link["href"] for link in page.all("link") if "parvis.css" in link["href"])
    style = browser.get(address)
    assert "immutable" in style.headers["cache-control"]
    assert "immutable" not in browser.get(address.split("?")[0] + "?v=autre").headers["cache-control"]
    again = browser.send("GET", address, headers={"if-none-match": style.headers["etag"]})
    assert again.status_code == 304
    assert browser.get("/static/../templates/base.html").status_code == 404


def test_a_page_without_script_weighs_under_20_kb_as_sent(browser: Browser) -> None:
    answer = browser.post("/question", {"question": "Combien coûte la cantine ?"})
    assert answer.headers["content-encoding"] == "gzip"
    page = Page(answer.text)
    styles = [link["href"] for link in page.all("link") if link["rel"] == "stylesheet"]
    weights = [int(answer.headers["content-length"])]
    weights += [int(browser.get(style).headers["content-length"]) for style in styles]
    assert sum(weights) <= 20_000


def test_the_console_is_not_compressed(browser: Browser) -> None:
    assert "content-encoding" not in browser.get("/console/connexion").headers


def test_the_commune_s_colours_are_a_style_sheet(browser: Browser) -> None:
    assert "--commune-accent: #1f5a48;" in browser.get("/couleurs.css").text


def test_every_page_s_templates_are_escaped() -> None:
    for template in (WEB / "templates").glob("*.html"):
        source = template.read_text("utf-8")
        assert "|safe" not in source.replace(" ", "")
        assert "autoescape" not in source


def test_every_internal_link_of_every_page_opens(browser: Browser) -> None:
    answer = browser.post("/question", {"question": "Combien coûte la cantine ?"}).text
    pages = [answer, *(browser.get(path).text for path in PUBLIC)]
    links = {a["href"] for html in pages for a in Page(html).all("a") if a.get("href", "").startswith("/")}
    broken = {link: browser.get(link.split("#")[0]).status_code for link in links}
    assert {link: status for link, status in broken.items() if status not in (200, 303)} == {}


def test_anchors_lead_somewhere(browser: Browser) -> None:
    fields = replaced(Page(browser.get("/demande").text).fields("/demande"), message="", courriel="x")
    for html in (browser.post("/demande", fields).text, browser.post("/question", {"question": "cantine"}).text):
        page = Page(html)
        ids = {attributes.get("id") for _, attributes in page.tags}
        assert [a["href"] for a in page.all("a") if a["href"].startswith("#") and a["href"][1:] not in ids] == []
