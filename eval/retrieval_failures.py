"""The questions whose answer is not among the first ten, with what was found instead and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from eval.noise import Noise, noisy
from eval.retrieval_runs import EXPLAINED, Contest, ContestRun, FoundName
from eval.retrieval_sets import SetQuestion

_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A failed question under one noise, at its first seed. ``rank``: of the first right name, in passages, from 1;
    None when it is not among the first hundred.
    """

    noise: Noise
    question: SetQuestion
    asked: str
    rank: int | None
    right: FoundName | None
    first: tuple[FoundName, ...]
    unknown_stems: tuple[str, ...]


def failures(run: ContestRun) -> Iterator[Failure]:
    """Every failure, noise by noise, in the order of the questions; each is searched again, deeper."""
    for noise, one in run.runs.items():
        for question, hits in zip(one.questions, one.product[0], strict=True):
            if not any(hits):
                yield _explained(run.contest, noise, question)


def _explained(contest: Contest, noise: Noise, question: SetQuestion) -> Failure:
    asked = noisy(question.text, noise, seed=0, question=question.id)
    told = contest.explain(question, asked)
    ranked = list(enumerate(told.found[:EXPLAINED], start=1))
    rank, right = next(((rank, one) for rank, one in ranked if one.name in question.relevant), (None, None))
    return Failure(
        noise=noise,
        question=question,
        asked=asked,
        rank=rank,
        right=right,
        first=told.found[:_SHOWN],
        unknown_stems=told.unknown_stems,
    )
