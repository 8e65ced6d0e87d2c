import json
from pathlib import Path

import pytest

from eval import tables
from tests.ingest.pdf_files import table_pdf

ROWS = [["Public", "Journée", "Semaine"], ["Habitants", "12 €", "60 €"], ["Autres", "15 €", "75 €"]]


def _data(root: Path) -> Path:
    (root / "gold").mkdir()
    (root / "docs/pdf/valbrune").mkdir(parents=True)
    (root / "docs/pdf/valbrune/tarifs.pdf").write_bytes(table_pdf(ROWS, ruled=True))
    cell = {
        "id": "T1",
        "source_path": "pdf/valbrune/tarifs.pdf",
        "page": 1,
        "table": "Tarifs",
        "row_headers": ["Autres"],
        "column_headers": ["Semaine"],
        "value": "75 €",
    }
    lines = [json.dumps(cell), json.dumps({**cell, "id": "T2", "value": "60 €"})]
    (root / "gold/tables.jsonl").write_text("\n".join(lines))
    return root


def test_the_share_is_printed_beside_the_peers_and_failures_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARVIS_SHARED_DATA", str(_data(tmp_path)))
    assert tables.main(["--failures"]) == 0
    printed = capsys.readouterr().out
    assert "Tarifs | 1 | 2 | 1 | 2 | 1\n" in printed  # plain text cannot tell rows apart
    assert "Parvis: 1/2 = 50.0%" in printed
    assert "missed T2: p. 1, Autres | Semaine | '60 €'" in printed


def test_without_outside_data_it_says_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert tables.main([]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED")
