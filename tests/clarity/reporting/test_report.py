"""The report says first what is most useful, grades families and not documents, and hides nothing."""

from dataclasses import replace

import pytest

from clarity.observation import Proposal, ProposedCase
from clarity.reporting.grades import FAMILIES, grades_of
from clarity.reporting.impact import Effort, Reach, effort_of, impact_of, promoted, reach_of
from clarity.reporting.report import SHOWN_PER_RULE, build_report
from clarity.reporting.services import service_finder
from clarity.reporting.wording import measures_in_words, proposal_in_words, rule_advice, rule_title, rule_why
from clarity.unreadable.burst_tables import RULE as BURST
from domain.answer import AnswerStatus
from domain.feedback import Feedback
from domain.finding import FindingState, Severity
from domain.ids import DocumentId
from domain.reported_finding import FindingId, ReportedFinding
from tests.clarity.documents import MONDAY
from tests.clarity.reporting.towns import PROFILE, built, stored


def finding(rule: str, severity: Severity, state: FindingState = FindingState.NEW, n: int = 0) -> ReportedFinding:
    return ReportedFinding(
        id=FindingId(f"f{rule}{n}"),
        fingerprint="",
        rule=rule,
        rule_version=1,
        severity=severity,
        state=state,
        subject=DocumentId("d1"),
        quote="",
        heading_path=(),
        observed="",
        first_seen=MONDAY,
        last_seen=MONDAY,
    )


def test_the_actions_are_those_of_most_weight_and_the_quicker_first() -> None:
    report = built()
    assert [(action.rule, action.card.title) for action in report.actions] == [
        ("ST-06", "Tarifs périscolaires 2029-2030"),
        ("PD-01", "plan de collecte.pdf"),
        ("ST-03", "Chercher un emploi"),
        ("ST-03", "Les aides"),
        ("ST-01", "Tarifs périscolaires 2029-2030"),
    ]
    assert report.priority == 5
    assert [len(action.findings) for action in report.actions] == [1, 1, 1, 1, 1]


def test_questions_and_views_raise_what_touches_people() -> None:
    documents, kept = stored()
    subject = next(card.subject for card in built().cards if card.title == "Les aides")
    reach = Reach(questions={subject: 3}, views={subject: 2}, examples={subject: ("Qui aide ?",)})
    report = build_report(PROFILE, documents, kept, day=MONDAY, reach=reach)
    first = report.actions[0]
    assert (first.rule, first.card.title, first.impact, first.questions) == ("ST-03", "Les aides", 18, 3)
    assert first.findings[0].examples == ("Qui aide ?",)
    assert impact_of(Severity.INFO, subject, reach) == 0


def test_what_fails_weighs_one_level_more_and_nothing_weighs_more_than_blocking() -> None:
    assert [promoted(one) for one in Severity] == [
        Severity.MINEUR,
        Severity.MAJEUR,
        Severity.BLOQUANT,
        Severity.BLOQUANT,
    ]


def test_a_decision_is_seen_at_once_and_what_is_accepted_is_no_action() -> None:
    card = next(card for card in built().cards if card.title == "Les aides")
    states = {view.finding.quote: view.finding.state for view in card.findings}
    assert states == {"RSI": FindingState.NEW, "RMI": FindingState.ACCEPTED}
    (decided,) = [view.decision for view in card.findings if view.decision]
    assert (decided.reason, decided.author) == ("cité pour mémoire", "Claire Martin")


def test_what_was_not_checked_is_not_graded() -> None:
    cards = {card.title: card for card in built().cards}
    assert cards["Piscine"].grades == dict.fromkeys(FAMILIES) | {"PD": "A", "ST": "A"}
    assert cards["plan de collecte.pdf"].grades == dict.fromkeys(FAMILIES) | {"PD": "E"}
    assert [card.title for card in built().not_read] == ["plan de collecte.pdf"]


