"""What makes a resident found at home: address, telephone, e-mail, birth date, plate, parcel. Pure.

An address or a number may be the town hall's, a shop's or a resident's: it is a resident's when it stands in the line
of a name that is masked, or after the words that only a person's home has.
"""

import re
from collections.abc import Iterator, Sequence

from domain.personal import PersonalKind
from french.addresses import addresses_in
from french.contacts import emails_in, phones_in
from french.dates import dates_in
from french.people_words import given_names
from french.typed_span import flat

PrivateSpan = tuple[int, int, PersonalKind]
"""Offsets in the text, and what stands there."""

# « demeurant 3 rue des Lilas », « domiciliée au 12, chemin du Bois », « habitant au »; the way may have no number.
_AT_HOME = re.compile(r"\b(?:demeurant|domicilie?e?s?|residant)\s*:?\s*(?:a |au |aux |chez )?")
# « Ferme du Bois - 41990 Valbrune », « lieu-dit Les Places »: homes without a number.
_HAMLET = re.compile(r"(?:ferme|lieu-?dit|lieudit|hameau|residence|ehpad|foyer)\b[^,;.|()\n]{2,60}")
_NEAR = 30
_BORN = re.compile(r"\b(?:nee?s?(?:\(e\))? (?:le|a [^,;.\d\n]{2,40} le)|naissance)\s*:?\s*(?:le )?")
# « AB-123-CD », « 123 ABC 41 »; not « AR-130-25 » of a number of order, hence the word before.
_PLATE = re.compile(r"(?<![\w-])(?:[A-Z]{2}[ -]?\d{3}[ -]?[A-Z]{2}|\d{1,4} ?[A-Z]{2,3} ?\d{2})(?![\w-])")
_PLATE_WORD = re.compile(r"immatricul|plaque")
_TOWN_S = re.compile(r"\b(?:communal|municipal|de la commune|de la mairie|du service)")
# « B478 », « section ZE n° 4 », « AB 112 »; only in a line that speaks of parcels.
_PARCEL = re.compile(r"(?<![\w-])(?:section +)?[A-Z]{1,2} ?(?:n° ?)?\d{1,4}(?![\w-])")
_PARCEL_WORD = re.compile(r"cadastr|parcelle")
_MAILBOXES = frozenset(
    [
        "gmail.com",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "hotmail.com",
        "hotmail.fr",
        "outlook.com",
        "outlook.fr",
        "laposte.net",
        "sfr.fr",
        "yahoo.fr",
        "yahoo.com",
        "live.fr",
        "bbox.fr",
        "neuf.fr",
        "club-internet.fr",
        "icloud.com",
        "msn.com",
        "protonmail.com",
        "aol.com",
        "numericable.fr",
    ]
)


def private_spans(
    text: str, masked: Sequence[tuple[int, int]], shown: Sequence[tuple[int, int]], *, parcels: bool, births: bool
) -> Iterator[PrivateSpan]:
    """Spans in no order, which may overlap. ``masked`` and ``shown`` are the names of the text.

    ``births`` says that the text is a table of births, whose dates are all masked.
    """
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        named = [name for name in masked if start <= name[0] < end]
        others = [name for name in shown if start <= name[0] < end]
        for first, last, kind in _in_line(line, bool(named), bool(others), parcels, births):
            yield start + first, start + last, kind
        start = end + 1


def _in_line(line: str, is_named: bool, has_others: bool, parcels: bool, births: bool) -> Iterator[PrivateSpan]:
    folded = flat(line)
    addresses = addresses_in(line) if is_named or _AT_HOME.search(folded) else []
    for found in _AT_HOME.finditer(folded):
        at_home = [a for a in addresses if found.end() <= a.start <= found.end() + _NEAR]
        place = _HAMLET.match(folded, found.end())
        if at_home:
            yield found.end(), at_home[0].end, PersonalKind.ADDRESS
        elif place:
            yield place.start(), place.end(), PersonalKind.ADDRESS
    dates = list(dates_in(line)) if births or _BORN.search(folded) else []
    births_at = {found.end() for found in _BORN.finditer(folded)}
    first = min(dates, key=lambda date: date.value.year or 9999, default=None) if births else None
    for date in dates:
        # A table of members has the day of their election beside that of their birth, which is the earlier.
        is_first = date is first and (is_named or has_others)
        if is_first or any(abs(date.start - at) <= 3 for at in births_at):
            yield date.start, date.end, PersonalKind.BIRTH
    for email in emails_in(line):
        user, _, host = email.value.partition("@")
        if is_named or (host in _MAILBOXES and not has_others and _is_of_a_person(user)):
            yield email.start, email.end, PersonalKind.EMAIL
    if not is_named:
        return
    if _PLATE_WORD.search(folded) and not _TOWN_S.search(folded):
        yield from ((m.start(), m.end(), PersonalKind.PLATE) for m in _PLATE.finditer(line))
    yield from ((a.start, a.end, PersonalKind.ADDRESS) for a in addresses)
    yield from ((p.start, p.end, PersonalKind.PHONE) for p in phones_in(line) if p.value.startswith("+33"))
    if parcels and _PARCEL_WORD.search(folded):
        yield from ((m.start(), m.end(), PersonalKind.PARCEL) for m in _PARCEL.finditer(line))


def _is_of_a_person(user: str) -> bool:
    """« jean.perrin », « m-perrin »; not « mairie.valbrune » nor « accueil »."""
    parts = [part for part in re.split(r"[.\-_\d]+", user) if part]
    return len(parts) > 1 and (parts[0] in given_names() or parts[-1] in given_names() or len(parts[0]) == 1)
