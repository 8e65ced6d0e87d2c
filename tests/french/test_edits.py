from french.edits import one_slip_away


def test_a_letter_dropped_added_changed_or_swapped_is_one_slip() -> None:
    near = set(one_slip_away("cantne"))
    assert {"cantine", "cante", "centne", "canten", "cantnes", "acntne"} <= near
    assert "cantines" not in near
    assert "cantne" not in near


def test_a_word_of_one_letter_has_neighbours_too() -> None:
    assert {"", "b", "ab", "ba"} <= set(one_slip_away("a"))
