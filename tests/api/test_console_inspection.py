"""What an agent sees of a document: its page's picture, what was read from it, and nothing of another commune."""

import io
from pathlib import Path

import pytest
from PIL import Image

from domain.document import Visibility
from tests.api.browser import Browser, Page
from tests.api.house import House, fill
from tests.api.test_console import welcomed
from tests.api.town import NOTE, RULES, SAINT_OYEN, TARIFFS
from tests.ingest.pdf_files import image_pdf, styled_table_pdf, tagged

ROWS = [["Public", "Habitants", "Habitants"], ["", "Plein", "Réduit"], ["Adulte", "4,10 €", "3,05 €"]]
TABLE = styled_table_pdf(ROWS, [("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1))], before="Tarifs du bassin :")
DOCUMENT = f"/console/documents/{TARIFFS}"
PAGE = f"{DOCUMENT}/lecture"


@pytest.fixture
def house(fresh_house: House) -> House:
    return fresh_house


@pytest.fixture
def agent(house: House) -> Browser:
    browser = Browser(house.app)
    welcomed(house, browser)
    return browser


def test_the_page_stands_beside_what_is_read_in_it(house: House, agent: Browser, tmp_path: Path) -> None:
    fill(house.stores, tmp_path, pdf=tagged(TABLE))
    html = agent.get(PAGE).text
    page = Page(html)
    (picture,) = page.all("img")
    assert picture["src"] == f"{DOCUMENT}/images/1"
    assert picture["alt"].startswith("Image de la page 1")
    assert '<th scope="colgroup" colspan="2">Habitants</th>' in html
    assert [th["scope"] for th in page.all("th")][:6] == ["col", "colgroup", "col", "col", "col", "row"]
    assert "Tableau 1 Tarifs du bassin :" in page.text
    assert page.text.count("Tarifs du bassin :") == 1, "a title is read once, as the table's caption"
    assert {rect.get("class") for rect in page.all("rect")} == {"box-table", "box-passage", None}
    assert "1 colonne de texte" in page.text
    assert "Aucun constat" in page.text


def test_a_scan_says_that_it_waits_and_its_finding_has_its_sentence(
    house: House, agent: Browser, tmp_path: Path
) -> None:
    fill(house.stores, tmp_path, pdf=image_pdf(3, text_pages=[1]))
    first, second = Page(agent.get(PAGE).text), Page(agent.get(f"{PAGE}?page=2").text)
    assert "mercredi de 14 heures" in first.text.replace("\xa0", " ")
    assert "Page scannée" not in first.text
    assert "rien n’y est lu tant qu’elle n’a pas été reconnue" in second.text
    assert "Page scannée : une image, sans texte à lire. PD-01, pages 2 à 3" in second.text.replace("\xa0", " ")
    assert [a["aria-label"] for a in second.all("a") if a.get("rel")] == ["Page précédente", "Page suivante"]


def test_a_document_without_pages_is_read_whole_and_has_no_picture(agent: Browser) -> None:
    page = Page(agent.get(f"/console/documents/{RULES}/lecture").text)
    assert "Le document, sans pages" in page.text
    assert page.all("img") == []
    assert agent.get(f"/console/documents/{RULES}/images/1").status_code == 404


def test_a_file_that_cannot_be_opened_is_said_to_be_so(house: House, agent: Browser, tmp_path: Path) -> None:
    fill(house.stores, tmp_path, pdf=b"%PDF-1.4 rien d'autre")
    assert "Ce fichier n’a pas pu être ouvert" in agent.get(PAGE).text


def test_an_internal_document_is_shown_to_agents_and_said_to_be_internal(house: House, agent: Browser) -> None:
    assert "Interne" in Page(agent.get(f"/console/documents/{NOTE}/lecture").text).text
    house.stores.documents.set_visibility(NOTE, Visibility.RETIRE)
    assert "Retiré" in Page(agent.get(f"/console/documents/{NOTE}/lecture").text).text


def test_a_picture_is_one_of_two_sizes_and_is_not_sent_twice(house: House, agent: Browser, tmp_path: Path) -> None:
    fill(house.stores, tmp_path, pdf=TABLE)
    response = agent.get(f"{DOCUMENT}/images/1")
    assert (response.status_code, response.headers["content-type"]) == (200, "image/webp")
    assert "no-cache" in response.headers["cache-control"]
    assert Image.open(io.BytesIO(response.content)).width == 1000
    assert Image.open(io.BytesIO(agent.get(f"{DOCUMENT}/images/1?largeur=1800").content)).width == 1800
    again = agent.get(f"{DOCUMENT}/images/1", headers={"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    refused = {"?largeur=999": 422, "?largeur=x": 422}
    assert {query: agent.get(f"{DOCUMENT}/images/1{query}").status_code for query in refused} == refused
    assert [agent.get(f"{DOCUMENT}/images/{number}").status_code for number in ("0", "4", "99999", "un")] == [
        404,
        404,
        404,
        422,
    ]


@pytest.mark.parametrize("address", [PAGE, f"{DOCUMENT}/images/1", f"/console/documents/{NOTE}/lecture"])
def test_nobody_sees_it_without_signing_in_or_from_another_commune(house: House, address: str) -> None:
    stranger = Browser(house.app)
    response = stranger.get(address)
    assert (response.status_code, response.headers["location"]) == (303, "/console/connexion")
    neighbour = Browser(house.app, address="198.51.100.9")
    _, secret = house.invite(SAINT_OYEN, "Paul Voisin")
    fields = Page(neighbour.get(f"/console/bienvenue/{secret}").text).forms[0].fields
    named = {"mot_de_passe": "une phrase que je connais", "confirmation": "une phrase que je connais"}
    neighbour.post(f"/console/bienvenue/{secret}", [(name, named.get(name, value)) for name, value in fields])
    assert neighbour.get("/console").status_code == 200
    assert neighbour.get(address).status_code == 404


@pytest.mark.parametrize(
    "address", [f"{PAGE}?page=9", f"{PAGE}?page=0", "/console/documents/d0/lecture", f"{PAGE}?page=x"]
)
def test_what_is_not_there_is_refused_without_failing(
    house: House, agent: Browser, tmp_path: Path, address: str
) -> None:
    fill(house.stores, tmp_path, pdf=TABLE)
    assert agent.get(address).status_code in (404, 422)
