"""From a resident's request to the agent's reply, both in their own browser."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.playwright_chromium import focused, listen
from tests.browser.product import Product
from tests.browser.steps import CANTEEN, MESSAGE, PASSWORD, ask, enter_console

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

REPLY = "Bonjour, oui : le tarif de la commune s’applique si vous y travaillez.\nUne attestation suffit."


@pytest.mark.parametrize("kind", ["page", "plain"])
def test_a_request_is_corrected_sent_answered_and_read(
    kind: str, request: pytest.FixtureRequest, browser: "Browser", product: Product
) -> None:
    resident: Page = request.getfixturevalue(kind)
    resident.goto("/")
    ask(resident, CANTEEN)
    resident.click(".actions form[action$='/demande'] button")
    resident.fill("#message", MESSAGE)
    resident.fill("#email", "samira.lefort@")
    resident.click("text=Envoyer ma demande")
    resident.locator("#erreurs").wait_for()
    if kind == "page":
        assert focused(resident) == "div#erreurs"
    assert resident.locator("#erreurs a").get_attribute("href") == "#email"
    assert resident.locator("#email").get_attribute("aria-invalid") == "true"
    assert resident.locator("#message").input_value() == MESSAGE, "nothing typed is lost"
    resident.fill("#email", "samira.lefort@exemple.example")
    resident.click("text=Envoyer ma demande")
    reference = resident.locator(".reference").inner_text()
    follow_up = resident.locator("#lien").input_value()
    assert follow_up.startswith(f"{product.address}/demande/{reference}")

    context = browser.new_context()
    agent = context.new_page()
    heard = listen(agent)
    link = product.invite(f"agent-{kind}@mairie.example")
    enter_console(agent, link)
    agent.locator(".queue a", has_text=reference).click()
    shown = " ".join(agent.locator("#demande").inner_text().split())
    assert MESSAGE in shown
    assert CANTEEN in shown
    assert "3,85 €" in shown, "the answer that the resident saw"
    agent.fill("#rep", REPLY)
    agent.check("#clot")
    agent.click("text=Envoyer la réponse")
    agent.locator("#demande .tag", has_text="Close").wait_for()
    agent.goto(link)
    assert agent.locator("#password").count() == 0, "the link opens once"
    context.close()
    assert heard == []

    resident.goto(follow_up)
    assert resident.locator("h1").inner_text() == "Votre demande a reçu une réponse"
    assert resident.locator(".talk .lines").inner_text() == REPLY
    assert "Camille Renoux" in resident.locator(".talk .who").inner_text()


def test_a_password_is_needed_to_come_back(page: "Page", product: Product) -> None:
    email = "retour@mairie.example"
    enter_console(page, product.invite(email))
    page.click("text=Se déconnecter")
    page.wait_for_url("**/console/connexion")
    page.goto("/console/documents")
    assert "/console/connexion" in page.url
    page.fill("[name=courriel]", email)
    page.fill("[name=mot_de_passe]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/console")
    assert page.locator("h1").inner_text() == "Demandes"
