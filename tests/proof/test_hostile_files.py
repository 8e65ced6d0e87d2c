"""Hostile and damaged files: each ends in exactly one state, the command goes on, nothing is written elsewhere."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from time import sleep

import pytest

from tests.proof.conftest import Tell
from tests.proof.mutations import write_mutations
from tests.proof.product import SEED, command, environment, parvis_json, resident_mb, sized

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
    assert source["files"] == count
    assert sum(states.values()) == count
    stored = parvis_json("status", "--data", data)["communes"][0]["files"]  # type: ignore[index]
    assert stored == states
    assert run.peak_mb < LARGEST_PARENT_MB
    return states


def told(states: dict[str, int], peak_mb: float) -> str:
    shares = ", ".join(f"{count} {state}" for state, count in states.items())
    return f"{sum(states.values())} files = {shares}; parent's peak {peak_mb:.0f} MB"


def test_damaged_documents_each_end_in_one_state(tmp_path: Path, tell: Tell) -> None:
    count = sized(short=140, full=5_000)
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