@pytest.mark.parametrize(
    ("findings", "words", "grade"),
    [
        ([], 50, "A"),
        ([finding("ST-04", Severity.INFO)], 200, "A"),
        ([finding("ST-02", Severity.MINEUR)], 200, "B"),
        ([finding("ST-03", Severity.MAJEUR)], 200, "C"),
        ([finding("ST-03", Severity.MAJEUR)], 3000, "B"),
        ([finding("ST-06", Severity.BLOQUANT)], 200, "E"),
        ([finding("ST-06", Severity.BLOQUANT)], 30_000, "D"),
        ([finding("ST-02", Severity.MINEUR, n=n) for n in range(90)], 1000, "C"),
        ([finding("ST-06", Severity.BLOQUANT, FindingState.ACCEPTED)], 200, "A"),
        ([finding("ST-06", Severity.BLOQUANT, FindingState.NOT_RECHECKED)], 200, "A"),
    ],
)
def test_a_family_is_graded_by_what_is_open_for_its_length(
    findings: list[ReportedFinding], words: int, grade: str
) -> None:
    assert grades_of(findings, words, {"ST"})["ST"] == grade
    assert grades_of(findings, words, {"PD"})["ST"] is None


def test_more_than_five_findings_of_a_rule_are_folded_with_their_count() -> None:
    documents, kept = stored()
    (subject,) = [card.subject for card in built().cards if card.title == "Les aides"]
    many = [replace(f, id=FindingId(f"{f.id}{n}")) for f in kept.findings() if f.quote == "RSI" for n in range(7)]
    kept.save_run(kept.runs(limit=1)[0], many, [])
    (card,) = [c for c in build_report(PROFILE, documents, kept, day=MONDAY).cards if c.subject == subject]
    assert card.folded == {"ST-03": 8 - SHOWN_PER_RULE}
    assert sum(view.finding.state.is_open for view in card.findings) == 8


def test_a_service_is_told_by_its_names_and_never_guessed() -> None:
    find = service_finder(PROFILE)
    assert [find(title, "x.html") for title in ("Piscine", "La cantine de l’accueil de la mairie")] == [
        None,
        PROFILE.services[0],
    ]
    assert find("Tarifs", "ecoles/cantine-2031.pdf") == PROFILE.services[1]
    assert find("Scolarité", "x.html") is None
    views = built().services
    assert [(v.service and v.service.slug, v.documents, v.clear, v.open_findings) for v in views] == [
        ("scolaire", 2, 1, 2),
        (None, 4, 1, 3),
    ]
    assert views[0].clear_share == 0.5


def test_opinions_that_an_answer_did_not_help_touch_the_documents_that_it_cited() -> None:
    one, other = DocumentId("d1"), DocumentId("d2")
    no = Feedback(on=MONDAY, is_helpful=False, status=AnswerStatus.ANSWERED, documents=(one, other, one))
    yes = replace(no, is_helpful=True)
    assert reach_of([no, yes, replace(no, documents=(one,))]).questions == {one: 2, other: 1}


def test_trends_are_the_runs_oldest_first_and_a_commune_without_one_has_none() -> None:
    report = built()
    assert report.run is not None
    assert report.trends[-1] == report.run
    documents, _ = stored()
    empty = build_report(PROFILE, documents, type(stored()[1])(), day=MONDAY)
    assert (empty.run, empty.trends, empty.actions, empty.priority) == (None, (), (), 0)


def test_every_rule_of_files_and_of_time_has_its_words() -> None:
    rules = [f"ST-0{n}" for n in range(1, 7)] + [f"PD-{n:02}" for n in (*range(1, 13), 20, 21, 22)]
    assert BURST in rules
    for rule in rules:
        assert rule_title(rule)
        assert rule_why(rule)
        assert rule_advice(rule)
    assert rule_title("ZZ-99") == "Règle ZZ-99."
    assert (effort_of("PD-01"), effort_of("ST-03"), effort_of("ZZ-99")) == (Effort.LONG, Effort.QUICK, Effort.MEDIUM)


def test_measures_and_proposals_are_told_in_words() -> None:
    action = next(action for action in built().actions if action.card.title == "Chercher un emploi")
    seen = action.findings[0].observation()
    assert dict(measures_in_words(seen))["à écrire"] == "France Travail"
    assert dict(measures_in_words(seen))["depuis le"] == "1/1/2024"
    assert proposal_in_words(seen.proposal) == "=France Travail reçoit."
    assert proposal_in_words(None) == ""
    known = ProposedCase(who="", condition="sauf les enfants", result="2 €")
    unknown = ProposedCase(who="les agents", condition="sauf les agents", result="")
    lines = proposal_in_words(Proposal(rule="L’entrée coûte 4 €", cases=(known, unknown))).split("\n")
    assert lines[1:] == [
        "- sauf les enfants : 2 €",
        "- sauf les agents (à préciser par le service : ce qui change dans ce cas)",
    ]
