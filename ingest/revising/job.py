"""``python -m ingest.revising.job``: marks changes in one file and gives the new file back. Confined like the cage.

Asked in one JSON line: ``path``, ``form``, ``text`` as read, ``changes`` (start, end, after), ``author``, ``at``.
Answers one JSON line, ``{"unplaced": [numbers]}`` or ``{"refusal": reason, "detail"}``, then the file's bytes.
"""

import json
import os
import sys
from pathlib import Path
from typing import BinaryIO

from domain.document import FileReason
from ingest.cage.confinement import confine
from ingest.office.bounded_zip import BoundedZip
from ingest.revising.placing import placed
from ingest.sniffing import Form
from ingest.text import Refused

MEMORY_BYTES = 512 * 1024 * 1024


def main(source: BinaryIO, answers: BinaryIO) -> None:
    """Serve one request."""
    confine(MEMORY_BYTES)
    asked = json.loads(source.readline())
    try:
        unplaced, made = _revised(asked, Path(asked["path"]).read_bytes())
        told: dict[str, object] = {"unplaced": unplaced}
    except Refused as refusal:
        told, made = {"refusal": refusal.reason.value, "detail": refusal.detail}, b""
    except MemoryError:
        told, made = {"refusal": FileReason.TOO_MUCH_MEMORY.value, "detail": f"over {MEMORY_BYTES} bytes"}, b""
    except Exception as error:  # a stranger's file: whatever a library raises is a reason
        told = {"refusal": FileReason.DAMAGED.value, "detail": f"{type(error).__name__}: {error}"[:300]}
        made = b""
    answers.write(json.dumps(told).encode() + b"\n" + made)
    answers.flush()


def _revised(asked: dict[str, object], data: bytes) -> tuple[list[int], bytes]:
    from ingest.revising.lxml_docx_changes import DocxBody
    from ingest.revising.lxml_odt_changes import OdtText
    from ingest.revising.lxml_parts import parsed, repacked

    is_word = Form(str(asked["form"])) is Form.DOCX
    part = "word/document.xml" if is_word else "content.xml"
    package = BoundedZip(data)
    content = package.read(part)
    if content is None:
        raise Refused(FileReason.DAMAGED, f"no {part} in the package")
    root = parsed(content)
    body = DocxBody(root) if is_word else OdtText(root)
    changes = [(int(start), int(end), str(after)) for start, end, after in asked["changes"]]  # type: ignore[attr-defined]
    places, unplaced = placed(str(asked["text"]), changes, body.text)
    body.mark(places, author=str(asked["author"]), at=str(asked["at"]))
    return unplaced, repacked(BoundedZip(data), part, root)


if __name__ == "__main__":
    # Libraries that print must not speak on the pipe.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    main(sys.stdin.buffer, channel)
