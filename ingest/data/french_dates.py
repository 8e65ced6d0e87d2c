"""Dates and times of data files, written as residents read them: « mardi 4 mars 2031 », « 9 h 30 ». Pure."""

import re
from datetime import date, time

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
# « 2031-03-04 », « 2031-03-04T10:00:00Z », « 04/03/2031 10:00:00 »; not « 2031-03 », not « 12-2031-04 ».
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?")
_FRENCH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: \d{1,2}:\d{2}.*)?")
# « 1er mars 2031 »
_WORDS = re.compile(rf"(\d{{1,2}})(?:er)? ({'|'.join(MONTHS)}) (\d{{4}})")
_TIME = re.compile(r"(\d{1,2})[:h](\d{2})(?::\d{2})?")


def read_day(text: str) -> date | None:
    """The day that a value gives, in figures or in the words of ``day_in_words``; None when it is no date."""
    iso, french, words = (form.fullmatch(text.strip()) for form in (_ISO, _FRENCH, _WORDS))
    try:
        if iso:
            return date(int(iso.group(1)), int(iso.group(2)), int(iso.group(3)))
        if french:
            return date(int(french.group(3)), int(french.group(2)), int(french.group(1)))
        if words:
            return date(int(words.group(3)), MONTHS.index(words.group(2)) + 1, int(words.group(1)))
    except ValueError:
        pass
    return None


def day_in_words(day: date, with_weekday: bool = False) -> str:
    """« 4 mars 2031 », « 1er mars 2031 », « mardi 4 mars 2031 »."""
    number = "1er" if day.day == 1 else str(day.day)
    name = f"{DAYS[day.weekday()]} " if with_weekday else ""
    return f"{name}{number} {MONTHS[day.month - 1]} {day.year}"


def time_in_words(moment: time) -> str:
    """« 9 h », « 14 h 30 », « midi » is written « 12 h »."""
    return f"{moment.hour} h {moment.minute:02}" if moment.minute else f"{moment.hour} h"


def read_time(text: str) -> time | None:
    """« 09:00:00 », « 14h30 »; None when it is no time of day."""
    found = _TIME.fullmatch(text.strip())
    if not found or int(found.group(1)) > 23 or int(found.group(2)) > 59:
        return None
    return time(int(found.group(1)), int(found.group(2)))
