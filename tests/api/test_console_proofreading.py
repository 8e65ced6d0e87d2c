"""« Relire avant de publier »: what is seen of a text or a file, what is refused, that nothing of either is kept."""

import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from textwrap import wrap

import pytest

from tests.api.browser import Browser, Page
from tests.api.house import House, open_house
from tests.api.test_console import welcomed
from tests.ingest.pdf_files import drawn_pdf

ADDRESS = "/console/relire"
FORM = {"sec-fetch-site": "same-origin"}
TANGLED = (
    "Le repas est facturé 4,10 €, sauf pour les familles ne résidant pas dans la commune, à l’exception de celles "
    "dont l’un des parents y travaille, sous réserve d’une attestation de l’employeur."
)
PLAIN = "La bibliothèque est ouverte le mercredi. On peut y lire sur place."
SECRET = "zyxwvut"


@pytest.fixture
def agent(fresh_house: House) -> Browser:
    browser = Browser(fresh_house.app)
    welcomed(fresh_house, browser)
    return browser


def token(agent: Browser) -> str:
    return dict(Page(agent.get(ADDRESS).text).fields(ADDRESS))["csrf"]


def sent(agent: Browser, text: str = "", file: tuple[str, bytes] | None = None, status: int = 200) -> Page:
    files = {"fichier": file or ("", b"")}
    data = {"csrf": token(agent), "texte": text}
    response = agent.send("POST", ADDRESS, data=data, files=files, headers=FORM)
    assert response.status_code == status, response.text
    assert response.headers["cache-control"] == "no-store"
    return Page(response.text)


def roles(page: Page) -> set[str]:
    return {kind for span in page.all("span") for kind in span.get("class", "").split() if kind.startswith("p-")}


def test_a_pasted_text_is_shown_with_its_findings_roles_and_proposal(agent: Browser) -> None:
    page = sent(agent, f"{TANGLED}\r\nInscrivez-vous à Pôle emploi.")
    assert "Exceptions en cascade" in page.text
    assert "Exception 2" in page.text
    assert "Après, à relire" in page.text
    assert "à écrire : France Travail" in page.text
    assert {"p-rule", "p-exception", "p-found"} <= roles(page)
    assert "Inscrivez-vous à Ici Pôle emploi ." in page.text, "a few words are shown with those around them"
    assert dict(page.fields(ADDRESS))["texte"].splitlines() == [TANGLED, "Inscrivez-vous à Pôle emploi."]


def test_a_proposal_never_shows_an_empty_cell(agent: Browser) -> None:
    page = sent(agent, TANGLED)
    assert page.all("table") == []
    assert page.text.count("À préciser par le service : ce qui change dans ce cas") == 2
    assert "Ce qui change" not in page.text
    assert " – " not in page.text


def test_a_proposal_that_says_everything_is_a_table(agent: Browser) -> None:
    prices = "sauf pour les enfants, qui paient 2 €, et sauf pour les agents de la commune, qui paient 3 €"
    page = sent(agent, f"L’entrée de la piscine coûte 4 € par personne, {prices}.")
    assert page.all("table")
    assert "Qui À quelle condition Ce qui change les enfants" in page.text
    assert "À préciser" not in page.text


def test_what_several_rules_see_in_the_same_words_is_one_passage(agent: Browser) -> None:
    page = sent(agent, TANGLED.replace("employeur.", "employeur, hors repas non réservés."))
    assert page.text.count("Le passage ") == 1
    assert "Dans ce même passage Règle et exception mêlées NX-01" in page.text
    assert "1 passage à revoir dans votre texte" in page.text


def test_a_plain_text_has_nothing_to_correct_and_the_page_does_not_say_that_it_is_right(agent: Browser) -> None:
    page = sent(agent, PLAIN)
    assert "Aucun passage à revoir" in page.text
    assert "Elles ne disent pas si ce qui est écrit est juste" in page.text


def test_tabs_of_a_pasted_table_are_cells_and_those_after_bullets_are_not(agent: Browser) -> None:
    items = "\n".join(f"•\tune pièce du dossier, numéro {n}" for n in range(4))
    page = sent(agent, f"Tarif\tHabitants\tAutres\nRepas\t3,20 €\t5,10 €\nApportez :\n{items}\n1.\t{TANGLED}")
    assert "Exceptions en cascade" in page.text, "a numbered paragraph is no row of a table"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("reglement.txt", TANGLED.encode()),
        ("reglement.html", f"<html><body><h1>Repas</h1><p>{TANGLED}</p></body></html>".encode()),
        ("reglement.pdf", drawn_pdf([wrap(TANGLED, 80)])),
        ("C:\\Users\\moi\\..\\réglement \u202e.txt", TANGLED.encode()),
    ],
    ids=["text", "page of a site", "pdf", "a name that lies"],
)
def test_a_file_is_read_as_others_are(agent: Browser, name: str, content: bytes) -> None:
    page = sent(agent, file=(name, content))
    assert "Exceptions en cascade" in page.text
    assert "Users" not in page.text
    assert "\u202e" not in page.text


