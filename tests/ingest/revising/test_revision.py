"""A draft given back in its own file: all changes accepted it is the corrected text, all refused the text as given."""

import io
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from lxml import etree
from odfdo import Document, Paragraph, Span, Style

from domain.document import FileReason
from ingest.cage.pool import Cage, CageRequest
from ingest.revising.revision import Revised, revised
from ingest.sniffing import Form
from ingest.text import Reading, Refusal
from tests.ingest.revising.office_changes import docx_marks, docx_paragraphs, odt_paragraphs

AUTHOR = "Parvis (proposition)"
AT = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
LINES = [
    "Objet : Emploi",
    "Vu le code général des collectivités territoriales,",
    "Vu la loi n° 84-53 du 26 janvier 1984, notamment son article 34,",
    "Vu la loi n° 84-53 du 26 janvier 1984, notamment son article 34,",
    "Vu le décret n° 2001-1 du 3 janvier 2001,",
    "Après en avoir délibéré, le conseil décide :",
]


def word(*, is_cut: bool) -> bytes:
    """The lines in runs of three letters in turn bold, when they are cut; a tab and a line break in the last."""
    document = docx.Document()
    for line in LINES:
        paragraph = document.add_paragraph()
        if not is_cut:
            paragraph.add_run(line)
            continue
        for at in range(0, len(line), 3):
            paragraph.add_run(line[at : at + 3]).bold = at % 2 == 0
    document.add_table(1, 1).cell(0, 0).text = "Vu le tableau, cellule"
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def writer(*, is_cut: bool) -> bytes:
    document = Document("text")
    document.body.clear()
    style = document.insert_style(Style("text", name="gras", bold=True), automatic=True)
    for line in LINES:
        paragraph = Paragraph() if is_cut else Paragraph(line)
        for at in range(0, len(line), 3) if is_cut else ():
            paragraph.append(Span(line[at : at + 3], style=style) if at % 2 == 0 else line[at : at + 3])
        document.body.append(paragraph)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def as_read(data: bytes, form: Form, folder: Path) -> str:
    file = folder / "read"
    file.write_bytes(data)
    with Cage(workers=1) as cage:
        reading = cage.read(CageRequest(path=file, form=form))
    assert isinstance(reading, Reading)
    return "\n".join(line.text for page in reading.pages for line in page.lines)


def change(text: str, words: str, after: str, *, rank: int = 0) -> tuple[int, int, str]:
    at = -1
    for _ in range(rank + 1):
        at = text.index(words, at + 1)
    return at, at + len(words), after


def asked(text: str) -> list[tuple[int, int, str]]:
    """A replacement in the second of two lines that are the same, a deletion, an insertion, one of a whole visa."""
    at = text.index("territoriales,") + len("territoriales")
    return [
        (at, at, ", notamment son article L. 2121-29"),
        change(text, "la loi n° 84-53 du 26 janvier 1984, notamment son article 34", "le code du sport", rank=1),
        change(text, "2001-1", "2002-2"),
        change(text, " du 3 janvier 2001", ""),
        (0, 0, "Projet. "),
    ]


def applied(text: str, changes: list[tuple[int, int, str]]) -> str:
    for start, end, after in sorted(changes, reverse=True):
        text = text[:start] + after + text[end:]
    return text


READ = {Form.DOCX: docx_paragraphs, Form.ODT: odt_paragraphs}


@pytest.mark.parametrize("is_cut", [False, True], ids=["whole paragraphs", "runs of three letters"])
@pytest.mark.parametrize("form", [Form.DOCX, Form.ODT])
def test_all_accepted_is_the_corrected_text_and_all_refused_the_text_as_given(
    tmp_path: Path, form: Form, is_cut: bool
) -> None:
    original = word(is_cut=is_cut) if form is Form.DOCX else writer(is_cut=is_cut)
    text = as_read(original, form, tmp_path)
    changes = asked(text)
    made = revised(original, form, text, changes, author=AUTHOR, at=AT)
    assert isinstance(made, Revised), made
    assert made.unplaced == ()
    assert READ[form](made.content, accept=False) == LINES
    accepted = applied("\n".join(LINES), asked("\n".join(LINES))).split("\n")
    assert READ[form](made.content, accept=True) == accepted
    # The reader of the cage leaves deleted words out, as an office suite shows them once accepted.
    assert "le code du sport" in as_read(made.content, form, tmp_path)


