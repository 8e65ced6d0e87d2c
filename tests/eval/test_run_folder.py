import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import BadInput
from eval.measured import Measured
from eval.run_folder import differences, disagreements, write_run
from tests.eval.judged import ROW

OTHER = replace(ROW, id="T2")


def kept(folder: Path, first: float | None, second: float | None, digest: str = "d1") -> Path:
    values = [
        [Measured(measure="m", value=value, problem="" if value is not None else "not_a_number")]
        for value in (first, second)
    ]
    write_run(folder, {"set": "sample", "digest": digest}, (ROW, OTHER), values)
    return folder


def test_a_run_keeps_its_rows_values_and_problems(tmp_path: Path) -> None:
    run = kept(tmp_path / "a", 0.25, None)
    lines = [json.loads(line) for line in (run / "rows.jsonl").read_text("utf-8").splitlines()]
    assert [(line["id"], line["values"]["m"]) for line in lines] == [("T1", 0.25), ("T2", None)]
    problems = [json.loads(line) for line in (run / "problems.jsonl").read_text("utf-8").splitlines()]
    assert [(one["id"], one["problem"]) for one in problems] == [("T2", "not_a_number")]
    table = list(csv.reader((run / "rows.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert table == [["id", "kind", "m"], ["T1", "fact", "0.2500"], ["T2", "fact", ""]]
    assert json.loads((run / "summary.json").read_text("utf-8"))["m"]["values"] == 1


def test_a_run_is_never_written_over(tmp_path: Path) -> None:
    kept(tmp_path / "a", 0.0, 1.0)
    with pytest.raises(BadInput, match="already holds a run"):
        kept(tmp_path / "a", 1.0, 1.0)


def test_two_runs_are_compared_on_the_questions_that_have_a_value_in_both(tmp_path: Path) -> None:
    (line,) = differences(kept(tmp_path / "a", 0.5, 1.0), kept(tmp_path / "b", 0.75, None))
    assert (line.first, line.second, line.both) == (0.5, 0.75, 1)
    assert (line.better, line.worse, line.lost, line.won) == (1, 0, 1, 0)


def test_runs_on_other_data_are_told_apart(tmp_path: Path) -> None:
    first, second = kept(tmp_path / "a", 0.5, 1.0), kept(tmp_path / "b", 0.5, 1.0, digest="d2")
    assert disagreements(first, second) == {"digest": ("d1", "d2")}
    assert disagreements(first, first) == {}


def test_a_folder_without_a_whole_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no run"):
        disagreements(tmp_path, tmp_path)
