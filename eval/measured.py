"""Values of a measure on rows: one that could not be taken is named and counted, never averaged away.

``value`` is None exactly when ``problem`` says why. A mean is over the values that exist, and is always shown with how
many do not and for which reasons.
"""

import math
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.errors import ModelFailed
from eval.judged_rows import JudgedRow

NO_REFERENCE = "no_reference"
NOTHING_RETRIEVED = "nothing_retrieved"
NO_ANSWER = "no_answer"
NO_QUOTATION = "no_quotation"
NOT_A_NUMBER = "not_a_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a measure says of a row."""

    measure: str
    value: float | None
    problem: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure by its name. ``unfit`` gives why a row cannot be measured, empty when it can."""

    name: str
    score: Callable[[JudgedRow], Awaitable[float]]
    unfit: Callable[[JudgedRow], str] = lambda row: ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """The mean of the values that exist (None when there is none), how many, and the others by their reason."""

    mean: float | None
    values: int
    problems: Mapping[str, int]


def needs(*wanted: str) -> Callable[[JudgedRow], str]:
    """``unfit`` of a measure that needs ``reference``, ``contexts`` or ``answer``, asked for in that order."""
    checks: Mapping[str, tuple[str, Callable[[JudgedRow], bool]]] = {
        "reference": (NO_REFERENCE, lambda row: bool(row.reference and row.reference_ids)),
        "contexts": (NOTHING_RETRIEVED, lambda row: bool(row.retrieved_contexts)),
        "answer": (NO_ANSWER, lambda row: bool(row.response.strip())),
    }
    return lambda row: next((checks[one][0] for one in wanted if not checks[one][1](row)), "")


async def measured(measure: Measure, row: JudgedRow) -> Measured:
    """The value of a row, or why there is none: what the measure raises becomes its reason, with its first words."""
    reason = measure.unfit(row)
    if reason:
        return Measured(measure=measure.name, value=None, problem=reason)
    try:
        value = float(await measure.score(row))
    except ModelFailed as error:
        return Measured(measure=measure.name, value=None, problem=f"model_{error.fault}", told=str(error)[:300])
    except Exception as error:  # a library's measure may raise anything: the row is named, the others go on
        return Measured(measure=measure.name, value=None, problem=type(error).__name__, told=str(error)[:300])
    if not math.isfinite(value):
        return Measured(measure=measure.name, value=None, problem=NOT_A_NUMBER)
    return Measured(measure=measure.name, value=value)


def means(rows: Iterable[Sequence[Measured]]) -> dict[str, Mean]:
    """By measure, over all rows, in the order in which the measures come."""
    values: dict[str, list[float]] = {}
    problems: dict[str, Counter[str]] = {}
    for row in rows:
        for one in row:
            values.setdefault(one.measure, [])
            problems.setdefault(one.measure, Counter())
            if one.value is None:
                problems[one.measure][one.problem] += 1
            else:
                values[one.measure].append(one.value)
    return {
        name: Mean(
            mean=sum(found) / len(found) if found else None,
            values=len(found),
            problems=dict(sorted(problems[name].items())),
        )
        for name, found in values.items()
    }
