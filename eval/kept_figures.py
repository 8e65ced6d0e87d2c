"""Figures of the page as it stands, kept when their command is not run again; each says the day it was measured on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from eval.figures_asked import Asked


class Verdict(StrEnum):
    """What a measured figure is beside its target."""

    MET = "met"
    NOT_MET = "**not met**"
    SKIPPED = "**not met** (SKIPPED)"
    UNMEASURED = "**not met** (not measured)"
    TOLD = "–"
    """There is no target: the figure is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the page. ``on`` is the day (YYYY-MM-DD) on which it was measured, empty when it was not."""

    figure: str
    measured: str
    target: str
    command: str
    verdict: Verdict
    on: str = ""


def cells(*texts: str) -> str:
    """A row of a Markdown table."""
    return "| " + " | ".join(text.replace("|", "\\|") for text in texts) + " |"


def kept_rows(command: str, former: str, asked: Sequence[Asked]) -> list[Row]:
    """The rows of ``command`` as the ``former`` page has them, with the day of each.

    What the page does not hold, or holds beside another target, is not measured: it would be judged by what was asked
    then. A page that has no day for its rows gives its own.
    """
    found = re.search(r"^- date: (\d{4}-\d\d-\d\d)$", former, re.MULTILINE)
    day = found[1] if found else ""
    rows = [_split(line) for line in former.splitlines() if line.endswith(f"| `{command}` |")]
    known = {(row[0], row[2]): row for row in rows if len(row) in (5, 6)}
    return [_kept(command, known.get((one.figure, one.target or "–")), one, day) for one in asked]


def kept_facts(former: str) -> dict[str, str]:
    """The day, the commit and the machine of the ``former`` page; none when it tells no day."""
    facts = dict(re.findall(r"^- (date|commit|machine): (.+)$", former, re.MULTILINE))
    return facts if "date" in facts else {}


def kept_proofs(former: str) -> list[str]:
    """The lines of the ``former`` page on its proofs, title included; none when it has no such part."""
    _, title, rest = former.partition("\n## Proofs\n")
    return (title.strip("\n") + "\n" + rest).rstrip("\n").split("\n") if title else []


def _kept(command: str, row: Sequence[str] | None, one: Asked, day: str) -> Row:
    if row is None or row[1] == "–":
        return Row(figure=one.figure, measured="", target=one.target, command=command, verdict=Verdict.UNMEASURED)
    on = row[4] if len(row) == 6 else day
    return Row(figure=one.figure, measured=row[1], target=one.target, command=command, verdict=Verdict(row[3]), on=on)


def _split(line: str) -> list[str]:
    return [text.replace("\\|", "|") for text in line.removeprefix("| ").removesuffix(" |").split(" | ")]
