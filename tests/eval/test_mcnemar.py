import pytest

from eval.mcnemar import Compared, compared


def test_only_the_questions_that_differ_are_counted() -> None:
    assert compared([True, True, False, False], [True, False, True, False]) == Compared(gained=1, lost=1, total=4)


def test_ways_that_never_differ_differ_by_nothing() -> None:
    same = compared([True, False], [True, False])
    assert (same.difference, same.chance, same.interval) == (0.0, 1.0, (0.0, 0.0))
    assert compared([], []).difference == 0.0


@pytest.mark.parametrize(
    ("gained", "lost", "chance"),
    [(1, 0, 1.0), (5, 0, 0.0625), (6, 0, 0.03125), (9, 1, 0.021484375), (4, 4, 1.0)],  # binomial tables
)
def test_the_chance_is_that_of_a_fair_coin(gained: int, lost: int, chance: float) -> None:
    assert Compared(gained=gained, lost=lost, total=100).chance == pytest.approx(chance)
    assert Compared(gained=lost, lost=gained, total=100).chance == pytest.approx(chance)


def test_the_interval_holds_the_difference_and_is_the_same_each_time() -> None:
    one = Compared(gained=15, lost=4, total=92)
    low, high = one.interval
    assert low < one.difference < high
    assert low > 0
    assert one.interval == (low, high)
    assert Compared(gained=3, lost=2, total=92).interval[0] < 0


def test_ways_asked_other_questions_are_not_compared() -> None:
    with pytest.raises(ValueError):
        compared([True], [])
