"""Pictures of pages, drawn in a process of their own with limits; the process writes no file: the picture comes back
through its pipe.
"""

import contextlib
import json
import os
import selectors
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from domain.document import FileReason
from ingest.cage.confinement import ROOT, clean_environment
from ingest.text import Refusal

# The form of every WebP file: « RIFF », its length, « WEBP ».
_WEBP = (b"RIFF", b"WEBP")
_LONGEST_HEADER = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLimits:
    """What one picture may cost (DESIGN §3). ``picture_bytes`` is 40 times the median page."""

    page_s: float = 20.0
    memory_bytes: int = 512 * 1024 * 1024
    picture_bytes: int = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page as seen, in WebP."""

    content: bytes


def draw_in_cage(path: Path, page: int, width: int, limits: PictureLimits | None = None) -> Picture | Refusal:
    """Page ``page`` (from 1) of the PDF at ``path``, ``width`` pixels wide at most; whatever the file does."""
    limits = limits or PictureLimits()
    request = {"path": str(path), "page": page, "width": width, "memory_bytes": limits.memory_bytes}
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest.cage.picture_worker", json.dumps(request)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=clean_environment(),
        cwd=ROOT,
        close_fds=True,
        start_new_session=True,
    )
    try:
        answer = _read(process, time.monotonic() + limits.page_s, limits.picture_bytes + _LONGEST_HEADER)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        assert process.stdout is not None
        process.stdout.close()
        process.wait()
    return _understood(answer)


def _read(process: "subprocess.Popen[bytes]", deadline: float, most: int) -> bytes | Refusal:
    """All that the process says until it ends, its time is up or it says too much."""
    assert process.stdout is not None
    pieces: list[bytes] = []
    length = 0
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                return Refusal(reason=FileReason.TOO_SLOW, detail="the page took too long to draw")
            piece = os.read(process.stdout.fileno(), 1 << 20)
            if not piece:
                return b"".join(pieces)
            pieces.append(piece)
            length += len(piece)
            if length > most:
                return Refusal(reason=FileReason.TOO_LARGE, detail=f"over {most} bytes of picture")


def _understood(answer: bytes | Refusal) -> Picture | Refusal:
    """The picture, if it is one: the other end may lie."""
    if isinstance(answer, Refusal):
        return answer
    header, _, content = answer.partition(b"\n")
    if not header:
        return Refusal(reason=FileReason.TOO_MUCH_MEMORY, detail="the worker died without a word")
    try:
        told = json.loads(header)
        if "refusal" in told:
            reason, detail = told["refusal"]
            return Refusal(reason=FileReason(reason), detail=str(detail))
        is_whole = int(told["bytes"]) == len(content)
    except (ValueError, TypeError, KeyError):
        return Refusal(reason=FileReason.DAMAGED, detail="the worker's answer makes no sense")
    if not is_whole or (content[:4], content[8:12]) != _WEBP:
        return Refusal(reason=FileReason.DAMAGED, detail="the worker's answer is no picture")
    return Picture(content=content)
