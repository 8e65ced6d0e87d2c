"""A disk of a few megabytes, for proofs on a full one: a tmpfs in a mount namespace that ends with its keeper.

It needs ``unshare`` and ``nsenter`` (util-linux) and a kernel that grants user namespaces, or root; elsewhere SKIPPED.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallDisk:
    """``path`` is where processes run with ``prefix`` see the disk; ``outside`` is where this process does."""

    path: Path
    outside: Path
    prefix: tuple[str, ...]

    def free_bytes(self) -> int:
        facts = os.statvfs(self.outside)
        return facts.f_bavail * facts.f_frsize

    def fill(self, *, leave_bytes: int) -> Path:
        """Write a file that leaves so many bytes; deleting it frees them."""
        ballast = self.outside / "ballast"
        with ballast.open("ab") as file:
            while (room := self.free_bytes() - leave_bytes) > 0:
                file.write(b"\0" * min(room, 1 << 20))
                file.flush()
        return ballast


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[SmallDisk]:
    """A disk mounted on ``folder`` for the duration of the block."""
    folder.mkdir()
    if not (shutil.which("unshare") and shutil.which("nsenter")):
        pytest.skip("SKIPPED: a small disk needs unshare and nsenter")
    script = f'mount -t tmpfs -o size={megabytes}m tmpfs "$1" && echo mounted && exec cat'
    words = ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", str(folder)]
    keeper = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert keeper.stdout is not None
        if keeper.stdout.readline() != b"mounted\n":
            pytest.skip("SKIPPED: this system lets no small disk be mounted")
        prefix = ("nsenter", "--preserve-credentials", "--user", "--mount", "--target", str(keeper.pid), "--")
        yield SmallDisk(path=folder, outside=Path(f"/proc/{keeper.pid}/root{folder}"), prefix=prefix)
    finally:
        keeper.kill()
        keeper.communicate()
