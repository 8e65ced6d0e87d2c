"""ICS calendars (RFC 5545) → lines: one event after another, when in French, where, how often. Runs only in the cage.

Recurrences are told in words, not unrolled: « tous les lundis jusqu'au 30 juin 2031, sauf le 1er juin 2031 ».
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.document import FileReason, MediaType
from ingest.characters import clean_characters
from ingest.data.french_dates import DAYS, MONTHS, day_in_words, time_in_words
from ingest.links import public_link
from ingest.markup.charset import decode_text
from ingest.text import LineKind, Reading, ReadPage, Refused, TextLine

MOST_EVENTS = 5_000
_HOME = ZoneInfo("Europe/Paris")
_UNFOLD = re.compile(r"\n[ \t]")
_PARAMETER = re.compile(r';([\w-]+)=(?:"([^"]*)"|([^;:]*))')
_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?")
_DURATION = re.compile(r"P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d+S)?)?")
_CODES = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_RANKS = {1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", -1: "dernier"}
_NUMBERS = ("deux", "trois", "quatre", "cinq", "six")
_ESCAPED = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Property:
    parameters: dict[str, str]
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _When:
    """A moment of an event: a day, with a time in the commune's zone unless it lasts all day."""

    day: date
    at: time | None = None


@dataclass(slots=True, kw_only=True)
class _Event:
    properties: dict[str, list[_Property]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        found = self.properties.get(name)
        return re.sub(r"\\[nN,;\\]", lambda m: _ESCAPED[m.group()], found[0].value) if found else ""


def read_calendar(data: bytes) -> Reading:
    """Lines of a calendar. Raises Refused: DAMAGED when it is none, NO_TEXT when it has no event."""
    text = decode_text(data)
    if "BEGIN:VCALENDAR" not in text[:400].upper():
        raise Refused(FileReason.DAMAGED, "no VCALENDAR")
    name, events = _parsed(_UNFOLD.sub("", text))
    _except_moved(events)
    told = sorted(events, key=_sort_key)
    lines = [line for event in told for line in _lines(event)]
    if not lines:
        raise Refused(FileReason.NO_TEXT, "a calendar without event")
    if name:
        lines.insert(0, TextLine(text=name, kind=LineKind.HEADING, level=1))
    return Reading(
        media_type=MediaType.CALENDAR, pages=(ReadPage(number=None, lines=tuple(lines)),), declared_title=name
    )


def _parsed(text: str) -> tuple[str, list[_Event]]:
    """The calendar's name and its events; what stands inside an alarm is not the event's."""
    name, events = "", list[_Event]()
    inside: list[str] = []
    for line in text.split("\n"):
        head, colon, value = _split(line)
        if not colon:
            continue
        key = head.partition(";")[0].strip().upper()
        if key == "BEGIN":
            inside = [*inside[:20], value.strip().upper()]
            if inside[-1] == "VEVENT" and len(events) < MOST_EVENTS:
                events.append(_Event())
        elif key == "END":
            inside = inside[:-1]
        elif inside[-1:] == ["VEVENT"] and events:
            parameters = {m.group(1).upper(): m.group(2) or m.group(3) or "" for m in _PARAMETER.finditer(head)}
            events[-1].properties.setdefault(key, []).append(_Property(parameters=parameters, value=value))
        elif inside[-1:] == ["VCALENDAR"] and key in ("X-WR-CALNAME", "NAME"):
            name = name or clean_characters(value)
    return name, events


def _except_moved(events: Sequence[_Event]) -> None:
    """An occurrence that was moved stands as an event of its own: its day is no longer one of the series."""
    series = {event.text("UID"): event for event in events if "RRULE" in event.properties}
    for event in events:
        moved = event.properties.get("RECURRENCE-ID")
        if moved and event.text("UID") in series:
            series[event.text("UID")].properties.setdefault("EXDATE", []).extend(moved)


def _split(line: str) -> tuple[str, str, str]:
    """« DTSTART;TZID="a:b":2031… » cut at the colon that is in no quotes."""
    quoted = False
    for place, character in enumerate(line[:2_000]):
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return line[:place], ":", line[place + 1 :]
    return line, "", ""


def _sort_key(event: _Event) -> tuple[date, time]:
    when = _moment(event, "DTSTART")
    return (when.day, when.at or time()) if when else (date.max, time())


def _moment(event: _Event, name: str) -> _When | None:
    found = event.properties.get(name)
    return _when(found[0].value, found[0].parameters.get("TZID", "")) if found else None


def _when(value: str, zone: str) -> _When | None:
    """A date, or a time turned to the hour of the commune. A zone that is not known is taken as the commune's."""
    found = _STAMP.fullmatch(value.strip())
    if not found:
        return None
    year, month, day, hour, minute, second, is_utc = found.groups()
    try:
        if hour is None:
            return _When(day=date(int(year), int(month), int(day)))
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), min(int(second), 59), tzinfo=UTC)
        if not is_utc:
            moment = moment.replace(tzinfo=_zone(zone))
        moment = moment.astimezone(_HOME)
    except (ValueError, OverflowError):
        return None
    return _When(day=moment.date(), at=moment.time())


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name.strip("/")) if name and ".." not in name else _HOME
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return _HOME


