import json
from pathlib import Path

import pytest

from eval.act_scoring import ReadAct, parse_gold
from eval.acts import main, report
from tests.eval.test_act_scoring import RECORD, read


def test_the_report_lists_each_failure_and_counts_what_waits_apart() -> None:
    golds = [parse_gold({**RECORD, "id": name}) for name in ("A", "B", "C")]
    lines, is_met = report(golds, [read(), ReadAct(kind="rapport", day=None, decisions=()), None])
    assert not is_met
    assert report(golds[:1], [read()])[1]
    assert [line.split()[:2] for line in lines[:2]] == [["KIND", "B"], ["SESSION", "DATE"]]
    assert lines[2] == "DECISION B p. 3: D 2031-29 Tarif du marché de plein air"
    assert [line.split("/")[0].split()[-1] for line in lines[3:6]] == ["1", "1", "1"]
    assert lines[-1] == "waiting for OCR, not scored: 1 of 3 documents"


def test_without_outside_data_the_command_says_that_it_skips(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert main() == 0
    assert capsys.readouterr().out.startswith("SKIPPED")


def test_a_set_that_cannot_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "acts.jsonl").write_text(json.dumps({"id": "A"}) + "\n", encoding="utf-8")
    monkeypatch.setenv("PARVIS_SHARED_DATA", str(tmp_path))
    assert main() == 2
    assert "cannot measure" in capsys.readouterr().out
