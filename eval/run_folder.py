"""A measuring run kept whole in a folder, and two of them compared.

``configuration.json`` (what was measured, with which data, models and prompts), ``rows.jsonl`` (each question with its
answer and values), ``rows.csv`` (the values, for a spreadsheet), ``problems.jsonl`` (each value that could not be
taken, with why) and ``summary.json``. Nothing is written over: a run's folder is new.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from domain.errors import BadInput
from eval.judged_rows import JudgedRow
from eval.measured import Mean, Measured, means

CONFIGURATION, SUMMARY = "configuration.json", "summary.json"
ROWS, TABLE, PROBLEMS = "rows.jsonl", "rows.csv", "problems.jsonl"
MUST_AGREE = ("set", "digest", "contexts", "ragas", "embedding", "model", "prompts")
"""What two runs must share for their difference to come from the product; what differs is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A measure in two runs, over the ``both`` questions that have a value in each. ``better`` and ``worse`` count
    the questions whose value rose and fell; ``lost`` and ``won`` those with a value in the first or the second only.
    """

    measure: str
    first: float | None
    second: float | None
    both: int
    better: int
    worse: int
    lost: int
    won: int


def write_run(
    folder: Path,
    configuration: Mapping[str, object],
    rows: Sequence[JudgedRow],
    values: Sequence[Sequence[Measured]],
) -> dict[str, Mean]:
    """Write a run and return its means. Raises BadInput when the folder already holds one."""
    if (folder / CONFIGURATION).exists():
        raise BadInput(f"{folder} already holds a run; give a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    found = means(values)
    with (folder / ROWS).open("w", encoding="utf-8") as file:
        for row, own in zip(rows, values, strict=True):
            line = asdict(row) | {"values": {one.measure: one.value for one in own}}
            file.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
    with (folder / PROBLEMS).open("w", encoding="utf-8") as file:
        for row, own in zip(rows, values, strict=True):
            for one in own:
                if one.value is None:
                    told = {"id": row.id, "measure": one.measure, "problem": one.problem, "told": one.told}
                    file.write(json.dumps(told, ensure_ascii=False) + "\n")
    with (folder / TABLE).open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(["id", "kind", *found])
        for row, own in zip(rows, values, strict=True):
            table.writerow([row.id, row.kind, *("" if one.value is None else f"{one.value:.4f}" for one in own)])
    _write(folder / SUMMARY, {name: asdict(mean) for name, mean in found.items()})
    # Last: a folder without it is a run that did not end.
    _write(folder / CONFIGURATION, configuration)
    return found


def disagreements(first: Path, second: Path) -> dict[str, tuple[object, object]]:
    """What the two runs do not share of ``MUST_AGREE``, by name. Raises BadInput for a folder that holds no run."""
    one, other = _configuration(first), _configuration(second)
    return {key: (one.get(key), other.get(key)) for key in MUST_AGREE if one.get(key) != other.get(key)}


def differences(first: Path, second: Path) -> tuple[Difference, ...]:
    """Each measure of either run, on the questions of both. Raises BadInput for a folder that holds no run."""
    one, other = _values(first), _values(second)
    names = dict.fromkeys(name for run in (one, other) for values in run.values() for name in values)
    return tuple(_difference(name, one, other) for name in names)


_Values = Mapping[str, Mapping[str, float | None]]


def _difference(name: str, one: _Values, other: _Values) -> Difference:
    shared = [(one[question].get(name), other[question].get(name)) for question in one if question in other]
    both = [(a, b) for a, b in shared if a is not None and b is not None]
    return Difference(
        measure=name,
        first=sum(a for a, _ in both) / len(both) if both else None,
        second=sum(b for _, b in both) / len(both) if both else None,
        both=len(both),
        better=sum(b > a for a, b in both),
        worse=sum(b < a for a, b in both),
        lost=sum(a is not None and b is None for a, b in shared),
        won=sum(a is None and b is not None for a, b in shared),
    )


def _values(folder: Path) -> dict[str, Mapping[str, float | None]]:
    try:
        lines = [json.loads(line) for line in (folder / ROWS).read_text("utf-8").splitlines()]
        return {str(line["id"]): line["values"] for line in lines}
    except (OSError, ValueError, KeyError) as error:
        raise BadInput(f"{folder} holds no run that can be read: {error}") from error


def _configuration(folder: Path) -> Mapping[str, object]:
    try:
        found = json.loads((folder / CONFIGURATION).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"{folder} holds no run that ended: {error}") from error
    return found if isinstance(found, dict) else {}


def _write(path: Path, held: Mapping[str, object]) -> None:
    path.write_text(json.dumps(held, ensure_ascii=False, indent=2, allow_nan=False) + "\n", encoding="utf-8")
