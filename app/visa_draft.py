"""The text of a draft from a file: as it is for plain text, through the cage for ODT, DOCX and PDF."""

from pathlib import Path

from domain.errors import BadInput
from ingest.cage.pool import Cage, CageRequest
from ingest.sniffing import Form, sniff
from ingest.text import Refusal

MOST_CHARACTERS = 400_000
"""About 200 pages of 2,000 characters: minutes of a long session fit; a file of 500 pages is no draft."""
_HEAD_BYTES = 4096
_PLAIN = frozenset({Form.TEXT, Form.MARKDOWN})


def draft_text(file: Path) -> str:
    """The draft's words, a line each. Raises BadInput, saying what to do, when there are none or far too many."""
    try:
        with file.open("rb") as opened:
            head = opened.read(_HEAD_BYTES)
        form = sniff(file.name, head).form
        text = _decoded(file.read_bytes()) if form in _PLAIN else _read(file, form)
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}); name a draft") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{file} is no text ({error.reason}); save it as UTF-8, ODT or DOCX") from error
    if not text.strip():
        raise BadInput(f"{file} holds no text (a scan?); give the ODT or DOCX it was made from, or paste its text")
    if len(text) > MOST_CHARACTERS:
        raise BadInput(f"{file} holds {len(text)} characters, over {MOST_CHARACTERS}; give one délibération at a time")
    return text


def _decoded(data: bytes) -> str:
    """UTF-8, else what Windows' own editor writes by default."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    return text.replace("\r\n", "\n")


def _read(file: Path, form: Form) -> str:
    with Cage(workers=1) as cage:
        outcome = cage.read(CageRequest(path=file, form=form))
    if isinstance(outcome, Refusal):
        raise BadInput(
            f"{file} cannot be read ({outcome.reason.value}: {outcome.detail}); give an ODT, DOCX, PDF or text file"
        )
    return "\n".join(line.text for page in outcome.pages for line in page.lines)
