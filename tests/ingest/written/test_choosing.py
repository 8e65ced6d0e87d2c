from datetime import UTC, date, datetime

import pytest

from domain.document import MediaType
from domain.written import Written, WrittenEvidence
from ingest.text import Reading, ReadPage, TextLine
from ingest.written.choosing import find_written, machine_days, served_day

TODAY = date(2031, 6, 1)
STATED, DECLARED, PROPERTIES = WrittenEvidence.STATED, WrittenEvidence.DECLARED, WrittenEvidence.PROPERTIES


def reading(*lines: str, dates: tuple[tuple[WrittenEvidence, date], ...] = ()) -> Reading:
    page = ReadPage(number=1, lines=tuple(TextLine(text=line) for line in lines))
    return Reading(media_type=MediaType.PDF, pages=(page,), dates=dates)


def told(title: str = "La piscine", *lines: str, served: date | None = None, **days: date) -> Written | None:
    dates = tuple((WrittenEvidence(name), day) for name, day in days.items())
    return find_written(reading(*lines, dates=dates), title, TODAY, served)


def test_each_kind_of_evidence_goes_before_the_next() -> None:
    day = {"declared": date(2030, 1, 2), "properties": date(2029, 1, 3)}
    assert told("Tarifs 2030", "Publié le 4 mai 2028", **day) == Written(on=date(2028, 5, 4), evidence=STATED)
    assert told("Tarifs 2030", **day) == Written(on=date(2030, 1, 2), evidence=DECLARED)
    later = date(2029, 7, 1)
    assert told(properties=date(2029, 1, 3), served=later) == Written(on=date(2029, 1, 3), evidence=PROPERTIES)
    assert told(served=later) == Written(on=later, evidence=WrittenEvidence.SERVER)
    assert told("Tarifs 2030") == Written(on=date(2030, 1, 1), evidence=WrittenEvidence.PERIOD)
    assert told("Menus 2029-2030") == Written(on=date(2029, 9, 1), evidence=WrittenEvidence.PERIOD)
    assert told() is None


def test_the_latest_day_of_one_kind_is_that_of_the_last_change() -> None:
    found = told("La piscine", "Publié le 4 mai 2028", "Mis à jour le 6 mai 2030")
    assert found == Written(on=date(2030, 5, 6), evidence=STATED)


def test_what_stands_in_the_middle_of_a_long_document_is_quoted() -> None:
    pages = tuple(ReadPage(number=n, lines=(TextLine(text=f"Publié le {n} mai 2030"),)) for n in range(1, 6))
    long = Reading(media_type=MediaType.PDF, pages=(*pages[:2], pages[4], pages[3]))
    assert find_written(long, "Rapport", TODAY) == Written(on=date(2030, 5, 4), evidence=STATED)


def test_a_day_to_come_or_the_epoch_of_a_format_is_no_day_of_writing() -> None:
    assert told(declared=date(2031, 6, 2)) is None
    assert told(properties=date(1980, 1, 1)) is None
    assert told(properties=date(2013, 12, 23)) is None  # the blank document of a library
    assert told(properties=date(2000, 1, 1)) is None
    assert told("Tarifs 2032") is None


def test_the_clock_of_a_program_is_not_believed_against_the_title() -> None:
    period = Written(on=date(2030, 1, 1), evidence=WrittenEvidence.PERIOD)
    assert told("Tarifs 2030", properties=date(2027, 3, 1)) == period  # saved over an older grid
    assert told("Tarifs 2029", properties=date(2031, 3, 1)) == Written(  # scanned again
        on=date(2029, 1, 1), evidence=WrittenEvidence.PERIOD
    )
    assert told("Tarifs 2030", properties=date(2029, 11, 8)) == Written(on=date(2029, 11, 8), evidence=PROPERTIES)


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("Sat, 03 May 2031 10:00:00 GMT", date(2031, 5, 3)),
        ("", None),
        ("hier", None),
    ],
)
def test_the_day_of_a_server_is_read_from_its_header(header: str, day: date | None) -> None:
    assert served_day(header) == day


def test_days_of_metadata_are_read_and_the_rest_left_out() -> None:
    values = [
        "2031-05-03T10:00:00+02:00",
        "2031-05-03",
        date(2031, 5, 3),
        datetime(2031, 5, 3, 10, tzinfo=UTC),
        "hier",
        None,
        "",
    ]
    assert machine_days(values) == [date(2031, 5, 3)] * 4
