"""The page of a document that another replaced, amends or carries decisions."""

from dataclasses import replace
from datetime import date

from domain.act import Act, ActKind, ActMention, ActPlace, Decision, Outcome, Relation, Succession, Vote
from domain.ids import DocumentId
from domain.written import WrittenEvidence
from tests.api.browser import Browser, Page
from tests.api.house import House
from tests.api.town import RULES, TARIFF_PASSAGES, TARIFFS


def keep(
    house: House,
    document_id: DocumentId,
    act: Act,
    decisions: tuple[Decision, ...] = (),
    successions: tuple[Succession, ...] = (),
    session: date | None = None,
) -> None:
    """Save a document of the town again as that act."""
    store = house.stores.documents
    (record,) = [file for file in store.files() if file.document_id == document_id]
    document = store.document(document_id)
    assert document
    changed = replace(document, act=act, session_date=session or document.session_date)
    store.save_file(record, changed, store.passages_of(document_id), (), decisions, successions)


def decided(ordinal: int, title: str, **changes: object) -> Decision:
    made = Decision(
        document_id=TARIFFS,
        ordinal=ordinal,
        number=f"2026-03{ordinal}",
        title=title,
        day=date(2026, 6, 18),
        vote=Vote(outcome=Outcome.MAJORITE, in_favour=12, against=2, abstentions=1),
        matter=None,
        page=ordinal + 1,
        start=0,
        end=9,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def replaces(by: DocumentId, target: ActPlace, relation: Relation = Relation.REMPLACE) -> Succession:
    return Succession(
        by=ActPlace(document_id=by), relation=relation, mention=ActMention(), words="", page=1, start=0, end=0,
        target=target,
    )  # fmt: skip


def test_the_decisions_of_minutes_are_listed_with_their_votes_and_pages(fresh_house: House) -> None:
    decisions = (decided(0, "Tarifs de la cantine"), decided(1, "Vente", vote=Vote(outcome=Outcome.REJET, against=9)))
    keep(fresh_house, TARIFFS, Act(kind=ActKind.PROCES_VERBAL), decisions)
    page = Page(Browser(fresh_house.app).get(f"/documents/{TARIFFS}").text)
    shown = " ".join(page.text.split()).replace(" , page", ", page")
    assert "2 décisions dans ce document" in shown
    assert "2026-030, Tarifs de la cantine, page 1 Adoptée à la majorité : 12 pour, 2 contre, 1 abstention" in shown
    assert "2026-031, Vente, page 2 Rejetée : 9 contre" in shown
    assert f"/documents/{TARIFFS}?page=2" in {a["href"] for a in page.all("a")}


def test_a_document_that_is_one_act_lists_no_decision(browser: Browser) -> None:
    assert "dans ce document" not in browser.get(f"/documents/{RULES}").text


def test_a_replaced_document_says_so_and_leads_to_the_one_that_applies(fresh_house: House) -> None:
    rule = Act(kind=ActKind.REGLEMENT, effect_date=date(2024, 9, 1))
    newer = Act(kind=ActKind.REGLEMENT, effect_date=date(2026, 9, 1))
    keep(fresh_house, RULES, rule, session=date(2024, 6, 1))
    keep(fresh_house, TARIFFS, newer, (), (replaces(TARIFFS, ActPlace(document_id=RULES)),))
    old = Page(Browser(fresh_house.app).get(f"/documents/{RULES}").text)
    assert "Remplacé" in old.text
    assert "Ce texte a été remplacé par le règlement du 18 juin 2026" in old.text
    assert f"/documents/{TARIFFS}?page=1" in {a["href"] for a in old.all("a")}
    new = Page(Browser(fresh_house.app).get(f"/documents/{TARIFFS}").text)
    assert "Remplace le règlement du 1er juin 2024" in new.text
    assert "Ce texte a été remplacé" not in new.text


def test_a_cited_decision_that_was_replaced_says_so_above_the_page(fresh_house: House) -> None:
    keep(fresh_house, TARIFFS, Act(kind=ActKind.PROCES_VERBAL), (decided(0, "Tarifs"), decided(1, "Vente")))
    later = Act(kind=ActKind.DELIBERATION, number="2026-90")
    target = ActPlace(document_id=TARIFFS, ordinal=1)
    keep(fresh_house, RULES, later, (), (replaces(RULES, target),), session=date(2026, 10, 1))
    browser = Browser(fresh_house.app)
    told = "Ce texte a été remplacé par la délibération n° 2026-90 du 1er octobre 2026"
    cited = Page(browser.get(f"/documents/{TARIFFS}?passage={TARIFF_PASSAGES[1].id}&start=0&end=9").text)
    assert cited.text.count(told) == 2  # above the page, and beside the decision in the list
    assert [alert for alert in cited.all("div") if "alert" in alert.get("class", "")]
    whole = Page(browser.get(f"/documents/{TARIFFS}").text)
    assert not [alert for alert in whole.all("div") if "alert" in alert.get("class", "")]


def test_an_act_that_a_period_bounds_is_in_force_or_over(fresh_house: House) -> None:
    browser = Browser(fresh_house.app)
    for last, word in ((date(2027, 8, 31), "En vigueur"), (date(2026, 8, 31), "Période passée")):
        keep(
            fresh_house,
            TARIFFS,
            Act(kind=ActKind.ARRETE, effect_date=date(2026, 1, 1), last_day=last, delegated="Orval"),
        )
        shown = Page(browser.get(f"/documents/{TARIFFS}").text).text
        assert word in shown
        assert "Orval" in shown
    keep(fresh_house, TARIFFS, Act(kind=ActKind.ARRETE, effect_date=date(2027, 1, 1)))
    assert "Pas encore en vigueur" in browser.get(f"/documents/{TARIFFS}").text
    keep(fresh_house, TARIFFS, Act(kind=ActKind.ARRETE))
    assert 'class="tag' not in browser.get(f"/documents/{TARIFFS}").text


def test_a_document_without_a_session_says_when_it_was_written_and_what_tells_it(fresh_house: House) -> None:
    shown = " ".join(Page(Browser(fresh_house.app).get(f"/documents/{RULES}").text).text.split())
    assert "Date du document 3 avril 2026 (donnée par la page)" in shown
    store = fresh_house.stores.documents
    (record,) = [file for file in store.files() if file.document_id == RULES]
    document = store.document(RULES)
    assert document
    of_a_year = replace(document, written_on=date(2026, 1, 1), written_evidence=WrittenEvidence.PERIOD)
    store.save_file(record, of_a_year, store.passages_of(RULES), ())
    shown = " ".join(Page(Browser(fresh_house.app).get(f"/documents/{RULES}").text).text.split())
    assert "Date du document 2026 (année du titre)" in shown
