import pytest

from eval.answer_scoring import Expectation, GivenAnswer, Page, Unit, score_answer
from eval.failing.tracing import TracedFailure, traced

RIGHT, SAME_FILE, OTHER = Page("pdf", "tarifs.pdf", 2), Page("pdf", "tarifs.pdf", 5), Page("pdf", "voirie.pdf", 1)
ASKED = Expectation(
    id="T1", kind="fact", commune="valmont", is_real=False, pages=frozenset({RIGHT}), expected=("7,20 €",)
)


def outcome(
    status: str, text: str, *pages: Page, shown: Page = OTHER, expectation: Expectation = ASKED
) -> TracedFailure | None:
    units = (Unit(text=text, page=shown),) if text else ()
    answer = GivenAnswer(status=status, units=units, pages=pages, has_service=False)
    return traced(score_answer(expectation, answer), answer)


@pytest.mark.parametrize(
    ("status", "text", "pages", "rule", "rank"),
    [
        ("not_found", "", (OTHER,), "QA-01", None),
        ("answered", "Le repas coûte 9,10 €.", (OTHER, SAME_FILE), "QA-02", None),
        ("answered", "Le repas coûte 9,10 €.", (OTHER, RIGHT), "QA-03", 2),
        ("not_found", "", (RIGHT,), "QA-06", 1),
    ],
)
def test_each_failure_has_its_rule(
    status: str, text: str, pages: tuple[Page, ...], rule: str, rank: int | None
) -> None:
    failure = outcome(status, text, *pages)
    assert failure == TracedFailure(question="T1", rule=rule, pages=(RIGHT,), rank=rank)


def test_a_page_beyond_the_tenth_was_not_found() -> None:
    before = [Page("pdf", "voirie.pdf", number) for number in range(1, 11)]
    failure = outcome("answered", "Le repas coûte 9,10 €.", *before, RIGHT)
    assert failure is not None
    assert failure.rule == "QA-01"


def test_a_right_answer_is_no_failure() -> None:
    assert outcome("answered", "Le repas coûte 7,20 €.", RIGHT, shown=RIGHT) is None


def test_a_question_that_nothing_answers_blames_no_page() -> None:
    nothing = Expectation(id="T2", kind="unanswerable_near", commune="valmont", is_real=False)
    assert outcome("not_found", "", OTHER, expectation=nothing) is None
