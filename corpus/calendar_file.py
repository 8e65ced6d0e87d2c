"""Makes a list of events into an iCalendar file (RFC 5545): zoned times, whole days, repeats, folded lines."""

import datetime
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

_FOLD_OCTETS = 75
"""Longest content line before it is folded: RFC 5545, 3.1."""
_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""


def render_ics(path: Path) -> bytes:
    """The calendar of a TOML file: ``name``, ``stamp``, ``[[event]]`` with ``uid``, ``title``, ``start``, ``end`` and,
    where there is one, ``place``, ``words``, ``repeat`` (an RRULE), ``except`` (local times), ``kinds``.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Montreval-sur-Cisse//Agenda//FR", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(table['name'])}", *_ZONE.split("\n")]
    for event in table["event"]:
        lines.extend(_event(event, table["stamp"]))
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(event: Mapping[str, object], stamp: datetime.datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event['uid']}@montreval-sur-cisse.example"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART{_moment(event['start'])}"
    yield f"DTEND{_moment(event['end'])}"
    if "repeat" in event:
        yield f"RRULE:{event['repeat']}"
    if "except" in event:
        yield f"EXDATE{_moment(event['except'])}"
    yield f"SUMMARY:{_escaped(event['title'])}"
    if "place" in event:
        yield f"LOCATION:{_escaped(event['place'])}"
    if "words" in event:
        yield f"DESCRIPTION:{_escaped(event['words'])}"
    if "kinds" in event:
        yield f"CATEGORIES:{event['kinds']}"
    yield "END:VEVENT"


def _moment(value: object) -> str:
    """A property's parameters and value: a local time of Paris, or a whole day."""
    if isinstance(value, datetime.datetime):
        return f";TZID=Europe/Paris:{value:%Y%m%dT%H%M%S}"
    return f";VALUE=DATE:{value:%Y%m%d}"


def _escaped(value: object) -> str:
    text = str(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Lines of 75 octets at most, those that follow opened by a space; never cut inside a character."""
    kept = ""
    for character in line:
        if len((kept + character).encode()) > _FOLD_OCTETS:
            yield kept
            kept = " "
        kept += character
    yield kept
