"""What ``parvis eval retrieval`` tells of a contest: lines for people, JSON for programs and for the floors."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from answering.answer_json import JsonValue
from eval.noise import Noise
from eval.retrieval_failures import Failure
from eval.retrieval_figures import Verdict, by_kind, figures, verdicts
from eval.retrieval_runs import ContestRun, FoundName
from eval.retrieval_scores import CUTS, Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A contest, run and judged. ``failures`` is None where they were not asked for."""

    run: ContestRun
    figures: Mapping[str, Interval]
    verdicts: Sequence[Verdict]
    failures: Sequence[Failure] | None = None


def judged(run: ContestRun, failures: Sequence[Failure] | None = None) -> Judged:
    """Every figure of a run beside its targets."""
    measured = figures(run)
    return Judged(run=run, figures=measured, verdicts=verdicts(run.contest.name, measured), failures=failures)


def report_lines(one: Judged) -> Iterator[str]:
    """The figures of a contest, then its targets, each said reached or not, then its failures."""
    contest = one.run.contest
    yield (
        f"{contest.name}: {contest.passages} passages, {len(contest.questions)} questions, "
        f"a {contest.counted} answers, data {contest.digest[:12]}"
    )
    for words in contest.left_out:
        yield f"  not asked: {words}"
    yield (
        f"  ready in {contest.build_s:.1f} s; {one.run.asked} askings: "
        f"search {one.run.product_s:.1f} s, French BM25 {one.run.reference_s:.1f} s"
    )
    yield from _table(one)
    yield from _kinds(one)
    for verdict in one.verdicts:
        word = "aim" if verdict.is_aim else "target"
        told = "reached" if verdict.is_reached else "NOT REACHED"
        yield f"  {word} {verdict.figure} {verdict.wanted}: {verdict.value:.3f}, {told}"
    for failure in one.failures or ():
        yield from _failure_lines(failure)


def _table(one: Judged) -> Iterator[str]:
    found_at = "page_at" if one.run.contest.counted == "page" else "recall_at"
    heads = [f"{'page' if found_at == 'page_at' else 'R'}@{cut}" for cut in CUTS]
    yield (
        f"  {'noise':6}{'asked':>7}{''.join(f'{head:>8}' for head in heads)}{'MRR@10':>8}  {'nDCG@10':21}"
        f"{'BM25':>6}  {'over BM25':24}{'loss':24}{'BM25 loss':>9}"
    )
    for noise, run in one.run.runs.items():

        def of(name: str, noise: Noise = noise) -> Interval:
            return one.figures[f"{noise.value}_{name}"]

        asked = f"{len(run.questions)}x{run.seeds}"
        shares = "".join(f"{of(f'{found_at}_{cut}').value:8.3f}" for cut in CUTS)
        told = f"  {noise.value:6}{asked:>7}{shares}{of('mrr').value:8.3f}  {of('ndcg')}"
        told += f"{of('bm25_ndcg').value:6.3f}  {of('over_bm25').signed:24}"
        if f"{noise.value}_loss" in one.figures:
            told += f"{of('loss').signed:24}{of('bm25_loss').value:+9.3f}"
        yield told.rstrip()


def _kinds(one: Judged) -> Iterator[str]:
    clean = one.run.runs.get(Noise.CLEAN)
    for kind, counts in by_kind(clean).items() if clean else ():
        told = "  ".join(f"@{cut} {found:g}/{total}" for cut, (found, total) in counts.items())
        yield f"    {kind:18} {told}"


def _failure_lines(failure: Failure) -> Iterator[str]:
    place = f"at passage {failure.rank}" if failure.rank else "not among the passages looked at"
    yield f"  FAILED {failure.noise.value} {failure.question.id}: {failure.asked!r}, answer {place}"
    if failure.unknown_stems:
        yield f"      words that no passage holds: {', '.join(failure.unknown_stems)}"
    if failure.right:
        yield f"      wanted {_found_words(failure.right)}"
    for found in failure.first:
        yield f"      found  {_found_words(found)}"


def _found_words(found: FoundName) -> str:
    arms = ", ".join(f"{arm} {score:.3f}" for arm, score in found.arms.items())
    return f"{found.score:.3f} {found.name} « {' '.join(found.title.split())[:60]} » ({arms})"


def report_json(one: Judged) -> dict[str, JsonValue]:
    """What ``--json`` prints of a contest; ``eval.floors`` reads ``digest`` and ``figures``."""
    run, contest = one.run, one.run.contest
    clean = run.runs.get(Noise.CLEAN)
    told: dict[str, JsonValue] = {
        "digest": contest.digest,
        "passages": contest.passages,
        "questions": len(contest.questions),
        "counted": contest.counted,
        "left_out": [*contest.left_out],
        "noises": {
            noise.value: {"questions": len(one.questions), "seeds": one.seeds} for noise, one in run.runs.items()
        },
        "figures": {name: _interval_json(value) for name, value in one.figures.items()},
        "by_kind": {
            kind: {f"at_{cut}": {"found": found, "total": total} for cut, (found, total) in counts.items()}
            for kind, counts in (by_kind(clean) if clean else {}).items()
        },
        "targets": [
            {
                "figure": verdict.figure,
                "wanted": verdict.wanted,
                "value": verdict.value,
                "reached": verdict.is_reached,
                "aim": verdict.is_aim,
            }
            for verdict in one.verdicts
        ],
        "seconds": {"ready": contest.build_s, "search": run.product_s, "bm25": run.reference_s},
    }
    if one.failures is not None:
        told["failures"] = [_failure_json(failure) for failure in one.failures]
    return told


def _interval_json(value: Interval) -> JsonValue:
    return {"value": value.value, "low": value.low, "high": value.high}


def _failure_json(failure: Failure) -> JsonValue:
    return {
        "noise": failure.noise.value,
        "id": failure.question.id,
        "asked": failure.asked,
        "wanted": [*sorted(failure.question.relevant)],
        "rank": failure.rank,
        "right": None if failure.right is None else _found_json(failure.right),
        "first": [_found_json(found) for found in failure.first],
        "unknown_stems": [*failure.unknown_stems],
    }


def _found_json(found: FoundName) -> JsonValue:
    return {"name": found.name, "title": found.title, "score": found.score, "arms": dict(found.arms)}
