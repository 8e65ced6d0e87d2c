"""``python -m eval.acts``: whether the kind of acts, the day of their session and their first decisions are found.

Reads the documents of ``gold/acts.jsonl`` as an ingestion does (cage, cleaning, pipeline) and compares; those that
have no text and wait for OCR are counted apart, not scored. Every failure is listed. The set is found through the
environment variable ``PARVIS_SHARED_DATA``; without it the command prints SKIPPED.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from eval.act_scoring import ActScore, GoldAct, NamedDecision, ReadAct, parse_gold, score_act
from eval.answer_sets import SHARED_DATA, read_lines, shared_data
from eval.intervals import Share, share_of
from ingest.cage.pool import Cage, CageRequest
from ingest.llamaindex_steps import PassageSteps
from ingest.passages import CutDocument
from ingest.settling import settle
from ingest.sniffing import Form

GOLD_ACTS = "gold/acts.jsonl"
TARGETS = {"kind": 0.95, "session date": 0.95, "first decisions": 0.90}
"""What issue 3 asks for."""


def read_acts(golds: Sequence[GoldAct], docs: Path) -> list[ReadAct | None]:
    """What is found in each document, None for those that wait for OCR or cannot be read."""
    steps = PassageSteps()
    found: list[ReadAct | None] = []
    with Cage() as cage:
        requests = [CageRequest(path=docs / gold.path, form=Form.PDF) for gold in golds]
        for gold, outcome in zip(golds, cage.read_all(requests), strict=True):
            reading = settle(outcome).reading
            if reading is None:
                found.append(None)
                continue
            cut = steps(reading, gold.path)
            found.append(_read(cut))
    return found


def _read(cut: CutDocument) -> ReadAct:
    return ReadAct(
        kind=cut.act.kind.value if cut.act else None,
        day=cut.session_date,
        decisions=tuple(NamedDecision(number=d.number or "", page=d.page, title=d.title) for d in cut.decisions),
    )


def report(golds: Sequence[GoldAct], reads: Sequence[ReadAct | None]) -> tuple[list[str], bool]:
    """The lines to print (failures, then each share beside its target), and whether every target is met."""
    scored = [(gold, read, score_act(gold, read)) for gold, read in zip(golds, reads, strict=True) if read]
    lines = [line for gold, read, score in scored for line in _failures(gold, read, score)]
    expected = sum(len(gold.decisions) for gold, _, _ in scored)
    missing = sum(len(score.missing) for _, _, score in scored)
    shares = {
        "kind": share_of([score.is_kind_right for _, _, score in scored]),
        "session date": share_of([score.is_day_right for _, _, score in scored]),
        "first decisions": Share(hits=expected - missing, total=expected),
    }
    lines += [f"{name:<16} {share}   (target {TARGETS[name]:.0%})" for name, share in shares.items()]
    lines.append(f"waiting for OCR, not scored: {len(reads) - len(scored)} of {len(reads)} documents")
    return lines, all(share.value >= TARGETS[name] for name, share in shares.items())


def _failures(gold: GoldAct, read: ReadAct, score: ActScore) -> list[str]:
    lines = []
    if not score.is_kind_right:
        lines.append(f"KIND {gold.id} {gold.path}: {read.kind}, not {' or '.join(sorted(gold.kinds))}")
    if not score.is_day_right:
        days = " or ".join(sorted(map(str, gold.days))) or "none"
        lines.append(f"SESSION DATE {gold.id} {gold.path}: {read.day}, not {days}")
    for decision in score.missing:
        lines.append(f"DECISION {gold.id} p. {decision.page}: {decision.number} {decision.title}")
    return lines


def main() -> int:
    """0 when every target is met or the set is absent, 1 below one, 2 when the set cannot be read."""
    data = shared_data()
    if data is None:
        sys.stdout.write(f"SKIPPED acts: set {SHARED_DATA} to the folder of outside data\n")
        return 0
    try:
        golds = [parse_gold(record) for record in read_lines(data / GOLD_ACTS)]
    except (OSError, KeyError, ValueError, TypeError) as error:
        sys.stdout.write(f"cannot measure: {error}\n")
        return 2
    lines, is_met = report(golds, read_acts(golds, data / "docs"))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
