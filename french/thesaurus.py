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


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """``found`` are stems of the question, in order; ``added`` the stems of what the administration says."""

    found: Stems
    added: Stems


def expansions(stems: Sequence[str]) -> tuple[Expansion, ...]:
    """What the stems of a question may also be called, without the stems that the question has already."""
    entries = _entries()
    longest = max(map(len, entries), default=0)
    asked = set(stems)
    result: list[Expansion] = []
    at = 0
    while at < len(stems):
        for length in range(min(longest, len(stems) - at), 0, -1):
            added = entries.get(tuple(stems[at : at + length]))
            if added:
                new = tuple(stem for stem in added if stem not in asked)
                if new:
                    result.append(Expansion(found=tuple(stems[at : at + length]), added=new))
                at += length
                break
        else:
            at += 1
    return tuple(result)


@cache
def _entries() -> dict[Stems, Stems]:
    """For each form, the stems of all the terms that it may be called by."""
    terms: dict[Stems, dict[str, None]] = {}
    for forms, called in _lines():
        added = dict.fromkeys(stem for term in called for stem in stems_of(words(term)))
        for form in forms:
            terms.setdefault(tuple(stems_of(words(form))), {}).update(added)
    return {form: tuple(added) for form, added in terms.items() if form}


def _lines() -> list[tuple[list[str], list[str]]]:
    lines: list[tuple[list[str], list[str]]] = []
    for line in _text("thesaurus.txt"):
        forms, _, terms = line.partition("=>")
        lines.append(([one.strip() for one in forms.split(",")], [one.strip() for one in terms.split(",")]))
    for line in _text("acronyms.txt"):
        acronym, _, meaning = line.partition("=")
        lines += [([acronym.strip()], [meaning.strip()]), ([meaning.strip()], [acronym.strip()])]
    return lines


def _text(name: str) -> list[str]:
    content = resources.files("french").joinpath(name).read_text(encoding="utf-8")
    return [line for line in content.splitlines() if line.strip() and not line.startswith("#")]
