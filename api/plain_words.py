"""Words of the administration in an answer, with what they mean (``prompts/plain_words.toml``).

What documents say is never reworded: the explanation stands beside it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from french.analyser import words
from prompts.catalogue import templates

_SECTION = "plain_word."
_CAPITALS = re.compile(r"\b[A-Z]{2,}[a-z]?\b")
# A list longer than that is not read; the first words met are those of the answer's beginning.
MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainWord:
    """A word as it is listed, and its meaning."""

    word: str
    meaning: str


def plain_words(texts: Iterable[str]) -> tuple[PlainWord, ...]:
    """The listed words that ``texts`` hold, in the order met, ``MOST`` at most.

    A longer expression hides the word that it holds (« assainissement non collectif »); two words that mean the same
    are explained once.
    """
    met: dict[str, PlainWord] = {}
    for text in texts:
        for word in _met_in(text):
            meaning = templates()[_SECTION + word]
            met.setdefault(meaning, PlainWord(word=word, meaning=meaning))
    return tuple(met.values())[:MOST]


def _met_in(text: str) -> list[str]:
    """Listed words of one text by their place in it."""
    said = [_singular(word) for word in words(text)]
    listed, acronyms = _listed()
    found: list[str] = []
    at = 0
    while at < len(said):
        forms = listed.get(said[at], ())
        longest = next(((form, name) for form, name in forms if tuple(said[at : at + len(form)]) == form), None)
        if longest:
            found.append(longest[1])
        at += len(longest[0]) if longest else 1
    return found + [word for word in _CAPITALS.findall(text) if word in acronyms]


def _singular(word: str) -> str:
    """Stems would take « voir » for « voirie » and « arrêt » for « arrêté »: only the mark of the plural goes."""
    return word.rstrip("sx") or word


@cache
def _listed() -> tuple[dict[str, list[tuple[tuple[str, ...], str]]], frozenset[str]]:
    """Expressions by their first word, the longest first; acronyms apart."""
    names = [key.removeprefix(_SECTION) for key in templates() if key.startswith(_SECTION)]
    acronyms = frozenset(name for name in names if _CAPITALS.fullmatch(name))
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name in names:
        if name not in acronyms:
            form = tuple(_singular(word) for word in words(name))
            by_first.setdefault(form[0], []).append((form, name))
    for forms in by_first.values():
        forms.sort(key=lambda form: -len(form[0]))
    return by_first, acronyms
