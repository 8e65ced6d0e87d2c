"""The check of visas on the drafts written before it: stale visas found and replaced, false alarms on the clean ones.

    python -m eval.visa_check [--split dev|test] [--failures]

The base is the shipped one: what an installation has before it loads anything. A verdict is right when it is the one
expected or one of those that are right too; a stale visa is replaced when a proposal names one of the expected texts.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from eval.intervals import wilson
from eval.visa_draft_set import DraftKind, ExpectedVerdict, ExpectedVisa, VisaDraft, read_visa_drafts
from storage.legal_starter import open_starter
from visas.checking.check import check_draft
from visas.checking.outcome import CheckedReference, DraftCheck

ALARMS = frozenset({ExpectedVerdict.REPLACE, ExpectedVerdict.VERIFY})


@dataclass(frozen=True, slots=True)
class Judged:
    """An expected visa and what the check said of it; ``found`` is None when it saw no reference there."""

    draft: VisaDraft
    expected: ExpectedVisa
    found: CheckedReference | None

    @property
    def is_right(self) -> bool:
        """Whether the verdict is an expected one; a document that was not seen is « hors_base »."""
        said = ExpectedVerdict.OUTSIDE_BASE if self.found is None else ExpectedVerdict(self.found.verdict.value)
        return said == self.expected.verdict or said in self.expected.also

    @property
    def is_replaced(self) -> bool:
        """Whether a proposal names an expected text."""
        proposed = set() if self.found is None else {proposal.key for proposal in self.found.proposals}
        return bool(proposed & set(self.expected.replacements))


def judge(draft: VisaDraft, check: DraftCheck) -> list[Judged]:
    """Each expected visa beside the reference of the check that covers it, or that lies in the same visa."""
    return [Judged(draft, expected, _reference(check, expected)) for expected in draft.visas]


def _reference(check: DraftCheck, expected: ExpectedVisa) -> CheckedReference | None:
    for visa in check.visas:
        over = [
            one for one in visa.references if one.reference.start < expected.end and expected.start < one.reference.end
        ]
        if over:
            return over[0]
        if visa.start <= expected.start < visa.end:
            wanted = expected.key.partition("#")[0].partition(":")
            same = [one for one in visa.references if _belongs(one, wanted[0], expected.key)]
            if same:
                return same[0]
    return None


def _belongs(one: CheckedReference, subject: str, key: str) -> bool:
    """« code X, notamment son article 3 » gives one reference for the words « code X » and « article 3 »."""
    if subject == "code":
        return one.reference.code == key.partition(":")[2]
    return one.reference.key.partition("#")[0] == key.partition("#")[0]


def lines(drafts: list[VisaDraft], *, failures: bool) -> Iterator[str]:
    """The figures of some drafts, then what is wrong."""
    base = open_starter()
    told = [row for draft in drafts for row in judge(draft, check_draft(base, draft.text, draft.meeting_date))]
    stale = [row for row in told if row.draft.kind is DraftKind.STALE and row.expected.verdict in ALARMS]
    to_replace = [row for row in stale if row.expected.replacements]
    clean = [row for row in told if row.draft.kind is DraftKind.CLEAN]
    false = [row for row in clean if not row.is_right]
    in_order = [row for row in told if row.draft.kind is DraftKind.STALE and row.expected.verdict not in ALARMS]
    yield _share("stale visas found", sum(row.is_right for row in stale), len(stale))
    yield _share("stale visas given an expected replacement", sum(r.is_replaced for r in to_replace), len(to_replace))
    yield _share("other visas of stale drafts right", sum(row.is_right for row in in_order), len(in_order))
    yield f"false alarms on {len(clean)} visas of clean drafts: {len(false)}"
    if failures:
        for row in told:
            if not row.is_right or (row.expected.replacements and not row.is_replaced):
                found = row.found
                said = "nothing" if found is None else f"{found.reference.key} {found.verdict} {found.reasons}"
                proposed = [] if found is None else [proposal.key for proposal in found.proposals]
                yield f"  {row.draft.id} {row.expected.key}: {row.expected.verdict} expected, said {said} {proposed}"


def _share(name: str, count: int, total: int) -> str:
    if not total:
        return f"{name}: none"
    low, high = wilson(count, total)
    return f"{name}: {count} of {total} ({count / total:.3f}, {low:.3f}-{high:.3f})"


def main() -> None:
    """Print the figures of each half, or of the one asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=["dev", "test"])
    parser.add_argument("--failures", action="store_true")
    options = parser.parse_args()
    drafts = read_visa_drafts()
    for split in [options.split] if options.split else ["dev", "test"]:
        half = [draft for draft in drafts if draft.split == split]
        sys.stdout.write(f"{split}: {len(half)} drafts\n")
        for line in lines(half, failures=options.failures):
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
