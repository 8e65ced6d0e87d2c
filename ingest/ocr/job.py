"""A program run on one page: limits of time and memory, a folder of its own, nothing left of it afterwards.

The cage's spirit for programs that are not ours: no network where the system allows it, no handle but the folder's
files, killed whole. ``supervisor.py`` does the killing, even when this process is itself killed.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.ocr import supervisor

_SUPERVISOR = str(Path(supervisor.__file__))
_ROOT = Path(__file__).resolve().parents[2]
_PASSED = ("PATH", "TESSDATA_PREFIX", "SYSTEMROOT")
# The supervisor answers as soon as the program has ended; past this it is itself in trouble.
_GRACE_S = 15
_TICK_S = 0.2
_TOLD = 300
TOO_SLOW, DIED = "too slow", "ended with"


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrLimits:
    """What one page may cost (DESIGN §3). ``wall_s`` is for each of the programs run on it."""

    wall_s: float = 120.0
    memory_bytes: int = 2 * 1024**3
    file_bytes: int = 200_000_000


class OcrJobFailed(Exception):
    """A program did not do its work on a page; the message is for operators. Never leaves ``ingest.ocr``."""


class JobFolder:
    """The folder of a page's job, and the programs run in it."""

    def __init__(self, path: Path, limits: OcrLimits, is_stopping: Callable[[], bool]) -> None:
        self.path = path
        self._limits = limits
        self._is_stopping = is_stopping

    def run(self, command: Sequence[str]) -> bytes:
        """Standard output of the program, which ran in the folder. Raises OcrJobFailed."""
        name = Path(command[0]).name
        end = _supervised(command, self.path, self._limits, self._is_stopping)
        if end is None:
            raise OcrJobFailed(f"{name}: stopped, or its supervisor did not answer")
        if end["is_slow"]:
            raise OcrJobFailed(f"{name}: {TOO_SLOW}, over {self._limits.wall_s:g} s")
        if end["code"] != 0:
            told = (self.path / supervisor.ERR).read_bytes()[-_TOLD:].decode("utf-8", "replace").strip()
            raise OcrJobFailed(f"{name}: {DIED} {end['code']}: {' '.join(told.split())}")
        return self.output(supervisor.OUT)

    def output(self, name: str) -> bytes:
        """A file that a program left in the folder. Raises OcrJobFailed when there is none, or it is too long."""
        file = self.path / name
        try:
            if file.is_symlink() or file.stat().st_size > self._limits.file_bytes:
                raise OcrJobFailed(f"{name}: not a file of a size that makes sense")
            return file.read_bytes()
        except OSError as error:
            raise OcrJobFailed(f"{name} is missing: {error.strerror}") from error


@contextmanager
def job_folder(root: Path, limits: OcrLimits, is_stopping: Callable[[], bool] = lambda: False) -> Iterator[JobFolder]:
    """A new folder under ``root``, gone at the end of the block. Its program is killed when ``is_stopping`` says so."""
    root.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="page-", dir=root))
    try:
        yield JobFolder(folder, limits, is_stopping)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep_jobs(root: Path) -> int:
    """Remove what jobs of a run that was killed left under ``root``; returns how many folders. One run at a time."""
    left = list(root.glob("page-*")) if root.is_dir() else []
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left)


def _supervised(
    command: Sequence[str], folder: Path, limits: OcrLimits, is_stopping: Callable[[], bool]
) -> Mapping[str, int] | None:
    job = {
        "command": list(command),
        "folder": str(folder),
        "environment": _environment(folder),
        "wall_s": limits.wall_s,
        "memory_bytes": limits.memory_bytes,
        "file_bytes": limits.file_bytes,
        "is_online": False,
    }
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", _SUPERVISOR, json.dumps(job)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        start_new_session=True,
    )
    # Its input stays open until it has answered: that it ends means that we are gone.
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        if not _waited(process, time.monotonic() + limits.wall_s + _GRACE_S, is_stopping):
            return None
        answer = process.stdout.read()
        return dict(json.loads(answer)) if answer else None
    finally:
        with contextlib.suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        _end(process)


def _waited(process: subprocess.Popen[bytes], deadline: float, is_stopping: Callable[[], bool]) -> bool:
    """Whether the process ended before its time was up and before we were stopping."""
    while not is_stopping() and time.monotonic() < deadline:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_TICK_S)
            return True
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """Its input closed, it kills what it started; it is killed itself when it does not end."""
    try:
        process.wait(_GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours but where programs are. One thread a page: pages are read side by side."""
    passed = {name: os.environ[name] for name in _PASSED if name in os.environ}
    here = str(folder)
    return passed | {
        "LANG": "C.UTF-8",
        "HOME": here,
        "TMPDIR": here,
        "OMP_THREAD_LIMIT": "1",
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
