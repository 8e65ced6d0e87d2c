"""The measure on judged sentences: hits, false alarms, arguable labels, documents and baselines."""

import json
from pathlib import Path

import pytest

from domain.finding import Severity
from eval import confusing
from eval.confusing_set import read_judged

SENTENCES = [
    {
        "id": "S1",
        "text": "Aucune inscription ne sera prise sans la fiche.",
        "labels": ["LX-04"],
        "arguable": [],
        "source_path": None,
    },
    {
        "id": "S2",
        "text": "La demande est étudiée par le SIVOLU.",
        "labels": [],
        "arguable": [],
        "source_path": "page.md",
    },
    {"id": "S3", "text": "La salle est prêtée au cas par cas.", "labels": [], "arguable": [], "source_path": None},
    {"id": "S4", "text": "Tarif : 4 €, sauf exceptions.", "labels": [], "arguable": ["NX-05"], "source_path": None},
    {"id": "S5", "text": "Le prêt dure un mois.", "labels": ["NX-03"], "arguable": [], "source_path": None},
]


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/page.md").write_text("Le syndicat intercommunal des voies et lumières unies (SIVOLU).", "utf-8")
    lines = [json.dumps(one, ensure_ascii=False) for one in SENTENCES]
    (tmp_path / "gold/sentences.jsonl").write_text("\n".join(lines), "utf-8")
    monkeypatch.setenv("PARVIS_SHARED_DATA", str(tmp_path))
    return tmp_path


def test_hits_false_alarms_and_misses_leave_out_what_is_arguable(outside: Path) -> None:
    judged = read_judged(outside / "gold/sentences.jsonl", outside / "docs")
    found = confusing.find(judged)
    double, open_, nested = (confusing.score(rule, judged, found) for rule in ("LX-04", "NX-05", "NX-03"))
    assert (double.hits, double.false_alarms, double.misses) == (("S1",), (), ())
    assert (open_.hits, open_.false_alarms) == ((), ("S3",))
    assert nested.misses == ("S5",)
    assert str(double.precision).startswith("1/1")


def test_an_acronym_that_the_document_explains_is_none_with_it_and_one_without(outside: Path) -> None:
    judged = read_judged(outside / "gold/sentences.jsonl", outside / "docs")
    assert "LX-06" not in confusing.find(judged)["S2"]
    alone = confusing.find(judged, with_documents=False)
    assert alone["S2"]["LX-06"] is Severity.INFO
    assert confusing.clean_flagged(judged, alone, from_severity=Severity.INFO).hits == 2
    assert confusing.clean_flagged(judged, alone, from_severity=Severity.MAJEUR).hits == 1


def test_figures_baselines_and_failures_are_printed(outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert confusing.main(["--failures", "--set", str(outside / "gold/sentences.jsonl")]) == 0
    printed = capsys.readouterr().out
    assert "## outside documents (development): 5 texts, 3 clean" in printed
    assert "## the set given: 5 texts, 3 clean" in printed
    assert "false alarm: S3" in printed
    assert "missed: S5" in printed
    assert "over 40 words: precision" in printed
    assert "2 markers or more: precision" in printed
    assert "textstat" in printed


def test_without_outside_data_it_says_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert confusing.main([]) == 0
    assert "SKIPPED, PARVIS_SHARED_DATA" in capsys.readouterr().out
