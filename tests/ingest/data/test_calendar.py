import pytest

from domain.document import FileReason
from ingest.data.calendar import read_calendar
from ingest.text import Refused


def calendar(*events: str, name: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{name}{body}END:VCALENDAR\r\n".encode()


def told(*events: str) -> list[str]:
    return [line.text for line in read_calendar(calendar(*events)).pages[0].lines]


def when(event: str) -> str:
    return told(f"SUMMARY:Atelier\n{event}")[1]


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (
            "DTSTART;TZID=Europe/Paris:20310304T090000\nDTEND;TZID=Europe/Paris:20310304T120000",
            "mardi 4 mars 2031 de 9 h à 12 h",
        ),
        ("DTSTART:20310304T083000Z\nDURATION:PT1H30M", "mardi 4 mars 2031 de 9 h 30 à 11 h"),  # UTC, winter
        ("DTSTART:20310704T083000Z", "vendredi 4 juillet 2031 à 10 h 30"),  # UTC, summer
        ("DTSTART;TZID=America/Guadeloupe:20310304T040000", "mardi 4 mars 2031 à 9 h"),
        ("DTSTART;TZID=Custom/Nowhere:20310304T090000", "mardi 4 mars 2031 à 9 h"),
        ("DTSTART;VALUE=DATE:20310304", "mardi 4 mars 2031"),
        ("DTSTART;VALUE=DATE:20310304\nDTEND;VALUE=DATE:20310305", "mardi 4 mars 2031"),  # the end is not included
        ("DTSTART;VALUE=DATE:20310714\nDTEND;VALUE=DATE:20310718", "du lundi 14 juillet 2031 au jeudi 17 juillet 2031"),
        (
            "DTSTART:20310303T080000Z\nDTEND:20310303T100000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO,TH",
            "tous les lundis et jeudis de 9 h à 11 h, à partir du lundi 3 mars 2031",
        ),
        (
            "DTSTART;VALUE=DATE:20310303\nRRULE:FREQ=WEEKLY;UNTIL=20310630\nEXDATE;VALUE=DATE:20310421,20310428",
            "tous les lundis, du 3 mars 2031 au 30 juin 2031, sauf le 21 avril 2031 et le 28 avril 2031",
        ),
        (
            "DTSTART;VALUE=DATE:20310303\nRRULE:FREQ=WEEKLY;INTERVAL=2",
            "les lundis, une semaine sur deux, à partir du lundi 3 mars 2031",
        ),
        (
            "DTSTART;VALUE=DATE:20310107\nRRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=10",
            "le premier mardi de chaque mois, à partir du mardi 7 janvier 2031, 10 fois",
        ),
        (
            "DTSTART;VALUE=DATE:20310131\nRRULE:FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1",
            "le dernier vendredi de chaque mois, à partir du vendredi 31 janvier 2031",
        ),
        ("DTSTART;VALUE=DATE:20310501\nRRULE:FREQ=YEARLY", "tous les ans le 1er mai, à partir du jeudi 1er mai 2031"),
        ("DTSTART;VALUE=DATE:20310303\nRRULE:FREQ=DAILY", "tous les jours, à partir du lundi 3 mars 2031"),
        (
            "DTSTART;VALUE=DATE:20310304\nRDATE;VALUE=DATE:20310311",
            "mardi 4 mars 2031, mardi 11 mars 2031",
        ),
    ],
)
def test_when_an_event_takes_place_is_told_in_french(event: str, sentence: str) -> None:
    assert when(event) == f"Atelier : {sentence}."


def test_where_what_and_the_address_of_an_event() -> None:
    reading = read_calendar(
        calendar(
            "SUMMARY:Conseil\nDTSTART:20310304T083000Z\nLOCATION:Salle des fêtes\\, place du Marché\n"
            "DESCRIPTION:Ordre du jour :\\nvote du bud\n get\nURL:https://valbrune.example.fr/conseil\n"
            "BEGIN:VALARM\nDESCRIPTION:rappel\nEND:VALARM",
            name="X-WR-CALNAME:Agenda de Valbrune\r\n",
        )
    )
    lines = reading.pages[0].lines
    assert reading.declared_title == "Agenda de Valbrune"
    assert [line.text for line in lines] == [
        "Agenda de Valbrune",
        "Conseil",
        "Conseil : mardi 4 mars 2031 à 9 h 30.",
        "Lieu : Salle des fêtes, place du Marché",
        "Ordre du jour :",
        "vote du budget",
    ]
    assert {line.link for line in lines[1:]} == {"https://valbrune.example.fr/conseil"}


def test_events_stand_in_the_order_of_their_days_and_a_cancelled_one_says_so() -> None:
    late = "SUMMARY:Vœux\nDTSTART;VALUE=DATE:20320110\nSTATUS:CANCELLED"
    early = "SUMMARY:Marché\nDTSTART;VALUE=DATE:20310110"
    assert told(late, early)[0] == "Marché"
    assert told(late, early)[2] == "Annulé : Vœux"


def test_an_occurrence_that_was_moved_is_no_longer_one_of_the_series() -> None:
    series = "UID:1\nSUMMARY:Atelier\nDTSTART;VALUE=DATE:20310303\nRRULE:FREQ=WEEKLY"
    moved = "UID:1\nRECURRENCE-ID;VALUE=DATE:20310310\nSUMMARY:Atelier\nDTSTART;VALUE=DATE:20310312"
    assert told(series, moved)[1] == "Atelier : tous les lundis, à partir du lundi 3 mars 2031, sauf le 10 mars 2031."
    assert told(series, moved)[3] == "Atelier : mercredi 12 mars 2031."


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"BEGIN:VCALENDAR\nEND:VCALENDAR", FileReason.NO_TEXT), (b"Agenda de la commune", FileReason.DAMAGED)],
)
def test_what_holds_no_event_is_refused(data: bytes, reason: FileReason) -> None:
    with pytest.raises(Refused) as refused:
        read_calendar(data)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART:99999999T999999Z",
        "DTSTART:00000101",
        "DTSTART:20310304T090000\nDURATION:P9999W",
        "DTSTART:20310304\nRRULE:FREQ=WEEKLY;INTERVAL=x;BYDAY=,,;UNTIL=hier;COUNT=-1",
        "DTSTART;TZID=../../etc/hostname:20310304T090000",
        "DTSTART:20310304\nRRULE:FREQ=MONTHLY;BYDAY=99MO;BYSETPOS=++",
    ],
)
def test_values_that_make_no_sense_do_no_harm(event: str) -> None:
    assert told(f"SUMMARY:Atelier\n{event}")[0] == "Atelier"
