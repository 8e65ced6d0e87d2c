"""The report and « Relire avant de publier »: by keyboard alone, without scripts, on paper, in high contrast."""

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from tests.browser.playwright_chromium import focused, listen, sideways, violations
from tests.browser.product import ROOT, Product
from tests.browser.steps import enter_console

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TANGLED = (
    "Le repas est facturé 4,10 €, sauf pour les familles ne résidant pas dans la commune, à l’exception de celles "
    "dont l’un des parents y travaille, sous réserve d’une attestation de l’employeur."
)
REPORT = "/console/rapport"
WIDTHS = (1280, 360)


@pytest.fixture
def agent(page: "Page", product: Product, request: pytest.FixtureRequest) -> "Page":
    """A page of an agent who is signed in."""
    enter_console(page, product.invite(f"rapport-{abs(hash(request.node.name))}@mairie.example"))
    return page


def press_until(page: "Page", wanted: str, most: int = 200) -> None:
    """Tab until the element whose description begins so has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page).startswith(wanted):
            return
    raise AssertionError(f"{wanted!r} is not reached by keyboard")


def flat(text: str) -> str:
    return " ".join(text.split())


def test_by_keyboard_the_report_is_filtered_a_finding_decided_and_the_filters_are_kept(agent: "Page") -> None:
    agent.goto(REPORT)
    press_until(agent, "select#f2")
    agent.keyboard.type("Fac")
    press_until(agent, "input#f5")
    agent.keyboard.type("phrase longue")
    agent.keyboard.press("Enter")
    agent.wait_for_url("**famille=LX**")
    before = int(agent.locator("#passages [role=status]").inner_text().split()[0])
    press_until(agent, "input#r-f")
    agent.keyboard.type("liste des présents")
    press_until(agent, "button Accepter ainsi")
    agent.keyboard.press("Enter")
    agent.wait_for_url("**fait=f**")
    assert "Accepté ainsi : Phrase longue" in flat(agent.locator("#fait").inner_text())
    assert agent.locator("#f2").input_value() == "LX"
    assert agent.locator("#f5").input_value() == "phrase longue"
    assert int(agent.locator("#passages [role=status]").inner_text().split()[0]) == before - 1
    press_until(agent, "a Revoir cette décision", most=3)
    agent.keyboard.press("Enter")
    agent.wait_for_url("**/constats/**")
    press_until(agent, "button Retirer la décision")
    agent.keyboard.press("Enter")
    agent.locator(".finding .tag", has_text=re.compile("Nouveau|À traiter")).wait_for()


def test_by_keyboard_a_decision_without_its_reason_is_told_on_its_field(agent: "Page") -> None:
    agent.goto(f"{REPORT}?famille=NX")
    press_until(agent, "button Accepter ainsi")
    agent.keyboard.press("Space")
    agent.locator(".field-error .error").wait_for()
    assert agent.title().startswith("Erreur : ")
    field = agent.locator("input[name=raison]")
    assert field.get_attribute("aria-invalid") == "true"
    assert agent.locator(f"#{(field.get_attribute('aria-describedby') or '').split()[-1]}").is_visible()
    assert violations(agent) == []


def test_by_keyboard_a_text_is_read_again_and_corrected_in_its_field(agent: "Page") -> None:
    agent.goto(REPORT)
    press_until(agent, "a Relire un texte ou un fichier")
    agent.keyboard.press("Enter")
    agent.wait_for_url("**/relire")
    press_until(agent, "textarea#texte")
    agent.keyboard.insert_text(TANGLED)
    press_until(agent, "button Relire", most=4)
    agent.keyboard.press("Enter")
    agent.locator(".passage .p-exception").first.wait_for()
    assert agent.title().startswith("1 passage à revoir · ")
    styles = "(e => [getComputedStyle(e).textDecorationLine, e.querySelector('b').textContent.trim()])"
    told = agent.locator(".passage .p").evaluate_all(f"es => es.map({styles})")
    assert {tuple(one) for one in told} >= {("underline", "Règle"), ("underline", "Exception 1")}
    press_until(agent, "a Relire un autre texte")
    agent.keyboard.press("Enter")
    press_until(agent, "textarea#texte", most=2)
    assert agent.locator("#texte").input_value() == TANGLED


def test_without_scripts_a_file_is_read_again(plain: "Page", product: Product, tmp_path: Path) -> None:
    file = tmp_path / "reglement.txt"
    file.write_text(TANGLED, encoding="utf-8")
    enter_console(plain, product.invite("sans-script@mairie.example"))
    plain.goto("/console/relire")
    plain.set_input_files("#fichier", str(file))
    plain.click("main form button[type=submit]")
    assert "1 passage à revoir dans « reglement.txt »" in flat(plain.locator("main").inner_text())


@pytest.mark.parametrize("width", WIDTHS)
def test_a_text_that_was_read_again_has_no_accessibility_fault(agent: "Page", width: int) -> None:
    agent.set_viewport_size({"width": width, "height": 800})
    agent.goto("/console/relire")
    agent.fill("#texte", f"{TANGLED}\nInscrivez-vous à Pôle emploi.\nTarif\tPrix\nRepas\t3,20 €")
    agent.click("main form button[type=submit]")
    agent.locator(".passage").first.wait_for()
    agent.evaluate("document.querySelectorAll('details').forEach((closed) => { closed.open = true; })")
    for scheme in ("light", "dark"):
        agent.emulate_media(color_scheme=scheme)
        assert (scheme, violations(agent)) == (scheme, [])
    assert sideways(agent) <= 0


def test_in_high_contrast_and_on_paper_roles_are_still_told(agent: "Page") -> None:
    agent.goto("/console/relire")
    agent.fill("#texte", TANGLED)
    agent.click("main form button[type=submit]")
    agent.locator(".passage").first.wait_for()
    agent.emulate_media(forced_colors="active")
    line = agent.locator(".passage .p-exception").first.evaluate("e => getComputedStyle(e).textDecorationStyle")
    assert line == "double"
    agent.emulate_media(forced_colors="none")
    printed = pypdf.PdfReader(BytesIO(agent.pdf(format="A4", print_background=False)))
    text = flat(" ".join(page.extract_text() for page in printed.pages))
    assert "Exception 1" in text
    assert "Après, à relire" in text
    assert "Votre texte" not in text


@pytest.fixture(scope="module")
def report_file(product: Product, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the sample commune as one file."""
    file = tmp_path_factory.mktemp("report") / "rapport.html"
    command = [sys.executable, "-m", "app.main", "report", "--data", str(product.data), "--html", str(file), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return file


@pytest.mark.parametrize("width", WIDTHS)
def test_the_file_of_the_report_has_no_fault_and_asks_nothing_of_any_host(
    browser: "Browser", report_file: Path, width: int
) -> None:
    # axe is put in by the test itself, which the file's own policy would refuse.
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    heard = listen(page)
    page.goto(report_file.as_uri())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert (scheme, violations(page)) == (scheme, [])
    assert sideways(page) <= 0
    assert asked == [report_file.as_uri()]
    assert heard == []
    context.close()
