"""Of all that tells when a document was written, what is kept. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

from domain.written import Written, WrittenEvidence
from french.stated_period import stated_period
from ingest.text import Reading
from ingest.written.stated import stated_days

_EARLIEST = date(1990, 1, 1)
"""Before, a file's clock was not set: 1601, 1904, 1970 and 1980 are the epochs of file formats."""

_APART = timedelta(days=366)
# What libraries write where no day is given: python-docx's blank document, and ReportLab's « invariant » files.
_OF_NO_DOCUMENT = frozenset({date(2013, 12, 23), date(2000, 1, 1)})
_FIRST_PAGES = 2
_BY_PROGRAMS = (WrittenEvidence.PROPERTIES, WrittenEvidence.SERVER)


def find_written(reading: Reading, title: str, until: date = date.max, served_on: date | None = None) -> Written | None:
    """When a document was written: by the first kind of evidence that tells, and its latest day; None when none does.

    ``until`` is the day of reading: a later one is no day of writing. ``served_on`` is what the site's server gave for
    a file. What a program wrote is not believed against the title by over a year: a grid saved over that of 2029, an
    old notice scanned again.
    """
    days: dict[WrittenEvidence, list[date]] = {evidence: [] for evidence in WrittenEvidence}
    days[WrittenEvidence.STATED] = stated_days(_edges(reading))
    for evidence, day in reading.dates:
        days[evidence].append(day)
    days[WrittenEvidence.SERVER] += [served_on] if served_on else []
    first, last = stated_period(title)
    days[WrittenEvidence.PERIOD] = [first] if first else []
    for evidence in WrittenEvidence:
        kept = _possible(days[evidence], until)
        if evidence in _BY_PROGRAMS and first and last:
            kept = [day for day in kept if first - _APART <= day <= last + _APART]
        if kept:
            return Written(on=max(kept), evidence=evidence)
    return None


def _edges(reading: Reading) -> list[str]:
    """A document says its own day on its first pages or on the last; between them stand the texts that it quotes."""
    pages = reading.pages
    edges = pages if len(pages) <= _FIRST_PAGES else (*pages[:_FIRST_PAGES], pages[-1])
    return [line.text for page in edges for line in page.lines]


def served_day(header: str) -> date | None:
    """The day of a ``Last-Modified`` header (RFC 9110 §8.8.2); None when it is none."""
    try:
        return parsedate_to_datetime(header).date() if header else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def machine_days(values: Iterable[object]) -> Sequence[date]:
    """The days of metadata (« 2031-05-03T10:00:00+02:00 », a YAML date); others are left out."""
    found = []
    for value in values:
        if isinstance(value, date):
            found.append(date(value.year, value.month, value.day))
            continue
        try:
            found.append(date.fromisoformat(str(value).strip()[:10]))
        except ValueError:
            continue
    return found


def _possible(days: Iterable[date], until: date) -> list[date]:
    return [day for day in days if _EARLIEST <= day <= until and day not in _OF_NO_DOCUMENT]
