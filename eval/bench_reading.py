"""How whole and how fast real communes' documents are read, beside LlamaIndex, and what hostile files do to us.

    PARVIS_SHARED_DATA=… python -m eval.bench_reading [--no-peer] [commune …]

Ours counts everything that an ingestion does: digests, copies of the originals, the cage, structure, passages, SQLite.
The peer is LlamaIndex's SimpleDirectoryReader and SentenceSplitter with two workers over the same files, without
embedding. Its own PDFReader (llama-index-readers-file) wants pypdf < 7 and cannot be installed beside ours: a reader
of six lines does what it does, one document a page by pypdf's ``extract_text``. Prints figures and asserts none.
"""

import argparse
import json
import re
import resource
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from domain.clock import SystemClock
from domain.document import Document, FileState
from domain.ids import CommuneSlug, SourceName
from domain.passage import Passage
from domain.ports import DocumentStore
from domain.profile import CommuneProfile, Service
from eval.retrieval import shared_data
from ingest.cage.pool import Cage
from ingest.run_report import RunReport
from ingest.source_run import ingest_source
from storage.opening import Installation, open_installation

FLOOR_PAGES_PER_S = 30.0
"""Text pages a second on two cores, from file to passages with tables, that issue 3 asks for."""

KINDS = ("pdf", "sites")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One source of one commune, read by us, and by the peer unless it was left out. Times in seconds."""

    folder: Path
    source: str
    report: RunReport
    seconds: float
    peer: "PeerMeasured | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerMeasured:
    """What LlamaIndex made of the files that we indexed: documents (pages) with text, passages, seconds."""

    pages: int
    passages: int
    seconds: float


def measure(data: Path, installation: Installation, cage: Cage, only: Sequence[str]) -> list[Measured]:
    """Ingest each source of each commune of ``data``/docs."""
    measured = []
    for kind in KINDS:
        for folder in sorted((data / "docs" / kind).iterdir()):
            if not only or folder.name in only:
                report, seconds = _ingest(folder, folder.name, kind, installation, cage)
                measured.append(Measured(folder=folder, source=kind, report=report, seconds=seconds))
    return measured


def measure_peer(one: Measured, installation: Installation) -> Measured:
    """The same source with the peer's figures, over the files that we indexed."""
    store = installation.commune(CommuneSlug(one.folder.name)).documents
    paths = [_on_disk(one.folder, document.path) for document in store.documents(SourceName(one.source))]
    start = perf_counter()
    pages, passages = _read_with_llamaindex(paths) if paths else (0, 0)
    return replace(one, peer=PeerMeasured(pages=pages, passages=passages, seconds=perf_counter() - start))


def table_rows(one: Measured, installation: Installation) -> int:
    """How many rows of tables stand in the passages of a source: what the time includes and the peer leaves out."""
    store = installation.commune(CommuneSlug(one.folder.name)).documents
    documents = store.documents(SourceName(one.source))
    return sum(" | " in line for d in documents for p in store.passages_of(d.id) for line in p.text.split("\n"))


def _ingest(folder: Path, commune: str, source: str, installation: Installation, cage: Cage) -> tuple[RunReport, float]:
    slug = CommuneSlug(commune)
    profile = CommuneProfile(slug=slug, name=commune, services=(Service(slug="mairie", name="Mairie"),))
    stores = installation.add_commune(slug, commune)
    start = perf_counter()
    report = ingest_source(folder, SourceName(source), profile, stores.documents, stores.originals, SystemClock(), cage)
    return report, perf_counter() - start


def _on_disk(folder: Path, path: str) -> Path:
    """The file whose NFC path is ``path``: names on the disk may be decomposed."""
    direct = folder / path
    if direct.exists():
        return direct
    return next(p for p in folder.rglob("*") if unicodedata.normalize("NFC", str(p.relative_to(folder))) == path)


def _read_with_llamaindex(paths: Sequence[Path]) -> tuple[int, int]:
    """(documents with text, passages) of the peer: a document is a page of a PDF, or a whole file."""
    from llama_index.core import SimpleDirectoryReader
    from llama_index.core.node_parser import SentenceSplitter

    extractors: dict[str, Any] = {".pdf": _pypdf_reader()}
    reader = SimpleDirectoryReader(input_files=list(paths), file_extractor=extractors)
    documents = [d for d in reader.load_data(num_workers=2) if d.text.strip()]
    nodes = SentenceSplitter(chunk_size=256, chunk_overlap=0).get_nodes_from_documents(documents)
    return len(documents), len(nodes)


def _pypdf_reader() -> Any:  # noqa: ANN401 - a class of a library that is imported only when the peer runs
    from eval.llamaindex_pypdf_reader import PagesByPypdf

    return PagesByPypdf()


