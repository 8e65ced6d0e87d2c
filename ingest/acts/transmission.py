"""What the transmission to the prefecture (@CTES) printed on an act: its matter, nature, day and number. Pure.

Read before the stamps are taken out of the text (``ingest/running.py``). The slip and the stamp are made by machines
from what the sender declared: they say more than a title's words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.act import ActKind
from french.typed_span import flat
from ingest.acts.matters import is_matter

# « Matière de l'acte : 7.5 - Subventions », « Classification matières/sous-matières : 7 .10 .3 », « Code matière 1.1 »,
# « Nomenclature ACTES : 8.1 Enseignement »; not « en matière de », « Matières sèches : 7,5 t », « nomenclature M57 ».
_MATTER = re.compile(
    r"^\W*(?:codes? )?(?:matieres?|classification|nomenclature|domaine)\b(?! (?:seches?|premieres?|organiques?))"
    r"[a-z@/' -]{0,40}[: -] ?(?P<first>[1-9]) ?\. ?(?P<second>\d{1,2})(?![\d,]| ?(?:%|t\b|kg\b|€|m2|m3))"
)
# « Nature de l'acte : Délibérations », « Nature : Arrêtés réglementaires », « Nature de l'acte: Actes individuels »
_NATURE = re.compile(
    r"^\W*nature(?: de l'acte)? ?: ?(?:\d ?[.-]? ?)?"
    r"(?P<nature>deliberations?|arretes?|actes (?:individuels|reglementaires)|conventions?|contrats)"
)
# « ID : 099-219900123-20310613-D2031_12-DE », « 099-219900123-20310613-47-AR-1-1_1 »
_ID = re.compile(
    r"\b(?P<dep>\d{2}[\dab])-(?P<siren>\d{9})-(?P<day>20\d{6})-(?P<number>[\w.-]{1,30}?)-(?P<nature>de|ar|ai|cc|au|bf)\b"
)
_NATURES = {"de": ActKind.DELIBERATION, "ar": ActKind.ARRETE, "ai": ActKind.ARRETE, "cc": ActKind.CONVENTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAct:
    """What was printed; each is None where nothing was, or where two acts of one file were sent.

    ``matter`` is a code of two levels (« 7.5 »); ``day`` is that of the act.
    """

    matter: str | None = None
    kind: ActKind | None = None
    day: date | None = None
    number: str | None = None


def find_sent(lines: Iterable[str]) -> SentAct:
    """What the lines of a document say of its transmission, stamps included."""
    matters: set[str] = set()
    kinds: set[ActKind] = set()
    ids: set[tuple[date, str]] = set()
    for text in lines:
        line = flat(text.strip())
        found = _MATTER.search(line)
        if found and is_matter(code := f"{found['first']}.{int(found['second'])}"):
            matters.add(code)
        nature = _NATURE.search(line)
        if nature:
            kinds.add(_named(nature["nature"]))
        for stamp in _ID.finditer(line):
            day = _day(stamp["day"])
            if day is not None:
                ids.add((day, text.strip()[stamp.start("number") : stamp.end("number")]))
                kinds.update({_NATURES[stamp["nature"]]} if stamp["nature"] in _NATURES else ())
    day, number = next(iter(ids)) if len(ids) == 1 else (None, None)
    matter = next(iter(matters)) if len(matters) == 1 else None
    return SentAct(matter=matter, kind=next(iter(kinds)) if len(kinds) == 1 else None, day=day, number=number)


def _named(nature: str) -> ActKind:
    if nature.startswith("deliberation"):
        return ActKind.DELIBERATION
    return ActKind.ARRETE if nature.startswith(("arrete", "acte")) else ActKind.CONVENTION


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
