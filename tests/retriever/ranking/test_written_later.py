"""Of two notices on one subject the newer goes first; acts, drafts, fiches and what still holds are left alone."""

from dataclasses import replace
from datetime import date

import pytest

from domain.act import Act, ActKind
from domain.document import Document
from domain.in_force import Days, Standing
from domain.written import WrittenEvidence
from retriever.ranking.candidate import ActPart, Candidate
from retriever.ranking.written_later import is_followed, is_written_later
from tests.answering.standins import document, passage

TODAY = Days(first=date(2031, 6, 1), last=date(2031, 6, 1))
FLYER = "La piscine municipale ouvre du 1er juillet au 31 août. L'entrée de la piscine coûte 3 €."
PAGE = "La piscine municipale ouvre du 15 juin au 15 septembre. L'entrée de la piscine coûte 4 €."


def written(number: int, day: date | None, title: str = "La piscine") -> Document:
    evidence = None if day is None else WrittenEvidence.PROPERTIES
    return replace(document(number, title), written_on=day, written_evidence=evidence)


OLD, NEW = written(1, date(2028, 6, 3)), written(2, date(2031, 4, 9), "Se baigner")


def candidate(of: Document, text: str, **more: object) -> Candidate:
    made = Candidate(passage=passage(of, 0, text), document=of, score=0.5)
    return replace(made, **more)  # type: ignore[arg-type]


def later(one: Candidate, other: Candidate, days: Days = TODAY) -> bool:
    found = is_written_later(other, one, days)
    assert is_followed(one, [one, other], days) is found
    return found


def test_a_page_that_says_otherwise_is_a_later_version_of_an_older_flyer() -> None:
    flyer, page = candidate(OLD, FLYER), candidate(NEW, PAGE)
    assert later(flyer, page)
    assert not later(page, flyer)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (None, date(2031, 4, 9)),  # nothing tells the day of one
        (date(2028, 6, 3), None),
        (date(2030, 12, 15), date(2031, 4, 9)),  # of the same year
        (date(2028, 6, 3), date(2031, 8, 1)),  # not written yet on the day asked about
    ],
)
def test_it_takes_two_days_a_year_apart(old: date | None, new: date | None) -> None:
    assert not later(candidate(written(1, old), FLYER), candidate(written(2, new), PAGE))


def test_the_day_of_a_session_tells_that_a_deliberation_is_newer_than_a_flyer() -> None:
    act = replace(document(2, "Tarifs", session=date(2031, 3, 4)), act=Act(kind=ActKind.DELIBERATION))
    assert later(candidate(OLD, FLYER), candidate(act, PAGE))
    # and a deliberation applies however old
    assert not later(candidate(replace(act, session_date=date(2028, 3, 4)), FLYER), candidate(NEW, PAGE))


@pytest.mark.parametrize(
    "text",
    [
        FLYER.replace("municipale", "du bourg"),  # says the same
        "La piscine municipale est chauffée.",  # gives no value
        "Le marché a lieu le samedi de 8 h à 12 h et coûte 2 € aux exposants.",  # of another subject
    ],
)
def test_what_says_the_same_or_speaks_of_something_else_is_no_later_version(text: str) -> None:
    assert not later(candidate(OLD, FLYER), candidate(NEW, text))


def test_an_agenda_a_draft_a_past_poster_or_a_national_fiche_follows_nothing() -> None:
    flyer = candidate(OLD, FLYER)
    assert not later(flyer, candidate(NEW, PAGE, is_announcement=True))
    assert not later(flyer, candidate(NEW, PAGE, is_bygone=True))
    assert not later(flyer, candidate(replace(NEW, title="Projet de tarifs"), PAGE))
    assert not later(flyer, candidate(replace(NEW, path="fiches/F12345.xml"), PAGE))


def test_what_names_the_year_asked_about_is_not_older() -> None:
    named = replace(OLD, title="Tarifs 2031")
    assert not later(candidate(named, FLYER), candidate(NEW, PAGE))
    assert later(candidate(replace(OLD, title="Tarifs 2029"), FLYER), candidate(NEW, PAGE))


def test_a_later_school_year_goes_before_the_one_before_whatever_their_days() -> None:
    before, after = (written(n, None, f"Dossier d'accueil {n + 2028}-{n + 2029}") for n in (1, 2))
    over = ActPart(start=0, act=None, standing=Standing.OVER)
    one = candidate(before, FLYER, parts=(over,))
    assert later(one, candidate(after, PAGE))
    assert not later(candidate(after, PAGE), one)
    assert not later(replace(one, parts=(replace(over, standing=Standing.APPLIES),)), candidate(after, PAGE))
