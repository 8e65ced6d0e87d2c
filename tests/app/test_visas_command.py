import json
from collections.abc import Callable
from pathlib import Path

from jsonschema import Draft202012Validator

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
Parvis = Callable[..., tuple[int, str, str]]


def valid(name: str, text: str) -> dict[str, object]:
    value: dict[str, object] = json.loads(text)
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(value)
    return value


def written(file: Path, *rows: object) -> Path:
    file.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return file


def test_the_references_of_each_text_are_written_with_their_spans(parvis: Parvis, tmp_path: Path) -> None:
    text = "Vu le code de l’urbanisme, Vu le code électoral"
    source = written(tmp_path / "in.jsonl", {"id": "a", "text": text}, "", {"id": 2, "text": "Bonjour"})
    code, out, _ = parvis("visas", "extract", str(source))
    first, second = (valid("visas-references", line) for line in out.splitlines())
    assert code == 0
    references = first["references"]
    assert isinstance(references, list)
    assert [one["key"] for one in references] == ["code:urbanisme", "code:electoral"]
    assert all(text[slice(*one["span"])] == one["surface"] for one in references)
    assert second == {"id": 2, "references": []}


def test_a_line_that_cannot_be_read_is_named_and_the_others_go_on(parvis: Parvis, tmp_path: Path) -> None:
    rows = ("{", "[]", {"id": "a"}, {"text": "x"}, {"id": None, "text": "x"}, {"id": "b", "text": "code électoral"})
    target = tmp_path / "out.jsonl"
    source = str(written(tmp_path / "in.jsonl", *rows))
    code, out, err = parvis("visas", "extract", source, "--out", str(target), "--json")
    assert code == 2
    told = valid("visas-extract", out)
    assert (told["texts"], told["references"], told["bad_lines"]) == (1, 1, 5)
    lines = [valid("visas-references", line) for line in target.read_text("utf-8").splitlines()]
    assert [line.get("line") for line in lines] == [1, 2, 3, 4, 5, None]
    assert all(f"in.jsonl:{number}:" in err for number in range(1, 6))


def test_a_file_that_is_absent_is_named(parvis: Parvis, tmp_path: Path) -> None:
    code, _, err = parvis("visas", "extract", str(tmp_path / "absent.jsonl"))
    assert code == 2
    assert "absent.jsonl" in err
