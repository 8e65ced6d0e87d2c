"""The figures of a contest by stable names, and what each is wanted to reach.

A name is the noise, then the measure: ``clean_ndcg``, ``typos_recall_at_10``, ``sms_loss``. Floors, JSON and targets
use the same names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.noise import Noise
from eval.retrieval_runs import ContestRun, NoiseRun
from eval.retrieval_scores import CUTS, Interval, bootstrap, paired, share

MOST_LOST: Mapping[Noise, float] = {Noise.TYPOS: 0.012, Noise.NOACC: 0.0, Noise.SMS: 0.05}
"""nDCG@10 that a noise may cost, on each question set."""

WITHOUT_LOSS_TARGETS = frozenset({"gold"})
"""Sets whose targets are of pages found; what noise costs them is told, and wanted nowhere."""

LOSS_DIGITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a figure must reach; ``is_aim`` marks what is hoped for beyond. ``low_end``: its interval's low end must."""

    figure: str
    at_least: float
    is_strict: bool = False
    is_aim: bool = False
    low_end: bool = False


TARGETS: Mapping[str, tuple[Target, ...]] = {
    "cnil": (
        Target(figure="clean_ndcg", at_least=0.661, is_strict=True),
        Target(figure="clean_ndcg", at_least=0.661, is_strict=True, low_end=True, is_aim=True),
        Target(figure="clean_over_bm25", at_least=0.0, is_strict=True, low_end=True),
        Target(figure="clean_ndcg", at_least=0.70, is_aim=True),
        Target(figure="clean_recall_at_10", at_least=0.88),
    ),
    "spf": (Target(figure="clean_ndcg", at_least=0.943),),
    "piaf": (Target(figure="clean_ndcg", at_least=0.81),),
    "gold": (
        Target(figure="clean_page_at_1", at_least=0.46),
        Target(figure="clean_page_at_5", at_least=0.70),
    ),
}
"""By set, what is wanted of the questions as they are; the losses of ``MOST_LOST`` are wanted of every set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A target beside what was measured. ``wanted`` is in words."""

    figure: str
    wanted: str
    value: float
    is_reached: bool
    is_aim: bool = False


def figures(run: ContestRun) -> dict[str, Interval]:
    """Every figure of a contest by name; losses where the questions were asked clean too."""
    clean = run.runs.get(Noise.CLEAN)
    found: dict[str, Interval] = {}
    for noise, one in run.runs.items():
        found |= {f"{noise.value}_{name}": value for name, value in noise_figures(one, run).items()}
        if clean and noise is not Noise.CLEAN:
            found |= {f"{noise.value}_{name}": value for name, value in losses(clean, one)}
    return found


def noise_figures(one: NoiseRun, run: ContestRun) -> dict[str, Interval]:
    """Recall (of pages where pages are counted), reciprocal rank and gain, and the gain over French BM25."""
    ours, theirs = one.product_gains(), one.reference_gains()
    found_at = "page_at" if run.contest.counted == "page" else "recall_at"
    return {
        **{f"{found_at}_{cut}": share(one.product_found(cut)) for cut in CUTS},
        "mrr": bootstrap(one.product_ranks()),
        "ndcg": bootstrap(ours),
        "bm25_ndcg": bootstrap(theirs),
        "over_bm25": paired(ours, theirs),
    }


def losses(clean: NoiseRun, noisy: NoiseRun) -> Iterator[tuple[str, Interval]]:
    """What the noise costs, in nDCG@10, over the questions that were asked both ways: the product's and BM25's."""
    at = {question.id: number for number, question in enumerate(clean.questions)}
    both = [at[question.id] for question in noisy.questions]
    for name, before, after in (
        ("loss", clean.product_gains(), noisy.product_gains()),
        ("bm25_loss", clean.reference_gains(), noisy.reference_gains()),
    ):
        yield name, paired([before[number] for number in both], after)


def verdicts(name: str, measured: Mapping[str, Interval]) -> list[Verdict]:
    """The targets of a set whose figures were measured, and those of the noises."""
    found = [_verdict(t, measured[t.figure]) for t in TARGETS.get(name, ()) if t.figure in measured]
    for noise, most in MOST_LOST.items():
        loss = measured.get(f"{noise.value}_loss")
        if loss is None or name in WITHOUT_LOSS_TARGETS:
            continue
        lost = round(loss.value, LOSS_DIGITS)
        found.append(
            Verdict(
                figure=f"{noise.value}_loss", wanted=f"at most {most:.3f}", value=loss.value, is_reached=lost <= most
            )
        )
    return found


def _verdict(target: Target, found: Interval) -> Verdict:
    value = found.low if target.low_end else found.value
    place = "low end " if target.low_end else ""
    return Verdict(
        figure=target.figure,
        wanted=f"{place}{'above' if target.is_strict else 'at least'} {target.at_least:.3f}",
        value=value,
        is_reached=value > target.at_least if target.is_strict else value >= target.at_least,
        is_aim=target.is_aim,
    )


def by_kind(one: NoiseRun) -> dict[str, dict[str, tuple[float, int]]]:
    """For each kind of question, how many find an answer by each rank (a mean over the seeds), of how many."""
    kinds = dict.fromkeys(question.kind for question in one.questions if question.kind)
    found = {cut: one.product_found(cut) for cut in CUTS}
    return {kind: {str(cut): _counted(one, kind, found[cut]) for cut in CUTS} for kind in kinds}


def _counted(one: NoiseRun, kind: str, found: Sequence[float]) -> tuple[float, int]:
    values = [value for question, value in zip(one.questions, found, strict=True) if question.kind == kind]
    return sum(values), len(values)
