"""Arms' scores made one: a convex sum of max-normalised scores, exact for every passage it ranks.

An arm gives its best passages only. A passage that one arm did not give has a score in it all the same, at most the
last that it gave: it is asked for where, with that much, the passage could be among those wanted. A passage that no arm
gave is bounded by their last scores: while that bound reaches the last place that is wanted, the arms are asked for
more. The order is therefore that of all the passages (Fagin's threshold algorithm).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from heapq import nlargest

from domain.ids import PassageId
from domain.search import Hit
from retriever.bm25 import RAW_UNITS
from retriever.meaning import COSINE

ARM_WEIGHTS: Mapping[str, float] = {"words": 0.5, "chars": 0.25, "meaning": 0.75}
"""Made convex over the arms that are asked. Words and characters alone, characters at .3, .5 and .7 of words: nDCG@10
on cnil, spf and piaf .614 .932 .811, .626 .933 .814, .631 .938 .816: the middle stays.
Meaning, whose cosine is not stretched to 1, at .25, .75 and 1: cnil .654 .679 .695, spf .939 .945 .943, crpa .981 .981
.990, piaf .817 .814 .808: it finds what was said in other words, and on long acts blurs what was said in the same.
Reciprocal rank fusion loses to BM25 alone whenever an arm is weak (research: cnil .632 for .652, spf .922 for .943)."""

_FULL_MARKS: Mapping[str, float] = {"meaning": COSINE}
"""Arms whose scores have a meaning of their own; the others are divided by the question's best."""

_UNITS = {**RAW_UNITS, **_FULL_MARKS}

SCORE_DIGITS = 6
"""Scores are compared after rounding, so that two engines that differ in the last bits give the same order."""

_FIRST_DEPTH = 100
"""Passages asked of each arm first: at 20,000 passages it was enough for ten exact hits in 500 questions of 500, for
thirty in 498, for fifty in 482."""

ArmScores = dict[str, dict[PassageId, float]]
"""For each arm, raw scores by passage, best first."""


def exact_hits(
    best: Callable[[int], ArmScores],
    scores_of: Callable[[str, set[PassageId]], dict[PassageId, float]],
    *,
    limit: int,
    passages: int,
    weights: Mapping[str, float] = ARM_WEIGHTS,
) -> tuple[Hit, ...]:
    """The ``limit`` best of ``passages`` passages by fused score, then passage id; less where fewer hold any term.

    ``best(depth)`` gives each arm's best ``depth``; ``scores_of(arm, ids)`` the scores of those that hold a term of it.
    """
    if limit <= 0:
        return ()
    depth = max(_FIRST_DEPTH, 2 * limit)
    while True:
        arms = best(depth)
        tops = {arm: _FULL_MARKS.get(arm) or max(scores.values(), default=0.0) for arm, scores in arms.items()}
        shares = arm_shares(arms, weights)
        factors = {arm: share / (tops[arm] or 1.0) for arm, share in shares.items()}
        most = {
            arm: factors[arm] * min(scores.values()) if scores and len(scores) >= depth else 0.0
            for arm, scores in arms.items()
        }
        hits = _fused(_contending(arms, scores_of, factors=factors, most=most, limit=limit), tops, shares)[:limit]
        bound = sum(most.values())
        beaten = len(hits) == limit and hits[-1].score > round(bound, SCORE_DIGITS)
        if beaten or depth >= passages or not bound:
            return tuple(replace(hit, raw=_raw(hit.arms, tops)) for hit in hits)
        depth = min(4 * depth, passages)


def _raw(normalised: Mapping[str, float], tops: Mapping[str, float]) -> dict[str, float]:
    return {arm: share * tops[arm] / _UNITS.get(arm, 1.0) for arm, share in normalised.items()}


def _contending(
    arms: ArmScores,
    scores_of: Callable[[str, set[PassageId]], dict[PassageId, float]],
    *,
    factors: Mapping[str, float],
    most: Mapping[str, float],
    limit: int,
) -> ArmScores:
    """Every score of the passages that may be among the ``limit`` best; ``most`` is what one not given has in an arm.

    Where every arm was asked for all the passages that another gave, 175 of each, a question at 20,000 passages took
    twice the processor's time (8.0 ms for 3.8, on a busy machine): reading back a passage's n-grams alone takes 5 µs.
    Now 94 are asked for by meaning, 42 by words, 7 by characters; in another order, or the most promising first, as
    many or more. ``python -m eval.bench_search`` prints what a question takes.
    """
    least: dict[PassageId, float] = {}
    upper: dict[PassageId, float] = {}
    unseen = sum(most.values())
    for arm, scores in arms.items():
        for passage, score in scores.items():
            least[passage] = least.get(passage, 0.0) + factors[arm] * score
            upper[passage] = upper.get(passage, unseen) + factors[arm] * score - most[arm]
    complete = {arm: dict(scores) for arm, scores in arms.items()}
    for arm in sorted(arms, key=lambda arm: -most[arm]):
        upper = _reaching(upper, least, limit)
        missing = {passage for passage in upper if passage not in arms[arm]} if most[arm] else set()
        found = scores_of(arm, missing) if missing else {}
        complete[arm].update(found)
        for passage in missing:
            gained = factors[arm] * found.get(passage, 0.0)
            least[passage] += gained
            upper[passage] += gained - most[arm]
    kept = _reaching(upper, least, limit)
    return {arm: {p: score for p, score in scores.items() if p in kept} for arm, scores in complete.items()}


def _reaching(upper: Mapping[PassageId, float], least: Mapping[PassageId, float], limit: int) -> dict[PassageId, float]:
    """Those of ``upper`` that are not below the ``limit`` best of ``least``, rounding allowed for."""
    best = nlargest(limit, least.values())
    floor = best[-1] - 2 * 10**-SCORE_DIGITS if len(best) == limit else 0.0
    return {passage: value for passage, value in upper.items() if value >= floor}


def arm_shares(arms: Iterable[str], weights: Mapping[str, float] = ARM_WEIGHTS) -> dict[str, float]:
    """The weight of each of these arms, made convex over them."""
    arms = tuple(arms)
    whole = sum(weights[arm] for arm in arms)
    return {arm: weights[arm] / whole for arm in arms}


def _fused(arms: ArmScores, tops: Mapping[str, float], shares: Mapping[str, float]) -> list[Hit]:
    parts: dict[PassageId, dict[str, float]] = {}
    for arm, scores in arms.items():
        for passage, score in scores.items():
            parts.setdefault(passage, dict.fromkeys(arms, 0.0))[arm] = score / tops[arm]
    hits = [
        Hit(
            passage_id=passage,
            score=round(sum(shares[arm] * value for arm, value in values.items()), SCORE_DIGITS),
            arms=values,
        )
        for passage, values in parts.items()
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))
