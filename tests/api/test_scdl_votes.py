import pytest

from api.scdl_votes import VOTE_COLUMNS, vote_cells
from domain.act import Outcome, Vote

U, M, R = Outcome.UNANIMITE, Outcome.MAJORITE, Outcome.REJET


@pytest.mark.parametrize(
    ("vote", "cells"),
    [
        (Vote(outcome=U, in_office=15, voters=14), (15, 14, 14, 0, 0)),
        (Vote(outcome=U, in_favour=14, in_office=15), (15, 14, 14, 0, 0)),
        (Vote(outcome=M, in_favour=12, against=1, abstentions=1, in_office=15), (15, 14, 12, 1, 1)),
        (Vote(outcome=M, against=2, in_office=15, voters=14), (15, 14, 12, 2, 0)),
        (Vote(outcome=R, in_favour=5, against=9, in_office=15), (15, 14, 5, 9, 0)),
        # one of the five is not known
        (None, None),
        (Vote(outcome=U, voters=14), None),
        (Vote(outcome=U, in_office=15), None),
        (Vote(outcome=M, in_office=15, voters=14), None),
        (Vote(outcome=M, in_favour=9, in_office=15, voters=14), None),
        (Vote(outcome=R, against=9, in_office=15, voters=14), None),
        # they contradict
        (Vote(outcome=U, in_favour=16, in_office=15), None),
        (Vote(outcome=U, in_favour=12, in_office=15, voters=14), None),
        (Vote(outcome=U, against=1, in_office=15, voters=14), None),
        (Vote(outcome=M, against=15, in_office=15, voters=14), None),
    ],
)
def test_the_five_columns_are_filled_together_or_not_at_all(vote: Vote | None, cells: tuple[int, ...] | None) -> None:
    expected = {} if cells is None else dict(zip(VOTE_COLUMNS, map(str, cells), strict=True))
    assert vote_cells(vote) == expected
