"""How well search finds: R@1, R@5, R@10, MRR@10 and nDCG@10 on outside question sets, through the real index.

    PARVIS_SHARED_DATA=… python -m eval.retrieval [set ...]

The questions as they are, quickly; ``parvis eval retrieval`` asks them with noise too, beside French BM25.
Prints 95 % intervals: Wilson for the recalls, bootstrap over questions for the two means.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.answer_sets import shared_data
from eval.retrieval_runs import indexed, names_found
from eval.retrieval_scores import CUTS, DEPTH, Interval, bootstrap, ndcg, recall, reciprocal_rank
from eval.retrieval_sets import COMMUNE, QuestionSet, SetQuestion, read_set

__all__ = [
    "COMMUNE",
    "SET_NAMES",
    "Interval",
    "QuestionSet",
    "RetrievalScores",
    "SetQuestion",
    "bootstrap",
    "measure",
    "ndcg",
    "read_set",
    "recall",
    "reciprocal_rank",
    "report",
    "score",
    "shared_data",
]

SET_NAMES = ("cnil", "spf", "faq_cc", "crpa", "piaf")

TARGETS = {"spf": 0.93, "cnil": 0.59}
"""nDCG@10 that the two sparse arms must reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalScores:
    """One set's figures. ``recalls`` by rank (1, 5, 10): share of questions with a relevant hit by then."""

    name: str
    passages: int
    questions: int
    recalls: dict[int, Interval]
    mrr: Interval
    ndcg: Interval


def measure(questions: QuestionSet, folder: Path) -> RetrievalScores:
    """Index the set under ``folder`` and ask it every question."""
    with indexed(questions, folder) as index:
        found = [
            [name in question.relevant for name in names_found(index, questions, question.text)[:DEPTH]]
            for question in questions.questions
        ]
    return score(questions, found)


def score(questions: QuestionSet, found: Sequence[Sequence[bool]]) -> RetrievalScores:
    """Figures from, for each question, whether its hits answer, best first."""
    gains = [ndcg(hits, len(question.relevant)) for hits, question in zip(found, questions.questions, strict=True)]
    return RetrievalScores(
        name=questions.name,
        passages=len(questions.passages),
        questions=len(found),
        recalls={rank: recall(found, rank) for rank in CUTS},
        mrr=bootstrap([reciprocal_rank(hits) for hits in found]),
        ndcg=bootstrap(gains),
    )


def report(names: Sequence[str], write: Callable[[str], object]) -> bool:
    """Measure and print each set; False when one is under its target."""
    data = shared_data()
    if data is None:
        write("SKIPPED: PARVIS_SHARED_DATA names no folder of outside question sets\n")
        return True
    reached = True
    for name in names:
        with TemporaryDirectory() as folder:
            scores = measure(read_set(data / "qa" / name), Path(folder))
        write(f"{name}: {scores.passages} passages, {scores.questions} questions\n")
        for rank, found in scores.recalls.items():
            write(f"  R@{rank:<6} {found}\n")
        write(f"  MRR@10   {scores.mrr}\n  nDCG@10  {scores.ndcg}{_verdict(scores)}\n")
        reached = reached and scores.ndcg.value >= TARGETS.get(name, 0.0)
    return reached


def _verdict(scores: RetrievalScores) -> str:
    target = TARGETS.get(scores.name)
    if target is None:
        return ""
    return f"  target {target}: {'reached' if scores.ndcg.value >= target else 'NOT REACHED'}"


if __name__ == "__main__":
    sys.exit(0 if report(sys.argv[1:] or SET_NAMES, sys.stdout.write) else 1)
