"""Every page, wide and narrow, light and dark: nothing for axe to find, nothing to scroll sideways for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.playwright_chromium import listen, sideways, space_out, violations
from tests.browser.product import Product
from tests.browser.steps import (
    CANTEEN,
    HALL,
    MESSAGE,
    PERSON,
    ask,
    check_visas,
    enter_console,
    send_request,
    write_draft,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

WIDTHS = (1280, 320)
SLUG = "montreval-sur-cisse"
CANNED = '[[reponse]]\ntitre = "Carte d’identité"\ntexte = "Prenez rendez-vous à l’accueil."\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Addresses that exist once someone has asked, sent a request and entered the console."""

    passage: str
    document: str
    receipt: str
    invitation: str
    request: str
    signed_in: "BrowserContext"


@pytest.fixture(scope="module")
def places(browser: "Browser", product: Product) -> Iterator[Places]:
    context = browser.new_context(base_url=product.address)
    page = context.new_page()
    page.goto("/")
    ask(page, CANTEEN)
    passage = str(page.locator(".source .open").first.get_attribute("href"))
    reference = send_request(page, product.address)
    receipt = page.locator("#lien").input_value()
    (product.data / "communes" / SLUG / "reponses.toml").write_text(CANNED, "utf-8")
    enter_console(page, product.invite("pages@mairie.example"))
    yield Places(
        passage=passage,
        document=passage.partition("?")[0],
        receipt=receipt,
        invitation=product.invite("autre@mairie.example"),
        request=f"/console/demandes/{reference}",
        signed_in=context,
    )
    context.close()


def two_answers(page: "Page") -> None:
    page.goto("/")
    ask(page, CANTEEN)
    ask(page, HALL)


def asked(question: str, start: str = "/") -> "Callable[[Page, Places], object]":
    def opened(page: "Page", places: Places) -> None:
        page.goto(start)
        ask(page, question)

    return opened


def empty_question(page: "Page", places: Places) -> None:
    page.goto("/")
    page.click("#composer button[type=submit]")
    page.locator(".field-error").wait_for()


def wrong_request(page: "Page", places: Places) -> None:
    page.goto("/demande")
    page.fill("#message", MESSAGE)
    page.fill("#email", "samira@")
    page.click("text=Envoyer ma demande")
    page.locator("#erreurs").wait_for()


def request_after_an_answer(page: "Page", places: Places) -> None:
    asked(CANTEEN)(page, places)
    page.click(".actions form[action$='/demande'] button")
    page.locator("#message").wait_for()


def answer_with_everything_open(page: "Page", places: Places) -> None:
    asked(HALL)(page, places)
    page.evaluate("document.querySelectorAll('article details').forEach((closed) => { closed.open = true; })")


def simpler_answer(page: "Page", places: Places) -> None:
    asked("Combien de livres peut-on emprunter à la bibliothèque ?")(page, places)
    page.click("button[name=simple]")
    page.locator("article[data-again]").wait_for()


def thanks_for_an_opinion(page: "Page", places: Places) -> None:
    page.route("**/chat.js*", lambda route: route.fulfill(status=200, content_type="text/javascript", body=""))
    page.goto("/")
    page.fill("#q", CANTEEN)
    page.click("#composer button[type=submit]")
    page.click("form.feedback button[value=oui]")
    page.wait_for_url("**/avis")


def open_widget(page: "Page", places: Places) -> None:
    page.goto("/demo")
    page.click("parvis-chat .launcher")
    page.frame_locator("parvis-chat iframe").locator("#q").wait_for()


def wrong_sign_in(page: "Page", places: Places) -> None:
    page.goto("/console/connexion")
    page.fill("[name=courriel]", "personne@mairie.example")
    page.fill("[name=mot_de_passe]", "pas le bon du tout")
    page.click("main button[type=submit]")
    page.locator("main .alert, main .error").first.wait_for()


def decision_without_a_reason(page: "Page", places: Places) -> None:
    page.goto(f"/console{places.document}")
    page.evaluate("document.querySelectorAll('[required]').forEach(field => field.removeAttribute('required'))")
    page.click("text=Enregistrer la décision")
    page.locator(".error").first.wait_for()


def refused_draft(page: "Page", places: Places) -> None:
    page.goto("/console/visas")
    page.click("main form button[type=submit]")
    page.locator(".error").first.wait_for()


def checked_visas(page: "Page", places: Places) -> None:
    check_visas(page)
    page.evaluate("document.querySelectorAll('main details').forEach((closed) => { closed.open = true; })")


def unsigned_review(page: "Page", places: Places) -> None:
    check_visas(page)
    page.click("form[action$='/document'] button")
    page.locator(".error").first.wait_for()


def refused_answers(page: "Page", places: Places) -> None:
    page.goto("/console/rediger/sujets/marche_public")
    page.click("main form button[type=submit]")
    page.locator(".error").first.wait_for()


def note_without_words(page: "Page", places: Places) -> None:
    page.goto(places.request)
    page.click("text=Garder la note")
    page.locator("#nt-e").wait_for()


def canned_answer(page: "Page", places: Places) -> None:
    page.goto(places.request)
    page.click("text=Insérer")
    page.locator("#rep", has_text="Prenez rendez-vous").wait_for()


def paused(page: "Page", places: Places) -> None:
    page.goto("/console")
    button = page.get_by_role("button", name="Faire une pause")
    if button.count():  # the pause of the former width still holds
        button.click()
    page.get_by_text("Vous êtes en pause").wait_for()


def goes(address: str) -> "Callable[[Page, Places], object]":
    return lambda page, places: page.goto(address)


