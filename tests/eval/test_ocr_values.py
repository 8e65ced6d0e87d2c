import pytest

from eval.ocr_values import Kind, values_in


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        pytest.param("soit 1 350,20 € TTC", Kind.AMOUNT, "1350.20", id="thousands set apart"),
        pytest.param("soit 1 350.20 €", Kind.AMOUNT, "1350.20", id="a point for cents"),
        pytest.param("16.431,60 €", Kind.AMOUNT, "16431.60", id="points for thousands"),
        pytest.param("de 9 € par jour", Kind.AMOUNT, "9.00", id="no cents"),
        pytest.param("3 € 50 l'entrée", Kind.AMOUNT, "3.50", id="cents after the sign"),
        pytest.param("12€50", Kind.AMOUNT, "12.50", id="stuck together"),
        pytest.param("du 1er mars 2031", Kind.DATE, "2031-03-01", id="in words"),
        pytest.param("le 18/06/31", Kind.DATE, "2031-06-18", id="in figures, short"),
        pytest.param("le mercredi 16 août", Kind.DATE, "2031-08-16", id="its year is elsewhere"),
        pytest.param("à 9h30 précises", Kind.HOUR, "09:30", id="stuck"),
        pytest.param("à 18 h", Kind.HOUR, "18:00", id="whole hours"),
        pytest.param("20:45", Kind.HOUR, "20:45", id="colon"),
        pytest.param("parcelle de 2,30 ha", Kind.NUMBER, "2.3", id="trailing zero"),
        pytest.param("1 250 habitants", Kind.NUMBER, "1250", id="a number in two groups"),
    ],
)
def test_the_normal_value_is_among_those_of_the_text(text: str, kind: Kind, value: str) -> None:
    assert value in values_in(text, kind)


def test_another_figure_is_not_the_value() -> None:
    assert "12.50" not in values_in("12,80 € et 2,50 €", Kind.AMOUNT)
    assert "2031-03-11" not in values_in("Il mars 2031", Kind.DATE)
