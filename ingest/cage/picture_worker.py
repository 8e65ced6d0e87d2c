"""``python -m ingest.cage.picture_worker REQUEST``: draws one page of one PDF, then ends.

REQUEST is ``{"path", "page", "width", "memory_bytes"}``. The answer is one line of JSON, ``{"bytes": n}`` or
``{"refusal": [reason, detail]}``, then the picture. A process a page: nothing of one file is left for the next.
"""

import json
import os
import sys
from pathlib import Path
from typing import BinaryIO

from domain.document import FileReason
from ingest.cage.confinement import confine
from ingest.text import Refused


def main(argument: str, answer: BinaryIO) -> None:
    """Draw what ``argument`` asks for and write it to ``answer``."""
    request = json.loads(argument)
    confine(int(request["memory_bytes"]))
    try:
        picture = _draw(Path(request["path"]), int(request["page"]), int(request["width"]))
    except Refused as refusal:
        _tell(answer, {"refusal": [refusal.reason.value, refusal.detail]})
    except MemoryError:
        _tell(answer, {"refusal": [FileReason.TOO_MUCH_MEMORY.value, "the picture itself"]})
    except Exception as error:  # the reason why there is a cage
        _tell(answer, {"refusal": [FileReason.DAMAGED.value, f"{type(error).__name__}: {error}"[:300]]})
    else:
        _tell(answer, {"bytes": len(picture)})
        answer.write(picture)
    answer.flush()


def _draw(path: Path, page: int, width: int) -> bytes:
    from ingest.cage.pdfium_pictures import draw_page

    return draw_page(path.read_bytes(), page, width)


def _tell(answer: BinaryIO, header: dict[str, object]) -> None:
    answer.write(json.dumps(header).encode() + b"\n")


if __name__ == "__main__":
    # Libraries that print must not speak on the pipe.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    main(sys.argv[1], channel)
