"""Numbers of texts: « n° 84-53 », « n°8453 », « np2000-321 », « DEL2OI7-126 », put right where it is certain."""

import re
from dataclasses import dataclass
from datetime import date

_MARK = r"(?<![a-z0-9])n(?:umeros?|[or](?![a-z])|os|[p9q](?=\s?[0-9oil])|)[^a-z0-9\n(+,;)\"]{0,4}"
"""« n° », « N », « n' », « n% », « np », « n9 », « No », « numéro »."""

_LAW = re.compile(
    rf"(?:(?P<mark>{_MARK})|(?<![0-9a-z/.-]))(?P<year>[0-9oilsz]{{4}}|[0-9oils]{{2}})\s{{0,2}}[-.,/_]\s{{0,2}}"
    r"(?P<rest>[0-9oils]{1,4})(?P<tail>[.-][0-9]{1,2})?(?![0-9a-z]|[./-]\s?[0-9])"
)
"""« n° 84-53 », « 2019-828 », « 82.979 », « 83-63.4 », « 2006 -1691 »; not « 26/01/84 », « 12.05.2016 »."""

_LAW_JOINED = re.compile(
    rf"(?:(?P<mark>{_MARK})|(?<![0-9a-z/.-]))(?P<digits>[0-9oil]{{3,8}})(?![0-9a-z]|[./-]\s?[0-9])"
)
"""« n° 8453 », « décret 20051309 »: the hyphen was lost."""

_MONTHS = "janv|fevr|mars|avri|mai|juin|juil|aout|sept|octo|nove|dece"
_LAW_SPACED = re.compile(
    rf"(?P<mark>{_MARK})(?P<year>(?:19|20)[0-9]{{2}}|[4-9][0-9])\s(?P<rest>[0-9]{{1,4}})"
    rf"(?![0-9a-z]|[./-]\s?[0-9]|\s(?:{_MONTHS}|[0-9]))"
)
"""« loi n° 84 53 », « décret n° 2016 360 »: a space where the hyphen was; not « n° 2016 12 mars », « n° 84 du 26 »."""

_ACT = re.compile(
    rf"(?P<mark>{_MARK}\s?)(?P<marked>(?:[a-z]{{1,4}}\s(?=[0-9]))?[a-z0-9]+(?:(?:[ ]?[-_/][ ]?|\.)[a-z0-9]+){{0,5}})"
    r"|(?<![0-9a-z/.-])(?P<bare>(?:[a-z]{1,6}[-_ /]?)?(?:19|2[0o])[0-9oil]{2}(?:[ ]?[-_/][ ]?|\.)"
    r"[a-z0-9]+(?:[-_./][a-z0-9]+){0,4})(?![a-z0-9])"
)
"""« n° 22/03/04 », « DEL2021-195 », « 2016-A-64 », « n° CB 24-07 »; not « le 20 mars 2021 »."""

_MISREAD = re.compile(r"(?<=[0-9])[OoIl]+(?=[0-9]|\b|[-_/.])")
"""« 2OI7 », « 202I »; not « 24T0001 »."""

_NOR = re.compile(r"\b(?:nor\s?:?\s?)?([a-z]{3}[a-z0-9]\d{7}[a-z]|[a-z]{3}/[a-z]/\d{2}/\d{5}/[a-z])\b")
"""« NOR : INTB1407194N », « INT/B/06/00060/C »."""

_EU = re.compile(r"(?<![0-9/])([0-9]{2,4})\s?/\s?([0-9][0-9oil]{0,3})(?![0-9a-z])")
_DIGITS = str.maketrans("oilsz", "01152")
_FIRST_SHORT_YEAR = 45
_LATEST_YEAR = 2035
_NEAR_FULL_YEAR = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class TextNumber:
    """A number at ``start:end`` of the folded text. ``written`` is its other form when it was put right."""

    start: int
    end: int
    number: str
    written: str | None = None
    is_ocr: bool = False
    is_hyphen_lost: bool = False
    is_marked: bool = True


