"""The text of a draft named on a command line."""

from pathlib import Path

from domain.errors import BadInput
from ingest.cage.pool import Cage, CageRequest
from ingest.draft_text import DraftProblem, NoDraft, read_draft
from ingest.text import Outcome

_REMEDIES = {
    DraftProblem.EMPTY: "holds no text; name a draft",
    DraftProblem.NO_TEXT: "holds no text (a scan?); give the ODT or DOCX it was made from, or paste its text",
    DraftProblem.TOO_LONG: "is too long; give one délibération at a time",
    DraftProblem.NOT_A_DRAFT: "is of no form that drafts have; give an ODT, DOCX, PDF or text file",
    DraftProblem.ENCRYPTED: "needs a password; give it without",
    DraftProblem.UNREADABLE: "cannot be read; save it as UTF-8, ODT or DOCX",
}


def draft_text(file: Path) -> str:
    """The draft's words, a line each. Raises BadInput, saying what to do, when there are none or far too many."""
    try:
        given = read_draft(file.name, file, _read)
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}); name a draft") from error
    if isinstance(given, NoDraft):
        detail = f" ({given.detail})" if given.detail else ""
        raise BadInput(f"{file} {_REMEDIES[given.problem]}{detail}")
    return given.text


def _read(request: CageRequest) -> Outcome:
    with Cage(workers=1) as cage:
        return cage.read(request)
