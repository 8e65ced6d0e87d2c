"""``parvis report``: the real command over a small commune."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from app.house import open_house
from app.main import main
from app.reporting import reported
from app.settings import Settings
from clarity.reporting.detectors import Detector, RuleBook
from clarity.reporting.rule_book import rule_book
from domain.errors import StorageUnavailable
from domain.ids import CommuneSlug
from tests.app.conftest import schema, write_commune

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def town(tmp_path: Path, data: Path) -> Path:
    """A copy of the ingested commune, with its sources beside it."""
    write_commune(tmp_path)
    shutil.copytree(data, tmp_path / "data")
    return tmp_path


def ingest(town: Path, **pages: str) -> None:
    for name, text in pages.items():
        (town / "site" / f"{name}.md").write_text(text, "utf-8")
    main(["ingest", str(town / "commune.toml"), "--data", str(town / "data"), "--json"])


def test_the_report_has_its_schema_its_states_and_its_codes(town: Path, parvis: Command) -> None:
    ingest(town, emploi="# Chercher un emploi\n\nInscrivez-vous à Pôle emploi, rue du Lac.\n")
    where = ["--data", str(town / "data"), "--day", "2031-03-03", "--json"]
    code, out, _ = parvis("report", *where)
    first = json.loads(out)
    jsonschema.validate(first, schema("report"), format_checker=jsonschema.FormatChecker())
    assert code == 1, "the empty file blocks"
    assert {(f["rule"], f["state"]) for f in first["findings"]} == {("PD-11", "new"), ("ST-03", "new")}
    assert first["run"]["checked"] == first["run"]["files"]

    code, out, _ = parvis("report", *where)
    again = json.loads(out)
    assert (code, again["run"]["checked"]) == (0, 0)
    assert {f["state"] for f in again["findings"]} == {"persistent"}
    assert {f["id"] for f in again["findings"]} == {f["id"] for f in first["findings"]}

    ingest(town, emploi="# Chercher un emploi\n\nInscrivez-vous à France Travail, rue du Lac.\n")
    _, out, _ = parvis("report", *where)
    fixed = json.loads(out)
    assert {f["rule"]: f["state"] for f in fixed["findings"]} == {"PD-11": "persistent", "ST-03": "resolved"}
    assert fixed["run"]["checked"] == 1
    assert len(fixed["trends"]) == 3


def test_two_pages_that_give_two_prices_of_one_thing_are_told_together(town: Path, parvis: Command) -> None:
    ingest(
        town,
        lecture="# Bibliothèque\n\nL’abonnement à la bibliothèque coûte 12 € par an et par adulte.\n",
        nouveaux="# La bibliothèque\n\nÀ la bibliothèque, l’abonnement coûte 15 € par an et par adulte.\n",
    )
    _, out, _ = parvis("report", "--data", str(town / "data"), "--day", "2031-03-03", "--json")
    told = [finding for finding in json.loads(out)["findings"] if finding["rule"].startswith("CT-")]
    assert [finding["rule"] for finding in told] == ["CT-01"]


def test_the_files_are_written_and_a_person_is_told_what_to_do(town: Path, parvis: Command) -> None:
    files = {name: town / f"report.{name}" for name in ("csv", "ods", "sarif", "html", "json")}
    options = [part for name, file in files.items() for part in (f"--{name}" if name != "json" else "--out", str(file))]
    code, out, _ = parvis("report", "--data", str(town / "data"), "--full", *options)
    assert code == 1
    assert "1. Fichier vide, abîmé ou illisible · vide.md" in out
    assert "vide.md" in files["html"].read_text("utf-8")
    assert files["csv"].read_text("utf-8").startswith("\ufeffFamille;Règle;")
    assert files["ods"].read_bytes().startswith(b"PK")
    assert json.loads(files["sarif"].read_text("utf-8"))["version"] == "2.1.0"
    jsonschema.validate(json.loads(files["json"].read_text("utf-8")), schema("report"))


def test_the_file_of_accepted_findings_is_heard(town: Path, parvis: Command) -> None:
    accept = '[[accept]]\nrule = "PD-11"\nreason = "gardé pour mémoire"\nauthor = "C. Martin"\n'
    file = town / "data" / "communes" / "valmoret" / "suppressions.toml"
    file.write_text(accept + "on = 2031-03-03\nreview_on = 2031-06-03\n", "utf-8")
    where = ["--data", str(town / "data"), "--json"]
    code, out, _ = parvis("report", *where, "--day", "2031-03-04")
    (finding,) = json.loads(out)["findings"]
    assert (code, finding["state"], finding["decision"]["reason"]) == (0, "accepted", "gardé pour mémoire")
    file.write_text("[[accept]]\n", "utf-8")
    code, _, err = parvis("report", *where)
    assert (code, "rule, reason and author" in err) == (2, True)


def test_what_cannot_be_done_is_told(town: Path, parvis: Command) -> None:
    where = ["--data", str(town / "data")]
    code, _, err = parvis("report", *where, "--day", "3 mars")
    assert (code, "2031-03-28" in err) == (2, True)
    code, _, err = parvis("report", *where, "--csv", str(town / "absent" / "x.csv"))
    assert (code, "choose another place" in err) == (2, True)
    code, _, err = parvis("report", *where, "--commune", "nulle-part")
    assert (code, "no commune" in err) == (2, True)


def test_a_broken_rule_stops_the_run_and_changes_nothing(town: Path) -> None:
    def broken(_: object) -> list[object]:
        raise StorageUnavailable("x")

    def rules(day: object) -> RuleBook:
        return RuleBook(detectors=(Detector(name="b", rules=("LX-01",), version=1, observe=broken),))  # type: ignore[arg-type]

    slug = CommuneSlug("valmoret")
    with open_house(Settings(data_dir=town / "data")) as house:
        day = house.clock.now().date()
        with pytest.raises(StorageUnavailable):
            reported(house, slug, day=day, rules=rules)
        assert house.stores(slug).report.runs(limit=1) == []
        assert reported(house, slug, day=day, rules=rule_book).run is not None


def test_the_assistant_is_asked_and_what_it_fails_on_stands_beside_its_passage(town: Path, parvis: Command) -> None:
    ingest(town, foyer="# Le foyer rural\n\nLe foyer rural est loué 180 € la journée.\n")
    questions = town / "questions.jsonl"
    lines = [
        {"id": "R", "question": "Combien coûte le foyer rural ?", "source_path": "foyer.md", "expected": "180 €"},
        {"id": "W", "question": "Quel jour se loue le foyer rural ?", "source_path": "foyer.md", "expected": "samedi"},
        {"id": "L", "question": "Et la piscine ?", "source_path": "absent.md", "expected": "9 h"},
    ]
    questions.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    where = ["--data", str(town / "data"), "--day", "2031-03-03", "--json"]
    _, out, told = parvis("report", *where, "--questions", str(questions), "--runs", "1")
    found = json.loads(out)
    jsonschema.validate(found, schema("report"), format_checker=jsonschema.FormatChecker())
    failed = [one for one in found["findings"] if one["rule"].startswith("QA-")]
    assert [one["examples"] for one in failed] == [["Quel jour se loue le foyer rural ?"]]
    assert failed[0]["location"]["quote"] == "Le foyer rural est loué 180 € la journée."
    assert "not judged, no public document stands at the path that they name: L" in told
    assert found["headline"] is None
    _, out, _ = parvis("report", *where)
    assert {one["state"] for one in json.loads(out)["findings"] if one["rule"].startswith("QA-")} == {"persistent"}


def test_asking_without_any_question_is_refused_with_what_to_do(town: Path, parvis: Command) -> None:
    code, _, told = parvis("report", "--data", str(town / "data"), "--ask")
    assert code == 2
    assert "nothing to ask: give --questions FILE, write questions.jsonl or validate pairs" in told
