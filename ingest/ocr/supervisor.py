"""Stands between us and a program: its limits, and the death of all that it started when either end goes.

Run as ``python -I -S supervisor.py JOB``, alone in its process, so that limits are set between fork and exec without
threads about; imports the standard library only. JOB is JSON: ``command``, ``folder`` (its working folder, all that it
leaves), ``environment``, ``wall_s``, ``memory_bytes``, ``file_bytes``, ``is_online``. Standard input is the tie to who
asked: when it ends, everything is killed and the folder removed. The answer is one line of JSON on standard output:
``{"code": n, "is_slow": bool}``.
"""

import contextlib
import ctypes
import json
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

OUT, ERR = "stdout", "stderr"
_TICK_S = 0.05
_OPEN_FILES = 256
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> int:
    """Run the job to its end, whichever comes first: its own, its time's, or that of who asked."""
    job = json.loads(arguments[0])
    folder = str(job["folder"])
    with open(os.path.join(folder, OUT), "wb") as out, open(os.path.join(folder, ERR), "wb") as err:
        child = subprocess.Popen(
            job["command"],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=folder,
            env=job["environment"],
            start_new_session=True,
            preexec_fn=_confinement(job),
        )
    is_slow, is_orphan = _watch(child, time.monotonic() + float(job["wall_s"]))
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    code = child.wait()
    if is_orphan:
        shutil.rmtree(folder, ignore_errors=True)
        return 1
    sys.stdout.write(json.dumps({"code": code, "is_slow": is_slow}) + "\n")
    return 0


def _watch(child: subprocess.Popen[bytes], deadline: float) -> tuple[bool, bool]:
    """(time is up, who asked is gone); both False when the program ended by itself."""
    while child.poll() is None:
        if select.select([sys.stdin], [], [], _TICK_S)[0] and not os.read(sys.stdin.fileno(), 1):
            return False, True
        if time.monotonic() > deadline:
            return True, False
    return False, False


def _confinement(job: dict[str, Any]) -> Callable[[], None]:
    """What the program's process does to itself before it becomes the program."""
    libc = ctypes.CDLL(None, use_errno=True)
    memory, largest, seconds = int(job["memory_bytes"]), int(job["file_bytes"]), int(job["wall_s"]) + 1
    limits = (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_AS, 4 * memory),
        (resource.RLIMIT_FSIZE, largest),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        # A process that our killing missed ends by itself.
        (resource.RLIMIT_CPU, seconds),
    )
    is_online = bool(job["is_online"])

    def confine() -> None:
        with contextlib.suppress(AttributeError):
            if not is_online:
                # A network of its own, without any card; where the system refuses, the program keeps ours.
                libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
            # After it: a change of credentials forgets the signal.
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        for kind, value in limits:
            hard = resource.getrlimit(kind)[1]
            bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (bounded, bounded))
        os.nice(10)

    return confine


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
