"""Text in fonts that do not say what their codes mean: told by the fonts and the words together, not by one alone."""

import pytest

from ingest.inspection.legibility import Legibility, legibility_of
from ingest.pdf.reading import read_pdf
from ingest.pdf.unreadable import is_gibberish, lacks_vowels
from ingest.settling import settle
from ingest.text import Limits, Reading, ReadPage, TextLine
from tests.ingest.pdf_files import drawn_pdf, tagged, unmapped_pdf

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")
LINES = [
    f"La bibliotheque est ouverte le {day} de 14 heures a 18 heures pour les habitants de la commune" for day in DAYS
]
COMMUNES = ["Saint-Oyen | Valbrune | Montreval | Le Breuil | Fontaine-Haute | Pierrelongue | Castelnau"] * 5


def page(*lines: str) -> ReadPage:
    return ReadPage(number=1, lines=tuple(TextLine(text=line) for line in lines))


def read(content: bytes) -> Reading:
    outcome = read_pdf(content, Limits(), lambda _: None)
    assert isinstance(outcome, Reading)
    return outcome


@pytest.mark.parametrize("font", ["cid", "names"])
def test_a_font_without_a_map_is_found_before_its_text_is_taken_for_words(font: str) -> None:
    reading = read(unmapped_pdf(LINES, font))
    (signal,) = [s for s in reading.signals if s.rule == "PD-04"]
    assert (signal.first_page, signal.measures) == (1, (("letters", "without_map"),))
    assert legibility_of(settle(reading)) is Legibility.BROKEN


def test_letters_that_are_those_of_no_text_need_no_proof_from_the_font() -> None:
    assert [s.rule for s in read(tagged(unmapped_pdf(LINES, "plain"))).signals if s.rule.startswith("PD")] == ["PD-04"]


@pytest.mark.parametrize(
    "lines",
    [
        LINES,
        ["THE LIBRARY IS OPEN ON WEDNESDAY AFTERNOON, FROM TWO TO SIX, FOR EVERYBODY WHO LIVES HERE OR NEARBY"] * 6,
    ],
    ids=["French", "another language"],
)
def test_readable_text_is_left_alone(lines: list[str]) -> None:
    assert [s.rule for s in read(tagged(drawn_pdf([lines]))).signals if s.rule.startswith("PD")] == []


def test_a_list_of_names_has_no_small_words_and_is_no_gibberish_by_that_alone() -> None:
    assert is_gibberish(page(*COMMUNES)) is False, "« Le Breuil »"
    names = page(*["Valbrune | Montreval | Fontaine-Haute | Pierrelongue | Castelnau | Roquefeuil"] * 6)
    assert is_gibberish(names)
    assert not lacks_vowels(names)
    assert not [s for s in read(drawn_pdf([[line.text for line in names.lines]])).signals if s.rule == "PD-04"]


def test_a_few_words_are_not_judged() -> None:
    assert not is_gibberish(page("OHV KDELWDQWV GH OD FRPPXQH"))
