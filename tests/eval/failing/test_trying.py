"""An assistant with known defects: each rule of family QA fires once, on its passage, and a good one raises none."""

from dataclasses import replace

import pytest

from clarity.observation import Observation, Proposal
from clarity.reporting.trial import Trial
from clarity.reporting.wording import rule_title
from domain.answer import AnswerStatus
from domain.finding import Severity
from domain.ids import DocumentId
from eval.failing.judging import LONGEST_SAID, Row, said
from eval.failing.places import place_in
from eval.failing.questions_file import EXCEPTION, GENERAL, SetQuestion, Spot
from eval.failing.trying import outcome_of_set
from tests.eval.failing.town import HALL, MIXED, TEXTS, passage_of, places, row, shown

RULE, CASE = HALL
PRICE = SetQuestion(
    id="Q1",
    question="Combien coûte la location du foyer rural ?",
    spots=(Spot(source="", path="foyer.md", page=None),),
    expected=("180 €",),
    must_not=("220 €",),
)
GENERAL_SIDE = SetQuestion(
    id="G", question="Quelle caution pour la salle ?", kind=GENERAL, spots=PRICE.spots, expected=("180 €",), pair="1"
)
SPECIAL_SIDE = SetQuestion(
    id="S",
    question="Notre association paie-t-elle ?",
    kind=EXCEPTION,
    spots=PRICE.spots,
    expected=("ne paient rien",),
    pair="1",
)


def tried(*asked: tuple[SetQuestion, *tuple[Row, ...]], textual: tuple[Observation, ...] = ()) -> Trial:
    runs = [{one.id: rows[run] for one, *rows in asked} for run in range(len(asked[0]) - 1)]
    return outcome_of_set([one for one, *_ in asked], runs, places(), textual=textual)


def found(outcome: Trial) -> list[Observation]:
    return [one for of in outcome.observations.values() for one in of]


def test_a_right_answer_raises_nothing_and_its_document_is_asked_about() -> None:
    outcome = tried((PRICE, row(shown(RULE, "foyer.md"))))
    assert found(outcome) == []
    assert outcome.asked_of == {"dfoyer.md"}
    assert (outcome.pairs, outcome.pairs_right) == (None, None)


@pytest.mark.parametrize(
    ("answer", "rule", "severity"),
    [
        (row(shown(TEXTS["piscine.md"], "piscine.md")), "QA-01", Severity.MAJEUR),
        (row(found=("foyer.md",), status="not_found"), "QA-06", Severity.MAJEUR),
        (row(shown(CASE, "foyer.md")), "QA-03", Severity.MAJEUR),
        (row(shown("Le foyer est loué 220 €.", "foyer.md")), "QA-03", Severity.BLOQUANT),
    ],
)
def test_a_failed_question_blames_the_line_that_answers(answer: Row, rule: str, severity: Severity) -> None:
    (seen,) = found(tried((PRICE, answer)))
    assert (seen.rule, seen.severity, seen.questions) == (rule, severity, (PRICE.question,))
    assert (seen.place.document_id, seen.place.passage_id, seen.place.quote) == ("dfoyer.md", "pfoyer.md", RULE)


def test_what_was_answered_is_told_in_french_whatever_the_status() -> None:
    assert said(row(shown(RULE, "foyer.md"))) == RULE
    assert len(said(row(shown("mot " * 100, "foyer.md")))) <= LONGEST_SAID
    told = {status: said(row(status=status.value)) for status in AnswerStatus}
    assert all(words.startswith("(") and status.value not in words for status, words in told.items())


def test_a_document_that_is_not_found_lacks_words_of_the_question() -> None:
    asked = SetQuestion(id="Q", question="Prix du gymnase rural ?", spots=PRICE.spots, expected=("180 €",))
    (seen,) = found(tried((asked, row(status="not_found"))))
    assert dict(seen.measures)["missing_words"] == "Prix, gymnase"


def test_the_same_sentence_for_the_rule_and_for_the_case_is_a_confusion() -> None:
    spot = (Spot(source="", path="caution.md", page=None),)
    general = SetQuestion(id="G", question="Combien ?", kind=GENERAL, spots=spot, expected=("300 €",), pair="1")
    special = SetQuestion(id="S", question="Et nous ?", kind=EXCEPTION, spots=spot, expected=("120 €",), pair="1")
    tangled = row(shown(MIXED, "caution.md"))
    outcome = tried((general, tangled), (special, tangled))
    (seen,) = found(outcome)
    assert (seen.rule, seen.severity, seen.place.quote) == ("QA-04", Severity.MAJEUR, MIXED)
    assert seen.questions == ("Et nous ?", "Combien ?")
    assert (outcome.pairs, outcome.pairs_right) == (1, 0)
    set_apart = row(shown(MIXED, "caution.md", role="case"))
    assert tried((general, tangled), (special, set_apart)).pairs_right == 1


def test_the_general_value_given_for_the_special_case_is_false_and_told_once() -> None:
    rule = row(shown(RULE, "foyer.md"))
    outcome = tried((GENERAL_SIDE, rule), (SPECIAL_SIDE, rule))
    (seen,) = found(outcome)
    assert (seen.rule, seen.severity) == ("QA-04", Severity.BLOQUANT)
    assert (outcome.pairs, outcome.pairs_right) == (1, 0)


