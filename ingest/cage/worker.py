"""The cage's inside: ``python -m ingest.cage.worker LIMITS`` reads one file a request and answers in JSON lines.

A request is ``{"path", "form", "pdfium"}``; the answers are ``{"pages": n}`` as soon as it is known, then the outcome
(``ingest/cage/wire.py``). Imports as little as it can, so that the memory limit is the file's. Whatever a library
raises becomes a reason: of 388 malformed PDFs, 5 raise outside pypdf's own classes (RecursionError, AssertionError…).
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from domain.document import FileReason
from ingest.cage.confinement import confine
from ingest.cage.wire import encode_outcome
from ingest.sniffing import Form
from ingest.text import Limits, Outcome, Refusal, Refused

# Beyond this, what a file left behind would count against the next one's limit: the worker asks to be replaced.
_WORN_KILOBYTES = 260_000


def main(arguments: list[str], source: BinaryIO, answers: BinaryIO) -> None:
    """Serve requests until ``source`` ends. ``arguments`` holds the limits as JSON."""
    limits = Limits(**json.loads(arguments[0]))
    confine(limits.memory_bytes)
    answers.write(b'{"ready": true}\n')
    answers.flush()
    for request in iter(source.readline, b""):
        try:
            answer = encode_outcome(_read(json.loads(request), limits, answers))
        except MemoryError:
            answer = encode_outcome(Refusal(reason=FileReason.TOO_MUCH_MEMORY, detail="the text itself"))
        answers.write(answer + b"\n")
        answers.write(json.dumps({"worn": _resident_kilobytes() > _WORN_KILOBYTES}).encode() + b"\n")
        answers.flush()


def _resident_kilobytes() -> int:
    """Memory held now. Not ru_maxrss where it can be helped: a child begins with its parent's peak (getrusage(2))."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return pages * resource.getpagesize() // 1024


def _read(request: dict[str, object], limits: Limits, answers: BinaryIO) -> Outcome:
    def announce(pages: int) -> None:
        answers.write(json.dumps({"pages": pages}).encode() + b"\n")
        answers.flush()

    try:
        data = Path(str(request["path"])).read_bytes()
        return _read_form(Form(str(request["form"])), data, bool(request["pdfium"]), limits, announce)
    except Refused as refusal:
        return Refusal(reason=refusal.reason, detail=refusal.detail)
    except MemoryError:
        return Refusal(reason=FileReason.TOO_MUCH_MEMORY, detail=f"over {limits.memory_bytes} bytes")
    except OSError as error:
        return Refusal(reason=FileReason.UNREADABLE, detail=str(error)[:300])
    except Exception as error:  # the reason why there is a cage
        return Refusal(reason=FileReason.DAMAGED, detail=f"{type(error).__name__}: {error}"[:300])


def _read_form(form: Form, data: bytes, pdfium: bool, limits: Limits, announce: Callable[[int], None]) -> Outcome:
    if form is Form.PDF:
        from ingest.pdf.reading import read_pdf

        return read_pdf(data, limits, announce, use_pdfium=pdfium)
    if len(data) > limits.markup_bytes:
        raise Refused(FileReason.TOO_LARGE, f"{len(data)} bytes of markup, at most {limits.markup_bytes}")
    if form is Form.HTML:
        from ingest.markup.trafilatura_page import read_html

        reading = read_html(data)
    elif form is Form.MARKDOWN:
        from ingest.markup.markdown_page import read_markdown

        reading = read_markdown(data)
    else:
        from ingest.markup.markdown_page import read_plain_text

        reading = read_plain_text(data)
    length = sum(len(line.text) for page in reading.pages for line in page.lines)
    if length > limits.characters:
        raise Refused(FileReason.TOO_MUCH_TEXT, f"{length} characters, at most {limits.characters}")
    return reading


if __name__ == "__main__":
    # Libraries that print must not speak on the pipe.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    main(sys.argv[1:], sys.stdin.buffer, channel)
