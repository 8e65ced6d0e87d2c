"""The day on which an office file was last saved, from its properties. Runs only in the cage."""

from datetime import date

from domain.written import WrittenEvidence
from ingest.office.bounded_xml import below, parse_xml
from ingest.office.bounded_zip import BoundedZip
from ingest.text import Refused
from ingest.written.choosing import machine_days

_PARTS = (("docProps/core.xml", "dcterms:modified"), ("meta.xml", "office:meta/dc:date"))


def property_dates(package: BoundedZip) -> tuple[tuple[WrittenEvidence, date], ...]:
    """The day of the last change; nothing where the properties are missing, damaged or hostile: the text is enough.

    Not the day of creation: that of a document made from last year's is last year's.
    """
    found: list[str] = []
    for part, path in _PARTS:
        try:
            data = package.read(part)
            element = below(parse_xml(data), path) if data else None
        except Refused:
            continue
        found += [element.text] if element is not None and element.text else []
    return tuple((WrittenEvidence.PROPERTIES, day) for day in machine_days(found))
