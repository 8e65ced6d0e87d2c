"""« Documents à revoir »: what is shown, what filters let through, who may decide and what a decision does."""

from dataclasses import replace
from datetime import date

import pytest

from clarity.reporting.rule_book import rule_book
from clarity.reporting.running import run_report
from clarity.reporting.writing_rules import writing_detectors
from domain.document import FileRecord, FileState
from domain.finding import FindingState
from domain.reported_finding import ReportedFinding
from tests.api.browser import Browser, Page, replaced
from tests.api.house import House
from tests.api.test_console import welcomed
from tests.api.town import FRIDAY, MONTREVAL, SAINT_OYEN
from tests.clarity.documents import SITE, document, passages

ADDRESS = "/console/rapport"
TANGLED = (
    "Le repas est facturé 4,10 €, sauf pour les familles ne résidant pas dans la commune, à l’exception de celles "
    "dont l’un des parents y travaille, sous réserve d’une attestation de l’employeur."
)


def checked(house: House, text: str = f"{TANGLED}\nInscrivez-vous à Pôle emploi, <script>alert(1)</script>.") -> None:
    """One document more, then a run of the report."""
    own = replace(document(7, title="Règlement des repas", path="repas.html"), commune=MONTREVAL)
    record = FileRecord(
        source=SITE,
        path=own.path,
        digest=own.digest,
        size_bytes=9,
        state=FileState.INDEXED,
        document_id=own.id,
        seen_at=FRIDAY,
    )
    house.stores.documents.save_file(record, own, passages(own, text), ())
    day = FRIDAY.date()
    rules = rule_book(day, writing_detectors())
    run_report(MONTREVAL, house.stores.documents, house.stores.report, rules, day=day, at=FRIDAY)


@pytest.fixture
def agent(fresh_house: House) -> Browser:
    browser = Browser(fresh_house.app)
    welcomed(fresh_house, browser)
    return browser


def finding(house: House, rule: str) -> ReportedFinding:
    return next(one for one in house.stores.report.findings() if one.rule == rule)


def shown(agent: Browser, query: str = "") -> str:
    response = agent.get(ADDRESS + query)
    assert response.status_code == 200
    return Page(response.text).text


def decide(agent: Browser, house: House, rule: str, **changes: str) -> int:
    place = f"{ADDRESS}/constats/{finding(house, rule).id}"
    fields = Page(agent.get(place).text).fields(place)
    return agent.post(place, [*replaced(fields, **changes), ("decision", changes["decision"])]).status_code


def test_before_the_first_run_the_page_says_what_to_do(agent: Browser) -> None:
    assert "parvis report" in shown(agent)


def test_a_finding_is_shown_with_roles_proposal_and_grades_and_nothing_of_it_runs(
    fresh_house: House, agent: Browser
) -> None:
    checked(fresh_house)
    said = shown(agent)
    assert "Exceptions en cascade" in said
    assert "Exception 2" in said
    assert "Après, à relire" in said
    assert "Nom remplacé" in said
    assert "Par service" in said
    html = agent.get(ADDRESS).text
    assert "<script>alert" not in html
    assert "p-exception" in html


@pytest.mark.parametrize(
    ("query", "there", "absent"),
    [
        ("?famille=ST", "Inscrivez-vous", "à l’exception de celles"),
        ("?famille=NX", "à l’exception de celles", "France Travail (ex-Pôle"),
        ("?mots=zzzz", "Aucun passage ne répond", "à l’exception de celles"),
        ("?etat=resolved", "Aucun passage ne répond", "à l’exception de celles"),
        ("?service=aucun&famille=NX&mots=repas", "à l’exception de celles", "Aucun passage"),
        ("?page=9", "Aucun passage ne répond", "à l’exception de celles"),
        ("?page=x&gravite=rien", "Aucun passage ne répond", "à l’exception de celles"),
    ],
)
def test_filters_are_in_the_address(fresh_house: House, agent: Browser, query: str, there: str, absent: str) -> None:
    checked(fresh_house)
    said = shown(agent, query)
    if "ST" in query:
        there = "Pourquoi cela gêne"
    assert there in said
    assert absent not in said


def test_a_decision_needs_its_reason_is_journalled_and_counts_at_once(fresh_house: House, agent: Browser) -> None:
    checked(fresh_house)
    assert decide(agent, fresh_house, "ST-03", decision="accepted", raison=" ") == 422
    assert fresh_house.stores.report.decisions() == []
    assert decide(agent, fresh_house, "ST-03", decision="accepted", raison="nom du bâtiment") == 303
    (journalled,) = fresh_house.stores.report.decisions()
    assert (journalled.author, journalled.reason) == ("Claire Moreau", "nom du bâtiment")
    assert journalled.review_on is not None
    assert journalled.review_on > date(2026, 12, 1)
    assert "Raison : nom du bâtiment" in shown(agent, f"?etat={FindingState.ACCEPTED.value}")
    assert "Nom remplacé" not in shown(agent, "?famille=ST")


