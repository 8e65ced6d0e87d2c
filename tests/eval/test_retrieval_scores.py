import math

import pytest

from eval.retrieval_scores import bootstrap, ndcg, paired, recall, reciprocal_rank, share


def test_ndcg_is_one_when_all_that_answers_comes_first_and_less_further_down() -> None:
    assert ndcg([True, True, False], 2) == 1
    assert ndcg([False, True], 1) == pytest.approx(1 / math.log2(3))
    assert ndcg([False] * 10, 3) == 0
    assert ndcg([True] * 10, 40) == 1


def test_reciprocal_rank_is_that_of_the_first_answer() -> None:
    assert reciprocal_rank([False, False, True, True]) == pytest.approx(1 / 3)
    assert reciprocal_rank([False]) == 0


def test_recall_counts_questions_answered_by_a_rank() -> None:
    found = [[True, False], [False, True], [False, False], [False, False]]

    assert recall(found, 1).value == 0.25
    assert recall(found, 2).value == 0.5
    assert recall(found, 2).low < 0.5 < recall(found, 2).high


def test_several_draws_of_a_question_count_for_one_question() -> None:
    assert share([1.0, 0.5, 0.0, 0.5]) == share([1.0, 1.0, 0.0, 0.0])


def test_a_bootstrap_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    values = [0.0, 1.0, 1.0, 0.5] * 10
    found = bootstrap(values)

    assert found.low < found.value < found.high
    assert found == bootstrap(values)


def test_a_paired_difference_is_surer_than_the_two_means() -> None:
    easy_and_hard = [0.0, 1.0] * 30
    better = [value * 0.8 + 0.15 for value in easy_and_hard]
    found = paired(better, easy_and_hard)

    assert found.value == pytest.approx(0.05)
    assert found.high - found.low < 0.3 * (bootstrap(better).high - bootstrap(better).low)
    assert paired(easy_and_hard, easy_and_hard).signed == "+0.000 [+0.000, +0.000]"


def test_questions_that_do_not_pair_are_refused() -> None:
    with pytest.raises(ValueError):
        paired([1.0], [1.0, 0.0])
