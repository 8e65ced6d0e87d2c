"""What a process that opens a stranger's file gives up: memory without bound, writing, its parent's environment."""

import contextlib
import os
import resource
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Python, the libraries and their lazy imports need this many open files; a PDF needs none but itself.
_OPEN_FILES = 24


def clean_environment() -> dict[str, str]:
    """The environment of a worker: no setting and no secret of its parent."""
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TZ")}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "1"}


def confine(memory_bytes: int) -> None:
    """Bound this process for good, and end it with its parent."""
    # RLIMIT_DATA counts private writable memory; unlike RLIMIT_AS it leaves out mapped libraries (a worker that had
    # read 30 files: 137 MB of the first, 228 MB of the second).
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes * 4, memory_bytes * 4))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    with contextlib.suppress(OSError):
        os.nice(10)
    threading.stack_size(256 * 1024)
    threading.Thread(target=_die_with_parent, args=(os.getppid(),), daemon=True).start()


def _die_with_parent(parent: int) -> None:
    """A killed parent cannot stop us in the middle of a file."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
