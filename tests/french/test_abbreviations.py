import pytest

from french.abbreviations import abbreviations
from french.analyser import fold, stop_words, words


@pytest.mark.parametrize(
    ("short", "meaning"), [("rdv", "rendez-vous"), ("kan", "quand"), ("svp", "s'il vous plaît"), ("qd", "quand")]
)
def test_what_residents_shorten_is_known(short: str, meaning: str) -> None:
    assert abbreviations()[short] == meaning


def test_every_line_is_one_folded_word_that_means_another_and_is_no_stop_word() -> None:
    assert len(abbreviations()) > 150
    for short, meaning in abbreviations().items():
        assert short == fold(short)
        assert words(short) == [short], short
        assert words(meaning), short
        assert short not in words(meaning), short
        assert short not in stop_words(), short
