import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from domain.document import FileReason
from ingest.cage.pool import Cage, CageRequest
from ingest.sniffing import Form
from ingest.text import Limits, Reading, Refusal
from tests.ingest.pdf_files import drawn_pdf

GOOD = drawn_pdf([["La piscine est ouverte du 15 juin au 31 août."]])


def _file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _bomb(pages: int, operations: int) -> bytes:
    """Few bytes, long work: one stream of text operations under many pages."""
    stream = b"BT /F1 1 Tf " + b"(x) Tj " * operations + b"ET"
    kids = b" ".join(b"%d 0 R" % (4 + n) for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 3 0 R /Resources << /Font << /F1 << /Type /Font "
    )
    page += b"/Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
    objects += [page] * pages
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return body + b"trailer\n<< /Root 1 0 R /Size %d >>\n%%%%EOF" % (len(objects) + 1)


def test_a_slow_file_is_stopped_and_the_others_do_not_notice(tmp_path: Path) -> None:
    slow = CageRequest(path=_file(tmp_path, "slow.pdf", _bomb(pages=400, operations=15_000)), form=Form.PDF)
    good = CageRequest(path=_file(tmp_path, "good.pdf", GOOD), form=Form.PDF)
    with Cage(workers=2, limits=Limits(base_s=0.5, page_s=0.0, page_characters=10**9, characters=10**9)) as cage:
        outcomes = list(cage.read_all([good, slow, good, good]))
    assert [isinstance(outcome, Reading) for outcome in outcomes] == [True, False, True, True]
    assert isinstance(outcomes[1], Refusal)
    assert outcomes[1].reason is FileReason.TOO_SLOW


def _children() -> set[int]:
    """Living processes started by this one."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = entry.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == os.getpid() and state != "Z":
                found.add(int(entry.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="counts processes in /proc")
def test_closing_gives_up_what_is_being_read(tmp_path: Path) -> None:
    slow = CageRequest(path=_file(tmp_path, "slow.pdf", _bomb(pages=400, operations=15_000)), form=Form.PDF)
    good = CageRequest(path=_file(tmp_path, "good.pdf", GOOD), form=Form.PDF)
    limits = Limits(base_s=300, page_characters=10**9, characters=10**9)
    before = _children()
    with Cage(workers=1, limits=limits) as cage:
        outcomes = cage.read_all([good, slow, slow, slow, slow])
        assert isinstance(next(outcomes), Reading)
        assert _children() - before != set()
    # Without stopping its worker, leaving would take the minutes that the slow files take.
    assert _children() - before == set()


def test_a_file_that_needs_too_much_memory_gets_a_reason(tmp_path: Path) -> None:
    page = CageRequest(path=_file(tmp_path, "big.txt", b"abcdef\n" * 350_000), form=Form.TEXT)
    with Cage(workers=1, limits=Limits(memory_bytes=64 * 1024 * 1024)) as cage:
        outcome = cage.read(page)
    assert isinstance(outcome, Refusal)
    assert outcome.reason is FileReason.TOO_MUCH_MEMORY


def test_a_worker_killed_in_the_middle_costs_its_file_a_reason_and_no_other(tmp_path: Path) -> None:
    good = CageRequest(path=_file(tmp_path, "good.html", b"<p>Bonjour</p>"), form=Form.HTML)
    with Cage(workers=1) as cage:
        assert isinstance(cage.read(good), Reading)
        worker = cage._idle.get()
        assert worker is not None
        worker._process.kill()
        cage._idle.put(worker)
        outcome = cage.read(good)
        assert isinstance(outcome, Refusal)
        assert outcome.reason is FileReason.TOO_MUCH_MEMORY
        assert isinstance(cage.read(good), Reading)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="counts processes in /proc")
def test_a_worker_is_not_worn_because_its_parent_is_big(tmp_path: Path) -> None:
    good = CageRequest(path=_file(tmp_path, "good.html", b"<p>Bonjour</p>"), form=Form.HTML)
    ballast = b"x" * 400_000_000
    before = _children()
    with Cage(workers=1) as cage:
        cage.read(good)
        assert _children() - before != set()
    assert len(ballast) == 400_000_000


def test_workers_are_replaced_after_so_many_files(tmp_path: Path) -> None:
    good = CageRequest(path=_file(tmp_path, "good.html", b"<p>Bonjour</p>"), form=Form.HTML)
    with Cage(workers=1, limits=Limits(files_per_worker=2)) as cage:
        seen = set()
        for _ in range(2):
            cage.read(good)
            worker = cage._idle.get()
            seen.add(worker._process.pid if worker else None)
            cage._idle.put(worker)
    assert None in seen


def test_a_worker_can_write_no_file_and_opens_few(tmp_path: Path) -> None:
    program = (
        "import json, resource, sys; from dataclasses import asdict; from ingest.text import Limits;"
        "from ingest.cage.confinement import confine; confine(Limits().memory_bytes);"
        "r = resource; print(json.dumps([r.getrlimit(r.RLIMIT_FSIZE)[0], r.getrlimit(r.RLIMIT_NOFILE)[0],"
        "r.getrlimit(r.RLIMIT_DATA)[0], r.getrlimit(r.RLIMIT_CORE)[0]]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=Path(__file__).parents[3]
    )
    size, files, memory, core = json.loads(ran.stdout)
    assert (size, core, memory) == (0, 0, Limits().memory_bytes)
    assert files <= 32


def test_a_worker_never_imports_llamaindex_and_sees_no_secret() -> None:
    program = (
        "import sys; import ingest.cage.worker, ingest.pdf.reading;"
        "import ingest.markup.trafilatura_page, ingest.markup.markdown_page;"
        "print([m for m in sys.modules if m.startswith(('llama_index', 'sqlalchemy', 'qdrant'))])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=Path(__file__).parents[3]
    )
    assert ran.stdout.strip() == b"[]"


def test_a_missing_file_is_unreadable(tmp_path: Path, cage: Cage) -> None:
    outcome = cage.read(CageRequest(path=tmp_path / "absent.pdf", form=Form.PDF))
    assert isinstance(outcome, Refusal)
    assert outcome.reason is FileReason.UNREADABLE


@pytest.mark.parametrize("form", [Form.PDF, Form.HTML, Form.MARKDOWN, Form.TEXT])
def test_random_bytes_end_in_an_outcome(tmp_path: Path, cage: Cage, form: Form) -> None:
    outcome = cage.read(CageRequest(path=_file(tmp_path, "x", os.urandom(3000)), form=form))
    assert isinstance(outcome, Reading | Refusal)


def test_outcomes_come_in_the_order_of_the_requests(tmp_path: Path, cage: Cage) -> None:
    requests = [
        CageRequest(path=_file(tmp_path, f"{n}.txt", f"Ligne numéro {n}".encode()), form=Form.TEXT) for n in range(30)
    ]
    outcomes = list(cage.read_all(requests))
    assert [o.pages[0].lines[0].text for o in outcomes if isinstance(o, Reading)] == [
        f"Ligne numéro {n}" for n in range(30)
    ]


def test_importing_ingestion_does_not_import_llamaindex_or_a_reader() -> None:
    program = "import sys, ingest.source_run; print([m for m in sys.modules if m in ('llama_index', 'pypdf', 'lxml')])"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=Path(__file__).parents[3]
    )
    assert ran.stdout.strip() == b"[]"
