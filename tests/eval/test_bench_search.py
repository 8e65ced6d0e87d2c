"""The curve at a small size, through the real builder and a real serving process; and what is said of the figures."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from eval.bench_search import CHECKOUT, TARGETS, Point, lacks_memory, main, read_points, row, target_lines
from eval.bench_serving import Serving
from tests.eval.test_bench_passages import outside

SCHEMA = json.loads((CHECKOUT / "docs/schemas/bench-search.schema.json").read_text("utf-8"))
SERVING = Serving(
    open_ms=31,
    resident_mb=240,
    anonymous_mb=190,
    p50_ms=2.1,
    p95_ms=5.8,
    max_ms=20.4,
    cpu_ms=2.4,
    questions_per_s={"1": 300, "2": 400, "4": 260},
)
POINT = Point(
    passages=20_000,
    real=20_000,
    build_s=40.0,
    analysed_s=10.0,
    inserted_s=22.0,
    building_mb=900,
    disk_mb=260,
    machine="2 cores",
    serving=SERVING,
)


def test_a_size_is_built_served_and_not_measured_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARVIS_SHARED_DATA", str(outside(tmp_path)))
    file = tmp_path / "curve.json"
    assert main(["--sizes", "20", "--json", str(file)]) == 0
    printed = capsys.readouterr().out
    assert "load average" in printed
    assert "20 | " in printed
    assert "200000 passages, indexing: NOT MEASURED" in printed
    content = json.loads(file.read_text("utf-8"))
    Draft202012Validator(SCHEMA).validate(content)
    point = read_points(file)[0]
    assert point.passages == 20
    assert point.real <= 20
    assert point.disk_mb > 0
    assert point.serving.resident_mb >= point.serving.anonymous_mb > 0
    assert list(point.serving.questions_per_s) == ["1", "2", "4"]

    assert main(["--sizes", "20", "--json", str(file), "--resume"]) == 0
    assert json.loads(file.read_text("utf-8")) == content
    assert row(point) in capsys.readouterr().out


def test_a_figure_says_whether_it_is_reached() -> None:
    lines = target_lines([POINT])
    assert "20000 passages, p95 of one question: 5.8 ms (at most 10, aim 6): reached" in lines
    assert "20000 passages, four threads: 260.0 questions/s (at least 250): reached" in lines
    assert "20000 passages, indexing: 500.0 passages/s (at least 400): reached" in lines
    slow = replace(POINT, build_s=80.0, serving=replace(SERVING, p95_ms=10.2, resident_mb=560))
    lines = target_lines([slow])
    assert "20000 passages, p95 of one question: 10.2 ms (at most 10, aim 6): NOT REACHED" in lines
    assert "20000 passages, memory of the serving process: 560.0 MB (at most 550, aim 400): NOT REACHED" in lines
    assert "20000 passages, indexing: 250.0 passages/s (at least 400): NOT REACHED" in lines
    assert [line for line in lines if line.startswith("200000")] == [
        "200000 passages, p95 of one question: NOT MEASURED",
        "200000 passages, indexing: NOT MEASURED",
    ]
    assert len(lines) == len(TARGETS)


def test_a_row_gives_what_the_headings_name() -> None:
    assert row(POINT) == (
        "20000 | 20000 | 500 | 40.0 (10.0, 22.0, 8.0) | 900 | 260 | 31 | 240 (190) | 2.1 5.8 20.4, 2.4 | 300 400 260"
    )


def test_resuming_needs_a_file_and_no_outside_data_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["--resume"])
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED")


def test_a_size_that_memory_does_not_hold_is_not_tried() -> None:
    assert lacks_memory(200_000, 8_000)
    assert not lacks_memory(200_000, 24_000)
    assert not lacks_memory(20_000, 8_000)
