"""Builds the documents of the sample commune from ``content/``: ``python -m corpus.build_documents [FOLDER]``.

The manifest says what is built from what. Text PDFs are set by reportlab, scans are pictures of such pages, pages of
the sites are put in the frame of their site, office files and data files are written part by part, a copy is the same
bytes as another document. What is written by hand (Markdown, XML, some data) is left alone, and the binary Word
document is made by ``corpus.libreoffice_doc``.
"""

import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from corpus import CORPUS_FOLDER, SAMPLE_DOCUMENTS, SAMPLE_MANIFEST
from corpus.content_format import read_content


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


def is_built(entry: ManifestEntry) -> bool:
    """Whether ``build`` makes it: the rest is written by hand, or by another program (``corpus.libreoffice_doc``)."""
    return bool(entry.content) and entry.format in _BUILDERS


def build(entry: ManifestEntry) -> bytes:
    """The bytes of a generated document. Raises ValueError for one that is written by hand."""
    if not is_built(entry):
        raise ValueError(f"{entry.path}: format {entry.format} is not generated")
    return _BUILDERS[entry.format](entry, CORPUS_FOLDER / entry.content)


def build_all(folder: Path) -> tuple[Path, ...]:
    """Write every generated document under ``folder``; returns what was written."""
    written = []
    for entry in read_manifest():
        if is_built(entry):
            target = folder / entry.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(build(entry))
            written.append(target)
    return tuple(written)


def _pdf(_entry: ManifestEntry, path: Path) -> bytes:
    from corpus.reportlab_layout import render_pdf

    return render_pdf(read_content(path))


def _scan(entry: ManifestEntry, path: Path) -> bytes:
    from corpus.pillow_scan import scan_pdf

    return scan_pdf(_pdf(entry, path), title=entry.title, seed=len(entry.path))


def _newsletter(_entry: ManifestEntry, path: Path) -> bytes:
    from corpus.reportlab_newsletter import render_newsletter

    return render_newsletter(read_content(path))


def _encrypted_pdf(_entry: ManifestEntry, path: Path) -> bytes:
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


def _docx(_entry: ManifestEntry, path: Path) -> bytes:
    from corpus.docx_package import render_docx

    return render_docx(read_content(path))


def _odt(_entry: ManifestEntry, path: Path) -> bytes:
    from corpus.odt_package import render_odt

    return render_odt(read_content(path))


def _xlsx(_entry: ManifestEntry, path: Path) -> bytes:
    from corpus.xlsx_package import render_xlsx

    return render_xlsx(read_content(path))


def _ods(_entry: ManifestEntry, path: Path) -> bytes:
    from corpus.ods_package import render_ods

    return render_ods(read_content(path))


def _eml(_entry: ManifestEntry, path: Path) -> bytes:
    from corpus.mail_message import render_eml

    return render_eml(read_content(path))


def _ics(_entry: ManifestEntry, path: Path) -> bytes:
    from corpus.calendar_file import render_ics

    return render_ics(path)


def _directory(_entry: ManifestEntry, path: Path) -> bytes:
    from corpus.directory_record import render_directory

    return render_directory(path)


def _fiche_json(_entry: ManifestEntry, path: Path) -> bytes:
    from corpus.fiche_json import fiche_as_json

    return fiche_as_json(path.read_bytes())


def _zip(entry: ManifestEntry, path: Path) -> bytes:
    """An archive of documents that are each built as they would be alone."""
    from corpus.zip_package import zip_members

    members = tomllib.loads(path.read_text(encoding="utf-8"))["member"]
    return zip_members(
        (member["name"], _BUILDERS[member["format"]](entry, path.parent / member["content"])) for member in members
    )


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
    "csv": _windows_text,
    "docx": _docx,
    "odt": _odt,
    "xlsx": _xlsx,
    "ods": _ods,
    "eml": _eml,
    "ics": _ics,
    "annuaire_json": _directory,
    "fiche_json": _fiche_json,
    "zip": _zip,
}


if __name__ == "__main__":
    for built in build_all(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE_DOCUMENTS):
        sys.stdout.write(f"{built}\n")
