import random

import pytest

from domain.ids import PassageId
from retriever.fusion import ARM_WEIGHTS, ArmScores, exact_hits
from retriever.meaning import COSINE

Arms = dict[str, dict[str, float]]


def _hits(arms: Arms, limit: int) -> tuple[list[tuple[str, float]], list[int]]:
    """What fusion makes of these complete scores, and the depths that it asked for."""
    hits, depths, _ = _asked(arms, limit)
    return hits, depths


def _asked(arms: Arms, limit: int) -> tuple[list[tuple[str, float]], list[int], list[str]]:
    """The same, and every passage whose score in an arm was asked for."""
    depths: list[int] = []
    asked: list[str] = []
    complete: ArmScores = {
        arm: {PassageId(name): value for name, value in scores.items()} for arm, scores in arms.items()
    }

    def best(depth: int) -> ArmScores:
        depths.append(depth)
        return {
            arm: dict(sorted(scores.items(), key=lambda pair: -pair[1])[:depth]) for arm, scores in complete.items()
        }

    def scores_of(arm: str, passages: set[PassageId]) -> dict[PassageId, float]:
        asked.extend(passages)
        return {name: complete[arm][name] for name in passages if name in complete[arm]}

    passages = len({name for scores in complete.values() for name in scores})
    hits = exact_hits(best, scores_of, limit=limit, passages=passages)
    return [(hit.passage_id, hit.score) for hit in hits], depths, asked


def test_words_weigh_twice_as_much_as_characters() -> None:
    hits, _ = _hits({"words": {"a": 8.0, "b": 4.0}, "chars": {"b": 30.0, "a": 15.0}}, limit=2)

    assert hits == [("a", 0.833333), ("b", 0.666667)]


def test_equal_scores_are_ordered_by_passage_id() -> None:
    hits, _ = _hits({"words": {"b": 2.0, "a": 2.0 + 1e-9, "c": 2.0}, "chars": {}}, limit=2)

    assert [name for name, _ in hits] == ["a", "b"]


def test_a_passage_that_an_arm_left_out_gets_its_score_there() -> None:
    # "best" is 101st by characters: without its score there, "second" would pass before it.
    words = {"best": 100.0, "second": 70.0}
    chars = {f"c{number:03}": 100.0 - number / 10 for number in range(99)} | {"second": 91.0, "best": 80.0}

    hits, depths = _hits({"words": words, "chars": chars}, limit=1)

    assert hits == [("best", round(2 / 3 + 1 / 3 * 0.8, 6))]
    assert depths == [100]


def test_arms_are_asked_for_more_until_nothing_unseen_can_enter() -> None:
    # "both" is 300th in each arm, and first of all once the two are added.
    words = {f"w{number:03}": 100.0 - number / 100 for number in range(299)} | {"both": 90.0}
    chars = {f"c{number:03}": 100.0 - number / 100 for number in range(299)} | {"both": 90.0}

    hits, depths = _hits({"words": words, "chars": chars}, limit=1)

    assert hits == [("both", 0.9)]
    assert depths == [100, 400]


def test_one_depth_is_enough_when_the_best_stand_out() -> None:
    words = {"best": 100.0} | {f"w{number:03}": 1.0 for number in range(500)}

    hits, depths = _hits({"words": words, "chars": dict(words)}, limit=1)

    assert hits == [("best", 1.0)]
    assert depths == [100]


def test_nothing_is_asked_for_no_hit() -> None:
    assert _hits({"words": {"a": 1.0}, "chars": {}}, limit=0) == ([], [])


def test_arms_that_found_nothing_give_no_hit() -> None:
    assert _hits({"words": {}, "chars": {}}, limit=5)[0] == []


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("limit", [1, 10, 60])
def test_three_arms_are_ranked_as_if_every_passage_had_been_scored_in_each(seed: int, limit: int) -> None:
    draw = random.Random(seed)
    names = [f"p{number:04}" for number in range(900)]
    scores = {
        "words": {name: draw.expovariate(1) for name in names if draw.random() < 0.6},
        "chars": {name: draw.gauss(9, 3) for name in names if draw.random() < 0.9},
        # A cosine of nought or less brings nothing, as engines leave such passages out.
        "meaning": {name: value for name in names if (value := draw.gauss(0, 0.25) * COSINE) > 0},
    }

    hits, depths = _hits(scores, limit=limit)

    tops = {"words": max(scores["words"].values()), "chars": max(scores["chars"].values()), "meaning": COSINE}
    whole = sum(ARM_WEIGHTS.values())
    brute = {
        name: round(sum(ARM_WEIGHTS[arm] / whole * scores[arm].get(name, 0.0) / tops[arm] for arm in scores), 6)
        for name in names
    }
    assert hits == sorted(brute.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
    assert depths[0] < len(names)


def _drawn(seed: int, passages: int) -> Arms:
    """Scores of three arms that half agree, some passages absent from an arm, some scores equal."""
    draw = random.Random(seed)
    worth = [draw.random() ** 3 for _ in range(passages)]
    arms: Arms = {}
    for arm, most, held in (("words", 30.0, 0.5), ("chars", 90.0, 0.9), ("meaning", 900_000.0, 1.0)):
        scores = {f"p{n:04}": round(most * (w + draw.random()) / 2, 1) for n, w in enumerate(worth)}
        arms[arm] = {name: score for name, score in scores.items() if score > 0 and draw.random() < held}
    return arms


@pytest.mark.parametrize("limit", [1, 10, 30])
@pytest.mark.parametrize("seed", range(8))
def test_the_order_is_that_of_all_the_passages_whatever_was_left_unasked(seed: int, limit: int) -> None:
    arms = _drawn(seed, 1_500)
    everything, _ = _hits(arms, limit=1_500)

    hits, depths = _hits(arms, limit)

    assert hits == everything[:limit]
    assert depths[0] < 1_500


def test_a_passage_that_cannot_reach_the_best_is_not_asked_for() -> None:
    # « late » is last by characters: with as much in words as the last of them, it stays under « best ».
    words = {"best": 100.0} | {f"w{number:03}": 50.0 - number / 10 for number in range(200)}
    chars = {"best": 100.0} | {f"c{number:03}": 50.0 - number / 10 for number in range(98)} | {"late": 10.0}

    hits, _, asked = _asked({"words": words, "chars": chars}, limit=1)

    assert hits == [("best", 1.0)]
    assert asked == []
