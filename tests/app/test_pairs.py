"""``parvis pairs``: out to an editor, back, and asked: the headline of the report."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from app.main import main
from tests.app.conftest import schema, write_commune

Command = Callable[..., tuple[int, str, str]]
CAUTION = (
    "# Caution du foyer rural\n\nLa caution du foyer rural est de 300 € pour chaque location, sauf pour les "
    "associations de la commune, qui versent 120 €, à l’exception du club de gymnastique, qui ne verse rien du tout.\n"
)


@pytest.fixture
def town(tmp_path: Path, data: Path) -> Path:
    """The ingested commune with a tangled page, reported once."""
    write_commune(tmp_path)
    shutil.copytree(data, tmp_path / "data")
    (tmp_path / "site" / "caution.md").write_text(CAUTION, "utf-8")
    main(["ingest", str(tmp_path / "commune.toml"), "--data", str(tmp_path / "data"), "--json"])
    return tmp_path


def test_pairs_are_exported_decided_imported_and_asked(town: Path, parvis: Command) -> None:
    where = ["--data", str(town / "data"), "--json"]
    parvis("report", *where)
    file = town / "pairs.jsonl"
    code, out, _ = parvis("pairs", "export", str(file), *where)
    jsonschema.validate(json.loads(out), schema("pairs"))
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert code == 0
    assert len(rows) == json.loads(out)["pairs"]["proposed"] >= 2
    for row in rows:
        row["decision"] = "non"
    rows[0]["decision"] = rows[1]["decision"] = "oui"
    rows[1]["attendu_particulier"] = ["500 €"]
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    code, out, _ = parvis("pairs", "import", str(file), "--author", "Claire Martin", *where)
    assert code == 0
    assert json.loads(out)["pairs"] == {"proposed": 0, "validated": 2, "refused": len(rows) - 2}

    _, out, _ = parvis("pairs", "export", str(town / "again.csv"), *where)
    assert json.loads(out)["pairs"] == {"proposed": 0, "validated": 2, "refused": len(rows) - 2}

    _, out, _ = parvis("report", *where, "--ask")
    found = json.loads(out)
    assert found["headline"]["pairs"] == found["run"]["pairs"] == 2
    assert found["headline"]["pairs_right"] == 1
    (confused,) = [one for one in found["findings"] if one["rule"] == "QA-04"]
    assert confused["examples"] == [rows[1]["question_particuliere"], rows[1]["question_generale"]]


def test_a_line_that_cannot_be_read_keeps_nothing(town: Path, parvis: Command) -> None:
    where = ["--data", str(town / "data"), "--json"]
    parvis("report", *where)
    file = town / "pairs.jsonl"
    parvis("pairs", "export", str(file), *where)
    rows = [json.loads(line) | {"decision": "oui"} for line in file.read_text("utf-8").splitlines()]
    rows[-1]["decision"] = "peut-être"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    code, _, told = parvis("pairs", "import", str(file), "--author", "Claire Martin", *where)
    assert code == 2
    assert f"pairs.jsonl:{len(rows)}: decision 'peut-être'" in told
    _, out, _ = parvis("pairs", "export", str(town / "again.jsonl"), *where)
    assert json.loads(out)["pairs"]["validated"] == 0


def test_what_names_nobody_or_another_form_is_refused(town: Path, parvis: Command) -> None:
    where = ["--data", str(town / "data")]
    code, _, told = parvis("pairs", "export", str(town / "pairs.xlsx"), *where)
    assert (code, "must end in .csv or .jsonl" in told) == (2, True)
    code, _, told = parvis("pairs", "import", str(town / "pairs.csv"), "--author", " ", *where)
    assert (code, "--author is empty" in told) == (2, True)
