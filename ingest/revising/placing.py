"""Where a change in the text as it was read stands in the file's own characters.

A reader folds spaces, adds bullets and numbers, moves notes and boxes: so a place is found by the letters around it,
spaces left out, and only where they leave no doubt.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

CONTEXTS = ((40, 40), (20, 20), (40, 0), (0, 40), (10, 10), (6, 6), (0, 0))
"""Letters that must agree before and after, the surest first: a number put before a visa spoils those of one side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """``start:end`` of the file's characters, to become ``after``. ``change`` is its number in what was asked."""

    change: int
    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a text without its spaces, and where each stands."""

    letters: str
    places: tuple[int, ...]

    def before(self, place: int) -> int:
        """How many letters stand before a place."""
        low, high = 0, len(self.places)
        while low < high:
            middle = (low + high) // 2
            if self.places[middle] < place:
                low = middle + 1
            else:
                high = middle
        return low


def placed(text: str, changes: Sequence[tuple[int, int, str]], own: str) -> tuple[list[Place], list[int]]:
    """Each change (start, end, after) of ``text`` at its place in ``own``, and the numbers of those without one."""
    read, file = _letters(text), _letters(own)
    found: list[Place] = []
    lost: list[int] = []
    for number, (start, end, after) in enumerate(changes):
        at = _found(read, file, read.before(start), read.before(end))
        if at is None:
            lost.append(number)
            continue
        first, last = at, at + read.before(end) - read.before(start)
        begins = _edge(text, start, file, first, len(own))
        ends = begins if start == end else _end(text, end, file, last, len(own))
        found.append(Place(change=number, start=begins, end=max(begins, ends), after=after))
    return found, lost


def _letters(text: str) -> _Letters:
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFKC", character):
            if not letter.isspace() and unicodedata.category(letter) != "Cf":
                letters.append(letter)
                places.append(place)
    return _Letters("".join(letters), tuple(places))


def _found(read: _Letters, file: _Letters, first: int, last: int) -> int | None:
    """Which letter of the file the span begins at; None where its surroundings are nowhere or in doubt."""
    for before, after in CONTEXTS:
        start = max(0, first - before)
        sought = read.letters[start : last + after]
        if not sought:
            continue
        here, there = _all(read.letters, sought), _all(file.letters, sought)
        # Written as often in both, in one order: a visa that stands twice is told by its rank.
        if there and len(here) == len(there):
            return there[here.index(start)] + first - start
    return None


def _all(text: str, sought: str) -> list[int]:
    found = []
    at = text.find(sought)
    while at >= 0:
        found.append(at)
        at = text.find(sought, at + 1)
    return found


def _edge(text: str, at: int, file: _Letters, letter: int, length: int) -> int:
    """Where a change begins: at its first letter, or right after the letter before when it begins with a space."""
    if at > 0 and not text[at - 1].isspace() and (at == len(text) or text[at].isspace()):
        return file.places[letter - 1] + 1 if letter else 0
    return file.places[letter] if letter < len(file.places) else length


def _end(text: str, at: int, file: _Letters, letter: int, length: int) -> int:
    """Where it ends: after its last letter, or before the next one when it ends with a space."""
    if at < len(text) and text[at - 1].isspace() and letter < len(file.places):
        return file.places[letter]
    return file.places[letter - 1] + 1 if letter else length
