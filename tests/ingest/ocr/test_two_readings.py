import pytest

from ingest.ocr.hocr import OcrWord
from ingest.ocr.two_readings import merged_readings, usual_size
from tests.ingest.ocr.stand_ins import word

Words = list[OcrWord]


def _row(*texts: str) -> Words:
    return [word(text, 70 + 60 * place) for place, text in enumerate(texts)]


def doubtful(first: Words, second: Words) -> list[str]:
    return [one.word.text for one in merged_readings(first, second) if one.is_doubtful]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param([word("12,50", 70)], [word("12,50", 71)], [], id="both readings agree"),
        pytest.param([word("12,50", 70)], [word("12.50", 70)], [], id="a comma read as a point is the same figure"),
        pytest.param([word("12,50€", 70)], [word("12,50", 70)], [], id="a sign read once changes no figure"),
        pytest.param([word("12,50", 70)], [word("12,80", 70)], ["12,50"], id="another figure"),
        pytest.param([word("it", 70)], [word("11", 70)], ["it"], id="letters where the other reads figures"),
        pytest.param([word("12,50", 70)], [], ["12,50"], id="read once only"),
        pytest.param([], [word("12,50", 70)], ["12,50"], id="read by the second only"),
        pytest.param([word("12,50", 70, confidence=0.5)], [word("12,50", 70)], ["12,50"], id="the first is not sure"),
        pytest.param([word("12,50", 70)], [word("12,50", 70, confidence=0.5)], ["12,50"], id="the second is not sure"),
        pytest.param([word("1", 70), word("350,20", 77)], [word("1350,20", 70)], [], id="thousands cut otherwise"),
        pytest.param([word("mairie", 70, confidence=0.3)], [word("maine", 70)], [], id="words have no figure to doubt"),
        pytest.param(
            _row("le", "Il", "mars", "2031"), _row("le", "Il", "mars", "2031"), ["Il"], id="letters for a day"
        ),
        pytest.param(_row("ler", "mars"), _row("ler", "mars"), ["ler"], id="letters for a first"),
        pytest.param(_row("9", "octohre", "2031"), _row("9", "octohre", "2031"), ["octohre"], id="nearly a month"),
        pytest.param(_row("9", "mars", "2031"), _row("9", "mars", "2031"), [], id="a date"),
        pytest.param(_row("3", "agents", "2031"), _row("3", "agents", "2031"), [], id="no month at all"),
        pytest.param(_row("Il", "marche"), _row("Il", "marche"), [], id="a word that no figure could be"),
        pytest.param(_row("dlimars", "2031"), _row("dlimars", "2031"), ["dlimars"], id="a day stuck to its month"),
        pytest.param(_row("11", "mars", "2931"), _row("11", "mars", "2931"), ["2931"], id="a year that no act has"),
        pytest.param(_row("parcelle", "2931"), _row("parcelle", "2931"), [], id="a number that is no year"),
        pytest.param([word("12,50", 70, top=100)], [word("12,50", 70, top=200)], ["12,50", "12,50"], id="elsewhere"),
    ],
)
def test_a_figure_is_sure_only_when_both_readings_give_it_surely(
    first: Words, second: Words, expected: list[str]
) -> None:
    assert doubtful(first, second) == expected


def test_figures_of_a_line_that_is_not_sure_as_a_whole_are_doubtful() -> None:
    faint = [word(text, 70 + 60 * n, confidence=0.5) for n, text in enumerate(("le", "tarif", "passe", "donc"))]
    line = [*faint, word("12,50", 320, confidence=0.9)]
    assert doubtful(line, line) == ["12,50"]
    assert doubtful([*faint, word("12,50", 320, top=140)], [word("12,50", 320, top=140)]) == []


def test_words_of_the_second_reading_fill_what_the_first_left_out() -> None:
    merged = merged_readings(
        [word("Repas", 70)], [word("Repas", 70), word("enfant", 200), word("ll", 300, confidence=0.2)]
    )
    assert [one.word.text for one in merged] == ["Repas", "enfant"]


def test_dust_and_rules_read_as_signs_are_left_out() -> None:
    marks = [word(text, 70 + 40 * n, confidence=0.5) for n, text in enumerate(("|", "_", "~", "—", "'"))]
    assert merged_readings(marks, []) == []
    assert [one.word.text for one in merged_readings([word("–", 70, confidence=0.95)], [])] == ["–"]


def test_the_usual_size_is_that_of_most_letters() -> None:
    assert usual_size([word("grand", 70, size=20), word("longuement", 70), word("petit", 70)]) == 10
    assert usual_size([]) == 0