def test_each_mark_names_who_proposes_and_the_rest_of_the_package_is_the_same() -> None:
    original = word(is_cut=True)
    text = "\n".join(LINES)
    made = revised(original, Form.DOCX, text, asked(text), author=AUTHOR, at=AT)
    assert isinstance(made, Revised)
    marks = docx_marks(made.content)
    assert {author for _, author in marks} == {AUTHOR}
    assert [kind for kind, _ in marks].count("ins") == 4
    before, after = (zipfile.ZipFile(io.BytesIO(data)) for data in (original, made.content))
    assert before.namelist() == after.namelist()
    same = [name for name in before.namelist() if before.read(name) == after.read(name)]
    assert set(before.namelist()) - set(same) == {"word/document.xml"}
    assert b"2031-05-06T07:08:09Z" in after.read("word/document.xml")


def test_a_bullet_or_number_that_the_reader_adds_does_not_hide_a_place() -> None:
    text = "1. Vu le code des communes,\n2. Vu le code rural,"
    document = docx.Document()
    for line in ("Vu le code des communes,", "Vu le code rural,"):
        document.add_paragraph(line, style="List Number")
    made = io.BytesIO()
    document.save(made)
    done = revised(made.getvalue(), Form.DOCX, text, [change(text, "communes", "impôts")], author=AUTHOR, at=AT)
    assert isinstance(done, Revised)
    assert done.unplaced == ()
    assert docx_paragraphs(done.content, accept=True)[0] == "Vu le code des impôts,"


def test_a_change_whose_place_is_in_doubt_is_told_and_the_others_are_made() -> None:
    original = word(is_cut=False)
    text = "\n".join([*LINES[:5], "Une ligne que le fichier ne contient pas"])
    changes = [change(text, "ne contient", "x"), change(text, "2001-1", "2002-2")]
    made = revised(original, Form.DOCX, text, changes, author=AUTHOR, at=AT)
    assert isinstance(made, Revised)
    assert made.unplaced == (0,)
    assert "Vu le décret n° 2002-2 du 3 janvier 2001," in docx_paragraphs(made.content, accept=True)


def package(part: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, content)
    return made.getvalue()


BOMB = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no package", FileReason.DAMAGED),
        (package("autre.xml", b"<a/>"), FileReason.DAMAGED),
        (package("word/document.xml", b"<a>"), FileReason.DAMAGED),
        (package("word/document.xml", b"<a/>"), FileReason.DAMAGED),
        (package("word/document.xml", BOMB), FileReason.ABNORMAL),
        (package("word/document.xml", b"<a>" + b" " * 60_000_000), FileReason.ABNORMAL),
    ],
)
def test_a_hostile_or_damaged_package_is_refused(data: bytes, reason: FileReason) -> None:
    told = revised(data, Form.DOCX, "Vu", [(0, 2, "x")], author=AUTHOR, at=AT)
    assert isinstance(told, Refusal)
    assert told.reason is reason


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="SKIPPED: no soffice on the PATH")
@pytest.mark.parametrize("form", [Form.DOCX, Form.ODT])
def test_libreoffice_sees_changes_to_accept_or_refuse(tmp_path: Path, form: Form) -> None:
    original = word(is_cut=False) if form is Form.DOCX else writer(is_cut=False)
    text = as_read(original, form, tmp_path)
    made = revised(original, form, text, asked(text), author=AUTHOR, at=AT)
    assert isinstance(made, Revised)
    file = tmp_path / f"draft.{form.value}"
    file.write_bytes(made.content)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "fodt"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(file)], check=True, capture_output=True, timeout=120)
    tree = etree.parse(tmp_path / "draft.fodt")
    spaces = {"text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0", "dc": "http://purl.org/dc/elements/1.1/"}
    regions = tree.findall(".//text:changed-region", spaces)
    kinds = [etree.QName(region[0]).localname for region in regions]
    assert sorted(kinds) == ["deletion"] * 3 + ["insertion"] * 4
    assert {region.findtext(".//dc:creator", namespaces=spaces) for region in regions} == {AUTHOR}