def found_spans(data: Path, installation: Installation) -> tuple[int, int, int]:
    """(answer spans inside one passage of the right document and page, spans whose document is indexed, all spans).

    The spans are the answers that readers of those pages wrote down for the development questions; blanks, list
    marks and cell marks are folded. A scan or a data file is not indexed here.
    """
    found = reachable = total = 0
    with (data / "gold" / "questions.jsonl").open(encoding="utf-8") as lines:
        questions = [json.loads(line) for line in lines]
    for question in questions:
        if not question.get("answer_span") or not question.get("source_path"):
            continue
        total += 1
        passages = _passages_at(installation, question["source_path"], question["page"])
        reachable += bool(passages)
        span = _folded(question["answer_span"])
        found += any(span in _folded(passage.text) for passage in passages)
    return found, reachable, total


def _passages_at(installation: Installation, source_path: str, page: int | None) -> Sequence[Passage]:
    kind, commune, path = unicodedata.normalize("NFC", source_path).split("/", 2)
    known = {str(c.slug) for c in installation.communes()}
    if commune not in known:
        return ()
    store: DocumentStore = installation.commune(CommuneSlug(commune)).documents
    records = {record.path: record for record in store.files(SourceName(kind))}
    record = records.get(path)
    if record is not None and record.duplicate_of:
        record = records.get(record.duplicate_of)
    document: Document | None = store.document(record.document_id) if record and record.document_id else None
    if document is None:
        return ()
    return [p for p in store.passages_of(document.id) if page is None or p.page == page]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("’", "'")
    return re.sub(r"\s+", "", plain.replace(" | ", " ").replace("- ", ""))


def peak_megabytes() -> tuple[float, float]:
    """Peaks of (this process, its largest ended child) since they began, resident, in megabytes."""
    own, child = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own, child


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Always 0: a bench measures."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_reading", description="Reading, measured")
    parser.add_argument("communes", nargs="*", help="folder names; all when empty")
    parser.add_argument("--no-peer", action="store_true", help="do not run LlamaIndex's readers")
    options = parser.parse_args(arguments)
    data = shared_data()
    if data is None:
        sys.stdout.write("SKIPPED: PARVIS_SHARED_DATA names no folder of outside documents\n")
        return 0
    with TemporaryDirectory() as folder:
        installation = open_installation(Path(folder))
        try:
            _print_communes(data, installation, options.communes, not options.no_peer)
            found, reachable, total = found_spans(data, installation)
            sys.stdout.write(
                f"answer spans inside one passage: {found} of {reachable} whose page is indexed ({total} in all)\n"
            )
            if not options.communes:
                _print_hostile(data, installation)
        finally:
            installation.close()
    return 0


def _print_communes(data: Path, installation: Installation, only: Sequence[str], with_peer: bool) -> None:
    with Cage(workers=2) as cage:
        measured = measure(data, installation, cage, only)
    rows = sum(table_rows(one, installation) for one in measured)
    own, child = peak_megabytes()  # before the peer starts processes of its own
    if with_peer:
        measured = [measure_peer(one, installation) for one in measured]
    sys.stdout.write("source | files = indexed + duplicates + waiting + rejected | passages | ours | LlamaIndex\n")
    for one in measured:
        sys.stdout.write(_row(one))
    pages, seconds = sum(m.report.text_pages for m in measured), sum(m.seconds for m in measured)
    rate = _rate(pages, seconds)
    sys.stdout.write(f"total: {pages} text pages in {seconds:.1f} s = {rate} (floor {FLOOR_PAGES_PER_S:.0f})\n")
    sys.stdout.write(f"tables: {rows} rows in passages\n")
    peers = [m.peer for m in measured if m.peer]
    if peers:
        pages, seconds = sum(p.pages for p in peers), sum(p.seconds for p in peers)
        sys.stdout.write(f"LlamaIndex: {pages} in {seconds:.1f} s = {_rate(pages, seconds)}\n")
    sys.stdout.write(f"peak memory: {own:.0f} MB here, {child:.0f} MB in the largest worker\n")


def _row(one: Measured) -> str:
    states = one.report.states
    counts = " + ".join(str(states.get(state, 0)) for state in FileState)
    ours = _rate(one.report.text_pages, one.seconds)
    peer = f"{_rate(one.peer.pages, one.peer.seconds)}, {one.peer.passages} nodes" if one.peer else ""
    return f"{one.source}/{one.folder.name} | {one.report.files} = {counts} | {one.report.passages} | {ours} | {peer}\n"


def _rate(pages: int, seconds: float) -> str:
    return f"{pages / seconds:.0f} pages/s" if seconds else "none"


def _print_hostile(data: Path, installation: Installation) -> None:
    with Cage(workers=2) as cage:
        report, seconds = _ingest(data / "bad", "hostile", "bad", installation, cage)
    settled = sum(report.states.values())
    states = {state.value: count for state, count in report.states.items()}
    reasons = {reason.value: count for reason, count in report.reasons.items()}
    sys.stdout.write(
        f"hostile files: {settled} of {report.files} in a state, {seconds:.0f} s\n  {states}\n  {reasons}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
