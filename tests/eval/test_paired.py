import pytest

from eval.paired import paired


def test_the_same_answers_do_not_differ() -> None:
    assert str(paired([0.2, 0.9, 0.4], [0.2, 0.9, 0.4])) == "+0.000 [+0.000, +0.000]"


def test_a_constant_gain_has_no_spread() -> None:
    difference = paired([0.75, 0.5, 1.0], [0.5, 0.25, 0.75])
    assert (difference.value, difference.low, difference.high) == (0.25, 0.25, 0.25)


def test_a_few_changes_both_ways_may_be_chance_and_the_same_seed_says_the_same() -> None:
    theirs, ours = [1.0, 0.0] * 10, [0.0, 1.0] * 10
    difference = paired(theirs, ours)
    assert difference.low < 0 < difference.high
    assert paired(theirs, ours) == difference
    assert difference.as_json() == {"value": 0.0, "low": difference.low, "high": difference.high}


def test_other_questions_are_refused_and_none_differ_by_nothing() -> None:
    with pytest.raises(ValueError):
        paired([1.0], [1.0, 0.0])
    assert paired([], []).value == 0.0
