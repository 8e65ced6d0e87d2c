from ingest.ocr.panels import panels_of
from ingest.pdf.geometry import PageGeometry, Rule, Word


def placed(text: str, left: float, top: float) -> Word:
    return Word(text=text, left=left, top=top, right=left + 40, bottom=top + 10, size=11, bold=False)


def sheet(vertical: tuple[Rule, ...], horizontal: tuple[Rule, ...] = ()) -> PageGeometry:
    """A margin and a text beside it, ten lines each, under a title."""
    words = [placed("titre", 250, 20)]
    for row in range(10):
        words += [placed(f"marge{row}", 40, 100 + 50 * row), placed(f"texte{row}", 200, 100 + 50 * row)]
    return PageGeometry(
        number=1, width=595, height=842, words=tuple(words), horizontal=horizontal, vertical=vertical, has_images=True
    )


def texts(page: PageGeometry) -> list[str]:
    return [word.text for word in page.words]


MARGIN = Rule(at=150, start=60, end=800)


def test_a_long_rule_parts_the_margin_from_the_text() -> None:
    above, margin, text = panels_of(sheet((MARGIN,)))
    assert texts(above) == ["titre"]
    assert texts(margin) == [f"marge{n}" for n in range(10)]
    assert texts(text) == [f"texte{n}" for n in range(10)]


def test_a_frame_around_the_page_is_no_border_of_a_table() -> None:
    frame = (Rule(at=20, start=10, end=830), Rule(at=580, start=10, end=830))
    panels = panels_of(sheet((*frame, MARGIN)))
    assert [panel.vertical for panel in panels] == [(), (), ()]
    assert len(panels_of(sheet(frame))) == 1


def test_a_table_that_fills_the_page_is_left_whole() -> None:
    rows = tuple(Rule(at=95.0 + 50 * n, start=30, end=560) for n in range(12))
    (page,) = panels_of(sheet((MARGIN,), rows))
    assert page.vertical == (MARGIN,)


def test_a_rule_with_words_on_one_side_only_parts_nothing() -> None:
    (page,) = panels_of(sheet((Rule(at=570, start=60, end=800),)))
    assert len(page.words) == 21
