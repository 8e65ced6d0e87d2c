"""Hostile and damaged files: each ends in exactly one state, the command goes on, nothing is written elsewhere."""

import contextlib
import io
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import sleep

import pytest

from tests.ingest.archives.files import mail, zipped
from tests.ingest.office.files import docx, odf, package
from tests.proof.conftest import Tell
from tests.proof.mutations import write_mutations
from tests.proof.product import SEED, command, environment, parvis, parvis_json, resident_mb, sized

pytestmark = pytest.mark.proof

LARGEST_PARENT_MB = 300
"""The reading process never holds a file: on 410 hostile files it peaked at 154 MB, libraries included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confined:
    """A run of the command whose home, temporary and current folders are empty ones of its own."""

    code: int
    complaints: str
    report: dict[str, object]
    peak_mb: float
    strays: list[str]


def ingest_confined(files: Path, data: Path, around: Path) -> Confined:
    """Ingest, watching the parent's memory and what appears outside the data folder."""
    folders = {name: around / name for name in ("HOME", "TMPDIR", "PWD")}
    for folder in folders.values():
        folder.mkdir(parents=True)
    before = {path: path.stat().st_mtime_ns for path in sorted(files.rglob("*"))}
    settings = {name: str(folder) for name, folder in folders.items()}
    with (around / "out").open("wb") as out, (around / "err").open("wb") as err:
        process = subprocess.Popen(
            command("ingest", files, "--commune", "hostile", "--source", "bad", "--data", data, "--json"),
            cwd=folders["PWD"],
            env=environment(**settings),
            stdout=out,
            stderr=err,
        )
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, resident_mb(process.pid, "VmHWM"))
            sleep(0.05)
    after = {path: path.stat().st_mtime_ns for path in sorted(files.rglob("*"))}
    strays = [str(p.relative_to(around)) for folder in folders.values() for p in folder.rglob("*")]
    strays += [str(path) for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
    strays += [str(path) for path in data.rglob("originals/??/.*")]
    complaints = (around / "err").read_text("utf-8", "replace")
    report = json.loads((around / "out").read_text("utf-8") or "{}")
    return Confined(code=process.returncode, complaints=complaints, report=report, peak_mb=peak, strays=strays)


def assert_all_settled(run: Confined, count: int, data: Path) -> dict[str, int]:
    """The command ended well, the states add up in its report and in the store; gives the states."""
    assert (run.code, run.complaints) == (0, "")
    assert run.strays == []
    source = run.report["sources"][0]  # type: ignore[index]
    states: dict[str, int] = source["states"]
    paths = known_paths(data)
    # Members of archives and mails are files too: « avis.eml/plan.docx ».
    assert len([path for path in paths if not any(path.startswith(f"{other}/") for other in paths)]) == count
    assert sum(states.values()) == source["files"] == len(paths)
    stored = parvis_json("status", "--data", data)["communes"][0]["files"]  # type: ignore[index]
    assert stored == states
    assert run.peak_mb < LARGEST_PARENT_MB
    return states


def known_paths(data: Path) -> list[str]:
    """The paths of all files that the store has a record of."""
    (base,) = data.glob("communes/*/commune.sqlite")
    with contextlib.closing(sqlite3.connect(base)) as connection:
        return [path for (path,) in connection.execute("SELECT path FROM files")]


def told(states: dict[str, int], peak_mb: float) -> str:
    shares = ", ".join(f"{count} {state}" for state, count in states.items())
    return f"{sum(states.values())} files = {shares}; parent's peak {peak_mb:.0f} MB"


def test_damaged_documents_each_end_in_one_state(tmp_path: Path, tell: Tell) -> None:
    count = sized(short=300, full=5_000)
    files, data = tmp_path / "files", tmp_path / "data"
    write_mutations(files, count, SEED)
    run = ingest_confined(files, data, tmp_path / "around")
    tell("damaged documents", told(assert_all_settled(run, count, data), run.peak_mb))


def test_hostile_files_each_end_in_one_state(tmp_path: Path, tell: Tell) -> None:
    shared = Path(os.environ.get("PARVIS_SHARED_DATA", "")) / "bad"
    if not os.environ.get("PARVIS_SHARED_DATA") or not shared.is_dir():
        tell("hostile files", "SKIPPED: PARVIS_SHARED_DATA names no folder of outside data")
        pytest.skip("SKIPPED: PARVIS_SHARED_DATA names no folder of outside data")
    files, data = tmp_path / "files", tmp_path / "data"
    shutil.copytree(shared, files)
    count = sum(1 for path in files.rglob("*") if path.is_file() and not path.name.startswith("."))
    run = ingest_confined(files, data, tmp_path / "around")
    tell("hostile files", told(assert_all_settled(run, count, data), run.peak_mb))


@contextlib.contextmanager
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, and who has connected to it: what a file that calls home would reach."""
    callers: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stopped = threading.Event()

        def accept() -> None:
            while not stopped.is_set():
                with contextlib.suppress(TimeoutError):
                    connection, caller = server.accept()
                    callers.append(str(caller))
                    connection.close()

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield server.getsockname()[1], callers
        finally:
            stopped.set()
            thread.join()


def callers_home(port: int) -> dict[str, bytes]:
    """Files that ask whoever opens them to fetch something at that port of this machine."""
    url = f"http://127.0.0.1:{port}/x"
    doctype = f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{url}"> %p; <!ENTITY e SYSTEM "{url}">]>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    external = (
        f'<Relationships xmlns="{space}"><Relationship Id="rId1" TargetMode="External" Target="{url}"/></Relationships>'
    )
    linked = '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>Tarifs de la cantine</w:t></w:r></w:hyperlink></w:p>'
    with zipfile.ZipFile(io.BytesIO(docx(linked))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    template = parts | {
        "word/_rels/document.xml.rels": external.encode(),
        "word/_rels/settings.xml.rels": external.encode(),
    }
    entity = parts | {"word/document.xml": doctype.encode() + parts["word/document.xml"]}
    page = f'<html><link rel="stylesheet" href="{url}"><body><p>Bonjour</p><img src="{url}"><iframe src="{url}">'
    image = f'<draw:image xlink:href="{url}" xmlns:xlink="http://www.w3.org/1999/xlink"/>'
    picture = f"<text:p>Avis<draw:frame>{image}</draw:frame></text:p>"
    event = f"SUMMARY:x\nATTACH:{url}\nURL:{url}"
    rtf = f'{{\\rtf1 Avis {{\\field{{\\*\\fldinst INCLUDEPICTURE "{url}"}}{{\\fldrslt x}}}}{{\\*\\template {url}}}}}'
    return {
        "modele.docx": package(template),
        "entite.docx": package(entity),
        "fiche.xml": f"<?xml version='1.0'?>{doctype}<Publication ID='F1'>&e;</Publication>".encode(),
        "page.html": page.encode(),
        "avis.odt": odf(picture),
        "avis.rtf": rtf.encode(),
        "avis.eml": mail("", html=page),
        "agenda.ics": f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{event}\nEND:VEVENT\nEND:VCALENDAR".encode(),
        "actes.csv": f"DELIB_ID;DELIB_DATE;DELIB_OBJET;DELIB_URL\n1;2031-03-04;Budget;{url}\n".encode(),
        "envoi.zip": zipped({"entite.docx": package(entity), "page.html": page.encode()}),
    }


def test_no_file_makes_the_service_call_anyone(tmp_path: Path, tell: Tell) -> None:
    files, data, log = tmp_path / "files", tmp_path / "data", tmp_path / "calls"
    files.mkdir()
    shared = Path(os.environ.get("PARVIS_SHARED_DATA", "")) / "bad" / "badoffice"
    if os.environ.get("PARVIS_SHARED_DATA") and shared.is_dir():
        shutil.copytree(shared, files / "shared")
    strace = shutil.which("strace")
    watched = [strace, "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect", "-o", str(log)] if strace else []
    with listener() as (port, callers):
        socket.create_connection(("127.0.0.1", port)).close()
        while not callers:  # whoever calls is heard
            sleep(0.05)
        callers.clear()
        for name, content in callers_home(port).items():
            (files / name).write_bytes(content)
        done = parvis("ingest", files, "--commune", "hostile", "--source", "bad", "--data", data, prefix=watched)
    assert done.returncode == 0, done.stderr
    calls = [line for line in log.read_text().splitlines() if "AF_INET" in line] if log.exists() else []
    assert callers == []
    assert calls == []
    how = "every connect(2) of every process traced" if strace else "a listener only: strace is not installed"
    tell("outgoing connections", f"0 for {len(known_paths(data))} files that ask for one ({how})")
