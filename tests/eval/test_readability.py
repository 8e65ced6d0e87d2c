"""The measure of syllables, and the floor that it must keep."""

import pytest

from eval.readability import MOST_BIAS, MOST_WRONG, count, counted_by_hand, main, vowel_runs
from french.syllables import syllables


def test_the_list_has_enough_words_in_each_half() -> None:
    halves = counted_by_hand()
    assert set(halves) == {"dev", "test"}
    assert sum(map(len, halves.values())) >= 400
    assert len(halves["test"]) >= 200


def test_our_counter_keeps_to_its_target_and_a_run_of_vowels_does_not() -> None:
    words = counted_by_hand()["test"]
    ours, naive = count(syllables, words), count(vowel_runs, words)
    assert len(ours.wrong) / ours.words <= MOST_WRONG
    assert abs(ours.bias) <= MOST_BIAS
    assert len(naive.wrong) / naive.words > 4 * MOST_WRONG


def test_a_wrong_count_is_named_and_moves_the_bias() -> None:
    found = count(lambda _: 2, (("mairie", 2), ("nuit", 1)))
    assert found.wrong == (("nuit", 1, 2),)
    assert found.bias == pytest.approx(1 / 3)


def test_figures_are_printed_for_each_counter(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--failures"]) == 0
    printed = capsys.readouterr().out
    assert "parvis, test: words wrong" in printed
    assert "vowel runs, all: words wrong" in printed
    assert "textstat" in printed
    assert "wrong: foot: 2, counted by hand 1" in printed
