"""The key of a text from what was read of it: number, day and nickname, each put right by the others."""

from dataclasses import dataclass
from datetime import date

from domain.legal_reference import ReferenceFlag, ReferenceKind
from visas.recognising.code_names import slip_count
from visas.recognising.known_texts import KnownText, known_texts, nickname_in, texts_of_day
from visas.recognising.text_numbers import TextNumber

_LAWS = frozenset({ReferenceKind.LOI, ReferenceKind.ORDONNANCE, ReferenceKind.DECRET})
_DATED = frozenset({ReferenceKind.ARRETE, ReferenceKind.AVIS, ReferenceKind.CONVENTION})
_LATEST_YEAR = 2035


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read of a text."""

    kind: ReferenceKind
    number: TextNumber | None
    day: date | None
    nickname: KnownText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """Its key, the other keys that its words admit, and what was put right."""

    key: str
    number: str | None = None
    alternatives: tuple[str, ...] = ()
    flags: frozenset[ReferenceFlag] = frozenset()


def key_of(read: Read, title: str) -> Keyed | None:
    """The key of a text; ``title`` is what follows its noun, folded. None when neither number nor day nor nickname."""
    flags = _reading_flags(read.number)
    if read.kind in _LAWS:
        if read.number:
            return _numbered_law(read, read.number, title, flags)
        return _unnumbered_law(read, title)
    day = read.day.isoformat() if read.day else None
    number = read.number.number if read.number else None
    if read.kind in _DATED:
        other = f"arrete:n:{number}" if read.kind is ReferenceKind.ARRETE else f"{read.kind.value}:{number}"
        if day:
            others = (other,) if number else ()
            return Keyed(key=f"{read.kind.value}:{day}", number=number, alternatives=others, flags=flags)
        if number and read.kind is ReferenceKind.ARRETE:
            return Keyed(key=other, number=number, alternatives=_as_written(read, "arrete:n"), flags=flags)
        return None
    if number is None:
        return Keyed(key=f"{read.kind.value}:{day}") if day else None
    alternatives: tuple[str, ...] = _as_written(read, read.kind.value)
    alternatives += (f"{read.kind.value}:{day}",) if day else ()
    if "_" in number:
        alternatives += (f"{read.kind.value}:{number.replace('_', '-')}",)
    if " " in number:
        alternatives += (f"{read.kind.value}:{number.replace(' ', '')}",)
    return Keyed(key=f"{read.kind.value}:{number}", number=number, alternatives=alternatives, flags=flags)


def _as_written(read: Read, prefix: str) -> tuple[str, ...]:
    return (f"{prefix}:{read.number.written}",) if read.number and read.number.written else ()


def _reading_flags(number: TextNumber | None) -> frozenset[ReferenceFlag]:
    flags = set()
    if number and number.is_ocr:
        flags.add(ReferenceFlag.OCR)
    if number and number.is_hyphen_lost:
        flags.add(ReferenceFlag.HYPHEN_LOST)
    return frozenset(flags)


def _numbered_law(read: Read, number: TextNumber, title: str, flags: frozenset[ReferenceFlag]) -> Keyed:
    key = f"{read.kind.value}:{number.number}"
    alternatives = _as_written(read, read.kind.value)
    known = known_texts().get(key)
    if known:
        if read.day and read.day != known.day:
            flags |= {ReferenceFlag.WRONG_DATE}
        return Keyed(key=key, number=number.number, alternatives=alternatives, flags=flags)
    right = _meant(read, number.number, title)
    if right and right != key:
        flags |= {ReferenceFlag.WRONG_NUMBER}
        return Keyed(key=right, number=right.partition(":")[2], alternatives=(*alternatives, key), flags=flags)
    return Keyed(key=key, number=number.number, alternatives=alternatives, flags=flags)


def _meant(read: Read, number: str, title: str) -> str | None:
    """The text that is meant by a number that no known text has: of that day, and so titled or numbered nearly so."""
    year, _, rest = number.partition("-")
    if read.day and len(year) == 4 and year != str(read.day.year):
        moved = f"{read.kind.value}:{read.day.year}-{rest}"
        if int(year) > _LATEST_YEAR or moved in known_texts():
            return moved
    of_day = texts_of_day().get((read.kind, read.day), ()) if read.day else ()
    titled = read.nickname or _titled(read.kind, title)
    for known in of_day:
        if known == titled or sorted(known.key.partition(":")[2]) == sorted(number):
            return known.key
        if len(number) > 6 and slip_count(known.key.partition(":")[2], number, 1) <= 1 and titled in {None, known}:
            return None if known.kind is ReferenceKind.DECRET else known.key if titled else None
    return None


def _titled(kind: ReferenceKind, title: str) -> KnownText | None:
    found = nickname_in(title, kind, 0, len(title))
    return found.text if found else None


def _unnumbered_law(read: Read, title: str) -> Keyed | None:
    day = f"{read.kind.value}:{read.day.isoformat()}" if read.day else None
    known = read.nickname
    if known is None and read.day:
        of_day = texts_of_day().get((read.kind, read.day), ())
        titled = _titled(read.kind, title)
        sure = [text for text in of_day if text.by_date or text == titled]
        known = sure[0] if len(sure) == 1 else None
    if known is None:
        return Keyed(key=day) if day else None
    flags = frozenset({ReferenceFlag.WRONG_DATE}) if read.day and read.day != known.day else frozenset()
    alternatives = (day,) if day and day != known.key else ()
    return Keyed(key=known.key, number=known.key.partition(":")[2], alternatives=alternatives, flags=flags)
