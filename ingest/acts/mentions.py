"""How an act names another: « la délibération n° 2031-12 du 3 mars relative aux tarifs », « celui du 22 juin ». Pure.

Works on text made ``flat``, of the same length, so that offsets are those of the text as written.
"""

import re
from collections.abc import Iterator
from datetime import date

from domain.act import ActKind, ActMention
from french.dates import dates_in
from french.typed_span import flat

_KINDS = (
    ("deliberation", ActKind.DELIBERATION),
    ("arrete", ActKind.ARRETE),
    ("reglement", ActKind.REGLEMENT),
    ("convention", ActKind.CONVENTION),
    ("avenant", ActKind.CONVENTION),
    ("decision", None),
    ("tarif", None),
    ("grille", None),
)
_NOUN = (
    r"(?:deliberations?|arretes?(?! ?:)|reglements?(?: interieurs?)?|conventions?|avenants?|decisions?|tarifs?"
    r"|grilles? tarifaires?)"
)
# « l'article 4 de », « les articles 2 et 3 du », « l'annexe 1 à », « le paragraphe II de », « le tableau annexé à »
PART = (
    r"(?:(?:l'|les |le |la |des |de l'|du |a l'|aux |ses )?(?P<part>(?:articles?|annexes?|alineas?|paragraphes?|points?"
    r"|chapitres?|titres?|tableaux?|lignes?|dispositions?)(?: (?:premier|unique|1 ?er|[ivx]+\b|\d+(?:[.-]\d+)?)"
    r"(?:(?:,| et| a) \d+)*)?)(?: [a-z']+){0,3}? (?:de|du|des|a|d')\s?)"
)
MENTION = (
    rf"{PART}?(?:(?:la |le |les |l'|des |du |de la |de l'|aux? |cette |sa |son )?"
    rf"(?:(?:precedente?s?|ancienne?s?|seule?) )?(?P<what>{_NOUN})"
    r"|(?P<pronoun>celle|celui|ceux|celles)(?= (?:du|n|en date|prise?s?)\b)|(?P<former>(?:la|le|les) precedente?s?)\b)"
)
"""A mention's head: the part, then the noun, the pronoun, or « la précédente » alone."""

# « n° 2031-12 », « N°DEL2031-45 », « n° 30-2031-06-16-00003 », « n° 47 / 2031 »; letters before the figures or not
_NUMBERED = re.compile(r"\bn ?[°ºo]s? ?:? ?(?P<number>(?:[a-z]{1,5}[ _.-]?)?\d[\w]*(?: ?[/_.-] ?\d\w*)*)")
# without « n° »: « DEL2031-45 », « D 2031-12 », « 2031-12 »; not the years of « 2031-2032 »
_BARE = re.compile(r"\b(?P<number>(?:[a-z]{1,5}[ _.-]?)?20\d\d ?[-_/] ?(?!20\d\d\b)\d{1,4})\b(?![/-]\d)")
_AND_NUMBER = re.compile(r" ?(?:,|et|;) ?(?:n ?[°ºo] ?)?(?P<number>(?:[a-z]{1,5}[ _.-]?)?20\d\d ?[-_/] ?\d{1,4})\b")
# The words that say what the other is about: « relative aux tarifs », « portant règlement », « fixant les prix ».
_SUBJECT = re.compile(
    r"\b(?:relatifs? (?:aux?|a la|a l')|relatives? (?:aux?|a la|a l')|portant(?: sur)?|fixant|concernant|instituant"
    r"|instaurant|approuvant|adoptant|reglementant|autorisant|decidant|creant|ayant pour objet)\s?"
    r"|^ (?:sur|des?|du|d')\s?"
)
_TAIL = 200
"""Code points read after a mention's head: number, date and first words of the subject had at most 130."""
_STOP = re.compile(
    r"[;:\n]|\. (?=[a-z])|\b(?:par la presente|est |sont |afin |par ce qui|comme suit|ainsi|et fixe|et remplace)"
)
_OTHER_TEXT = re.compile(r"\b(?:decrets?|lois?|ordonnance|code|circulaire|directive)\b")
# « du maire », « du conseil municipal »: who took it, not what it is about
_WHO = re.compile(
    r"^\s*(?:du |de la |de l'|des )?(?:conseil (?:municipal|communautaire)|maire|president|commune|ville|prefet|bureau"
    r"|comite syndical)(?: de [\w'-]+)?"
)


def mentions_after(text: str, head: re.Match[str]) -> tuple[tuple[ActMention, ...], int]:
    """The acts that the words from ``head`` on name, one for each number, and where those words end in ``text``.

    ``head`` is a match of ``MENTION`` in the flat text. Without a number there is one mention, as vague as its words.
    """
    line = flat(text)
    tail_start = head.end()
    stop = _STOP.search(line, tail_start, min(len(line), tail_start + _TAIL))
    tail_end = stop.start() if stop else min(len(line), tail_start + _TAIL)
    # What follows « portant application du décret n° … » is of another text.
    other = _OTHER_TEXT.search(line, tail_start, tail_end)
    named_end = other.start() if other else tail_end
    numbers, after = _numbers(line[tail_start:named_end])
    day, day_end = _day(text[tail_start:named_end])
    subject, end = _subject(text[tail_start:tail_end], max(after, day_end))
    kind = _kind(head)
    part = head["part"]
    # « Les dispositions de l'arrêté » are all of it; « l'article 4 » is not.
    is_whole = part is not None and part.startswith("disposition")
    part = None if part is None or is_whole else text[head.start("part") : head.end("part")]
    found = [
        ActMention(kind=kind, number=number, day=day if len(numbers) < 2 else None, subject=subject, part=part)
        for number in numbers or (None,)
    ]
    written = text[tail_start : tail_start + end].rstrip(" ,.(-–")
    return tuple(found), tail_start + len(written)


def _kind(head: re.Match[str]) -> ActKind | None:
    what = head["what"] or ""
    return next((kind for word, kind in _KINDS if what.startswith(word)), None)


def _numbers(tail: str) -> tuple[tuple[str, ...], int]:
    """Numbers as written (in the tail's lower case, upper case given back) and where the last one ends."""
    first = _NUMBERED.search(tail) or _BARE.search(tail)
    if first is None or len(tail[: first.start()].split()) > 8:
        return (), 0
    numbers, end = [first["number"]], first.end()
    while (more := _AND_NUMBER.match(tail, end)) is not None:
        numbers.append(more["number"])
        end = more.end()
    return tuple(number.upper().strip(" .-_/") for number in numbers), end


def _day(tail: str) -> tuple[date | None, int]:
    """The first whole date of the tail, unless it says from when something applies."""
    for span in dates_in(tail):
        day = span.value.whole()
        before = flat(tail)[max(0, span.start - 14) : span.start]
        if re.search(r"(?:a compter|a partir|effet|jusqu)\b[^,]*$", before):
            return None, 0
        if day is not None:
            return day, span.end
    return None, 0


def _subject(tail: str, after: int) -> tuple[str, int]:
    """The words that say what the other is about, and the offset at which the mention's words end."""
    line = flat(tail)
    who = _WHO.match(line, after)
    start = who.end() if who else after
    found = _SUBJECT.search(line[start:])
    if found is None or len(line[start : start + found.start()].split()) > 3:
        return "", after
    words = tail[start + found.end() :].strip(" ,.")
    return words, len(tail.rstrip(" ,.")) if words else after


def heads(line: str) -> Iterator[re.Match[str]]:
    """Every head of a mention in a flat text."""
    return _HEAD.finditer(line)


_HEAD = re.compile(MENTION)
