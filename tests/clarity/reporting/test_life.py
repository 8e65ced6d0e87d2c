"""Each finding has the right state, whatever happens to its passage, its document, its rule."""

from dataclasses import replace
from datetime import date

import pytest

from clarity.observation import Observation, Part, Place, Proposal, ProposedCase, Role
from clarity.reporting.fingerprints import fingerprint_of, likeness, normalised
from clarity.reporting.life import Decisions, Seen, carried, lived, unknown
from clarity.reporting.observed_json import read_observation, written
from domain.errors import StorageUnavailable
from domain.finding import FindingState, Severity
from domain.ids import DocumentId, PassageId
from domain.reported_finding import FindingDecision, FindingVerdict, ReportedFinding

SUBJECT = DocumentId("d" + "1" * 16)
MONDAY, TUESDAY = date(2031, 3, 3), date(2031, 3, 4)
RULES = {"NX-02": 1, "ST-03": 1}
MEAL = "Le repas est facturé 3,85 € sauf pour les familles qui n’habitent pas la commune."


def observed(quote: str = MEAL, *, rule: str = "NX-02", headings: tuple[str, ...] = ("Tarifs",)) -> Observation:
    place = Place(
        document_id=SUBJECT,
        passage_id=PassageId("p"),
        page=5,
        heading_path=headings,
        start=0,
        end=len(quote),
        quote=quote,
    )
    return Observation(rule=rule, severity=Severity.MAJEUR, place=place, measures=(("exceptions", "1"),))


def seen(*observations: Observation, rules: dict[str, int] = RULES) -> Seen:
    return Seen(subject=SUBJECT, observations=observations, rules=rules)


def first(*observations: Observation) -> list[ReportedFinding]:
    return lived([], seen(*observations), MONDAY)


def states(findings: list[ReportedFinding]) -> list[str]:
    return [finding.state.value for finding in findings]


def test_a_finding_is_new_then_persistent_then_resolved_then_reopened() -> None:
    new = first(observed())
    persistent = lived(new, seen(observed()), TUESDAY)
    resolved = lived(persistent, seen(), TUESDAY)
    reopened = lived(resolved, seen(observed()), TUESDAY)
    assert [states(step) for step in (new, persistent, resolved, reopened)] == [
        ["new"],
        ["persistent"],
        ["resolved"],
        ["reopened"],
    ]
    assert states(lived(reopened, seen(observed()), TUESDAY)) == ["persistent"]
    assert {step[0].id for step in (new, persistent, resolved, reopened)} == {new[0].id}
    assert (persistent[0].first_seen, persistent[0].last_seen) == (MONDAY, TUESDAY)
    assert resolved[0].last_seen == TUESDAY


def test_a_rule_that_changed_or_was_not_run_resolves_nothing() -> None:
    (finding,) = first(observed())
    assert states(lived([finding], seen(rules={"NX-02": 2}), TUESDAY)) == ["not_rechecked"]
    assert states(lived([finding], seen(rules={}), TUESDAY)) == ["not_rechecked"]
    (again,) = lived([finding], seen(observed(), rules={"NX-02": 2}), TUESDAY)
    assert (again.state, again.rule_version) == (FindingState.PERSISTENT, 2)


def test_what_could_not_be_read_is_not_resolved_and_what_was_resolved_stays_so() -> None:
    (finding,) = first(observed())
    assert unknown(finding).state is FindingState.NOT_RECHECKED
    resolved = replace(finding, state=FindingState.RESOLVED)
    assert unknown(resolved) == resolved
    assert states(lived([unknown(finding)], seen(observed()), TUESDAY)) == ["persistent"]
    assert carried(resolved, TUESDAY) == resolved
    assert carried(finding, TUESDAY) == replace(finding, state=FindingState.PERSISTENT, last_seen=TUESDAY)


def test_an_edited_passage_keeps_its_id_and_a_rewritten_one_does_not() -> None:
    (finding,) = first(observed())
    edited = MEAL.replace("3,85", "3,95")
    (same,) = lived([finding], seen(observed(edited)), TUESDAY)
    assert (same.id, same.quote, same.state) == (finding.id, edited, FindingState.PERSISTENT)
    assert same.fingerprint != finding.fingerprint
    other = "Hors commune, sauf dérogation du maire, le tarif est de 5 €, hors vacances scolaires."
    assert states(lived([finding], seen(observed(other)), TUESDAY)) == ["resolved", "new"]
    both = lived([same], seen(observed(edited), observed(MEAL)), TUESDAY)
    assert len({finding.id for finding in both}) == 2