def _lines(event: _Event) -> Iterator[TextLine]:
    title = clean_characters(event.text("SUMMARY"))
    start = _moment(event, "DTSTART")
    if not title and not event.text("DESCRIPTION").strip():
        return
    link = public_link(event.text("URL"))
    if event.text("STATUS").strip().upper() == "CANCELLED":
        title = f"Annulé : {title}"
    yield TextLine(text=title or "Événement", kind=LineKind.HEADING, level=2, link=link)
    if start:
        yield TextLine(
            text=f"{title} : {_span(event, start)}." if title else f"{_span(event, start)}.",
            kind=LineKind.PARAGRAPH,
            link=link,
        )
    place = clean_characters(event.text("LOCATION").replace("\n", ", "))
    if place:
        yield TextLine(text=f"Lieu : {place}", kind=LineKind.PARAGRAPH, link=link)
    for piece in filter(None, map(clean_characters, event.text("DESCRIPTION").split("\n"))):
        yield TextLine(text=piece, kind=LineKind.PARAGRAPH, link=link)


def _span(event: _Event, start: _When) -> str:
    """« mardi 4 mars 2031 de 9 h à 12 h », « tous les lundis de 9 h à 12 h, à partir du lundi 3 mars 2031 »."""
    end = _moment(event, "DTEND") or _after(start, event.text("DURATION"))
    rule = _rule(event, start)
    hours = ""
    if start.at is not None:
        hours = f" à {time_in_words(start.at)}"
        if end and end.at is not None and end.day == start.day and end.at > start.at:
            hours = f" de {time_in_words(start.at)} à {time_in_words(end.at)}"
    if rule:
        return f"{rule}{hours}{_bounds(event, start)}"
    last = _last_day(start, end)
    if last != start.day:
        until = f" à {time_in_words(end.at)}" if end and end.at is not None else ""
        return f"du {day_in_words(start.day, True)}{hours if start.at else ''} au {day_in_words(last, True)}{until}"
    others = [
        when
        for entry in event.properties.get("RDATE", [])
        for when in (_when(value, entry.parameters.get("TZID", "")) for value in entry.value.split(",")[:200])
        if when
    ]
    more = "".join(f", {day_in_words(other.day, True)}" for other in others[:50])
    return f"{day_in_words(start.day, True)}{more}{hours}"


def _after(start: _When, duration: str) -> _When | None:
    found = _DURATION.fullmatch(duration.strip())
    if not found or start.at is None or not any(found.groups()):
        return None
    weeks, days, hours, minutes = (int(part or 0) for part in found.groups())
    try:
        end = datetime.combine(start.day, start.at) + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    except OverflowError:
        return None
    return _When(day=end.date(), at=end.time())


def _last_day(start: _When, end: _When | None) -> date:
    """An end that is a day is the day after the last one (RFC 5545, §3.6.1); midnight belongs to the day before."""
    if end is None or end.day <= start.day:
        return start.day
    is_next = end.at is None or (end.at == time() and start.at is not None)
    return end.day - timedelta(days=1) if is_next else end.day


def _parts(event: _Event) -> dict[str, str]:
    pairs = (part.partition("=") for part in event.text("RRULE").strip().split(";"))
    return {name.upper(): value for name, _, value in pairs if value}


def _rule(event: _Event, start: _When) -> str:
    """How often, in words; empty for an event that is not repeated or in a way that has no short words."""
    parts = _parts(event)
    every = int(parts["INTERVAL"]) if parts.get("INTERVAL", "1").isdigit() and "INTERVAL" in parts else 1
    days = [(code[:-2], _CODES[code[-2:]]) for code in parts.get("BYDAY", "").upper().split(",") if code[-2:] in _CODES]
    match parts.get("FREQ", "").upper():
        case "DAILY":
            return "tous les jours" if every == 1 else f"tous les {_number(every)} jours"
        case "WEEKLY":
            names = _joined(
                [f"{DAYS[day]}s" for _, day in sorted(days, key=lambda pair: pair[1])]
                or [f"{DAYS[start.day.weekday()]}s"]
            )
            if [day for _, day in days] == list(range(5)):
                names = "jours du lundi au vendredi"
            return f"tous les {names}" if every == 1 else f"les {names}, une semaine sur {_number(every)}"
        case "MONTHLY":
            return _monthly(parts, days, start, every)
        case "YEARLY":
            number = "1er" if start.day.day == 1 else str(start.day.day)
            return f"tous les ans le {number} {MONTHS[start.day.month - 1]}" if every == 1 else ""
    return ""


def _monthly(parts: dict[str, str], days: Sequence[tuple[str, int]], start: _When, every: int) -> str:
    often = "de chaque mois" if every == 1 else f"tous les {_number(every)} mois"
    rank = parts.get("BYSETPOS") or (days[0][0] if days else "")
    if days and rank.lstrip("+-").isdigit() and int(rank) in _RANKS and len(days) == 1:
        return f"le {_RANKS[int(rank)]} {DAYS[days[0][1]]} {often}"
    if days:
        return ""
    number = parts.get("BYMONTHDAY") or str(start.day.day)
    if number == "-1":
        return f"le dernier jour {often}"
    return f"le {'1er' if number == '1' else number} {often}" if number.isdigit() else ""


def _bounds(event: _Event, start: _When) -> str:
    """From when, until when, how many times, and the days that are left out."""
    parts = _parts(event)
    until = _when(parts.get("UNTIL", ""), "")
    told = f", à partir du {day_in_words(start.day, True)}"
    if until:
        told = f", du {day_in_words(start.day)} au {day_in_words(until.day)}"
    elif parts.get("COUNT", "").isdigit():
        told += f", {int(parts['COUNT'])} fois"
    skipped = sorted(
        {
            when.day
            for entry in event.properties.get("EXDATE", [])
            for when in (_when(value, entry.parameters.get("TZID", "")) for value in entry.value.split(",")[:200])
            if when
        }
    )
    if skipped:
        told += f", sauf {_joined([f'le {day_in_words(day)}' for day in skipped])}"
    return told


def _joined(words: Sequence[str]) -> str:
    return " et ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def _number(count: int) -> str:
    return _NUMBERS[count - 2] if 2 <= count <= 6 else str(count)