def law_number(folded: str, start: int, end: int, near: int) -> TextNumber | None:
    """The number of a law, an ordinance or a decree; without « n° », only when it begins before ``near``."""
    at = start
    while found := _LAW.search(folded, at, end):
        at = found.end("year")
        if not re.search(r"[0-9]", found["year"]):
            continue
        year, rest = found["year"].translate(_DIGITS), found["rest"].translate(_DIGITS)
        rest += (found["tail"] or "")[1:] if (found["tail"] or "").startswith(".") else ""
        is_plausible = year[:2] in {"19", "20", "18"} if len(year) == 4 else int(year) >= _FIRST_SHORT_YEAR
        is_near = found.start() < near + (_NEAR_FULL_YEAR if len(year) == 4 else 0)
        if not is_plausible or not (found["mark"] or is_near):
            continue
        plain = f"{year}-{rest}"
        number = f"{year[2:] if year[:2] in {'19', '18'} and len(year) == 4 else year}-{rest.lstrip('0') or '0'}"
        is_ocr = re.search(r"[^0-9]", found["year"] + found["rest"]) is not None or _is_odd(found["mark"])
        written = plain if plain != number else None
        return TextNumber(start=found.start(), end=found.end(), number=number, written=written, is_ocr=is_ocr)
    return None


def spaced_law_number(folded: str, start: int, end: int, signed: date | None) -> TextNumber | None:
    """The number of a law with a space for its hyphen; its year is the day's, where there is one, or next to it."""
    for found in _LAW_SPACED.finditer(folded, start, end):
        year = found["year"]
        in_full = int(year) if len(year) == 4 else 1900 + int(year)
        if in_full > _LATEST_YEAR or (signed and abs(signed.year - in_full) > 1):
            continue
        short = year[2:] if year.startswith("19") and len(year) == 4 else year
        number = f"{short}-{found['rest'].lstrip('0') or '0'}"
        return TextNumber(
            start=found.start(), end=found.end(), number=number, is_hyphen_lost=True, is_ocr=_is_odd(found["mark"])
        )
    return None


def joined_law_number(folded: str, start: int, end: int, near: int, signed: date | None) -> TextNumber | None:
    """The number of a law whose hyphen was lost: cut after its year, which the date tells when there is one."""
    at = start
    while found := _LAW_JOINED.search(folded, at, end):
        at = found.end()
        digits = found["digits"].translate(_DIGITS)
        cut = _year_length(digits, signed)
        if cut and (found["mark"] or found.start() < near):
            number = f"{digits[:cut]}-{digits[cut:].lstrip('0') or '0'}"
            return TextNumber(
                start=found.start(), end=found.end(), number=number, is_hyphen_lost=True, is_ocr=_is_odd(found["mark"])
            )
    return None


def _year_length(digits: str, signed: date | None) -> int:
    if signed:
        year = f"{signed.year}"
        if digits.startswith(year) and len(digits) > 4:
            return 4
        return 2 if digits.startswith(year[2:]) and len(digits) > 2 and signed.year < 2000 else 0
    if len(digits) > 4 and 1999 < int(digits[:4]) <= _LATEST_YEAR:
        return 4
    return 2 if 3 <= len(digits) <= 6 and int(digits[:2]) >= _FIRST_SHORT_YEAR else 0


def _is_odd(mark: str | None) -> bool:
    return bool(mark) and re.search(r"n[p9q]|n\s?['%*\"^~<>?]", str(mark)) is not None


def act_number(text: str, folded: str, start: int, end: int, near: int) -> TextNumber | None:
    """The number of a deliberation or an order, as written; ``text`` is what ``folded`` was, same offsets."""
    at = start
    while found := _ACT.search(folded, at, end):
        at = found.end()
        group = "marked" if found["mark"] else "bare"
        if not re.search(r"[0-9]", found[group]):
            at = found.start() + 1
            continue
        low, high = found.span(group)
        if " " in found[group] and not text[low : low + 2].strip().isupper() and found[group][0].isalpha():
            low = low + found[group].index(" ") + 1
        written = re.sub(r"\s*([-_/.])\s*", r"\1", text[low:high])
        number = _MISREAD.sub(lambda m: m[0].lower().translate(_DIGITS), written)
        is_ocr = number != written or _is_odd(found["mark"])
        return TextNumber(
            start=found.start(),
            end=high,
            number=number,
            written=written if number != written else None,
            is_ocr=is_ocr,
            is_marked=bool(found["mark"]),
        )
    return None


def nor_number(folded: str, start: int, end: int) -> TextNumber | None:
    """The NOR of a circular."""
    found = _NOR.search(folded, start, end)
    return found and TextNumber(start=found.start(), end=found.end(), number=found[1].upper())


def eu_number(folded: str, start: int, end: int) -> TextNumber | None:
    """« 2016/679 », « 92/43 »: year and number in the order in which they are written."""
    found = _EU.search(folded, start, end)
    return found and TextNumber(
        start=found.start(), end=found.end(), number=f"{found[1]}/{found[2].translate(_DIGITS)}"
    )
