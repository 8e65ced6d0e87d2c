"""The things that a question names and that no other thing can stand for: a crèche, a caveau, the taxe de séjour."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from french.analyser import stems, stop_words, words

Thing = tuple[frozenset[str], ...]
"""The forms of one thing, each as its stems."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A form's words in the singular, folded, and the thing that it is a form of."""

    forms: tuple[frozenset[str], ...]
    thing: Thing


def named_things(question: str) -> list[Thing]:
    """The things of ``things.txt`` of which ``question`` has all the words of a form, in the order of the file.

    By word and not by stem: « taxi » and « taxe », « bus » and « but » have one stem, or nearly.
    """
    asked = _singulars(question)
    return [entry.thing for entry in _entries() if any(form <= asked for form in entry.forms)]


def words_of_things(question: str) -> frozenset[str]:
    """The words, in the singular and folded, of the forms that ``question`` has of the things it names."""
    asked = _singulars(question)
    return frozenset(word for entry in _entries() for form in entry.forms if form <= asked for word in form)


def _singulars(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("sx") or word for word in words(text) if word not in stop_words())


@lru_cache(maxsize=1)
def _entries() -> tuple[_Entry, ...]:
    lines = Path(__file__).with_name("things.txt").read_text("utf-8").splitlines()
    forms = [line.split(",") for line in lines if line.strip() and not line.startswith("#")]
    return tuple(
        _Entry(tuple(map(_singulars, entry)), tuple(frozenset(stems(form)) for form in entry)) for entry in forms
    )