def what_is_read(title: str, number: int) -> "Callable[[Page, Places], object]":
    def opened(page: "Page", places: Places) -> None:
        page.goto("/console/documents")
        page.click("summary")
        address = page.locator("details a", has_text=title).first.get_attribute("href")
        page.goto(f"{address}/lecture?page={number}")
        page.locator(".picture img").wait_for()

    return opened


PAGES: "dict[str, Callable[[Page, Places], object]]" = {
    "empty chat": goes("/"),
    "chat in a frame": goes("/?cadre=1"),
    "answer": asked(CANTEEN),
    "answer with a table": asked(HALL),
    "answer in a frame": asked(CANTEEN, "/?cadre=1"),
    "two answers": lambda page, places: two_answers(page),
    "answer with everything open": answer_with_everything_open,
    "answer in simpler form": simpler_answer,
    "thanks for an opinion": thanks_for_an_opinion,
    "a question in English": asked("How much does the school canteen cost for two children?"),
    "a person": asked(PERSON),
    "empty question": empty_question,
    "cited passage": lambda page, places: page.goto(places.passage),
    "document": lambda page, places: page.goto(places.document),
    "request": goes("/demande"),
    "request after an answer": request_after_an_answer,
    "request with an error": wrong_request,
    "receipt": lambda page, places: page.goto(places.receipt),
    "accessibility": goes("/acces/accessibilite"),
    "personal data": goes("/acces/donnees"),
    "public figures": goes("/chiffres"),
    "how answers are made": goes("/acces/reponses"),
    "not there": goes("/rien"),
    "demonstration": goes("/demo"),
    "open widget": open_widget,
    "sign in": goes("/console/connexion"),
    "sign in refused": wrong_sign_in,
    "welcome": lambda page, places: page.goto(places.invitation),
    "used link": goes("/console/bienvenue/inconnu"),
}
CONSOLE: "dict[str, Callable[[Page, Places], object]]" = {
    "queue": goes("/console"),
    "queue searched": goes("/console?mots=travaille&service=mairie"),
    "queue that finds nothing": goes("/console?etat=close&mots=introuvable"),
    "note without words": note_without_words,
    "canned answer": canned_answer,
    "one request": lambda page, places: page.goto(places.request),
    "documents": goes("/console/documents"),
    "report": goes("/console/rapport"),
    "report, every finding of a family": goes("/console/rapport?famille=NX&etat=tous"),
    "proofreading": goes("/console/relire"),
    "questions without an answer": goes("/console/questions-sans-reponse"),
    "questions of one service": goes("/console/questions-sans-reponse?periode=365&motif=introuvable&mots=rien"),
    "decisions": goes("/console/decisions"),
    "decisions found": goes("/console/decisions?q=salle+des+f%C3%AAtes&du=2026-01-01"),
    "visas": goes("/console/visas"),
    "visas refused": refused_draft,
    "visas checked": checked_visas,
    "visas without a review": unsigned_review,
    "subjects": goes("/console/rediger"),
    "no subject": goes("/console/rediger?q=licorne"),
    "questions": goes("/console/rediger/sujets/emprunt"),
    "questions with errors": refused_answers,
    "a draft written": lambda page, places: write_draft(page),
    "watch of law": goes("/console/veille"),
    "news of law": goes("/console/veille?depuis=2020-01-01"),
    "updates": goes("/console/mises-a-jour"),
    "one update": goes("/console/mises-a-jour/1"),
    "a document's trail": lambda page, places: page.goto(f"/console/documents/{places.document[-17:]}/suivi"),
    "what is read": what_is_read("Règlement d’utilisation de la salle des fêtes", 2),
    "what is read in minutes": what_is_read("Procès-verbal de la séance", 3),
    "one document": lambda page, places: page.goto(f"/console{places.document}"),
    "queue while away": paused,
    "decision without a reason": lambda page, places: decision_without_a_reason(page, places),
}
SCHEMES: "tuple[Literal['light', 'dark'], ...]" = ("light", "dark")


def check(page: "Page", width: int) -> None:
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert (scheme, violations(page)) == (scheme, [])
    assert sideways(page) <= 0, f"wider than {width} pixels"
    space_out(page)
    assert sideways(page) <= 0, f"wider than {width} pixels once the text is spaced out"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_public_page_has_no_accessibility_fault_and_no_sideways_scroll(
    page: "Page", places: Places, name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    PAGES[name](page, places)
    check(page, width)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", CONSOLE)
def test_a_console_page_has_no_accessibility_fault_and_no_sideways_scroll(
    places: Places, name: str, width: int
) -> None:
    page = places.signed_in.new_page()
    heard = listen(page)
    page.set_viewport_size({"width": width, "height": 800})
    CONSOLE[name](page, places)
    assert "/console/connexion" not in page.url
    check(page, width)
    page.close()
    assert heard == []


def test_axe_does_find_a_field_without_a_label(page: "Page") -> None:
    page.goto("/")
    assert violations(page) == []
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    assert [line.partition(":")[0] for line in violations(page)] == ["label"]


def test_the_measure_of_width_does_find_what_sticks_out(page: "Page") -> None:
    page.goto("/")
    page.evaluate("document.querySelector('main').append(document.createElement('pre'))")
    page.evaluate("document.querySelector('pre').textContent = 'x'.repeat(400)")
    assert sideways(page) > 0


def test_the_console_does_tell_what_the_policy_refuses(context: "BrowserContext") -> None:
    page = context.new_page()
    heard = listen(page)
    page.goto("/")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")
    page.evaluate("document.title")
    assert page.evaluate("'ran' in window") is False
    assert any("Content Security Policy" in line for line in heard)
