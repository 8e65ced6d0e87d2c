"""« Visas » in the console: a draft given as agents give it, its verdicts, what is decided of each visa."""

import io
import re
import zipfile

import docx
import httpx
import pytest

from tests.api.browser import Browser, Page, replaced
from tests.api.house import House
from tests.api.test_console import welcomed
from tests.api.town import SAINT_OYEN
from tests.ingest.pdf_files import drawn_pdf

VISAS = "/console/visas"
DRAFT = (
    "Objet : Emploi d’agent d’entretien\n"
    "Le conseil municipal,\n"
    "Vu la loi n° 83-634 du 13 juillet 1983,\n"
    "Vu le code général des collectivités territoriales, notamment son article L. 2121-29,\n"
    "Vu la délibération n° 2026-031 du 18 juin 2026,\n"
    "Considérant que l’école le demande ;\n"
    "Le conseil municipal décide :\n"
    "Article 1 : un emploi est créé en application de l’article L. 332-8 du code général de la fonction publique.\n"
)
CODE = "le code général de la fonction publique"


@pytest.fixture
def agent(fresh_house: House) -> Browser:
    browser = Browser(fresh_house.app)
    welcomed(fresh_house, browser)
    return browser


def token(browser: Browser) -> str:
    return dict(Page(browser.get(VISAS).text).fields(VISAS))["csrf"]


def send(
    browser: Browser,
    words: str = "",
    *,
    file: tuple[str, bytes] | None = None,
    seance: str = "2023-05-04",
    objet: str = "",
    modele: str = "",
) -> httpx.Response:
    """The form as a browser sends it, its file empty when none is chosen."""
    fields = {"csrf": token(browser), "texte": words, "seance": seance, "objet": objet, "modele": modele}
    files = {"fichier": file or ("", b"")}
    return browser.send("POST", VISAS, data=fields, files=files, headers={"sec-fetch-site": "same-origin"})


def opened(
    browser: Browser, words: str = DRAFT, *, seance: str = "2023-05-04", objet: str = ""
) -> tuple[str, httpx.Response]:
    sent = send(browser, words, seance=seance, objet=objet)
    assert sent.status_code == 303, Page(sent.text).text
    address = sent.headers["location"]
    return address, browser.get(address)


def decide(browser: Browser, address: str, **fields: str) -> httpx.Response:
    return browser.post(f"{address}/choix", {"csrf": token(browser), **fields})


def places(html: str) -> list[str]:
    """Where each visa begins, as its forms send it."""
    return list(dict.fromkeys(re.findall(r'name="visa" value="(\d+)"', html)))


def test_the_form_asks_for_the_day_of_the_meeting_and_offers_today(agent: Browser) -> None:
    html = agent.get(VISAS).text
    assert dict(Page(html).fields(VISAS))["seance"] == "2026-11-20"
    assert all(script.get("src", "").startswith("/static/") for script in Page(html).all("script"))


def test_each_visa_has_its_verdict_its_reason_its_dates_and_its_official_address(agent: Browser) -> None:
    _, shown = opened(agent)
    page = Page(shown.text)
    assert shown.status_code == 200
    assert "Emploi d’agent d’entretien" in page.text
    assert "4 mai 2023" in page.text
    assert "Loi n° 83-634" in page.text.replace("\u00a0", " ")
    assert "N’est plus en vigueur au jour de la séance." in page.text
    assert "N’est plus en vigueur depuis le 1 er mars 2022" in page.text
    links = [one["href"] for one in page.all("a") if one.get("href", "").startswith("https://www.legifrance.gouv.fr/")]
    assert any("LEGITEXT000006070633/2023-05-04" in link for link in links)
    assert f"<ins>{CODE}</ins>" in shown.text
    assert "La décision s’appuie sur « L. 332-8" in page.text.replace("\u00a0", " ")


