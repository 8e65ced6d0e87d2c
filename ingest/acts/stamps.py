"""The stamps printed on an act that was transmitted to the prefecture: identifier and days, checked against it. Pure.

The text is cut without them (``ingest/running.py``): they are kept as what they are, the act's way to being binding.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from domain.act import Act, ActKind, Transmission
from french.typed_span import flat
from ingest.running import is_stamp
from ingest.text import ReadPage, Signal

# « 041-214100000-20310405-D2031_12-DE », « 041-214100000-20310405-2031-12A-AR »: natures of @CTES are DE, AR, AI, CC,
# BF, AU; what some programs add after it (« -1-1_1 ») is left.
_IDENTIFIER = re.compile(r"\b(\d{3}-\d{9}-20\d{6}-[\w-]{1,20}?-(?:DE|AR|AI|CC|BF|AU))(?=\b|-|_)", re.IGNORECASE)
# « 18/06/2031 », « 18/06/31 »
_IN_FIGURES = r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>20\d\d|\d\d)\b"
_DAYS = {
    "sent_on": re.compile(rf"(?:envoye en prefecture le|date de teletransmission)\s*:?\s*{_IN_FIGURES}"),
    "received_on": re.compile(
        r"(?:recu (?:en prefecture )?le|date de reception (?:en )?prefecture|reception (?:par le prefet|en prefecture))"
        rf"\s*:?\s*{_IN_FIGURES}"
    ),
    "published_on": re.compile(rf"(?:(?:publie|affiche) le|publication|affichage)\s*:?\s*{_IN_FIGURES}"),
}
_ONE_ACT = frozenset({ActKind.DELIBERATION, ActKind.ARRETE})


def find_transmission(pages: Sequence[ReadPage]) -> Transmission | None:
    """What the stamps of a document say; None without a stamp, or when they are of several acts.

    ``pages`` are as read, before their stamps are left out. A day that two stamps give differently is withheld.
    """
    stamps = list(_stamps(pages))
    identifiers = {found.upper() for text in stamps for found in _IDENTIFIER.findall(text)}
    days = {name: _only(_days(pattern, stamps)) for name, pattern in _DAYS.items()}
    if len(identifiers) > 1 or not (identifiers or any(days.values())):
        return None
    return Transmission(identifier=identifiers.pop() if identifiers else None, **days)


def stamp_signal(act: Act | None, session_date: date | None) -> tuple[Signal, ...]:
    """CT-07 when the identifier gives another day or number than the deliberation or order that it is printed on."""
    stamp = act.transmission if act else None
    if act is None or stamp is None or act.kind not in _ONE_ACT:
        return ()
    measures: list[tuple[str, str]] = []
    if stamp.act_day and session_date and stamp.act_day != session_date:
        measures += [("stamp_day", stamp.act_day.isoformat()), ("text_day", session_date.isoformat())]
    if stamp.act_number and act.number and not _may_be_one(stamp.act_number, act.number):
        measures += [("stamp_number", stamp.act_number), ("text_number", act.number)]
    return (Signal(rule="CT-07", measures=tuple(measures)),) if measures else ()


def _stamps(pages: Iterable[ReadPage]) -> Iterator[str]:
    for page in pages:
        yield from (line.text for line in page.lines if is_stamp(line.text))


def _days(pattern: re.Pattern[str], stamps: Iterable[str]) -> set[date]:
    days = (_day(found) for text in stamps for found in pattern.finditer(" ".join(flat(text).split())))
    return {day for day in days if day is not None}


def _day(found: re.Match[str]) -> date | None:
    year = int(found["year"])
    try:
        return date(year if year > 99 else 2000 + year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _only(days: set[date]) -> date | None:
    return days.pop() if len(days) == 1 else None


def _may_be_one(stamped: str, written: str) -> bool:
    """« D2031_12 », « 2031-012 » and « DEL12 » may be one number; programs drop the year, or glue it to the rest."""
    one, other = (re.findall(r"\d+", number) for number in (stamped, written))
    glued, glued_other = "".join(one), "".join(other)
    if not glued or not glued_other or glued.endswith(glued_other) or glued_other.endswith(glued):
        return True
    return bool({int(n) for n in one if not _is_year(n)} & {int(n) for n in other if not _is_year(n)})


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.startswith("20")
