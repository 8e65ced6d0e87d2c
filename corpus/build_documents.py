"""Builds the documents of the sample commune from ``content/``: ``python -m corpus.build_documents [FOLDER]``.

The manifest says what is built from what. Text PDFs are set by reportlab, scans are pictures of such pages,
pages of the sites are put in the frame of their site, a copy is the same bytes as another document. Markdown
documents are written by hand and left alone.
"""

import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from corpus import CORPUS_FOLDER, SAMPLE_DOCUMENTS, SAMPLE_MANIFEST


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestEntry:
    """One document of the sample. ``path`` is relative to ``documents/``; ``content`` to the corpus, or empty."""

    path: str
    format: str
    title: str
    shows: str
    licence: str
    content: str = ""

    @property
    def source(self) -> str:
        """Name of the source that the document belongs to: its first folder."""
        return self.path.split("/", 1)[0]


def read_manifest(path: Path = SAMPLE_MANIFEST) -> tuple[ManifestEntry, ...]:
    """The entries in the manifest's order. Raises TypeError when one has a missing or unknown key."""
    with path.open("rb") as file:
        return tuple(ManifestEntry(**entry) for entry in tomllib.load(file)["document"])


def build(entry: ManifestEntry) -> bytes:
    """The bytes of a generated document. Raises ValueError for one that is written by hand."""
    if not entry.content or entry.format not in _BUILDERS:
        raise ValueError(f"{entry.path}: format {entry.format} is not generated")
    return _BUILDERS[entry.format](entry, CORPUS_FOLDER / entry.content)


def build_all(folder: Path) -> tuple[Path, ...]:
    """Write every generated document under ``folder``; returns what was written."""
    written = []
    for entry in read_manifest():
        if entry.content:
            target = folder / entry.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(build(entry))
            written.append(target)
    return tuple(written)


def _pdf(_entry: ManifestEntry, path: Path) -> bytes:
    from corpus.content_format import read_content
    from corpus.reportlab_layout import render_pdf

    return render_pdf(read_content(path))


def _scan(entry: ManifestEntry, path: Path) -> bytes:
    from corpus.pillow_scan import scan_pdf

    return scan_pdf(_pdf(entry, path), title=entry.title, seed=len(entry.path))


def _newsletter(_entry: ManifestEntry, path: Path) -> bytes:
    from corpus.content_format import read_content
    from corpus.reportlab_newsletter import render_newsletter

    return render_newsletter(read_content(path))


def _encrypted_pdf(_entry: ManifestEntry, path: Path) -> bytes:
    from corpus.content_format import read_content
    from corpus.reportlab_spoiled import encrypted_pdf

    return encrypted_pdf(read_content(path))


def _cut_pdf(entry: ManifestEntry, path: Path) -> bytes:
    from corpus.reportlab_spoiled import cut_file

    return cut_file(_pdf(entry, path))


def _page(_entry: ManifestEntry, path: Path) -> bytes:
    """A page in the frame of its site: ``frame``, ``title``, ``trail`` and ``changed`` stand in the page's head."""
    head, body = path.read_text(encoding="utf-8").split("---\n", 1)
    values = dict(line.split(": ", 1) for line in head.strip().split("\n"))
    frame = (path.parent / f"{values['frame']}.html").read_text(encoding="utf-8")
    return Template(frame).substitute(values, body=body.strip()).encode()


def _windows_text(_entry: ManifestEntry, path: Path) -> bytes:
    """Text as an old word processor saves it: Windows-1252, lines ended by CR LF."""
    return path.read_text(encoding="utf-8").replace("\n", "\r\n").encode("cp1252")


def _copy(_entry: ManifestEntry, path: Path) -> bytes:
    return path.read_bytes()


_BUILDERS: Mapping[str, Callable[[ManifestEntry, Path], bytes]] = {
    "pdf": _pdf,
    "pdf_scan": _scan,
    "pdf_newsletter": _newsletter,
    "pdf_encrypted": _encrypted_pdf,
    "pdf_cut": _cut_pdf,
    "pdf_copy": _copy,
    "html": _page,
    "text": _windows_text,
}


if __name__ == "__main__":
    for built in build_all(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE_DOCUMENTS):
        sys.stdout.write(f"{built}\n")
