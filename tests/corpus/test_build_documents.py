from pathlib import Path

import pypdfium2
import pytest

from corpus import SAMPLE_DOCUMENTS, SPOILED_PASSWORD
from corpus.build_documents import ManifestEntry, build, build_all, is_built, read_manifest
from tests.corpus.office_readers import zip_text
from tests.corpus.readers import pdf_pages

GENERATED = [entry for entry in read_manifest() if is_built(entry) and entry.format != "pdf_cut"]
TYPESET = {"pdf", "pdf_scan", "pdf_newsletter", "pdf_encrypted", "zip"}
"""Formats whose bytes depend on the versions of the libraries that make them: only what they say is compared."""


def grey_pages(data: bytes) -> list[bytes]:
    document = pypdfium2.PdfDocument(data)
    pages = [document[n].render(scale=0.25, grayscale=True).to_pil().tobytes() for n in range(len(document))]
    document.close()
    return pages


def need_typesetter(entry: ManifestEntry) -> None:
    if entry.format.startswith("pdf") or entry.format == "zip":
        pytest.importorskip("reportlab", reason="extra dev: the sample's PDFs cannot be rebuilt")
    if entry.format == "pdf_scan":
        pytest.importorskip("PIL", reason="extra dev: the sample's scans cannot be rebuilt")


@pytest.mark.parametrize("entry", GENERATED, ids=lambda entry: entry.path)
def test_a_committed_document_says_what_its_content_says(entry: ManifestEntry) -> None:
    need_typesetter(entry)
    committed, built = (SAMPLE_DOCUMENTS / entry.path).read_bytes(), build(entry)
    if entry.format not in TYPESET:
        assert built == committed
        return
    if entry.format == "zip":
        assert zip_text(built) == zip_text(committed)
        return
    password = SPOILED_PASSWORD if entry.format == "pdf_encrypted" else None
    assert pdf_pages(built, password) == pdf_pages(committed, password)
    if entry.format == "pdf_scan":  # other versions of the libraries may move a grey level, never a word
        for new, old in zip(grey_pages(built), grey_pages(committed), strict=True):
            assert sum(abs(a - b) for a, b in zip(new, old, strict=True)) / len(old) < 2


@pytest.mark.parametrize("name", sorted({entry.format for entry in read_manifest() if is_built(entry)}))
def test_the_same_content_gives_the_same_bytes(name: str) -> None:
    entry = next(entry for entry in read_manifest() if entry.format == name)
    need_typesetter(entry)
    assert build(entry) == build(entry)


def test_everything_generated_is_written_where_the_manifest_says(tmp_path: Path) -> None:
    generated = [entry for entry in read_manifest() if is_built(entry)]
    for entry in generated:
        need_typesetter(entry)
    written = build_all(tmp_path)
    assert {path.relative_to(tmp_path).as_posix() for path in written} == {entry.path for entry in generated}


def test_a_file_cut_on_its_way_opens_no_more_though_its_beginning_is_right() -> None:
    entry = next(entry for entry in read_manifest() if entry.format == "pdf_cut")
    committed = (SAMPLE_DOCUMENTS / entry.path).read_bytes()
    assert committed.startswith(b"%PDF-")
    with pytest.raises(pypdfium2.PdfiumError):
        pdf_pages(committed)


def test_a_protected_file_opens_with_its_password_only() -> None:
    entry = next(entry for entry in read_manifest() if entry.format == "pdf_encrypted")
    committed = (SAMPLE_DOCUMENTS / entry.path).read_bytes()
    assert "document de travail protégé" in pdf_pages(committed, SPOILED_PASSWORD)[0]
    with pytest.raises(pypdfium2.PdfiumError):
        pdf_pages(committed)


def test_a_document_written_by_hand_is_not_generated() -> None:
    by_hand = next(entry for entry in read_manifest() if entry.format == "markdown")
    with pytest.raises(ValueError, match="not generated"):
        build(by_hand)
