"""« Rédiger » in the console: from a subject to a draft that somebody answers for."""

import csv
import io
from dataclasses import replace
from datetime import date

import docx
import httpx
import pytest
from odfdo import Document

from api.scdl_rules import scdl_problems
from domain.act import Decision
from tests.api.browser import Browser, Page
from tests.api.house import House
from tests.api.test_console import welcomed
from tests.api.town import MONTREVAL, TARIFFS

SUBJECTS = "/console/rediger"
GRANT = f"{SUBJECTS}/sujets/subvention"
ANSWERS = {
    "q_beneficiaire": "le club des Aubépines",
    "q_montant": "1250,50",
    "q_but": "la fête d’été",
    "q_annee": "2023",
    "seance": "2023-05-04",
}
FORMER = "Subvention à une association sportive"


@pytest.fixture
def agent(fresh_house: House) -> Browser:
    store = fresh_house.stores.documents
    record = next(r for r in store.files() if r.document_id == TARIFFS)
    decisions = [
        Decision(
            document_id=TARIFFS,
            ordinal=ordinal,
            number=number,
            title=title,
            day=day,
            vote=None,
            matter="7.5",
            page=1,
            start=0,
            end=10,
        )
        for ordinal, (number, title, day) in enumerate(
            [
                ("2021-07", FORMER, date(2021, 3, 4)),
                ("2024-09", "Subvention à une association culturelle", date(2024, 3, 4)),
            ]
        )
    ]
    store.save_file(record, store.document(TARIFFS), store.passages_of(TARIFFS), (), decisions)
    browser = Browser(fresh_house.app)
    welcomed(fresh_house, browser)
    return browser


def token(browser: Browser) -> str:
    return dict(Page(browser.get(GRANT).text).fields(GRANT))["csrf"]


def answered(browser: Browser, **more: str) -> httpx.Response:
    return browser.post(GRANT, {"csrf": token(browser), **ANSWERS, **more})


def made(browser: Browser, **more: str) -> str:
    sent = answered(browser, **more)
    assert sent.status_code == 303, Page(sent.text).text
    return str(sent.headers["location"])


def digest(html: str) -> str:
    return next(one["value"] for one in Page(html).all("input") if one.get("name") == "empreinte")


def signed(browser: Browser, address: str) -> httpx.Response:
    fields = {"csrf": token(browser), "relu": "oui", "empreinte": digest(browser.get(address).text)}
    return browser.post(f"{address}/relecture", fields)


def first_line(browser: Browser, address: str) -> str:
    content = browser.get(f"{address}/projet.docx").content
    return str(docx.Document(io.BytesIO(content)).paragraphs[0].text)


def test_more_than_forty_subjects_are_offered_and_words_narrow_them(agent: Browser) -> None:
    every = Page(agent.get(SUBJECTS).text)
    assert len([one for one in every.all("a") if "/sujets/" in one.get("href", "")]) >= 40
    found = Page(agent.get(f"{SUBJECTS}?q=aide+à+un+club,+subvention").text)
    links = [one["href"] for one in found.all("a") if "/sujets/" in one.get("href", "")]
    assert GRANT in links
    assert len(links) < 10
    assert "Aucun sujet ne correspond" in agent.get(f"{SUBJECTS}?q=licorne").text


def test_the_meeting_s_day_is_asked_and_is_today_until_said_otherwise(agent: Browser) -> None:
    assert dict(Page(agent.get(GRANT).text).fields(GRANT))["seance"] == "2026-11-20"
    assert "20 novembre 2026" in Page(agent.get(made(agent, seance="")).text).text


