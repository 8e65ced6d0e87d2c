"""« Veille juridique »: what agents see of what became of their visas."""

import json
from dataclasses import replace
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from domain.act import ActPlace
from domain.legal_watch import ChangeKind, VisaChangeId, WatchedRole, WatchRun
from tests.api.browser import Browser, Page
from tests.api.house import House
from tests.api.test_console import welcomed
from tests.api.town import FRIDAY, TARIFFS
from tests.app.conftest import schema
from tests.storage.test_sqlalchemy_watch import CHANGE

TODAY = FRIDAY.date()
NEWS = replace(
    CHANGE,
    place=ActPlace(document_id=TARIFFS),
    title="Tarifs de la restauration <scolaire>",
    day=date(2026, 11, 2),
    news_on=date(2026, 11, 2),
    page=2,
)
OLDER = replace(
    NEWS,
    id=VisaChangeId("b" * 64),
    role=WatchedRole.MODELE,
    kind=ChangeKind.MODIFIE,
    surface="L. 2311-7",
    visa="l’article L. 2311-7 du CGCT",
    key="cgct:L2311-7",
    day=date(2026, 8, 1),
    news_on=date(2026, 8, 1),
    wordings=(),
)
RUN = WatchRun(
    at=FRIDAY,
    day=TODAY,
    is_loaded=True,
    known_until=date(2026, 11, 19),
    models=1,
    acts=4,
    visas=19,
    changes=2,
    settled=3,
)


@pytest.fixture
def agent(fresh_house: House) -> Browser:
    fresh_house.stores.watch.save_run(RUN, [NEWS, OLDER], {})
    browser = Browser(fresh_house.app)
    welcomed(fresh_house, browser)
    return browser


def shown(agent: Browser, query: str = "") -> str:
    response = agent.get(f"/console/veille{query}")
    assert response.status_code == 200
    return Page(response.text).text


def test_what_is_new_comes_first_with_its_days_its_document_and_what_to_write(agent: Browser) -> None:
    response = agent.get("/console/veille")
    text = Page(response.text).text
    assert "1 visa à reprendre à la suite de changements nouveaux" in text
    assert text.index("L. 2121-29") < text.index("Changements plus anciens") < text.index("L. 2311-7")
    assert "Renuméroté depuis le 2 novembre 2026" in text
    assert "l’article L. 2121-99" in text
    assert "Base de droit connue jusqu’au 19 novembre 2026" in text
    assert "3 changements réglés" in text
    assert f'href="/console/documents/{TARIFFS}/lecture?page=2"' in response.text
    assert f'href="{NEWS.url}"' in response.text
    assert "<scolaire>" not in response.text


@pytest.mark.parametrize(
    ("query", "kept", "left"),
    [
        ("?depuis=2026-07-02", "Nouveau depuis le 2 juillet 2026 2", "Nouveau depuis le 20 octobre"),
        ("?changement=modifie", "L. 2311-7", "L. 2121-29"),
        ("?texte=acte", "L. 2121-29", "L. 2311-7"),
        ("?mots=2311-7+cgct", "L. 2311-7", "L. 2121-29"),
        ("?mots=RESTAURATION", "L. 2121-29", "Aucun."),
    ],
)
def test_filters_stand_in_the_address(agent: Browser, query: str, kept: str, left: str) -> None:
    text = shown(agent, query)
    assert kept in text
    assert left not in text


@pytest.mark.parametrize("query", ["?depuis=hier", "?changement=rien", "?texte=rien"])
def test_a_filter_that_cannot_be_read_is_told_and_left_out(agent: Browser, query: str) -> None:
    response = agent.get(f"/console/veille{query}")
    assert response.status_code == 422
    assert "Un filtre n’a pas été compris" in response.text
    assert "L. 2121-29" in response.text
    assert "L. 2311-7" in response.text


def test_a_stale_base_and_shipped_facts_alone_are_said(fresh_house: House, agent: Browser) -> None:
    watch = fresh_house.stores.watch
    watch.save_run(replace(RUN, known_until=date(2026, 10, 1)), [], {})
    assert "La base de droit n’est pas à jour" in shown(agent)
    watch.save_run(replace(RUN, known_until=date(2023, 12, 6), is_loaded=False), [], {})
    assert "seuls les textes livrés avec le logiciel" in shown(agent)
    assert "Aucun modèle n’est surveillé" not in shown(agent)
    watch.save_run(replace(RUN, models=0), [], {})
    assert "Aucun modèle n’est surveillé" in shown(agent)
    assert "Tous les visas vérifiés sont encore ce qu’ils étaient" in shown(agent)


def test_the_json_holds_the_same_in_its_published_form(agent: Browser) -> None:
    value = json.loads(agent.get("/console/veille.json?depuis=2026-07-01&texte=modele").text)
    Draft202012Validator(schema("visas-watch")).validate(value)
    assert (value["news"], [change["key"] for change in value["changes"]]) == (1, ["cgct:L2311-7"])


def test_before_any_run_the_page_says_how_to_begin(fresh_house: House) -> None:
    browser = Browser(fresh_house.app)
    welcomed(fresh_house, browser)
    assert "parvis visas watch" in shown(browser)


@pytest.mark.parametrize("path", ["/console/veille", "/console/veille.json"])
def test_without_a_session_nothing_is_shown(fresh_house: House, path: str) -> None:
    assert Browser(fresh_house.app).get(path).headers["location"] == "/console/connexion"
