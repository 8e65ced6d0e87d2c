"""How many members a council has and how many voted, from the head of its record. Pure.

« Nombre de conseillers en exercice : 15 », « Présents : 12 – Votants : 14 », or a table with these names above figures.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from french.typed_span import flat
from ingest.text import LineKind, TextLine

# Not « 418 votants » of an election, nor « adjoints en exercice, » without a figure.
_IN_OFFICE = re.compile(
    r"\ben exercice ?(?::|=|-|\()? ?(?P<after>\d{1,3})\b"
    r"|\b(?P<before>\d{1,3}) (?:conseillers?|membres?)(?: municipaux)? en exercice\b"
    r"|\beffectif legal(?: du conseil(?: municipal)?)? ?:? ?(?P<legal>\d{1,3})\b"
)
_VOTERS = re.compile(r"\bvotants? ?(?::|=|-|\()? ?(?P<after>\d{1,3})\b")
_OF_OFFICE, _OF_VOTERS = re.compile(r"\ben exercice\b|\beffectif legal\b"), re.compile(r"\bvotants?\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Each count is None where the record does not give it, or gives several."""

    in_office: int | None = None
    voters: int | None = None


def find_attendance(lines: Sequence[TextLine]) -> Attendance:
    """The counts in ``lines``; more voters than members is a misreading, and neither is kept."""
    offices: set[int] = set()
    voters: set[int] = set()
    for index, line in enumerate(lines):
        text = flat(line.text.replace(" | ", " "))
        offices |= {_figure(found) for found in _IN_OFFICE.finditer(text)}
        voters |= {_figure(found) for found in _VOTERS.finditer(text)}
        below = lines[index + 1] if index + 1 < len(lines) else None
        if line.kind is LineKind.ROW and below is not None and below.kind is LineKind.ROW:
            offices |= _under(line, below, _OF_OFFICE)
            voters |= _under(line, below, _OF_VOTERS)
    in_office = offices.pop() if len(offices) == 1 else None
    voted = voters.pop() if len(voters) == 1 else None
    if in_office is not None and voted is not None and voted > in_office:
        return Attendance()
    return Attendance(in_office=in_office, voters=voted)


def _figure(found: re.Match[str]) -> int:
    return int(next(value for value in found.groups() if value is not None))


def _under(names: TextLine, figures: TextLine, wanted: re.Pattern[str]) -> set[int]:
    """The figure below the cell that has the wanted name."""
    below = [figure for name, figure in zip(names.cells, figures.cells, strict=False) if wanted.search(flat(name))]
    return {int(figure) for figure in below if re.fullmatch(r"\s*\d{1,3}\s*", figure)}