def test_the_same_words_twice_are_two_findings_and_headings_may_move() -> None:
    two = first(observed(), observed())
    assert len({finding.id for finding in two}) == 2
    assert states(lived(two, seen(observed()), TUESDAY)) == ["persistent", "resolved"]
    (moved,) = lived(two[:1], seen(observed(headings=("Restauration", "Tarifs"))), TUESDAY)
    assert (moved.id, moved.heading_path) == (two[0].id, ("Restauration", "Tarifs"))


def test_short_quotes_are_the_same_only_when_they_are_equal() -> None:
    findings = first(observed("p. 114", rule="ST-03"))
    assert states(lived(findings, seen(observed("p. 14", rule="ST-03")), TUESDAY)) == ["resolved", "new"]
    assert likeness("p. 14", "p. 14") == 1.0


def test_a_fingerprint_hears_neither_case_nor_punctuation_nor_a_place() -> None:
    mark = fingerprint_of("NX-02", SUBJECT, "Le repas,  À 3 €.", ("Tarifs",))
    assert mark == fingerprint_of("NX-02", SUBJECT, "« le repas à 3 € »", ("TARIFS",))
    assert mark != fingerprint_of("NX-01", SUBJECT, "Le repas, à 3 €.", ("Tarifs",))
    assert mark != fingerprint_of("NX-02", SUBJECT, "Le repas, à 4 €.", ("Tarifs",))
    assert normalised("« Été ! »") == "ete"


def decided(finding: ReportedFinding, verdict: FindingVerdict, review: date | None = None) -> FindingDecision:
    return FindingDecision(finding=finding.id, verdict=verdict, reason="r", author="a", on=MONDAY, review_on=review)


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (FindingVerdict.ACCEPTED, FindingState.ACCEPTED),
        (FindingVerdict.FALSE_POSITIVE, FindingState.FALSE_POSITIVE),
        (FindingVerdict.FIXED, FindingState.PERSISTENT),
    ],
)
def test_a_decision_gives_a_state_until_its_review(verdict: FindingVerdict, state: FindingState) -> None:
    (finding,) = lived(first(observed()), seen(observed()), MONDAY)
    decision = decided(finding, verdict, review=TUESDAY)
    kept = replace(finding, state=Decisions([decision], [finding], MONDAY).state(finding))
    assert kept.state is state
    assert Decisions([decision], [kept], TUESDAY).state(kept) is FindingState.PERSISTENT
    back = decided(finding, FindingVerdict.TAKEN_BACK)
    assert Decisions([decision, back], [kept], MONDAY).state(kept) is FindingState.PERSISTENT


def test_a_decision_does_not_hide_that_it_was_corrected() -> None:
    (finding,) = first(observed())
    decision = decided(finding, FindingVerdict.ACCEPTED)
    (resolved,) = lived([replace(finding, state=FindingState.ACCEPTED)], seen(), TUESDAY)
    assert Decisions([decision], [resolved], TUESDAY).state(resolved) is FindingState.RESOLVED


def test_a_rule_that_is_off_in_a_document_is_off_for_all_its_passages() -> None:
    one, other = first(observed(), observed("Une autre phrase, sauf exception, hors cas prévus par le maire."))
    decisions = Decisions([decided(one, FindingVerdict.RULE_OFF)], [one, other], TUESDAY)
    assert decisions.state(other) is FindingState.ACCEPTED
    (elsewhere,) = lived([], Seen(subject=DocumentId("d2"), observations=[observed()], rules=RULES), MONDAY)
    assert decisions.state(elsewhere) is FindingState.NEW


def test_an_observation_comes_back_from_its_text() -> None:
    whole = replace(
        observed(),
        parts=(Part(role=Role.EXCEPTION, start=3, end=9),),
        proposal=Proposal(rule="Le repas coûte 3,85 €.", cases=(ProposedCase(who="a", condition="b", result="c"),)),
        related=(replace(observed().place, document_id=None, passage_id=None, page=None),),
    )
    assert read_observation(written(whole)) == whole
    with pytest.raises(StorageUnavailable, match="parvis report --full"):
        read_observation('{"rule": "NX-02"}')
