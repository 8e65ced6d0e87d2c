import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.ocr.job import OcrJobFailed, OcrLimits, job_folder, sweep_jobs

SHORT = OcrLimits(wall_s=1.0)
_SPAWN = """
import sys
from pathlib import Path
from ingest.ocr.job import OcrLimits, job_folder
with job_folder(Path(sys.argv[1]), OcrLimits()) as job:
    job.run(["/bin/sh", "-c", "sleep 300 & echo $! > %s/started; echo $$ >> %s/started; sleep 300"])
"""


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(is_so: object, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    assert callable(is_so)
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(is_so())


def test_a_program_works_in_a_folder_of_its_own_that_is_gone_afterwards(tmp_path: Path) -> None:
    with job_folder(tmp_path, SHORT) as job:
        assert job.run(["/bin/sh", "-c", "pwd; echo $TMPDIR; echo text > left"]).decode().split() == [str(job.path)] * 2
        assert job.output("left") == b"text\n"
    assert list(tmp_path.iterdir()) == []


def test_nothing_of_our_environment_reaches_a_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARVIS_SECRET", "clef")
    with job_folder(tmp_path, SHORT) as job:
        assert b"clef" not in job.run(["/usr/bin/env"])


def test_a_program_over_its_time_is_killed_with_all_that_it_started(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    with job_folder(tmp_path / "jobs", SHORT) as job, pytest.raises(OcrJobFailed, match="too slow"):
        job.run(["/bin/sh", "-c", f"sleep 300 & echo $! > {pids}; sleep 300"])
    assert wait_until(lambda: not is_alive(int(pids.read_text())))


def test_what_a_program_left_running_dies_with_it(tmp_path: Path) -> None:
    with job_folder(tmp_path, SHORT) as job:
        left = int(job.run(["/bin/sh", "-c", "sleep 300 >/dev/null 2>&1 & echo $!"]))
    assert wait_until(lambda: not is_alive(left))


def test_a_program_cannot_take_more_memory_than_its_share(tmp_path: Path) -> None:
    little = OcrLimits(wall_s=30, memory_bytes=200 * 1024**2)
    with job_folder(tmp_path, little) as job, pytest.raises(OcrJobFailed, match="MemoryError"):
        job.run([sys.executable, "-c", "x = b'x' * (1 << 30)"])


def test_a_program_cannot_fill_the_disk(tmp_path: Path) -> None:
    little = OcrLimits(wall_s=30, file_bytes=1_000_000)
    with job_folder(tmp_path, little) as job, pytest.raises(OcrJobFailed, match="ended with"):
        job.run([sys.executable, "-c", "open('big', 'wb').write(b'x' * 5_000_000)"])


def test_a_program_that_fails_says_why(tmp_path: Path) -> None:
    with job_folder(tmp_path, SHORT) as job, pytest.raises(OcrJobFailed, match="sh: ended with 3: no such page"):
        job.run(["/bin/sh", "-c", "echo no such page >&2; exit 3"])


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("clef")
    with job_folder(tmp_path / "jobs", SHORT) as job:
        (job.path / "page.json").symlink_to(tmp_path / "secret")
        with pytest.raises(OcrJobFailed, match=r"page\.json"):
            job.output("page.json")


def has_namespaces() -> bool:
    """Whether this system lets an ordinary process have a network of its own."""
    child = os.fork()
    if child == 0:
        os._exit(int(ctypes.CDLL(None).unshare(0x10000000 | 0x40000000) != 0))
    return os.waitpid(child, 0)[1] == 0


def test_a_program_reaches_no_network(tmp_path: Path) -> None:
    if not has_namespaces():
        pytest.skip("this system lets no ordinary process leave its network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket; socket.create_connection(('127.0.0.1', {port}), 5)"
        with (
            job_folder(tmp_path, OcrLimits(wall_s=20)) as job,
            pytest.raises(OcrJobFailed, match=r"unreachable|refused"),
        ):
            job.run([sys.executable, "-c", code])


def test_killing_who_asked_leaves_neither_program_nor_folder(tmp_path: Path) -> None:
    jobs = tmp_path / "jobs"
    code = _SPAWN.replace("%s", str(tmp_path))
    asking = subprocess.Popen([sys.executable, "-c", code, str(jobs)], env=os.environ | {"PYTHONPATH": str(Path.cwd())})
    started = tmp_path / "started"
    assert wait_until(lambda: started.exists() and len(started.read_text().split()) == 2)
    pids = [int(pid) for pid in started.read_text().split()]
    assert all(map(is_alive, pids))
    asking.send_signal(signal.SIGKILL)
    asking.wait()
    assert wait_until(lambda: not any(map(is_alive, pids)))
    assert wait_until(lambda: not list(jobs.iterdir()))


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / "page-abc").mkdir()
    (tmp_path / "page-abc" / "page.png").write_bytes(b"x")
    assert sweep_jobs(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []
    with contextlib.suppress(OSError):
        tmp_path.rmdir()
    assert sweep_jobs(tmp_path) == 0
