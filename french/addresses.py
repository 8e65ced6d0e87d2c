"""Postal addresses: a number and a way, a postcode and a town. « 3 bis, rue des Lilas, 41000 Valmoret », « BP 12 ».

A way without a number (« la rue des Lilas est barrée ») is a place, not an address, unless a postcode follows.
"""

import re
from dataclasses import dataclass

from french.typed_span import FactKind, TypedSpan, flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """As written, each part empty when the text does not give it; ``number`` is flat (« 3 bis »)."""

    number: str = ""
    way: str = ""
    postcode: str = ""
    town: str = ""


_WAYS = (
    r"(?:rue|avenue|av\.|boulevard|bd\.?|bld\.?|place|pl\.|chemin|ch\.|impasse|imp\.|allees?|route|rte|quai|square"
    r"|cours|passage|ruelle|sentier|venelle|esplanade|promenade|mail|rond-point|faubourg|fbg|cite|clos|residence|hameau"
    r"|lotissement|parvis|montee|villa)"
)
# « des Lilas », « du Dr. Moreau », « du 8 mai 1945 ».
_NAME = (
    r"(?: du \d{1,2}(?:er)? [a-z]+(?: 19\d\d)?| (?!et\b|est\b|a\b|ou\b|\d)(?:[a-z]{1,3}\.|[a-z0-9'\-]+)"
    r"(?: (?!et\b|est\b|a\b|ou\b|\d)(?:[a-z]{1,3}\.|[a-z0-9'\-]+)){0,5}?)"
)
_END = r"(?= ?(?:[,;()|\n:]|\. |\.$|- |$)| \d| (?:a|au|est|et|du lundi|le|pour|de \d|ouvert)\b)"
_POST = (
    r"(?P<post>\d{2} ?\d{3}) (?P<town>[a-z][a-z'\-]+(?:[ \-](?!cedex|tel|mail|et |le "
    r"|est )[a-z'\-]+){0,5}?)(?: cedex(?: \d+)?)?(?= ?(?:[,;()|\n.:/]|- |$)| \d| (?:tel|mail|cedex|et|le|est|pour|a"
    r"|au)\b)"
)
_STREET = re.compile(
    rf"(?<![\d,.°])(?<!article )(?<!n° )(?P<number>\d{{1,4}}(?:[-/]\d{{1,4}})?(?: ?(?:bis|ter|quater|[a-d](?= "
    rf"|,)))?),? ?(?P<way>{_WAYS}{_NAME}){_END}(?:[ ,.\n\-–|]{{0,4}}(?:bp \d+[ ,\-]{{0,3}})?{_POST})?"
)
_PLACE_AND_POST = re.compile(
    rf"\b(?P<way>{_WAYS}{_NAME}|(?:lieu-dit|place dite){_NAME}|mairie|hotel de ville|bp \d+)[ ,.\n\-]{{1,4}}{_POST}"
)


def addresses_in(text: str) -> list[TypedSpan[Address]]:
    """Addresses of ``text`` in order."""
    line = flat(text)
    found: list[TypedSpan[Address]] = []
    for pattern in (_STREET, _PLACE_AND_POST):
        for m in pattern.finditer(line):
            if not any(span.start < m.end() and m.start() < span.end for span in found):
                found.append(_span(text, m))
    return sorted(found, key=lambda span: span.start)


_SHORT_WORDS = {
    "av": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "pl": "place",
    "ch": "chemin",
    "imp": "impasse",
    "allees": "allee",
    "rte": "route",
    "fbg": "faubourg",
    "gal": "general",
    "mal": "marechal",
    "dr": "docteur",
    "cdt": "commandant",
    "cne": "capitaine",
    "lt": "lieutenant",
    "pdt": "president",
    "pr": "professeur",
    "st": "saint",
    "ste": "sainte",
}
_LITTLE_WORDS = frozenset({"de", "du", "des", "la", "le", "les", "l", "d"})
_WORD = re.compile(r"[a-z0-9]+")


def way_words(way: str) -> tuple[str, ...]:
    """The words of a way in one form: abbreviations in full, without articles.

    >>> way_words("av. du Gal Leclerc") == way_words("avenue du Général-Leclerc")
    True
    """
    found = (_SHORT_WORDS.get(word, word) for word in _WORD.findall(flat(way)))
    return tuple(word for word in found if word not in _LITTLE_WORDS)


def _span(text: str, m: re.Match[str]) -> TypedSpan[Address]:
    groups = m.groupdict()
    value = Address(
        number=groups.get("number") or "",
        way=text[m.start("way") : m.end("way")],
        postcode=(groups["post"] or "").replace(" ", ""),
        town=text[m.start("town") : m.end("town")] if groups["town"] else "",
    )
    return TypedSpan(kind=FactKind.ADDRESS, start=m.start(), end=m.end(), value=value)