def test_the_draft_says_its_visas_their_grounds_its_matter_and_what_the_base_covers(agent: Browser) -> None:
    page = Page(agent.get(made(agent)).text)
    assert "Projet, à relire par une personne habilitée" in page.text
    assert "1\u00a0250,50\u00a0€" in page.text or "1 250,50 €" in page.text.replace("\u202f", " ")
    assert "L. 2311-7" in page.text
    assert "Attribution des subventions" in page.text
    assert "7.5, finances locales" in page.text
    assert "La base couvre" in page.text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"q_montant": "beaucoup"}, "écrivez un montant en euros"),
        ({"q_beneficiaire": ""}, "Répondez à la question"),
        ({"seance": "2201-01-01"}, "entre 1800 et 2100"),
        ({"q_pour": "3"}, "Donnez ensemble les voix"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_question_and_the_others_stay(
    agent: Browser, wrong: dict[str, str], told: str
) -> None:
    refused = answered(agent, **wrong)
    assert refused.status_code == 422
    page = Page(refused.text)
    assert told in page.text
    assert dict(page.fields(GRANT))["q_but"] == "la fête d’été"
    (field,) = wrong
    assert any(one.get("id") == field and one.get("aria-invalid") == "true" for one in page.all("input"))


def test_acts_of_the_commune_before_the_meeting_are_offered_and_only_those_ticked_are_cited(agent: Browser) -> None:
    address = made(agent)
    page = Page(agent.get(address).text)
    offered = [one["value"] for one in page.all("input") if one.get("name") == "acte"]
    assert offered == [f"{TARIFFS}:0"]
    assert "Vu la délibération n° 2021-07" not in page.text.replace("\u00a0", " ")
    assert f"/c/{MONTREVAL}/documents/{TARIFFS}#page-1" in agent.get(address).text
    agent.post(f"{address}/actes", [("csrf", token(agent)), ("acte", offered[0]), ("acte", "../../x")])
    cited = Page(agent.get(address).text).text.replace("\u00a0", " ")
    assert f"Vu la délibération n° 2021-07 du 4 mars 2021 « {FORMER} » ;" in cited
    assert f"« {FORMER} » ; [à vérifier]" not in cited
    agent.post(f"{address}/actes", {"csrf": token(agent)})
    assert "Vu la délibération n° 2021-07" not in Page(agent.get(address).text).text.replace("\u00a0", " ")


def test_the_draft_stays_one_until_somebody_answers_for_these_very_words(agent: Browser) -> None:
    address = made(agent, q_relecteur="Anne Durand")
    assert first_line(agent, address) == "Projet, à relire par Anne Durand"
    assert signed(agent, address).status_code == 303
    assert first_line(agent, address) == "Relu par Claire Moreau le 20 novembre 2026"
    draft_id = address.rsplit("/", 1)[-1]
    again = agent.get(f"{GRANT}?projet={draft_id}").text
    assert dict(Page(again).fields(GRANT))["q_montant"] == "1250,50"
    assert made(agent, q_montant="900", projet=draft_id) == address
    page = Page(agent.get(address).text)
    assert "Projet, à relire par" in page.text
    assert "Relu par Claire Moreau . Le texte a changé depuis" in page.text.replace("Moreau.", "Moreau .")


def test_words_that_moved_while_they_were_read_are_not_signed(agent: Browser) -> None:
    address = made(agent)
    stale = {"csrf": token(agent), "relu": "oui", "empreinte": digest(agent.get(address).text)}
    made(agent, q_montant="900", projet=address.rsplit("/", 1)[-1])
    refused = agent.post(f"{address}/relecture", stale)
    assert refused.status_code == 409
    assert "le texte a changé" in Page(refused.text).text
    unticked = agent.post(f"{address}/relecture", stale | {"relu": ""})
    assert unticked.status_code == 422
    assert first_line(agent, address).startswith("Projet, à relire par")


def test_the_document_opens_as_odt_and_docx_with_the_same_lines(agent: Browser) -> None:
    address = made(agent)
    word = docx.Document(io.BytesIO(agent.get(f"{address}/projet.docx").content))
    lines = [one.text for one in word.paragraphs]
    writer = Document(io.BytesIO(agent.get(f"{address}/projet.odt").content))
    assert [str(one.text_recursive) for one in writer.body.get_elements("//text:p|//text:h")] == lines
    assert any(line.startswith("Vu le code général des collectivités territoriales") for line in lines)


def test_its_row_of_scdl_is_valid_and_asks_for_a_number_and_a_siret(fresh_house: House, agent: Browser) -> None:
    votes = {"q_en_exercice": "15", "q_votants": "14", "q_pour": "12", "q_contre": "1", "q_abstention": "1"}
    without = made(agent)
    assert agent.get(f"{without}/scdl.csv").status_code == 409
    assert "donnez le numéro" in Page(agent.get(without).text).text
    address = made(agent, q_numero="2023-011", **votes)
    assert agent.get(f"{address}/scdl.csv").status_code == 409
    served = dict(fresh_house.communes.served)
    town = served[MONTREVAL]
    profile = replace(town.profile, siret="21410001500012")
    fresh_house.communes.served = served | {MONTREVAL: replace(town, profile=profile)}
    given = agent.get(f"{address}/scdl.csv").content.decode()
    assert [problem for problem in scdl_problems(given) if "SIRET" not in problem] == []
    (row,) = csv.DictReader(io.StringIO(given))
    assert (row["DELIB_ID"], row["DELIB_MATIERE_CODE"], row["VOTE_POUR"]) == ("2023-011", "7.5", "12")


def test_a_draft_may_be_erased_and_an_unknown_one_is_told(agent: Browser) -> None:
    address = made(agent)
    agent.post(f"{address}/effacement", {"csrf": token(agent)})
    assert "Ce projet n’est plus là" in agent.get(address).text
    assert agent.get(f"{SUBJECTS}/sujets/licorne").status_code == 404


@pytest.mark.parametrize("path", ["/actes", "/relecture", "/effacement"])
def test_nothing_changes_without_a_session_or_the_form_s_token(fresh_house: House, agent: Browser, path: str) -> None:
    address = made(agent)
    fields = {"csrf": "forged", "relu": "oui", "acte": f"{TARIFFS}:0"}
    assert agent.post(f"{address}{path}", fields).status_code == 403
    stranger = Browser(fresh_house.app)
    assert stranger.post(f"{address}{path}", fields).status_code == 401
    for read in ("", "/projet.odt", "/projet.docx", "/scdl.csv"):
        assert stranger.get(f"{address}{read}").headers["location"] == "/console/connexion"
