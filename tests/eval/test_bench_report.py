"""The bench of the report makes the runs that it times."""

import json

import pytest

from eval.bench_report import PAGES_A_DOCUMENT, main


def test_each_run_checks_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--pages", str(4 * PAGES_A_DOCUMENT), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert [figures[f"{name}_checked"] for name in ("first", "unchanged", "one_changed", "next_day")] == [4, 0, 1, 0]
    assert figures["documents"] == 4
    assert figures["findings"] > 4


def test_the_figures_are_told_with_their_targets(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--pages", str(PAGES_A_DOCUMENT)]) == 0
    told = capsys.readouterr().out
    assert "(at most 60)" in told
    assert "(at most 2)" in told
