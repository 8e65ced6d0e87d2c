from datetime import date
from pathlib import Path

import pytest

from domain.written import Written, WrittenEvidence
from eval.act_scoring import parse_gold
from eval.written_dates import Compared, compare, main, report
from tests.ingest.pdf_files import drawn_pdf

RECORD = {
    "id": "X1",
    "source_path": "acte.pdf",
    "kind": "proces_verbal",
    "also_acceptable": [],
    "session_date": "2031-06-13",
    "first_decisions": [],
}


def compared(day: date | None) -> Compared:
    written = None if day is None else Written(on=day, evidence=WrittenEvidence.PROPERTIES)
    return Compared(gold=parse_gold(RECORD), written=written)


@pytest.mark.parametrize(
    ("day", "agrees", "apart"),
    [
        (date(2031, 6, 20), "1/1", "0/1"),
        (date(2031, 6, 1), "1/1", "0/1"),
        (date(2032, 1, 20), "0/1", "0/1"),
        (date(2033, 1, 20), "0/1", "1/1"),
    ],
)
def test_a_day_agrees_with_its_session_is_far_or_contradicts_it(day: date, agrees: str, apart: str) -> None:
    text = "\n".join(report([compared(day), compared(None)]))
    assert f"agrees              {agrees}" in text
    assert f"over a year apart   {apart}" in text
    assert "written day known   1/2" in text
    assert "evidence: 1 properties, 1 none" in text
    assert ("X1" in text) is (agrees == "0/1")


def test_the_day_is_found_without_that_of_the_session(tmp_path: Path) -> None:
    (tmp_path / "acte.pdf").write_bytes(drawn_pdf([["Fait à Valmoret, le 20 juin 2031", "Séance du 13 juin 2031"]]))
    (one,) = compare([parse_gold(RECORD)], tmp_path, date(2031, 12, 31))
    assert one.written == Written(on=date(2031, 6, 20), evidence=WrittenEvidence.STATED)
    assert one.days_after == 7


def test_without_outside_data_the_measure_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert main() == 0
    assert capsys.readouterr().out.startswith("SKIPPED")