@pytest.mark.parametrize("text", [PLAIN, TANGLED, "Il sera procédé à la fermeture du bassin.", ""])
def test_headings_are_in_order_whatever_was_found(agent: Browser, text: str) -> None:
    page = sent(agent, text, status=200 if text else 422)
    levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_a_file_goes_before_the_text_which_stays_in_its_field(agent: Browser) -> None:
    page = sent(agent, TANGLED, ("note.txt", PLAIN.encode()))
    assert "Aucun passage à revoir dans « note.txt »" in page.text
    assert dict(page.fields(ADDRESS))["texte"].strip() == TANGLED


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("scan.pdf", drawn_pdf([[]]), "Aucun texte"),
        ("lettre.pdf", b"%PDF-1.7 rien", "Fichier abîmé"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(400), "Type de fichier non pris en charge"),
    ],
    ids=["without text", "damaged", "picture"],
)
def test_a_file_that_cannot_be_read_says_why(agent: Browser, name: str, content: bytes, said: str) -> None:
    page = sent(agent, file=(name, content))
    assert "n’a pas pu être lu" in page.text
    assert said in page.text


@pytest.mark.parametrize(
    ("text", "file", "said"),
    [
        (" \n", None, "Collez un texte, ou choisissez un fichier."),
        ("a" * 200_001, None, "Ce texte est trop long : 200\u202f000 caractères au plus."),
        ("", ("vide.txt", b""), "Ce fichier est vide."),
        ("", ("gros.txt", b"a" * 20_000_001), "Ce fichier est trop lourd : 20 Mo au plus."),
    ],
    ids=["nothing", "long text", "empty file", "large file"],
)
def test_what_is_over_the_limits_is_told_on_the_field(
    agent: Browser, text: str, file: tuple[str, bytes] | None, said: str
) -> None:
    page = sent(agent, text, file, status=422)
    assert " ".join(said.split()) in page.text
    assert [field["aria-invalid"] for field in (*page.all("textarea"), *page.all("input")) if "aria-invalid" in field]
    assert dict(page.fields(ADDRESS))["texte"].strip() == text.strip()


def test_a_form_over_what_the_server_takes_is_refused_before_it_is_read(agent: Browser) -> None:
    headers = {**FORM, "content-length": "99000000", "content-type": "multipart/form-data; boundary=x"}
    assert agent.send("POST", ADDRESS, content=b"--x--", headers=headers).status_code == 413
    other = {**FORM, "content-length": "1000000", "content-type": "multipart/form-data; boundary=x"}
    assert agent.send("POST", "/console/rapport", content=b"--x--", headers=other).status_code == 413


def test_a_text_that_is_too_long_for_one_reading_is_read_at_its_beginning(agent: Browser) -> None:
    page = sent(agent, file=("long.txt", "\n\n".join(f"{PLAIN} Jour {n}." for n in range(3000)).encode()))
    assert "seuls les 200 000 premiers caractères ont été relus" in page.text


def test_many_passages_of_one_rule_are_folded_and_counted(agent: Browser) -> None:
    words = ", avec le dossier rempli, signé et daté par le parent du foyer qui en fait la demande" * 4
    page = sent(agent, "\n".join(f"Le parent vient au guichet {n}{words}." for n in range(60)))
    assert "55 autres : Phrase longue" in page.text
    assert "Et 15 de plus" in page.text


def test_nothing_typed_runs_in_the_page(agent: Browser) -> None:
    data = {"csrf": token(agent), "texte": f"</textarea><script>alert(1)</script> susvisé {TANGLED}"}
    html = agent.send("POST", ADDRESS, data=data, headers=FORM).text
    assert "<script>alert" not in html


def test_who_is_not_signed_in_sends_no_token_or_comes_from_elsewhere_is_refused(
    fresh_house: House, agent: Browser
) -> None:
    stranger = Browser(fresh_house.app)
    assert stranger.get(ADDRESS).headers["location"] == "/console/connexion"
    body: dict[str, object] = {"data": {"texte": TANGLED}, "files": {"fichier": ("", b"")}}
    assert stranger.send("POST", ADDRESS, headers=FORM, **body).status_code == 401
    assert agent.send("POST", ADDRESS, headers=FORM, **body).status_code == 403
    body = {"data": {"texte": TANGLED, "csrf": token(agent)}}
    assert agent.send("POST", ADDRESS, headers={"sec-fetch-site": "cross-site"}, **body).status_code == 403


def test_nothing_is_kept_of_a_text_or_a_file(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    passing = tmp_path_factory.mktemp("passing")
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    house = open_house(tmp_path)
    try:
        agent = Browser(house.app)
        welcomed(house, agent)
        sent(agent, "rien encore")
        before = dict(_rows(tmp_path))
        assert "Exceptions en cascade" in sent(agent, f"{SECRET} {TANGLED}").text
        large = f"{SECRET} {TANGLED} ".encode() + b"Bonjour. " * 200_000
        assert SECRET in sent(agent, file=(f"{SECRET}.txt", large)).text
        assert dict(_rows(tmp_path)) == before
        assert list(passing.rglob("*")) == []
    finally:
        house.close()
    for file in tmp_path.rglob("*"):
        assert SECRET.encode() not in (file.read_bytes() if file.is_file() else b""), file


def _rows(folder: Path) -> Iterator[tuple[str, int]]:
    """How many rows each table of each database has, and which files there are."""
    for file in sorted(folder.rglob("*.sqlite")):
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                yield f"{file.name} {table}", database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    yield "files", sum(not file.name.endswith(("-wal", "-shm")) for file in folder.rglob("*") if file.is_file())


def test_the_report_leads_to_the_page(agent: Browser) -> None:
    assert ADDRESS in {link.get("href") for link in Page(agent.get("/console/rapport").text).all("a")}
