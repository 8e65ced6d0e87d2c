from pathlib import Path

from domain.document import FileReason
from ingest.settling import SIGNALS

PAGE = (Path(__file__).resolve().parents[2] / "web" / "templates" / "console_documents.html").read_text("utf-8")


def test_every_reason_has_a_sentence_that_an_editor_reads() -> None:
    assert [reason.value for reason in FileReason if f'"{reason.value}": "' not in PAGE] == []


def test_every_rule_has_its_sentence() -> None:
    assert [rule for rule in SIGNALS if f'"{rule}": "' not in PAGE] == []
