"""``parvis check-text``: findings as JSON Lines held by their schema, bad lines named, the others read."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.commands.check_text import EXIT_BAD_LINES
from tests.app.conftest import schema

Parvis = Callable[..., tuple[int, str, str]]
BAD = "Aucune inscription ne sera prise sans la fiche.\nTout apport est interdit sauf autorisation particulière."
GOOD = "La bibliothèque ouvre le mercredi."


def findings(out: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = [json.loads(line) for line in out.splitlines()]
    for one in found:
        Draft202012Validator(schema("check-text-line")).validate(one)
    return found


def written(folder: Path, *lines: object) -> str:
    file = folder / "textes.jsonl"
    file.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines), "utf-8")
    return str(file)


def test_each_finding_is_a_line_with_its_rule_severity_and_span(parvis: Parvis, tmp_path: Path) -> None:
    code, out, err = parvis("check-text", written(tmp_path, {"id": "a", "text": BAD}, {"id": 2, "text": GOOD}))
    found = findings(out)
    assert code == 0
    assert [(one["id"], one["rule"], one["severity"]) for one in found] == [
        ("a", "LX-04", "majeur"),
        ("a", "NX-05", "majeur"),
    ]
    for one in found:
        span = one["span"]
        assert isinstance(span, list)
        assert BAD[slice(*span)] == one["quote"]
    assert "2 texts, 2 findings, 0 lines left out" in err


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "it is not JSON"),
        ("[]", "an object with id and text is expected"),
        ('{"id": "x"}', "text, and context where it is given, must be strings"),
        ('{"text": "seul"}', "id must be a string or a whole number"),
        ('{"id": true, "text": "seul"}', "id must be a string or a whole number"),
        ("[" * 100_000, "it is not JSON"),
        (json.dumps({"id": "x", "text": "a" * 200_001}), "longer than 200000 characters"),
    ],
)
def test_a_bad_line_is_named_and_the_others_go_on(parvis: Parvis, tmp_path: Path, line: str, reason: str) -> None:
    file = written(tmp_path, {"id": "a", "text": BAD}, line, "", {"id": "b", "text": BAD})
    code, out, err = parvis("check-text", file)
    assert code == EXIT_BAD_LINES
    assert {one["id"] for one in findings(out)} == {"a", "b"}
    assert "textes.jsonl, line 2: " in err
    assert reason in err


def test_what_is_not_utf8_is_a_bad_line(parvis: Parvis, tmp_path: Path) -> None:
    file = tmp_path / "textes.jsonl"
    file.write_bytes('{"id": "a", "text": "é"}\n'.encode("latin-1") + json.dumps({"id": "b", "text": BAD}).encode())
    code, out, err = parvis("check-text", str(file))
    assert (code, {one["id"] for one in findings(out)}) == (EXIT_BAD_LINES, {"b"})
    assert "line 1: it is not UTF-8" in err


def test_acronyms_are_explained_by_the_context_or_by_the_list(parvis: Parvis, tmp_path: Path) -> None:
    text = "La demande est envoyée au SIVOLU."
    context = "Le syndicat intercommunal des voies et lumières unies (SIVOLU) répond."
    file = written(tmp_path, {"id": "a", "text": text}, {"id": "b", "text": text, "context": context})
    listed = tmp_path / "sigles.txt"
    listed.write_text("# sigles de la commune\nSIVOLU = syndicat des voies\n", "utf-8")
    assert [one["id"] for one in findings(parvis("check-text", file)[1])] == ["a"]
    assert findings(parvis("check-text", file, "--glossary", str(listed))[1]) == []


def test_a_file_that_is_not_there_is_one_sentence(parvis: Parvis, tmp_path: Path) -> None:
    code, out, err = parvis("check-text", str(tmp_path / "absent.jsonl"))
    assert (code, out) == (2, "")
    assert "absent.jsonl cannot be read" in err
