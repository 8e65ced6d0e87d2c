"""Two arms' scores made one: a convex sum of max-normalised scores, exact for every passage it ranks.

An arm gives its best passages only. A passage that one arm did not give has a score in it all the same, which is asked
for; and a passage that neither gave is bounded by their last scores: while that bound reaches the last place that is
wanted, the arms are asked for more. The order is therefore that of all the passages (Fagin's threshold algorithm).
"""

from collections.abc import Callable, Mapping

from domain.ids import PassageId
from domain.search import Hit
from retriever.meaning import COSINE

ARM_WEIGHTS: Mapping[str, float] = {"words": 0.5, "chars": 0.25, "meaning": 0.75}
"""Made convex over the arms that are asked. Words and characters alone, characters at .3, .5 and .7 of words: nDCG@10
on cnil, spf and piaf .614 .932 .811, .626 .933 .814, .631 .938 .816: the middle stays.
Meaning, whose cosine is not stretched to 1, at .25, .75 and 1: cnil .654 .679 .695, spf .939 .945 .943, crpa .981 .981
.990, piaf .817 .814 .808: it finds what was said in other words, and on long acts blurs what was said in the same.
Reciprocal rank fusion loses to BM25 alone whenever an arm is weak (research: cnil .632 for .652, spf .922 for .943)."""

_FULL_MARKS: Mapping[str, float] = {"meaning": COSINE}
"""Arms whose scores have a meaning of their own; the others are divided by the question's best."""

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
        shares = _shares(arms, weights)
        bound = sum(
            shares[arm] * min(scores.values()) / tops[arm] for arm, scores in arms.items() if len(scores) >= depth
        )
        hits = _fused(_completed(arms, scores_of), tops, shares)[:limit]
        beaten = len(hits) == limit and hits[-1].score > round(bound, SCORE_DIGITS)
        if beaten or depth >= passages or not bound:
            return tuple(hits)
        depth = min(4 * depth, passages)


def _completed(arms: ArmScores, scores_of: Callable[[str, set[PassageId]], dict[PassageId, float]]) -> ArmScores:
    union = {passage for scores in arms.values() for passage in scores}
    return {
        arm: {**scores, **scores_of(arm, missing)} if scores and (missing := union - scores.keys()) else scores
        for arm, scores in arms.items()
    }


def _shares(arms: ArmScores, weights: Mapping[str, float]) -> dict[str, float]:
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