def test_what_the_base_covers_and_until_when_is_always_said(agent: Browser) -> None:
    _, shown = opened(agent)
    text = Page(shown.text).text
    assert "La base couvre" in text
    assert re.search(r"les lois, les ordonnances jusqu’au 8 mars 2026", text)
    assert "code général des collectivités territoriales" in text.partition("La base couvre")[2]
    assert "plus récente que la base" not in text
    _, late = opened(agent, seance="2026-12-10")
    assert "Séance plus récente que la base" in Page(late.text).text


def test_an_act_of_the_commune_is_found_in_its_register(agent: Browser) -> None:
    _, shown = opened(agent, seance="2026-12-10")
    assert "Acte trouvé au registre de la commune." in Page(shown.text).text
    assert 'href="/console/documents/d00000000000000a1"' in shown.text


def test_a_proposal_taken_is_shown_in_the_draft_and_the_other_visas_stay(agent: Browser) -> None:
    address, shown = opened(agent)
    first, second, _ = places(shown.text)
    taken = decide(agent, address, visa=first, action="remplacer-0")
    assert taken.headers["location"] == f"{address}#v1"
    decide(agent, address, visa=second, action="garder")
    again = agent.get(address).text
    assert f"<ins>{CODE}</ins>" in again.partition("Les visas, un par un")[0]
    assert [one.split("<")[0] for one in again.split('class="tag tag-plain">')[1:]] == ["Modifié", "Gardé"]
    assert f"Vu {CODE}" in Page(again).text


def test_other_words_may_be_written_and_empty_ones_are_refused_and_told(agent: Browser) -> None:
    address, shown = opened(agent)
    first = places(shown.text)[0]
    refused = decide(agent, address, visa=first, action="modifier", texte="  ")
    assert refused.status_code == 422
    assert "écrivez le texte du visa" in Page(refused.text).text
    decide(agent, address, visa=first, action="modifier", texte="le code du sport, <b>article</b> L. 999-4")
    assert "&lt;b&gt;article&lt;/b&gt;" in agent.get(address).text


@pytest.mark.parametrize("action", ["remplacer-9", "remplacer-", "remplacer--1", "", "autre"])
def test_an_action_that_does_not_exist_changes_nothing(agent: Browser, action: str) -> None:
    address, shown = opened(agent)
    assert decide(agent, address, visa=places(shown.text)[0], action=action).status_code == 422
    assert "Modifié" not in agent.get(address).text
    assert decide(agent, address, visa="3", action="garder").status_code == 404


def word_file(*lines: str) -> bytes:
    made, document = io.BytesIO(), docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(made)
    return made.getvalue()


def test_a_word_file_is_read_in_the_cage_and_named(agent: Browser) -> None:
    sent = send(agent, file=("C:\\projets\\Emploi 2023.docx", word_file(*DRAFT.splitlines())))
    assert sent.status_code == 303
    page = Page(agent.get(sent.headers["location"]).text)
    assert "« Emploi 2023.docx »" in page.text
    assert "À remplacer" in page.text
    assert "Emploi d’agent d’entretien" in Page(agent.get(VISAS).text).text


def encrypted() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
        package.writestr("content.xml", "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("scan.pdf", drawn_pdf([[""]]), "image numérisée"),
        ("notes.docx", word_file("Compte rendu de la réunion", "Rien à signaler."), "aucun visa n’a été trouvé"),
        ("budget.xlsx", b"PK\x03\x04 not a sheet", "n’est pas un projet lisible"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "n’est pas un projet lisible"),
        ("secret.odt", encrypted(), "mot de passe"),
        ("vide.txt", b"", "collez le texte du projet"),
        ("long.txt", b"Vu le budget,\n" * 40_000, "trop long"),
        ("abime.docx", word_file("Vu le code,")[:300], "n’a pas pu être lu"),
    ],
)
def test_a_file_that_cannot_be_checked_is_told_in_french(agent: Browser, name: str, content: bytes, told: str) -> None:
    refused = send(agent, file=(name, content))
    assert refused.status_code == 422
    assert told in Page(refused.text).text
    assert "Aucun projet pour le moment" in Page(agent.get(VISAS).text).text


