"""Our search beside its peers, in one run, on the same question sets: quality, latency, memory.

    PARVIS_SHARED_DATA=… python -m eval.compare_search [--sets cnil,spf] [--peers parvis,bm25s] [--json FILE]

Each peer runs each set in a process of its own (``eval/peer_run.py``), one question at a time. Quality is nDCG@10 and
R@10, with the paired bootstrap of the difference with ours (below zero: the peer finds less). ``make compare-search``
installs what is needed; a peer that is not there or cannot run offline is named with its error.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eval.machine_state import machine_line
from eval.paired import Difference, paired
from eval.peer_run import PeerRun, read_run
from eval.retrieval import SET_NAMES, shared_data
from eval.search_peers import OURS, PEERS

CHECKOUT = Path(__file__).resolve().parents[1]
_LIMIT_S = 1_800
"""Seconds that a peer may take on a set: the slowest took 70 on piaf's 2,466 questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One peer on one set beside ours; the differences are None for ours, and where ours or the peer failed."""

    run: PeerRun
    ndcg: float
    recall: float
    ndcg_difference: Difference | None
    recall_difference: Difference | None


def compared(ours: PeerRun | None, run: PeerRun) -> Comparison:
    """A run's means, and its differences with ours on the same questions."""
    is_comparable = ours is not None and not ours.error and not run.error and run.peer != OURS
    return Comparison(
        run=run,
        ndcg=_mean(run.gains),
        recall=_mean(run.found),
        ndcg_difference=paired(run.gains, ours.gains) if is_comparable and ours else None,
        recall_difference=paired(run.found, ours.found) if is_comparable and ours else None,
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def percentile(values: Sequence[float], share: int) -> float:
    """The value that ``share`` per cent of them do not exceed; 0 without any."""
    ordered = sorted(values)
    return ordered[min(len(ordered) * share // 100, len(ordered) - 1)] if ordered else 0.0


def started(name: str, folder: Path, out: Path, most: int | None) -> PeerRun:
    """Run a peer on a set in a process of its own; a process that dies or hangs gives its end as the error."""
    words = [sys.executable, "-m", "eval.peer_run", name, str(folder), str(out), *([str(most)] if most else [])]
    try:
        done = subprocess.run(words, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=_LIMIT_S)
    except subprocess.TimeoutExpired:
        return PeerRun(peer=name, set=folder.name, error=f"not done after {_LIMIT_S} s")
    if out.exists():
        return read_run(out)
    last = (done.stderr.strip().splitlines() or ["no message"])[-1]
    return PeerRun(peer=name, set=folder.name, error=f"the process ended with {done.returncode}: {last}")


def set_lines(name: str, comparisons: Sequence[Comparison]) -> list[str]:
    """A set's table, ours first. A line ``cnil, bm25s: nDCG@10 .564 …`` stands for each peer."""
    questions = max((len(one.run.gains) for one in comparisons), default=0)
    passages = max((one.run.passages for one in comparisons), default=0)
    lines = [f"{name}: {passages} passages, {questions} questions"]
    for one in comparisons:
        run = one.run
        if run.error:
            lines.append(f"{name}, {run.peer}: NOT RUN, {' '.join(run.error.split())}")
            continue
        lines.append(
            f"{name}, {run.peer}: nDCG@10 {one.ndcg:.3f}{_told(one.ndcg_difference)},"
            f" R@10 {one.recall:.3f}{_told(one.recall_difference)};"
            f" one question p50 {percentile(run.times_ms, 50):.1f} p95 {percentile(run.times_ms, 95):.1f}"
            f" max {max(run.times_ms, default=0):.1f} ms;"
            f" indexed in {run.index_s:.1f} s; memory {run.peak_mb:.0f} MB, {run.empty_mb:.0f} before indexing"
            + (f", {run.building_mb:.0f} in the process that builds" if run.building_mb else "")
        )
    return lines


def _told(difference: Difference | None) -> str:
    return f" ({difference})" if difference else ""


def given_lines(runs: Sequence[PeerRun]) -> list[str]:
    """What each peer was given, with the versions of its libraries."""
    told: dict[str, str] = {}
    for run in runs:
        if not run.error:
            told.setdefault(run.peer, f"{run.peer} ({run.versions}): {run.given}")
    return ["What each was given (all: the title before the text):", *(f"  {line}" for line in told.values())]


def ahead_line(comparisons: Sequence[Comparison]) -> str:
    """Where a peer is above ours by more than chance, or that none is."""
    others = [(one.run, one.ndcg_difference) for one in comparisons if one.ndcg_difference]
    ahead = [f"{run.peer} on {run.set}" for run, difference in others if difference.low > 0]
    below = sum(difference.high < 0 for _, difference in others)
    return (
        f"nDCG@10 of peers beside ours: above in {len(ahead)}, below in {below} of {len(others)} comparisons"
        f" (95 %, paired); above: {', '.join(ahead) or 'none'}"
    )


def as_json(comparisons: Sequence[Comparison], machine: str) -> dict[str, Any]:
    """The figures without the questions' own (``docs/schemas/compare-search.schema.json``)."""
    return {
        "machine": machine,
        "runs": [
            {
                "peer": one.run.peer,
                "set": one.run.set,
                "error": one.run.error or None,
                "given": one.run.given,
                "versions": one.run.versions,
                "passages": one.run.passages,
                "questions": len(one.run.gains),
                "ndcg_at_10": one.ndcg,
                "recall_at_10": one.recall,
                "ndcg_difference": one.ndcg_difference.as_json() if one.ndcg_difference else None,
                "recall_difference": one.recall_difference.as_json() if one.recall_difference else None,
                "p50_ms": percentile(one.run.times_ms, 50),
                "p95_ms": percentile(one.run.times_ms, 95),
                "max_ms": max(one.run.times_ms, default=0.0),
                "index_s": one.run.index_s,
                "empty_mb": one.run.empty_mb,
                "peak_mb": one.run.peak_mb,
                "building_mb": one.run.building_mb,
            }
            for one in comparisons
        ],
    }


def compare(
    qa: Path, sets: Sequence[str], peers: Sequence[str], write: Callable[[str], object], most: int | None = None
) -> list[Comparison]:
    """Run every peer on every set, printing each set's table when it is whole."""
    comparisons: list[Comparison] = []
    with TemporaryDirectory() as place:
        for name in sets:
            runs: Mapping[str, PeerRun] = {
                peer: started(peer, qa / name, Path(place) / f"{name}.{peer}.json", most) for peer in peers
            }
            of_set = [compared(runs.get(OURS), run) for run in runs.values()]
            write("\n".join(set_lines(name, of_set)) + "\n")
            comparisons += of_set
    return comparisons


def main(arguments: Sequence[str] | None = None) -> int:
    """1 when our own search could not run; a peer that cannot is told, and is no failure."""
    parser = argparse.ArgumentParser(prog="python -m eval.compare_search", description="Search beside its peers")
    parser.add_argument("--sets", default=",".join(SET_NAMES), help="question sets, separated by commas")
    parser.add_argument("--peers", default=",".join(PEERS), help="peers, separated by commas")
    parser.add_argument("--questions", type=int, help="only the first N questions of each set")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(arguments)
    peers = options.peers.split(",")
    if unknown := [name for name in peers if name not in PEERS]:
        parser.error(f"no peer is called {', '.join(unknown)}; there are {', '.join(PEERS)}")
    data = shared_data()
    if data is None:
        sys.stdout.write("SKIPPED: PARVIS_SHARED_DATA names no folder of outside question sets\n")
        return 0
    machine = machine_line()
    sys.stdout.write(f"{machine}\n")
    comparisons = compare(data / "qa", options.sets.split(","), peers, sys.stdout.write, options.questions)
    sys.stdout.write("\n".join([*given_lines([one.run for one in comparisons]), ahead_line(comparisons)]) + "\n")
    sys.stdout.write(f"at the end: {machine_line()}\n")
    if options.json:
        options.json.write_text(json.dumps(as_json(comparisons, machine), indent=1), encoding="utf-8")
    return int(any(one.run.error for one in comparisons if one.run.peer == OURS))


if __name__ == "__main__":
    sys.exit(main())
