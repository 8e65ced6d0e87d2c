"""Whatever the hand-off finds wrong has its sentence, whole, in French."""

import pytest

from api.problem_sentences import request_sentences, sentence
from handoff.accounts import LinkProblem
from handoff.desk import LIMITS, RequestField, RequestProblem
from handoff.passwords import PasswordProblem
from handoff.steps import StepProblem

REQUEST_PROBLEMS = (
    *((field, RequestProblem.TOO_LONG) for field in LIMITS),
    (RequestField.MESSAGE, RequestProblem.EMPTY),
    (RequestField.EMAIL, RequestProblem.NOT_AN_EMAIL),
    (RequestField.PHONE, RequestProblem.NOT_A_PHONE),
)


def test_the_problems_of_a_request_are_all_tried() -> None:
    assert {field for field, _ in REQUEST_PROBLEMS} == set(RequestField)
    assert {problem for _, problem in REQUEST_PROBLEMS} == set(RequestProblem)


@pytest.mark.parametrize(("field", "problem"), REQUEST_PROBLEMS)
def test_a_problem_of_a_request_has_its_sentence(field: RequestField, problem: RequestProblem) -> None:
    said = request_sentences({field: problem})
    assert list(said) == [field.value]
    assert said[field.value].endswith(".")
    assert (str(LIMITS.get(field)) in said[field.value]) is (problem is RequestProblem.TOO_LONG)


@pytest.mark.parametrize("problem", [*StepProblem, *PasswordProblem, *LinkProblem], ids=repr)
def test_a_problem_of_an_agent_has_its_sentence(problem: StepProblem | PasswordProblem | LinkProblem) -> None:
    assert sentence(problem).endswith(".")
