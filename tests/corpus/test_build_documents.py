from pathlib import Path

import pypdfium2
import pytest

from corpus import SAMPLE_DOCUMENTS
from corpus.build_documents import ManifestEntry, build, build_all, read_manifest
from tests.corpus.readers import pdf_pages

GENERATED = [entry for entry in read_manifest() if entry.content]


def grey_pages(data: bytes) -> list[bytes]:
    document = pypdfium2.PdfDocument(data)
    pages = [document[n].render(scale=0.25, grayscale=True).to_pil().tobytes() for n in range(len(document))]
    document.close()
    return pages


def need_typesetter(entry: ManifestEntry) -> None:
    if entry.format != "html":
        pytest.importorskip("reportlab", reason="extra dev: the sample's PDFs cannot be rebuilt")
    if entry.format == "pdf_scan":
        pytest.importorskip("PIL", reason="extra dev: the sample's scans cannot be rebuilt")


@pytest.mark.parametrize("entry", GENERATED, ids=lambda entry: entry.path)
def test_a_committed_document_says_what_its_content_says(entry: ManifestEntry) -> None:
    need_typesetter(entry)
    committed, built = (SAMPLE_DOCUMENTS / entry.path).read_bytes(), build(entry)
    if entry.format == "html":
        assert built == committed
        return
    assert pdf_pages(built) == pdf_pages(committed)
    if entry.format == "pdf_scan":  # other versions of the libraries may move a grey level, never a word
        for new, old in zip(grey_pages(built), grey_pages(committed), strict=True):
            assert sum(abs(a - b) for a, b in zip(new, old, strict=True)) / len(old) < 2


@pytest.mark.parametrize("name", ["pdf", "pdf_scan"])
def test_the_same_content_gives_the_same_bytes(name: str) -> None:
    entry = next(entry for entry in GENERATED if entry.format == name)
    need_typesetter(entry)
    assert build(entry) == build(entry)


def test_everything_generated_is_written_where_the_manifest_says(tmp_path: Path) -> None:
    for entry in GENERATED:
        need_typesetter(entry)
    written = build_all(tmp_path)
    assert {path.relative_to(tmp_path).as_posix() for path in written} == {entry.path for entry in GENERATED}


def test_a_document_written_by_hand_is_not_generated() -> None:
    by_hand = next(entry for entry in read_manifest() if entry.format == "markdown")
    with pytest.raises(ValueError, match="not generated"):
        build(by_hand)
