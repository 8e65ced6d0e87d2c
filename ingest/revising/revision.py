"""Asks for a file with changes marked in it, from a process that ends with its answer."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.document import FileReason
from ingest.cage.confinement import ROOT, clean_environment
from ingest.sniffing import Form
from ingest.text import Refusal

LONGEST_S = 30
"""A délibération of 3 pages takes 0.4 s, most of it the start of the process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """The new file, and the numbers of the changes that it could not be given."""

    content: bytes
    unplaced: tuple[int, ...]


def revised(
    content: bytes, form: Form, text: str, changes: Sequence[tuple[int, int, str]], *, author: str, at: datetime
) -> Revised | Refusal:
    """``content`` (DOCX or ODT), read as ``text``, with each change (start, end, after) marked to accept or refuse."""
    moment = at.strftime("%Y-%m-%dT%H:%M:%SZ" if form is Form.DOCX else "%Y-%m-%dT%H:%M:%S")
    with tempfile.TemporaryDirectory(prefix="parvis-revision-") as folder:
        file = Path(folder) / "draft"
        file.write_bytes(content)
        asked = {
            "path": str(file),
            "form": form.value,
            "text": text,
            "changes": list(changes),
            "author": author,
            "at": moment,
        }
        try:
            done = subprocess.run(
                [sys.executable, "-m", "ingest.revising.job"],
                input=json.dumps(asked).encode() + b"\n",
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=clean_environment(),
                cwd=ROOT,
                timeout=LONGEST_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Refusal(reason=FileReason.TOO_SLOW, detail=f"not revised after {LONGEST_S} s")
    line, _, made = done.stdout.partition(b"\n")
    try:
        told = json.loads(line)
        if "refusal" in told:
            return Refusal(reason=FileReason(told["refusal"]), detail=str(told.get("detail", "")))
        return Revised(content=made, unplaced=tuple(int(number) for number in told["unplaced"]))
    except (ValueError, TypeError, KeyError):
        return Refusal(reason=FileReason.DAMAGED, detail=f"the revision ended with {done.returncode}")
