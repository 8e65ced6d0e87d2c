"""Lines of a text that call the roll: those present, absent, voting, sent somewhere. Pure.

« Étaient présents : » opens a list that may go on over many lines, each of names alone: whoever stands there sits.
"""

import re
from collections.abc import Sequence

from french.people_words import people_words
from french.person_names import PersonName
from french.typed_span import flat

MANY = 4
"""Names in one line of nothing else that make a roll without a word to open it."""

_OPENS = re.compile(
    r"^[\W\d]*(?:(?:etai(?:en)?t|sont|est|etaient|ont ete|membres|conseillers?|conseilleres?|elus?|delegues?|"
    r"mesdames|messieurs|et|de|du|en|la|le|les|ayant|absents?|"
    r"presents?|ont|non|nombre) ?,? ?)*"
    r"(?:(?:presente?s|absente?s|excusee?s|pouvoirs|procurations?|representee?s|votants|titulaires|suppleante?s|"
    r"candidate?s|donne (?:pouvoir|procuration)|exercice|municipaux|communautaires|adjoints)\b"
    r"|(?:present|absent|excuse|pouvoir|represente|suppleant|candidat|pour|contre|abst?ention)e?s?"
    r" ?(?:\(e?s?\)|\(e\)\(s\))? ?(?::|$))"
)
_CONNECTING = """
et a au aux de du des la le les l d par pour en m mm mme mmes mr mlle monsieur madame messieurs mesdames pas non ou ont
a donne donnee pouvoir pouvoirs procuration represente representee excuse excusee absent absente present presente
adjoint adjointe conseiller conseillere maire delegue deleguee arrive arrivee parti partie depart h titulaire suppleant
suppleante president presidente vice-president vice-presidente er e eme ere municipal municipale premier premiere
deuxieme troisieme quatrieme secretaire seance voix vote jusqu jusque point partir cours
"""
_CONNECTS = frozenset(_CONNECTING.split())
_WORD = re.compile(r"[a-z][a-z-]*")


def roll_lines(text: str, names: Sequence[PersonName], opened: bool = False) -> list[bool]:
    """For each line of ``text`` whether its names are those of a roll. ``opened``: what stands before opens one."""
    lines = _Lines(text, names)
    flags: list[bool] = []
    is_open = opened
    for index, here in enumerate(lines.names):
        left = lines.leftover[index]
        if _OPENS.match(lines.folded[index]) and people_words().speaking.isdisjoint(left):
            is_open = True
        elif not lines.are_names[index]:
            is_open = False
        is_private = not people_words().private.isdisjoint([*left, *lines.before(index)])
        flags.append(bool(here) and not is_private and (is_open or lines.run_of_names(index) >= MANY))
    return flags


class _Lines:
    """The lines of a text, with the names of each and the words that are not names."""

    def __init__(self, text: str, names: Sequence[PersonName]) -> None:
        written = text.split("\n")
        self.folded = [flat(line) for line in written]
        self.names: list[list[PersonName]] = []
        self.leftover: list[list[str]] = []
        start = 0
        for line in written:
            here = [name for name in names if start <= name.begins and name.end <= start + len(line)]
            self.names.append(here)
            self.leftover.append(_leftover(line, start, here))
            start += len(line) + 1
        both = zip(self.names, self.leftover, strict=True)
        self.are_names = [bool(here) and len(left) <= max(2, len(here)) for here, left in both]

    def before(self, index: int) -> list[str]:
        """Words of the line before the run of names that a line is in."""
        while index > 0 and self.are_names[index - 1]:
            index -= 1
        return self.leftover[index - 1] if index > 0 else []

    def run_of_names(self, index: int) -> int:
        """Names of the lines of names around a line, itself included; lines of a few other words may part them."""
        if not self.are_names[index]:
            return 0
        count = len(self.names[index])
        for step in (-1, 1):
            at, gap = index + step, 0
            while 0 <= at < len(self.names) and gap < 2:
                gap = 0 if self.are_names[at] else gap + 1
                count += len(self.names[at]) if self.are_names[at] else 0
                at += step
        return count


def opens_roll(line: str) -> bool:
    """Whether a heading or a lead-in opens a roll: « Absents excusés : »."""
    return bool(_OPENS.match(flat(line)))


def _leftover(line: str, start: int, names: Sequence[PersonName]) -> list[str]:
    """Words of a line that are neither names nor what links names."""
    rest = list(line)
    for name in names:
        for index in range(name.begins - start, name.end - start):
            rest[index] = " "
    words = _WORD.findall(flat("".join(rest)).replace("'", " "))
    return [word for word in words if word not in _CONNECTS]
