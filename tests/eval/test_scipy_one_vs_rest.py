import numpy as np

from eval.scipy_one_vs_rest import fitted, rows_of

NO_MEANING = np.zeros((4, 1), dtype=np.float32)
ROWS = rows_of([{0: 1.0}, {0: 0.8, 2: 0.6}, {1: 1.0}, {1: 0.8, 2: 0.6}], 3, NO_MEANING)
WANTED = np.array([[1, 0], [1, 1], [0, 0], [0, 1]], dtype=np.float32)


def test_each_output_is_learnt_by_itself_and_several_may_say_yes() -> None:
    fit = fitted(ROWS, WANTED, np.ones((4, 2), dtype=np.float32), steps=300)
    assert ((fit.totals(ROWS) > 0) == WANTED).all()


def test_what_weighs_nothing_teaches_nothing() -> None:
    weights = np.array([[1, 1], [0, 1], [1, 1], [0, 1]], dtype=np.float32)
    wrong = np.array([[1, 0], [0, 1], [0, 0], [1, 1]], dtype=np.float32)
    fit = fitted(ROWS, wrong, weights, steps=300)
    assert (fit.totals(ROWS)[:, 0] > 0).tolist() == [True, True, False, False]


def test_rows_are_taken_in_the_order_asked_for() -> None:
    fit = fitted(ROWS, WANTED, np.ones((4, 2), dtype=np.float32), steps=10)
    assert np.allclose(fit.totals(ROWS.only([3, 0])), fit.totals(ROWS)[[3, 0]])
