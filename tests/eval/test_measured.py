import asyncio

from domain.errors import ModelFailed
from domain.language_model import ModelFault
from eval.judged_rows import JudgedRow
from eval.measured import Measure, Measured, means, measured, needs
from tests.eval.judged import ROW, UNANSWERABLE


def taken(outcome: float | Exception, row: JudgedRow = ROW, *wanted: str) -> Measured:
    async def score(_: JudgedRow) -> float:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return asyncio.run(measured(Measure(name="m", score=score, unfit=needs(*wanted)), row))


def test_what_is_no_number_has_no_value_and_a_name() -> None:
    assert taken(float("nan")) == Measured(measure="m", value=None, problem="not_a_number")
    assert taken(float("inf")).problem == "not_a_number"


def test_what_a_measure_raises_is_the_reason_of_that_row_alone() -> None:
    assert taken(ModelFailed(ModelFault.BUSY, "429")) == Measured(
        measure="m", value=None, problem="model_busy", told="429"
    )
    assert taken(ValueError("no verdict")).problem == "ValueError"


def test_a_row_without_what_the_measure_needs_is_not_measured() -> None:
    assert taken(1.0, UNANSWERABLE, "reference", "answer").problem == "no_reference"
    assert taken(1.0, UNANSWERABLE, "answer").problem == "no_answer"
    assert taken(1.0, ROW, "reference", "contexts", "answer").value == 1.0


def test_a_mean_is_over_what_has_a_value_and_counts_the_rest_by_reason() -> None:
    values = [[taken(0.5)], [taken(float("nan"))], [taken(1.0)], [taken(ValueError("x"))], [taken(float("nan"))]]
    mean = means(values)["m"]
    assert (mean.mean, mean.values, mean.problems) == (0.75, 2, {"ValueError": 1, "not_a_number": 2})


def test_without_any_value_there_is_no_mean() -> None:
    assert means([[taken(float("nan"))]])["m"].mean is None
