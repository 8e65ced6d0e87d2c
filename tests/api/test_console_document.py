import pytest

from domain.document import Visibility
from domain.personal import PersonalKind, PersonalSpan
from tests.api.browser import Browser, Page, replaced
from tests.api.house import House
from tests.api.masked_town import GIVEN, NAMED, SECRETS, fill_masked
from tests.api.test_console import welcomed
from tests.api.town import MONTREVAL

PAGE = f"/console/documents/{NAMED}"


@pytest.fixture
def house(fresh_house: House) -> House:
    fill_masked(fresh_house.stores)
    return fresh_house


@pytest.fixture
def agent(house: House) -> Browser:
    browser = Browser(house.app)
    welcomed(house, browser)
    return browser


def _act(agent: Browser, form: str, **changes: str) -> int:
    fields = Page(agent.get(PAGE).text).fields(f"{PAGE}/{form}")
    return agent.post(f"{PAGE}/{form}", replaced(fields, **changes)).status_code


def test_the_page_shows_what_residents_read_and_what_the_masks_hide(agent: Browser) -> None:
    text = Page(agent.get(PAGE).text).text
    assert "M. et Mme [nom], demeurant [adresse]" in text
    assert "Delorme" in text
    assert "Rien à signaler" not in text


def test_without_a_session_nothing_of_it_is_shown(house: House) -> None:
    stranger = Browser(house.app)
    assert stranger.get(PAGE).headers["location"] == "/console/connexion"
    assert stranger.post(f"{PAGE}/visibilite", {"visibilite": "public", "raison": "x"}).status_code in (401, 403)


def test_a_withdrawn_document_stops_answering_at_once_and_the_journal_says_why(house: House, agent: Browser) -> None:
    resident = Browser(house.app, address="198.51.100.4")
    assert resident.get(f"/documents/{NAMED}").status_code == 200
    assert _act(agent, "visibilite", visibilite="retire", raison="demande de la famille") == 303
    assert resident.get(f"/documents/{NAMED}").status_code == 404
    assert resident.get(f"/v1/documents/{NAMED}").status_code == 404
    assert resident.get(f"/v1/documents/{NAMED}/original").status_code == 404
    text = Page(agent.get(PAGE).text).text
    assert "Claire Moreau : retirer. Raison : demande de la famille" in text
    assert "Retiré" in text


def test_a_document_set_aside_is_accepted(house: House, agent: Browser) -> None:
    house.stores.documents.set_visibility(NAMED, Visibility.A_RELIRE)
    assert _act(agent, "visibilite", visibilite="public", raison="relu") == 303
    found = house.stores.documents.document(NAMED)
    assert found is not None
    assert found.visibility is Visibility.PUBLIC


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"visibilite": "retire", "raison": " "}, "dites pourquoi"),
        ({"visibilite": "retire", "raison": "x" * 501}, "trop longue"),
        ({"visibilite": "secret", "raison": "relu"}, "choisissez qui peut voir"),
    ],
)
def test_a_decision_without_a_reason_or_a_choice_changes_nothing(
    house: House, agent: Browser, changes: dict[str, str], sentence: str
) -> None:
    fields = Page(agent.get(PAGE).text).fields(f"{PAGE}/visibilite")
    response = agent.post(f"{PAGE}/visibilite", replaced(fields, **changes))
    assert response.status_code == 422
    assert sentence in Page(response.text).text
    assert house.stores.rulings.of_file(GIVEN.source, GIVEN.path) == []


def test_a_name_is_shown_then_masked_again(house: House, agent: Browser) -> None:
    resident = Browser(house.app, address="198.51.100.4")
    assert _act(agent, "nom", nom="Delorme", action="montrer", raison="entreprise Delorme") == 303
    assert "M. et Mme Delorme, demeurant [adresse]" in Page(resident.get(f"/documents/{NAMED}").text).text
    assert _act(agent, "nom", nom="delorme", action="masquer", raison="erreur") == 303
    assert "Delorme" not in resident.get(f"/documents/{NAMED}").text


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "écrivez le nom"), ("Durand-Absent", "ne se trouve pas"), ("x" * 200, "trop long")]
)
def test_a_name_that_cannot_be_is_refused_and_kept_in_the_field(agent: Browser, name: str, sentence: str) -> None:
    fields = Page(agent.get(PAGE).text).fields(f"{PAGE}/nom")
    response = agent.post(f"{PAGE}/nom", replaced(fields, nom=name, raison="relu"))
    assert response.status_code == 422
    assert sentence in Page(response.text).text


def test_an_agent_of_another_commune_finds_nothing(house: House) -> None:
    other = Browser(house.app)
    _, secret = house.invite(slug=next(s for s in house.communes.served if s != MONTREVAL), name="Luc Roy")  # type: ignore[arg-type]
    fields = Page(other.get(f"/console/bienvenue/{secret}").text).forms[0].fields
    password = "une phrase que je connais"
    other.post(f"/console/bienvenue/{secret}", replaced(fields, mot_de_passe=password, confirmation=password))
    assert other.get(PAGE).status_code == 404


def test_a_forged_form_is_refused(house: House, agent: Browser) -> None:
    forged = {"visibilite": "retire", "raison": "x", "csrf": "faux"}
    assert agent.post(f"{PAGE}/visibilite", forged).status_code == 403
    foreign = {"sec-fetch-site": "cross-site", "origin": "https://ailleurs.example"}
    assert agent.post(f"{PAGE}/nom", {"nom": "Delorme", "raison": "x"}, headers=foreign).status_code == 403
    assert house.stores.rulings.of_file(GIVEN.source, GIVEN.path) == []


def test_the_list_leads_to_each_document(agent: Browser) -> None:
    assert f'href="{PAGE}"' in agent.get("/console/documents").text


def test_the_masks_are_of_the_kinds_that_the_page_names(house: House) -> None:
    spans = house.stores.rulings.personal_of(NAMED)
    assert {span.kind for span in spans} == {PersonalKind.NAME, PersonalKind.ADDRESS, PersonalKind.PHONE}
    assert all(isinstance(span, PersonalSpan) and span.original in " ".join(SECRETS) for span in spans)