@pytest.mark.parametrize(
    ("words", "fields", "told"),
    [
        ("", {}, "collez le texte du projet"),
        ("Bonjour, rien ici.", {}, "aucun visa n’a été trouvé"),
        ("Vu le budget,\n" * 40_000, {}, "trop long"),
        (DRAFT, {"seance": "1799-12-31"}, "entre 1800 et 2100"),
        (DRAFT, {"seance": "2101-01-01"}, "entre 1800 et 2100"),
        (DRAFT, {"seance": "le 4 mai"}, "écrivez un jour réel"),
        (DRAFT, {"modele": "2024-01-01"}, "plus récent que la séance"),
    ],
)
def test_words_or_days_that_cannot_be_checked_are_told_and_what_was_typed_is_kept(
    agent: Browser, words: str, fields: dict[str, str], told: str
) -> None:
    refused = send(agent, words, seance=fields.get("seance", "2023-05-04"), modele=fields.get("modele", ""))
    assert refused.status_code == 422
    page = Page(refused.text)
    assert told in page.text
    assert dict(page.fields(VISAS))["texte"].strip() == words.strip()


def test_two_drafts_at_once_are_refused(agent: Browser) -> None:
    refused = send(agent, DRAFT, file=("autre.txt", DRAFT.encode()))
    assert "un seul projet" in Page(refused.text).text


def test_a_body_over_the_limit_is_refused_before_it_is_read(agent: Browser) -> None:
    assert send(agent, file=("gros.docx", b"0" * (9 * 1024 * 1024))).status_code == 413


def test_a_day_left_empty_is_today(agent: Browser) -> None:
    _, shown = opened(agent, seance="")
    assert "20 novembre 2026" in Page(shown.text).text


def test_a_draft_may_be_erased_at_once(agent: Browser) -> None:
    address, _ = opened(agent)
    agent.post(f"{address}/effacement", {"csrf": token(agent)})
    gone = agent.get(address)
    assert gone.status_code == 404
    assert "Ce projet n’est plus là" in gone.text


def test_another_commune_s_agent_sees_neither_the_draft_nor_its_name(fresh_house: House, agent: Browser) -> None:
    address, _ = opened(agent, objet="Un objet reconnaissable")
    neighbour = Browser(fresh_house.app)
    _, secret = fresh_house.invite(SAINT_OYEN, "Paul Roux")
    link = f"/console/bienvenue/{secret}"
    phrase = "une phrase longue à retenir"
    fields = Page(neighbour.get(link).text).forms[0].fields
    neighbour.post(link, replaced(fields, mot_de_passe=phrase, confirmation=phrase))
    assert "reconnaissable" not in neighbour.get(VISAS).text
    assert neighbour.get(address).status_code == 404
    assert "reconnaissable" in agent.get(VISAS).text


@pytest.mark.parametrize("path", ["", "/choix", "/effacement"])
def test_nothing_changes_without_a_session_or_without_the_form_s_token(
    fresh_house: House, agent: Browser, path: str
) -> None:
    address, shown = opened(agent)
    fields = {"visa": places(shown.text)[0], "action": "garder", "texte": DRAFT, "csrf": "forged"}
    target = f"{address}{path}" if path else VISAS
    assert Browser(fresh_house.app).post(target, fields).status_code == 401
    assert agent.post(target, fields).status_code == 403
    assert "Gardé" not in agent.get(address).text
    assert Browser(fresh_house.app).get(address).headers["location"] == "/console/connexion"


def test_two_faults_of_one_visa_are_put_right_one_after_the_other(agent: Browser) -> None:
    address, shown = opened(agent, "Vu la loi n° 83-634 du 13 juillet 1983 et la loi n° 84-53 du 26 janvier 1984,")
    (place,) = places(shown.text)
    actions = re.findall(r'value="(remplacer-\d+)"', shown.text)
    assert actions == ["remplacer-0", "remplacer-1"]
    for action in actions:
        decide(agent, address, visa=place, action=action)
    words = Page(agent.get(address).text.partition("Les visas, un par un")[2]).text
    assert f"Vu {CODE} et {CODE}" in words.partition("Décidé")[2]
