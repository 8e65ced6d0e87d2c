from ingest.ocr.doubts import doubtful_spans, figure_spans, line_confidences
from ingest.text import TextLine


def marked(*lines: TextLine) -> list[str]:
    text = "\n".join(line.text for line in lines)
    return [text[start:end] for start, end in doubtful_spans(text, lines)]


def test_the_whole_amount_date_or_hour_is_doubtful() -> None:
    assert marked(TextLine(text="Repas : 3,45 € par enfant.", doubts=("3,45",))) == ["3,45 € par enfant"]
    assert marked(TextLine(text="À compter du 1er mars 2031.", doubts=("2031.",))) == ["1er mars 2031."]
    assert marked(TextLine(text="Ouvert de 9 h 30 à 12 h.", doubts=("30",))) == ["de 9 h 30 à 12 h."]


def test_a_figure_of_another_kind_is_doubtful_as_it_stands() -> None:
    assert marked(TextLine(text="Parcelle ZB 118 vendue", doubts=("118",))) == ["118"]


def test_figures_of_other_lines_stay_sure() -> None:
    lines = (TextLine(text="Adulte | 5,00 €", doubts=("5,00",)), TextLine(text="Enfant | 5,00 €"))
    text = "\n".join(line.text for line in lines)
    assert doubtful_spans(text, lines) == ((9, 15),)


def test_a_figure_inside_another_is_not_that_figure() -> None:
    assert figure_spans("12,50 € et 2,50 €", "2,50") == [(11, 15)]
    assert figure_spans("le 5", "25") == []


def test_confidences_are_kept_a_line_each_and_only_for_ocr() -> None:
    assert line_confidences([TextLine(text="a"), TextLine(text="b")]) == ()
    assert line_confidences([TextLine(text="a", confidence=0.81234), TextLine(text="b")]) == (0.812, 1.0)
