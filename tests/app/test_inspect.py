"""``parvis inspect``: one file told, its JSON held by its schema, nothing kept."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.commands.inspect import EXIT_REJECTED, EXIT_WAITING
from tests.app.conftest import schema
from tests.ingest.pdf_files import encrypted_pdf, image_pdf, styled_table_pdf

Parvis = Callable[..., tuple[int, str, str]]
TABLE = styled_table_pdf([["Public", "Prix"], ["Adulte", "4,10 €"], ["Enfant", "2,05 €"]], before="Tarifs du bassin :")


def valid(text: str) -> dict[str, object]:
    value: dict[str, object] = json.loads(text)
    Draft202012Validator(schema("inspect")).validate(value)
    return value


def rows(told: dict[str, object], name: str) -> list[dict[str, object]]:
    found = told[name]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("name", "content", "code", "state", "reason"),
    [
        ("tarifs.pdf", TABLE, 0, "indexed", None),
        ("mixte.pdf", image_pdf(2, text_pages=[1]), 0, "indexed", "some_pages_need_ocr"),
        ("page.html", b"<html><h1>Marche</h1><p>Le samedi matin.</p></html>", 0, "indexed", None),
        ("scan.pdf", image_pdf(2), EXIT_WAITING, "waiting", "needs_ocr"),
        ("clos.pdf", encrypted_pdf("secret"), EXIT_REJECTED, "rejected", "encrypted"),
        ("vide.pdf", b"", EXIT_REJECTED, "rejected", "empty"),
        ("abime.pdf", b"%PDF-1.4 rien d'autre", EXIT_REJECTED, "rejected", "damaged"),
        ("photo.pdf", b"\x89PNG\r\n\x1a\n" + bytes(900), EXIT_REJECTED, "rejected", "mislabelled"),
    ],
)
def test_every_file_has_its_state_and_its_code(
    parvis: Parvis, tmp_path: Path, name: str, content: bytes, code: int, state: str, reason: str | None
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    got, out, err = parvis("inspect", str(file), "--json")
    told = valid(out)
    assert (got, told["state"], told["reason"], err) == (code, state, reason, "")
    assert (told["sentence"] is None) == (reason is None)
    assert list(tmp_path.iterdir()) == [file], "nothing is stored"


def test_tables_passages_and_pages_are_in_the_json(parvis: Parvis, tmp_path: Path) -> None:
    file = tmp_path / "tarifs.pdf"
    file.write_bytes(TABLE)
    told = valid(parvis("inspect", str(file), "--json")[1])
    (table,) = rows(told, "tables")
    assert table["headers"] == [["Public", "Prix"]]
    assert [row["cells"] for row in rows(table, "rows")] == [["Adulte", "4,10 €"], ["Enfant", "2,05 €"]]
    (passage,) = rows(told, "passages")
    assert "Enfant | 2,05 €" in str(passage["text"])
    (page,) = rows(told, "pages")
    assert (page["page"], page["words"], page["waits_for_ocr"]) == (1, 15, False)


def test_people_read_it_in_french_and_a_file_cannot_draw_in_the_terminal(parvis: Parvis, tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("# Le [red]marché[/red]\n\nLe samedi \x1b[31mmatin, place du Mail.\n", "utf-8")
    code, out, _ = parvis("inspect", str(file))
    assert code == 0
    assert "Lu et cherché." in out
    assert "Le [red]marché[/red]" in out
    assert "\x1b" not in out
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(image_pdf(3))
    code, out, _ = parvis("inspect", str(scan))
    assert code == EXIT_WAITING
    told = " ".join(out.split())
    assert "en attente d’une reconnaissance de caractères (OCR)" in told
    assert "Les pages qui attendent l’OCR ne sont pas lues ici" in told
    assert "p. 1" not in out
    assert out.count("│ attend") == 3, "each page says that it waits"


@pytest.mark.parametrize("name", ["nowhere.pdf", "."])
def test_no_file_is_one_sentence_and_code_2(parvis: Parvis, tmp_path: Path, name: str) -> None:
    code, out, err = parvis("inspect", str(tmp_path / name))
    assert (code, out, err.count("\n")) == (2, "", 1)
