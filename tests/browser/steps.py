"""What residents and agents do on the pages, as steps that tests share."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

CANTEEN = "Combien coûte un repas à la cantine ?"
HALL = "Combien coûte la location de la salle des fêtes ?"
PERSON = "Je voudrais parler à quelqu’un"
MESSAGE = "Bonjour, je travaille dans la commune sans y habiter. Quel prix pour ma fille ?"
DRAFT = (
    "Objet : Emploi d’agent d’entretien\nLe conseil municipal,\nVu la loi n° 83-634 du 13 juillet 1983,\n"
    "Vu le code général des collectivités territoriales, notamment son article L. 2121-29,\n"
    "Vu le budget de la commune,\nDécide :\nArticle 1 : un emploi est créé.\n"
)
GRANT = {"beneficiaire": "le club des Aubépines", "montant": "1250,50", "but": "la fête d’été", "annee": "2023"}
PASSWORD = "une phrase que je garde"


def ask(page: "Page", question: str) -> None:
    """Ask on the page that is open, and wait for the answer's title, with or without scripts."""
    number = page.locator("#composer [name=history]").count() + 1
    page.fill("#q", question)
    page.click("#composer button[type=submit]")
    page.locator(f"h2#q{number}").wait_for()


def send_request(page: "Page", address: str) -> str:
    """Send a request with an e-mail address; its reference. The page shows the receipt."""
    page.goto(f"{address}/demande")
    page.fill("#message", MESSAGE)
    page.fill("#email", "samira.lefort@exemple.example")
    page.click("text=Envoyer ma demande")
    return str(page.locator(".reference").inner_text())


def enter_console(page: "Page", link: str) -> None:
    """Choose a password on a one-time link, which opens the console."""
    page.goto(link)
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/console")


def check_visas(page: "Page", words: str = DRAFT, meeting: str = "2023-05-04") -> None:
    """Paste a draft in the console and have its visas checked; the page shows the verdicts."""
    page.goto("/console/visas")
    page.fill("#texte", words)
    page.fill("#seance", meeting)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/console/visas/*")


def write_draft(page: "Page") -> None:
    """Write a délibération that gives a grant; the page shows the draft."""
    page.goto("/console/rediger/sujets/subvention")
    for field, value in GRANT.items():
        page.fill(f"#q_{field}", value)
    page.fill("#seance", "2023-05-04")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/projets/*")
