import pytest

from api.question_input import QuestionProblem, question_problem
from handoff.desk import LONGEST_QUESTION
from handoff.typed_text import clean_line


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("", QuestionProblem.EMPTY),
        ("  \n ", QuestionProblem.EMPTY),
        ("\x00\x01\x02", QuestionProblem.UNREADABLE),
        ("???", QuestionProblem.UNREADABLE),
        ("a" * (LONGEST_QUESTION + 1), QuestionProblem.TOO_LONG),
        ("a" * LONGEST_QUESTION, None),
        ("Où est la mairie ?", None),
    ],
)
def test_a_question_is_refused_with_its_reason(raw: str, problem: QuestionProblem | None) -> None:
    assert question_problem(clean_line(raw), was_empty=not raw.strip()) == problem
