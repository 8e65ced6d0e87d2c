import csv
import io
import json
import zipfile
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from domain.act import Decision, Outcome, Vote
from tests.api.browser import Browser, Page
from tests.api.house import House
from tests.api.test_console import welcomed
from tests.api.town import TARIFFS
from tests.app.conftest import schema

DANGEROUS = "=HYPERLINK(1) Tarifs du lavoir"


@pytest.fixture
def agent(fresh_house: House) -> Browser:
    store = fresh_house.stores.documents
    record = next(r for r in store.files() if r.document_id == TARIFFS)
    decision = Decision(
        document_id=TARIFFS,
        ordinal=0,
        number="2031-04",
        title=DANGEROUS,
        day=date(2031, 6, 13),
        vote=Vote(outcome=Outcome.MAJORITE, in_favour=9, against=2),
        matter="7.1",
        page=1,
        start=0,
        end=10,
    )
    store.save_file(record, store.document(TARIFFS), store.passages_of(TARIFFS), (), [decision])
    browser = Browser(fresh_house.app)
    welcomed(fresh_house, browser)
    return browser


def test_the_page_gives_the_decision_with_its_day_its_vote_and_its_place(agent: Browser) -> None:
    response = agent.get("/console/decisions?q=qu'a+décidé+le+conseil+sur+le+lavoir")
    text = Page(response.text).text
    assert response.status_code == 200
    assert "13 juin 2031" in text
    assert "À la majorité" in text
    assert "9 pour" in text
    assert f"documents/{TARIFFS}#page-1" in response.text


def test_another_subject_finds_nothing_and_says_so(agent: Browser) -> None:
    assert "Aucune décision publique" in Page(agent.get("/console/decisions?q=aéroclub").text).text


def test_a_result_that_is_only_near_the_question_is_told_on_the_page_and_in_the_tables(agent: Browser) -> None:
    near, exact = "lavoir+acheter+terrain+route", "tarifs+du+lavoir"
    text = Page(agent.get(f"/console/decisions?q={near}").text).text
    assert "Aucune décision ne porte exactement sur cette demande" in text
    assert "Résultat approchant" in text
    assert "approchant" not in Page(agent.get(f"/console/decisions?q={exact}").text).text
    columns = []
    for asked in (near, exact):
        table = agent.get(f"/console/decisions.csv?q={asked}").content.decode("utf-8-sig")
        columns.append([row["Résultat"] for row in csv.DictReader(io.StringIO(table), delimiter=";")])
    assert columns == [["Résultat approchant"], [""]]
    assert json.loads(agent.get(f"/console/decisions.json?q={near}").text)["is_approximate"] is True


def test_a_filter_that_cannot_be_read_is_told_and_left_out(agent: Browser) -> None:
    response = agent.get("/console/decisions?du=hier")
    assert response.status_code == 422
    assert "n’est pas une date" in response.text
    assert "lavoir" in response.text


def test_the_tables_hold_the_same_and_run_no_formula(agent: Browser) -> None:
    rows = list(
        csv.DictReader(io.StringIO(agent.get("/console/decisions.csv").content.decode("utf-8-sig")), delimiter=";")
    )
    assert [(r["Date de la séance"], r["Objet"], r["Contre"]) for r in rows] == [("2031-06-13", f"'{DANGEROUS}", "2")]
    package = zipfile.ZipFile(io.BytesIO(agent.get("/console/decisions.ods").content))
    assert "lavoir" in package.read("content.xml").decode()
    told = json.loads(agent.get("/console/decisions.json?vote=majorite").text)
    Draft202012Validator(schema("decisions")).validate(told)
    assert told["found"] == 1
    assert json.loads(agent.get("/console/decisions.json?vote=rejet").text)["found"] == 0


@pytest.mark.parametrize("suffix", ["", ".csv", ".ods", ".json"])
def test_without_a_session_nothing_is_shown(fresh_house: House, suffix: str) -> None:
    assert Browser(fresh_house.app).get(f"/console/decisions{suffix}").headers["location"] == "/console/connexion"
