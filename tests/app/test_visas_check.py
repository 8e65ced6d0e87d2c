import json
import zipfile
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.app.conftest import schema
from tests.app.test_visas_force import Parvis

DRAFT = (
    "Objet : Emploi\nVu la loi n° 83-634 du 13 juillet 1983,\nVu le CGCT,\n"
    "Le conseil municipal décide :\nArticle 1 : oui.\n"
)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "projet.txt"
    file.write_text(DRAFT, "utf-8")
    return file


def run(parvis: Parvis, file: Path, *more: str, at: str = "2023-05-04") -> tuple[int, str, str]:
    return parvis("visas", "check", str(file), "--date", at, "--data", str(file.parent / "data"), *more)


def test_a_check_in_json_has_the_published_form(parvis: Parvis, draft: Path) -> None:
    code, out, _ = run(parvis, draft, "--json")
    value = json.loads(out)
    Draft202012Validator(schema("visas-check")).validate(value)
    assert (code, value["subject"]) == (0, "Emploi")
    assert [visa["verdict"] for visa in value["visas"]] == ["a_remplacer", "en_regle"]
    (proposal,) = value["visas"][0]["references"][0]["proposals"]
    start, end = proposal["span"]
    assert DRAFT[start:end] == proposal["before"]
    assert proposal["after"] == "le code général de la fonction publique"


def test_a_check_for_people_is_in_french(parvis: Parvis, draft: Path) -> None:
    code, out, _ = run(parvis, draft)
    assert code == 0
    assert "À remplacer : la loi n° 83-634 du 13 juillet 1983" in out
    assert "L’ordre usuel placerait ce visa plus haut : « le CGCT »" in out


def test_a_docx_is_read_through_the_cage(parvis: Parvis, tmp_path: Path) -> None:
    file = tmp_path / "projet.docx"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in DRAFT.splitlines())
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{kinds}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}" '
            'Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    code, out, err = run(parvis, file, "--json")
    assert code == 0, err
    assert [visa["verdict"] for visa in json.loads(out)["visas"]] == ["a_remplacer", "en_regle"]


@pytest.mark.parametrize(
    ("content", "at", "told"),
    [
        (b"", "2023-05-04", "holds no text"),
        (b"\x80\x81\x82 Vu", "2023-05-04", "save it as UTF-8"),
        (DRAFT.encode(), "4 mai 2023", "YYYY-MM-DD"),
        (b"Vu le budget,\n" * 40_000, "2023-05-04", "one délibération at a time"),
    ],
)
def test_what_cannot_be_checked_says_what_to_do(
    parvis: Parvis, tmp_path: Path, content: bytes, at: str, told: str
) -> None:
    file = tmp_path / "projet.txt"
    file.write_bytes(content)
    code, _, err = run(parvis, file, at=at)
    assert (code, told in err) == (2, True), err


def test_a_text_saved_by_windows_is_read_with_its_accents(parvis: Parvis, draft: Path) -> None:
    draft.write_bytes(DRAFT.replace("\n", "\r\n").encode("cp1252"))
    _, out, _ = run(parvis, draft, "--json")
    assert [visa["verdict"] for visa in json.loads(out)["visas"]] == ["a_remplacer", "en_regle"]
