import pytest

from domain.kept_draft import Change
from visas.correcting.changes import MOST_TOKENS, Mark, applied, beside, narrowed, ordered, pieces, within

LAW = "la loi n° 84-53 du 26 janvier 1984, notamment son article 34"
CODE = "le code général de la fonction publique, notamment son article L. 313-1"
CASES = [
    (LAW, CODE),
    ("L. 2121-29", "L. 2121-30"),
    ("", "un texte neuf"),
    ("un texte ôté", ""),
    ("même", "même"),
    ("loi n° 83-634 du 13 juillet 1984", "loi n° 83-634 du 13 juillet 1983"),
    ("mot " * (MOST_TOKENS + 1), "autre " * 3),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_what_is_kept_and_deleted_is_the_first_text_and_what_is_kept_and_inserted_the_second(
    before: str, after: str
) -> None:
    found = pieces(before, after)
    assert "".join(one.text for one in found if one.mark is not Mark.INSERTED) == before
    assert "".join(one.text for one in found if one.mark is not Mark.DELETED) == after


def test_only_the_words_that_differ_are_marked() -> None:
    found = pieces("loi n° 83-634 du 13 juillet 1984", "loi n° 83-634 du 13 juillet 1983")
    assert [(one.mark, one.text) for one in found][1:] == [(Mark.DELETED, "1984"), (Mark.INSERTED, "1983")]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_narrowed_changes_make_the_same_text(before: str, after: str) -> None:
    text = f"Vu {before},\nVu le code civil,"
    whole = [Change(start=3, end=3 + len(before), after=after)]
    assert applied(text, narrowed(text, whole)) == applied(text, whole) == f"Vu {after},\nVu le code civil,"


def test_of_two_changes_that_overlap_the_first_stays() -> None:
    first, second = Change(start=2, end=6, after="x"), Change(start=5, end=8, after="y")
    beside = Change(start=6, end=8, after="z")
    assert ordered([second, first]) == (first,)
    assert ordered([beside, first]) == (first, beside)
    assert within([first, beside], 5, 9) == (Change(start=1, end=3, after="z"),)


def test_a_new_change_leaves_the_former_ones_that_it_does_not_touch() -> None:
    first, second, over = (Change(start=a, end=b, after=w) for a, b, w in ((2, 6, "x"), (8, 9, "y"), (0, 7, "z")))
    assert beside([first], [second]) == (first, second)
    assert beside([first, second], [over]) == (over, second)
