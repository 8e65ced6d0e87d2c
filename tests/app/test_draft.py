"""``parvis draft`` over an installed commune."""

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from jsonschema import Draft202012Validator

from tests.app.conftest import schema

Parvis = Callable[..., tuple[int, str, str]]
GIVEN = {"beneficiaire": "le club des Aubépines", "montant": "1250,50", "but": "une fête", "annee": 2021}


@pytest.fixture
def installed(tmp_path: Path, parvis: Parvis) -> str:
    folder = tmp_path / "Saint-Aubin"
    folder.mkdir()
    (folder / "accueil.md").write_text("# Accueil\n\nLa mairie est ouverte le lundi matin de 9 h à 12 h.\n", "utf-8")
    data = str(tmp_path / "data")
    code, _, err = parvis("ingest", str(folder), "--commune", "saint-aubin", "--data", data)
    assert code == 0, err
    return data


def answers(tmp_path: Path, given: object) -> str:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(given), "utf-8")
    return str(file)


def test_the_draft_is_printed_and_written(tmp_path: Path, parvis: Parvis, installed: str) -> None:
    word, text = tmp_path / "d.docx", tmp_path / "d.odt"
    files = ["--docx", str(word), "--odt", str(text)]
    asked = ["draft", "subvention", "--answers", answers(tmp_path, GIVEN), "--date", "2021-06-01", "--data", installed]
    code, out, err = parvis(*asked, *files, "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    Draft202012Validator(schema("draft")).validate(told)
    assert told["matter"] == "7.5"
    assert told["lines"][0]["text"].startswith("Projet, à relire par")
    assert [one.text for one in docx.Document(str(word)).paragraphs] == [line["text"] for line in told["lines"]]
    assert text.read_bytes()[:2] == b"PK"
    standing = {visa["key"]: visa["standing"] for visa in told["visas"]}
    assert standing["cgct:L2311-7"] == "put"
    assert all(visa["source"] for visa in told["visas"])


def test_without_a_subject_the_subjects_are_listed(parvis: Parvis) -> None:
    code, out, _ = parvis("draft")
    assert code == 0
    assert len(out.splitlines()) >= 40


@pytest.mark.parametrize(
    ("subject", "given", "said"),
    [
        ("licorne", GIVEN, "no subject"),
        ("subvention", {**GIVEN, "montant": "beaucoup"}, "Montant"),
        ("subvention", {}, "Répondez"),
        ("subvention", ["a"], "JSON object"),
    ],
)
def test_what_cannot_be_drafted_is_said(tmp_path: Path, parvis: Parvis, subject: str, given: object, said: str) -> None:
    code, out, err = parvis("draft", subject, "--answers", answers(tmp_path, given), "--data", str(tmp_path / "data"))
    assert (code, out) == (2, "")
    assert said in err
