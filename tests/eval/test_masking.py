import hashlib
import json
import shutil
from pathlib import Path

import pytest

from eval import masking
from tests.ingest.pdf_files import drawn_pdf

PAGE = [
    "Présents : Mme Anne PERRIN, maire, M. Paul GARNIER.",
    "M. et Mme DELORME vendent la parcelle B 214 à la commune.",
    "La rue Jean Moulin est barrée. M. GARNIER précise la date.",
]
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")


def _data(root: Path) -> tuple[Path, str]:
    file = root / "docs/pdf/valbrune/pv.pdf"
    file.parent.mkdir(parents=True)
    file.write_bytes(drawn_pdf([PAGE]))
    return file, hashlib.sha256(file.read_bytes()).hexdigest()


def _names(file: Path, digest: str, *named: tuple[str, str]) -> Path:
    text = masking.poppler_page(file, 1)
    rows = []
    for written, label in named:
        start = text.index(written)
        place = {"digest": digest, "page": 1, "start": start, "end": start + len(written)}
        rows.append(json.dumps(place | {"label": label, "half": "dev"}))
    out = file.parent / "names.jsonl"
    out.write_text("\n".join(rows))
    return out


@needs_poppler
def test_recall_precision_and_what_is_shown_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, digest = _data(tmp_path)
    # The councillor is given as a resident, so that one is missed; nobody is masked wrongly.
    names = _names(file, digest, ("DELORME", "resident"), ("Paul GARNIER", "resident"), ("Jean Moulin", "other"))
    monkeypatch.setenv("PARVIS_SHARED_DATA", str(tmp_path))
    assert masking.main(["--half", "dev", "--names", str(names), "--failures", "--aside"]) == 0
    printed = capsys.readouterr().out
    assert "residents masked (recall): 1/2" in printed
    assert "(precision): 1/1" in printed
    assert "other shown: 1/1" in printed
    assert "Paul GARNIER (resident) shown" in printed
    assert "documents set aside: 0/1" in printed


def test_the_annotations_are_whole_and_halved_by_document() -> None:
    names = masking.gold_names()
    assert len(names) >= 120
    assert len({name.digest for name in names}) >= 15
    assert {name.label for name in names} == {"resident", "elected_or_agent", "other"}
    halves: dict[str, set[str]] = {}
    for name in names:
        halves.setdefault(name.digest, set()).add(name.half)
        assert name.start < name.end
    assert all(len(half) == 1 for half in halves.values())


def test_without_outside_data_it_says_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert masking.main([]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED")
