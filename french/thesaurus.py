"""What else a question may be called in the papers of a commune: everyday words, and acronyms both ways.

Two data files, ``thesaurus.txt`` and ``acronyms.txt``, written from the words of the administration. A form is found
as a run of the question's stems, stop-words left out; the longest wins and its words are not used again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from french.analyser import stems_of, words

Stems = tuple[str, ...]

EVERYDAY, ACRONYMS = "thesaurus.txt", "acronyms.txt"
BOTH = (EVERYDAY, ACRONYMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """``found`` are stems of the question, in order; ``terms`` what the administration says, each as its stems."""

    found: Stems
    terms: tuple[Stems, ...]


def expansions(stems: Sequence[str], files: tuple[str, ...] = BOTH) -> tuple[Expansion, ...]:
    """What the stems of a question may also be called; terms that the question already holds are left out."""
    entries = _entries(files)
    asked = set(stems)
    free = [True] * len(stems)
    found: list[tuple[int, Expansion]] = []
    for length in range(min(max(map(len, entries), default=0), len(stems)), 0, -1):
        for at in range(len(stems) - length + 1):
            form = tuple(stems[at : at + length])
            if form in entries and all(free[at : at + length]):
                free[at : at + length] = [False] * length
                terms = tuple(term for term in entries[form] if not asked.issuperset(term))
                if terms:
                    found.append((at, Expansion(found=form, terms=terms)))
    return tuple(expansion for _, expansion in sorted(found, key=lambda one: one[0]))


def thesaurus_words() -> frozenset[str]:
    """Every folded word of the two files."""
    return frozenset(word for forms, terms in _lines(BOTH) for text in (*forms, *terms) for word in words(text))


@cache
def _entries(files: tuple[str, ...]) -> dict[Stems, tuple[Stems, ...]]:
    """For each form, the terms that it may be called by."""
    called: dict[Stems, dict[Stems, None]] = {}
    for forms, terms in _lines(files):
        added = dict.fromkeys(tuple(stems_of(words(term))) for term in terms)
        for form in forms:
            called.setdefault(tuple(stems_of(words(form))), {}).update(added)
    return {form: tuple(terms) for form, terms in called.items() if form}


def _lines(files: tuple[str, ...]) -> list[tuple[list[str], list[str]]]:
    lines: list[tuple[list[str], list[str]]] = []
    for line in _text(EVERYDAY) if EVERYDAY in files else ():
        forms, _, terms = line.partition("=>")
        lines.append(([one.strip() for one in forms.split(",")], [one.strip() for one in terms.split(",")]))
    for line in _text(ACRONYMS) if ACRONYMS in files else ():
        acronym, _, meaning = line.partition("=")
        lines += [([acronym.strip()], [meaning.strip()]), ([meaning.strip()], [acronym.strip()])]
    return lines


def _text(name: str) -> list[str]:
    content = resources.files("french").joinpath(name).read_text(encoding="utf-8")
    return [line for line in content.splitlines() if line.strip() and not line.startswith("#")]