def test_filters_and_page_are_kept_after_a_decision_which_is_told(fresh_house: House, agent: Browser) -> None:
    checked(fresh_house)
    place = f"{ADDRESS}/constats/{finding(fresh_house, 'ST-03').id}"
    fields = Page(agent.get(f"{ADDRESS}?famille=ST&mots=emploi&page=1").text).fields(place)
    wrong = agent.post(place, [*replaced(fields, raison=" "), ("decision", "accepted")])
    again = Page(wrong.text).fields(place)
    assert dict(again)["filtres"] == dict(fields)["filtres"]
    response = agent.post(place, [*replaced(again, raison="nom du bâtiment"), ("decision", "accepted")])
    where = response.headers["location"]
    assert where.startswith(f"{ADDRESS}?famille=ST&etat=ouvert&mots=emploi&page=1&fait=f")
    page = Page(agent.get(where).text)
    assert "Accepté ainsi : Nom remplacé, « Pôle emploi » . Revoir cette décision" in page.text.replace("».", "» .")
    assert [one["value"] for one in page.all("option") if "selected" in one] == ["ST", "ouvert"]


@pytest.mark.parametrize(
    "filters",
    ["https://ailleurs.example/", "//ailleurs.example", "page=1&x=%0d%0aSet-Cookie:a", "famille=" + "z" * 9000],
)
def test_a_decision_leads_nowhere_but_to_the_report(fresh_house: House, agent: Browser, filters: str) -> None:
    checked(fresh_house)
    place = f"{ADDRESS}/constats/{finding(fresh_house, 'ST-03').id}"
    fields = Page(agent.get(place).text).fields(place)
    response = agent.post(place, [*fields, ("filtres", filters), ("decision", "fixed")])
    assert response.headers["location"].startswith(f"{ADDRESS}?")
    assert "ailleurs" not in response.headers["location"]
    assert "\n" not in response.headers["location"]
    assert "set-cookie" not in response.headers


def test_an_agent_of_another_commune_sees_and_decides_nothing_of_this_report(
    fresh_house: House, agent: Browser
) -> None:
    checked(fresh_house)
    known = finding(fresh_house, "ST-03")
    place = f"{ADDRESS}/constats/{known.id}"
    stranger = Browser(fresh_house.app, address="192.0.2.9")
    welcomed(fresh_house, stranger, SAINT_OYEN)
    page = stranger.get(f"{ADDRESS}?etat=tous&document={known.subject}&fait={known.id}").text
    assert "Règlement des repas" not in page
    assert "Pôle emploi" not in page
    assert stranger.get(place).status_code == 404
    token = dict(Page(stranger.get("/console/relire").text).fields("/console/relire"))["csrf"]
    assert stranger.post(place, {"csrf": token, "decision": "fixed"}).status_code == 404
    assert fresh_house.stores.report.decisions() == []


def test_a_rule_is_switched_off_in_one_document(fresh_house: House, agent: Browser) -> None:
    checked(fresh_house)
    assert decide(agent, fresh_house, "NX-02", decision="rule_off", raison="texte de loi cité") == 303
    assert "Exceptions en cascade" not in shown(agent, "?famille=NX")
    assert decide(agent, fresh_house, "NX-02", decision="taken_back") == 303
    assert "Exceptions en cascade" in shown(agent, "?famille=NX")


def test_who_is_not_signed_in_or_sends_no_token_decides_nothing(fresh_house: House, agent: Browser) -> None:
    checked(fresh_house)
    place = f"{ADDRESS}/constats/{finding(fresh_house, 'ST-03').id}"
    stranger = Browser(fresh_house.app)
    assert stranger.get(ADDRESS).headers["location"] == "/console/connexion"
    assert stranger.post(place, {"decision": "fixed"}).status_code == 401
    assert agent.post(place, {"decision": "fixed", "csrf": "x"}).status_code == 403
    foreign = {"sec-fetch-site": "cross-site"}
    fields = Page(agent.get(place).text).fields(place)
    assert agent.post(place, [*fields, ("decision", "fixed")], headers=foreign).status_code == 403
    assert fresh_house.stores.report.decisions() == []


@pytest.mark.parametrize("identity", ["f0000000000000000", "x", "f%2e%2e"])
def test_a_finding_that_the_commune_does_not_have_is_not_there(agent: Browser, identity: str) -> None:
    assert agent.get(f"{ADDRESS}/constats/{identity}").status_code == 404


def test_at_most_five_findings_of_a_rule_are_shown_the_others_are_folded(fresh_house: House, agent: Browser) -> None:
    words = ", avec le dossier rempli, signé et daté par le parent du foyer qui en fait la demande" * 4
    checked(fresh_house, "\n".join(f"Le parent vient au guichet {number}{words}." for number in range(1, 9)))
    query = f"?famille=LX&mots=phrase+longue&document={finding(fresh_house, 'LX-01').subject}"
    html = agent.get(ADDRESS + query).text
    assert html.count('class="finding"') == 5
    assert "3 autres : Phrase longue" in Page(html).text
