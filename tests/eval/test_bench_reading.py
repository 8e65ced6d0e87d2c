import json
from pathlib import Path

import pytest

from eval import bench_reading


def _data(root: Path) -> Path:
    page = "<html><body><h1>La piscine</h1><p>La piscine ouvre le 15 juin.</p></body></html>"
    for folder in ("docs/pdf/valbrune", "docs/sites/valbrune", "gold", "bad"):
        (root / folder).mkdir(parents=True)
    (root / "docs/sites/valbrune/piscine.html").write_text(page)
    (root / "docs/sites/valbrune/copie.html").write_text(page)
    (root / "bad/vide.pdf").write_bytes(b"")
    question = {"source_path": "sites/valbrune/piscine.html", "page": None, "answer_span": "ouvre  le 15 juin"}
    absent = {**question, "source_path": "pdf/valbrune/absent.pdf", "page": 1}
    lines = [json.dumps(q) for q in (question, absent, {"question": "sans réponse"})]
    (root / "gold/questions.jsonl").write_text("\n".join(lines))
    return root


def test_states_spans_and_hostile_files_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARVIS_SHARED_DATA", str(_data(tmp_path)))
    assert bench_reading.main(["--no-peer"]) == 0
    printed = capsys.readouterr().out
    assert "sites/valbrune | 2 = 1 + 1 + 0 + 0 | 1 |" in printed
    assert "answer spans inside one passage: 1 of 1 whose page is indexed (2 in all)" in printed
    assert "tables: 0 rows in passages" in printed
    assert "hostile files: 1 of 1 in a state" in printed


def test_without_outside_data_it_says_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert bench_reading.main([]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED")
