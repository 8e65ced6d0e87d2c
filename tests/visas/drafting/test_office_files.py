import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import docx
import odfdo
import pytest

from tests.visas.drafting.drafting import drafted
from visas.drafting.compose import mark
from visas.drafting.docx_file import docx_file
from visas.drafting.odt_file import odt_file
from visas.drafting.subjects_file import shipped_drafts

DAY = date(2021, 6, 1)
HOSTILE = 'le club <script> & "Cie" ]]>'


def texts(name: str = HOSTILE) -> tuple[list[str], bytes, bytes]:
    draft = drafted("subvention", DAY, beneficiaire=name)
    first = mark(shipped_drafts(), draft, to_review_by="Camille Dubois")
    return [first.text, *(line.text for line in draft.lines)], odt_file(draft, first), docx_file(draft, first)


def test_a_word_document_holds_every_line_with_a_style_of_its_own() -> None:
    lines, _, written = texts()
    read = docx.Document(io.BytesIO(written))
    assert [paragraph.text for paragraph in read.paragraphs] == lines
    styles = {paragraph.style.name for paragraph in read.paragraphs if paragraph.style}
    assert {"Mention de projet", "Visa", "Considérant", "Article", "Vote", "Heading 1"} <= styles


def test_an_opendocument_text_holds_every_line_with_a_style_of_its_own() -> None:
    lines, written, _ = texts()
    body = odfdo.Document(io.BytesIO(written)).body
    found = [one.text_recursive for one in body.children]
    assert found == lines
    assert {one.get_attribute("text:style-name") for one in body.children} >= {"mark", "visa", "article", "vote"}
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        assert package.namelist()[0] == "mimetype"
        assert 'style:display-name="Considérant"' in package.read("styles.xml").decode()


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert texts()[1:] == texts()[1:]


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="SKIPPED: no soffice on the PATH")
@pytest.mark.parametrize("suffix", ["odt", "docx"])
def test_libreoffice_makes_a_pdf_of_it(tmp_path: Path, suffix: str) -> None:
    _, odt, word = texts()
    file = tmp_path / f"draft.{suffix}"
    file.write_bytes(odt if suffix == "odt" else word)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(file)], check=True, capture_output=True, timeout=120)
    assert (tmp_path / "draft.pdf").read_bytes().startswith(b"%PDF")
