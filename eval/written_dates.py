"""``python -m eval.written_dates``: whether the day on which a document is said to be written agrees with its session.

Reads the acts of ``gold/acts.jsonl`` whose session's day is annotated; the day written is found without that of the
session, and a record is written within weeks of it, a notice of meeting some days before. Every contradiction is
listed; each kind of evidence is counted. The set is found through ``PARVIS_SHARED_DATA``; without it the command prints
SKIPPED.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.written import Written
from eval.act_scoring import GoldAct, parse_gold
from eval.acts import GOLD_ACTS
from eval.answer_sets import SHARED_DATA, read_lines, shared_data
from eval.intervals import share_of
from ingest.cage.pool import Cage, CageRequest
from ingest.inspection.inspecting import understand
from ingest.sniffing import Form
from ingest.text import Reading
from ingest.written.choosing import find_written

BEFORE, AFTER, APART = 21, 150, 366
"""Days: a notice of meeting goes out up to three weeks before; minutes are approved at the next session, put online up
to four months and a half later; over a year apart, the day would put a document in the wrong year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An act's annotated session, and when it is said to be written (None: nothing tells)."""

    gold: GoldAct
    written: Written | None

    @property
    def days_after(self) -> int | None:
        """From the session to the day of writing, the nearest where several sessions are accepted."""
        if self.written is None:
            return None
        return min(((self.written.on - day).days for day in self.gold.days if day), key=abs, default=None)


def compare(golds: Sequence[GoldAct], docs: Path, until: date) -> list[Compared]:
    """Each act that can be opened; scans too, since their file has a day of its own."""
    found = []
    with Cage() as cage:
        requests = [CageRequest(path=docs / gold.path, form=Form.PDF) for gold in golds]
        for gold, outcome in zip(golds, cage.read_all(requests), strict=True):
            if isinstance(outcome, Reading):
                _, cut = understand(outcome, gold.path)
                found.append(Compared(gold=gold, written=find_written(outcome, cut.title, until)))
    return found


def report(compared: Sequence[Compared]) -> list[str]:
    """Contradictions, then the shares, then the kinds of evidence."""
    dated = [one for one in compared if one.days_after is not None]
    lines = []
    for one in dated:
        if not _agrees(one) and one.written:
            how = "CONTRADICTS" if abs(one.days_after or 0) > APART else "FAR"
            told = f"{one.written.on} ({one.written.evidence.value})"
            lines.append(f"{how} {one.gold.id} {one.gold.path}: {told}, {one.days_after} days after the session")
    lines.append(f"written day known   {share_of([one.written is not None for one in compared])}")
    lines.append(f"agrees              {share_of([_agrees(one) for one in dated])}   ({-BEFORE} to {AFTER} days)")
    lines.append(f"over a year apart   {share_of([abs(one.days_after or 0) > APART for one in dated])}")
    kinds = Counter(one.written.evidence.value if one.written else "none" for one in compared)
    lines.append("evidence: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    return lines


def _agrees(one: Compared) -> bool:
    return one.days_after is not None and -BEFORE <= one.days_after <= AFTER


def main() -> int:
    """0, or 2 when the set cannot be read: nothing is asked of these figures yet."""
    data = shared_data()
    if data is None:
        sys.stdout.write(f"SKIPPED written dates: set {SHARED_DATA} to the folder of outside data\n")
        return 0
    try:
        golds = [gold for record in read_lines(data / GOLD_ACTS) if any((gold := parse_gold(record)).days)]
    except (OSError, KeyError, ValueError, TypeError) as error:
        sys.stdout.write(f"cannot measure: {error}\n")
        return 2
    sys.stdout.write("\n".join(report(compare(golds, data / "docs", date.max))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
