"""What the assistant failed on has a life of its own: only questions that are asked again resolve it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clarity.observation import Observation, Place
from clarity.reporting.report import Report, build_report
from clarity.reporting.rule_book import rule_book
from clarity.reporting.running import run_report
from clarity.reporting.suppressions import Suppression
from clarity.reporting.trial import Trial
from domain.finding import FindingState, Severity
from domain.reported_finding import FindingDecision, FindingVerdict, ReportedFinding
from tests.clarity.documents import MONDAY
from tests.clarity.memory_report_store import MemoryReportStore
from tests.clarity.reporting.towns import NOON, PROFILE, REVIEW, built, stored
from tests.ingest.memory_store import MemoryDocumentStore

TUESDAY = date(2031, 3, 4)
ASKED = "Qui reçoit les chercheurs d’emploi ?"
RULES = {"QA-03": 1}


def place() -> Place:
    card = next(card for card in built().cards if card.title == "Chercher un emploi")
    return card.findings[0].observation().place


def failing(*, questions: tuple[str, ...] = (ASKED,)) -> Trial:
    where = place()
    assert where.document_id is not None
    seen = Observation(rule="QA-03", severity=Severity.MAJEUR, place=where, questions=questions)
    return Trial(
        observations={where.document_id: [seen]},
        rules=RULES,
        questions=frozenset(questions),
        asked_of=frozenset({where.document_id}),
        pairs=4,
        pairs_right=3,
    )


def passing(*questions: str) -> Trial:
    where = place()
    assert where.document_id is not None
    return Trial(observations={}, rules=RULES, questions=frozenset(questions), asked_of=frozenset({where.document_id}))


def run(
    stores: tuple[MemoryDocumentStore, MemoryReportStore],
    trial: Trial | None,
    day: date = MONDAY,
    *,
    full: bool = False,
) -> Report:
    documents, report = stores
    judge = None if trial is None else lambda _: trial
    run_report(PROFILE.slug, documents, report, rule_book(day), day=day, at=NOON, judge=judge, is_full=full)
    return build_report(PROFILE, documents, report, day=day)


def state_of(report: Report) -> FindingState:
    (state,) = [v.finding.state for card in report.cards for v in card.findings if v.finding.rule == "QA-03"]
    return state


def test_a_failure_is_new_stands_while_nothing_is_asked_and_is_resolved_by_the_same_question() -> None:
    stores = stored()
    assert state_of(run(stores, failing())) is FindingState.NEW
    left = run(stores, None, TUESDAY, full=True)
    assert state_of(left) is FindingState.PERSISTENT
    assert {v.finding.last_seen for c in left.cards for v in c.findings if v.finding.rule == "QA-03"} == {MONDAY}
    assert state_of(run(stores, passing(ASKED), TUESDAY)) is FindingState.RESOLVED
    assert state_of(run(stores, failing(), TUESDAY)) is FindingState.REOPENED


def test_a_question_that_is_asked_no_more_resolves_nothing() -> None:
    stores = stored()
    run(stores, failing())
    assert state_of(run(stores, passing("Une autre question ?"), TUESDAY)) is FindingState.NOT_RECHECKED


def test_what_a_large_set_has_shown_is_not_resolved_by_a_small_one() -> None:
    where = place()
    assert where.document_id is not None
    magnet = Observation(rule="QA-07", severity=Severity.MINEUR, place=where, measures=(("questions", "3"),))
    shown = Trial(observations={where.document_id: [magnet]}, rules={"QA-07": 1}, questions=frozenset("abc"))

    def after(*questions: str) -> FindingState:
        stores = stored()
        run(stores, shown)
        report = run(stores, replace(passing(*questions), rules={"QA-07": 1}), TUESDAY)
        return next(v.finding.state for c in report.cards for v in c.findings if v.finding.rule == "QA-07")

    assert after("a", "b") is FindingState.NOT_RECHECKED
    assert after("a", "b", "d") is FindingState.RESOLVED


def test_a_textual_finding_of_the_passage_weighs_more_and_both_show_the_question() -> None:
    stores = stored()
    report = run(stores, failing())
    views = {v.finding.rule: v for c in report.cards if c.title == "Chercher un emploi" for v in c.findings}
    assert views["ST-03"].finding.severity is Severity.BLOQUANT
    assert views["QA-03"].finding.severity is Severity.MAJEUR
    assert views["ST-03"].examples == views["QA-03"].examples == (ASKED,)
    elsewhere = [v for c in report.cards if c.title == "Les aides" for v in c.findings]
    assert {(v.finding.severity, v.examples) for v in elsewhere} == {(Severity.MAJEUR, ())}


def test_a_failure_that_is_no_fault_raises_no_severity() -> None:
    stores = stored()
    report = run(stores, failing())
    (wrong,) = [v.finding for c in report.cards for v in c.findings if v.finding.rule == "QA-03"]
    verdict = FindingVerdict.FALSE_POSITIVE
    stores[1].decide(
        FindingDecision(
            finding=wrong.id, verdict=verdict, reason="mal posée", author="Claire", on=MONDAY, review_on=REVIEW
        )
    )
    again = build_report(PROFILE, *stores, day=MONDAY)
    (textual,) = [
        v for c in again.cards if c.title == "Chercher un emploi" for v in c.findings if v.finding.rule == "ST-03"
    ]
    assert textual.finding.severity is Severity.MAJEUR


def test_the_judge_sees_findings_as_they_were_decided() -> None:
    documents, report = stored()
    (wrong,) = [one for one in report.findings() if one.quote == "RSI"]
    report.decide(
        FindingDecision(
            finding=wrong.id,
            verdict=FindingVerdict.FALSE_POSITIVE,
            reason="un autre",
            author="Claire",
            on=MONDAY,
            review_on=REVIEW,
        )
    )
    kept_in_file = Suppression(
        rule="ST-03",
        document="emploi.html",
        quote="",
        reason="nom du lieu",
        author="Claire",
        on=MONDAY,
        review_on=REVIEW,
    )
    shown: dict[str, FindingState] = {}

    def judge(findings: Sequence[ReportedFinding]) -> Trial:
        shown.update({one.quote: one.state for one in findings if one.rule == "ST-03"})
        return passing(ASKED)

    run_report(
        PROFILE.slug,
        documents,
        report,
        rule_book(TUESDAY),
        day=TUESDAY,
        at=NOON,
        judge=judge,
        suppressions=[kept_in_file],
    )
    assert shown == {
        "Pôle emploi": FindingState.ACCEPTED,
        "RSI": FindingState.FALSE_POSITIVE,
        "RMI": FindingState.ACCEPTED,
    }


def test_only_documents_that_were_asked_about_are_graded_and_the_headline_stands() -> None:
    stores = stored()
    report = run(stores, failing())
    grades = {card.title: card.grades["QA"] for card in report.cards}
    assert grades["Chercher un emploi"] == "C"
    assert grades["Piscine"] is None
    later = run(stores, None, TUESDAY, full=True)
    assert later.run is not None
    assert later.run.pairs is None
    assert later.paired is not None
    assert (later.paired.pairs, later.paired.pairs_right, later.paired.day) == (4, 3, MONDAY)
    assert next(card.grades["QA"] for card in later.cards if card.title == "Chercher un emploi") == "C"
