import pytest

from eval.logistic import Case, fitted, out_of_fold, pairs_told_apart


def case(signals: tuple[float, ...], is_right: bool, group: str = "a") -> Case:
    return Case(signals=signals, is_right=is_right, weight=1.0, group=group)


APART = [case((share / 10, 0.5), share > 4, group="ab"[share % 2]) for share in range(10)]


def test_what_tells_right_from_wrong_weighs_and_what_tells_nothing_does_not() -> None:
    model = fitted(APART)
    assert model.weights[0] > 3
    assert model.weights[1] == pytest.approx(0, abs=0.05)
    assert model((0.9, 0.5)) > 0.5 > model((0.0, 0.5))


def test_a_signal_that_speaks_against_is_given_no_weight_rather_than_a_negative_one() -> None:
    backwards = [case((1 - one.signals[0],), one.is_right) for one in APART]
    assert fitted(backwards).weights == (0.0,)


def test_a_heavier_case_moves_the_confidence_towards_itself() -> None:
    light = [case((0.5,), True), case((0.5,), False)]
    heavy = [Case(signals=(0.5,), is_right=True, weight=3.0, group="a"), light[1]]
    assert fitted(light)((0.5,)) == pytest.approx(0.5, abs=0.01)
    assert fitted(heavy)((0.5,)) == pytest.approx(0.75, abs=0.01)


def test_a_group_is_judged_by_weights_that_never_saw_it() -> None:
    odd = [case((1.0,), False, "odd"), case((0.0,), True, "odd")]
    usual = [case((1.0,), True, "usual"), case((0.0,), False, "usual")]
    wrong, right, *_ = out_of_fold([*odd, *usual])
    assert wrong > 0.5 > right


def test_one_outcome_alone_cannot_be_fitted() -> None:
    with pytest.raises(ValueError, match="both outcomes"):
        fitted([case((0.5,), True)])


def test_pairs_told_apart_count_ties_for_half() -> None:
    assert pairs_told_apart([0.9, 0.1], [True, False]) == 1.0
    assert pairs_told_apart([0.1, 0.9], [True, False]) == 0.0
    assert pairs_told_apart([0.5, 0.5], [True, False]) == 0.5
    assert pairs_told_apart([0.5], [True]) == 0.0
