"""The cage's inside: ``python -m ingest.cage.worker LIMITS`` reads one file a request and answers in JSON lines.

A request is ``{"path", "form", "pdfium"}``; the answers are ``{"pages": n}`` as soon as it is known, then the outcome
(``ingest/cage/wire.py``). With ``"unpack": true`` the members of a container are told (``ingest/cage/unpacking.py``).
Imports as little as it can, so that the memory limit is the file's. Whatever a library raises becomes a reason: of 388
malformed PDFs, 5 raise outside pypdf's own classes (RecursionError, AssertionError…).
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
from ingest.cage.unpacking import member_lines
from ingest.cage.wire import encode_outcome
from ingest.sniffing import PACKAGES, Form
from ingest.text import Limits, Outcome, Reading, Refusal, Refused

_DATA = frozenset({Form.CSV, Form.MAIL, Form.CALENDAR, Form.JSON, Form.XML})
# Beyond this, what a file left behind would count against the next one's limit: the worker asks to be replaced.
_WORN_KILOBYTES = 260_000


def main(arguments: list[str], source: BinaryIO, answers: BinaryIO) -> None:
    """Serve requests until ``source`` ends. ``arguments`` holds the limits as JSON."""
    limits = Limits(**json.loads(arguments[0]))
    confine(limits.memory_bytes)
    answers.write(b'{"ready": true}\n')
    answers.flush()
    for line in iter(source.readline, b""):
        request = json.loads(line)
        try:
            if request.get("unpack"):
                answer = _unpack(request, limits, answers)
            else:
                answer = encode_outcome(_read(request, limits, answers))
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


def _unpack(request: dict[str, object], limits: Limits, answers: BinaryIO) -> bytes:
    """Tell the members of a container; gives the last line."""
    last = b""
    try:
        data = Path(str(request["path"])).read_bytes()
        for line in member_lines(Form(str(request["form"])), data, limits):
            if last:
                answers.write(last + b"\n")
            last = line
    except MemoryError:
        raise
    except Exception as error:  # as in _read
        return encode_outcome(Refusal(reason=FileReason.DAMAGED, detail=f"{type(error).__name__}: {error}"[:300]))
    return last


def _read_form(form: Form, data: bytes, pdfium: bool, limits: Limits, announce: Callable[[int], None]) -> Outcome:
    if form is Form.PDF:
        from ingest.pdf.reading import read_pdf

        return read_pdf(data, limits, announce, use_pdfium=pdfium)
    if form in PACKAGES:
        from ingest.office.packages import read_package

        return _within(read_package(data), limits)
    if len(data) > limits.markup_bytes and form is not Form.MAIL:
        raise Refused(FileReason.TOO_LARGE, f"{len(data)} bytes of markup, at most {limits.markup_bytes}")
    if form is Form.HTML:
        from ingest.markup.trafilatura_page import read_html

        reading = read_html(data)
    elif form is Form.MARKDOWN:
        from ingest.markup.markdown_page import read_markdown

        reading = read_markdown(data)
    elif form in _DATA:
        reading = _read_data(form, data)
    else:
        from ingest.markup.plain_text import read_plain_text

        reading = read_plain_text(data)
    return _within(reading, limits)


def _read_data(form: Form, data: bytes) -> Reading:
    if form is Form.CSV:
        from ingest.office.csv_grid import read_csv

        return read_csv(data)
    if form is Form.MAIL:
        from ingest.archives.mail import read_mail

        return read_mail(data)
    if form is Form.CALENDAR:
        from ingest.data.calendar import read_calendar

        return read_calendar(data)
    if form is Form.JSON:
        from ingest.data.json_page import read_json

        return read_json(data)
    from ingest.data.fiche import read_xml

    return read_xml(data)


def _within(reading: Reading, limits: Limits) -> Reading:
    """The reading, unless it holds more text than a document may. Raises Refused."""
    length = sum(len(line.text) for page in reading.pages for line in page.lines)
    if length > limits.characters:
        raise Refused(FileReason.TOO_MUCH_TEXT, f"{length} characters, at most {limits.characters}")
    return reading


if __name__ == "__main__":
    # Libraries that print must not speak on the pipe.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    main(sys.argv[1:], sys.stdin.buffer, channel)
