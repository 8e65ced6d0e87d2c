import pytest

from eval.intervals import Share, share_of, wilson


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        # Newcombe (1998), table I, method 3: the published Wilson intervals.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals(hits: int, total: int, low: float, high: float) -> None:
    found = wilson(hits, total)
    assert found == pytest.approx((low, high), abs=1e-4)


def test_a_share_of_nothing_says_so_and_knows_nothing() -> None:
    empty = Share(hits=0, total=0)
    assert (empty.value, empty.interval, str(empty)) == (0.0, (0.0, 1.0), "none to count")


def test_a_share_prints_its_count_its_value_and_its_interval() -> None:
    assert str(Share(hits=46, total=92)) == "46/92 = 50.0% [40.0%, 60.0%]"


@pytest.mark.parametrize(("hits", "total"), [(-1, 3), (4, 3)])
def test_a_share_outside_its_total_is_refused(hits: int, total: int) -> None:
    with pytest.raises(ValueError, match="hits"):
        Share(hits=hits, total=total)


def test_share_of_counts_true_flags() -> None:
    assert share_of([True, False, True]) == Share(hits=2, total=3)