def test_a_pair_told_apart_is_right_when_it_is_so_every_time() -> None:
    rule, case = row(shown(RULE, "foyer.md")), row(shown(CASE, "foyer.md"))
    once = tried((GENERAL_SIDE, rule), (SPECIAL_SIDE, case))
    assert (found(once), once.pairs, once.pairs_right) == ([], 1, 1)
    twice = tried((GENERAL_SIDE, rule, rule), (SPECIAL_SIDE, case, rule))
    assert (twice.pairs, twice.pairs_right) == (1, 0)


def test_two_sides_of_a_contradiction_met_by_one_question_are_told_as_one() -> None:
    one, other = (place_in(passage_of(path, TEXTS[path])) for path in ("foyer.md", "caution.md"))
    known = (Observation(rule="CT-01", severity=Severity.MAJEUR, place=one, related=(other,)),)
    both = row(shown(RULE, "foyer.md"), found=("foyer.md", "caution.md"))
    (seen,) = found(tried((PRICE, both), textual=known))
    assert (seen.rule, seen.place, seen.related) == ("QA-05", one, (other,))
    assert found(tried((PRICE, row(shown(RULE, "foyer.md"))), textual=known)) == []


def test_words_in_quotation_marks_that_the_passage_has_not_are_told() -> None:
    false = row(shown("Le règlement dit : « 180 € la journée, ménage compris ».", "foyer.md"))
    (seen,) = found(tried((PRICE, false)))
    assert (seen.rule, seen.severity) == ("QA-09", Severity.BLOQUANT)
    assert dict(seen.measures)["quoted"] == "180 € la journée, ménage compris"
    true = row(shown("Le règlement dit : « loué 180 € la  journée ».", "foyer.md"))
    assert found(tried((PRICE, true))) == []


def test_an_answer_that_changes_between_two_runs_is_unstable() -> None:
    right, wrong = row(shown(RULE, "foyer.md")), row(shown(CASE, "foyer.md"))
    seen = {one.rule: dict(one.measures) for one in found(tried((PRICE, right, wrong)))}
    assert (seen["QA-10"]["runs"], seen["QA-10"]["right_runs"]) == ("2", "1")
    assert "QA-10" not in {one.rule for one in found(tried((PRICE, wrong, wrong)))}
    assert "QA-10" not in tried((PRICE, wrong)).rules


def asked_often(count: int, *paths: str) -> Trial:
    nothing = [SetQuestion(id=f"N{n}", question=f"Question {n} ?") for n in range(count)]
    return tried(*((one, row(found=paths, status="not_found")) for one in nothing))


def test_a_document_that_comes_up_everywhere_is_a_magnet_and_one_that_never_does_is_told() -> None:
    seen = found(asked_often(20, "piscine.md"))
    assert {(one.rule, one.place.document_id) for one in seen} == {
        ("QA-07", "dpiscine.md"),
        ("QA-08", "dfoyer.md"),
        ("QA-08", "dcaution.md"),
        ("QA-08", "dvide.md"),
    }


def test_few_questions_judge_neither_and_a_document_that_all_share_is_no_magnet() -> None:
    few = asked_often(19, "piscine.md")
    assert found(few) == []
    assert not {"QA-07", "QA-08"} & set(few.rules)
    assert found(asked_often(20, "piscine.md", "foyer.md", "caution.md", "vide.md")) == []


def test_what_residents_met_was_found() -> None:
    nothing = [SetQuestion(id=f"N{n}", question=f"Question {n} ?") for n in range(20)]
    rows = {one.id: row(status="not_found") for one in nothing}
    outcome = outcome_of_set(nothing, [rows], places(), elsewhere={DocumentId("dfoyer.md")})
    assert "dfoyer.md" not in outcome.observations
    assert len(found(outcome)) == 3


def test_a_copy_answers_for_its_file_and_a_file_that_is_not_here_judges_nothing() -> None:
    copied = SetQuestion(
        id="Q", question="Combien ?", spots=(Spot(source="", path="copie.md", page=None),), expected=("180 €",)
    )
    assert found(tried((copied, row(shown(RULE, "foyer.md"))))) == []
    lost = SetQuestion(id="L", question="Et là ?", spots=(Spot(source="", path="x.md", page=None),), expected=("1 €",))
    outcome = tried((lost, row(status="not_found")))
    assert found(outcome) == []
    assert outcome.questions == frozenset()


def test_questions_that_fail_on_one_passage_make_one_finding() -> None:
    again = SetQuestion(id="Q2", question="Prix du foyer ?", spots=PRICE.spots, expected=PRICE.expected)
    refused = row(found=("foyer.md",), status="not_found")
    (seen,) = found(tried((PRICE, refused), (again, refused)))
    assert seen.questions == (PRICE.question, again.question)


def test_a_failure_is_told_with_what_the_report_finds_in_the_same_words() -> None:
    here = place_in(passage_of("foyer.md", TEXTS["foyer.md"]))
    below = replace(here, start=here.end + 1, end=here.end + 9)
    proposal = Proposal(rule="Le foyer est loué 180 €.")
    textual = (
        Observation(rule="NX-01", severity=Severity.MAJEUR, place=here, proposal=proposal),
        Observation(rule="LX-01", severity=Severity.INFO, place=here),
        Observation(rule="LX-09", severity=Severity.MINEUR, place=below),
    )
    (seen,) = found(tried((PRICE, row(shown(CASE, "foyer.md"))), textual=textual))
    assert seen.proposal == proposal
    assert dict(seen.measures)["found_here"] == f"{rule_title('NX-01')}, {rule_title('LX-01')}"
