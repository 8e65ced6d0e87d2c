"""What a question wants from the passages found: its words by weight, and the kinds of thing that it asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from domain.in_force import Days
from domain.search import SearchResult
from french.analyser import stems, words
from french.answer_types import AnswerType, type_words
from retriever.ranking.asker import Asker
from retriever.ranking.reading import Reading

# A stem that no passage holds may be a typing mistake: it is read as the nearest stem of the passages found, compared
# letter by letter (« cantinn » is .92 like « cantin »), or as the one that it begins (« biblio »). When none is near,
# it may be a resident's own word for the thing, so it weighs a little less than its rarity says.
FUZZY_FLOOR = 0.85
SHORTEST_READ = 4
# « lecole », « jarrose », « lordonnance »: typed without its apostrophe.
_ELIDED, _VOWELS = "ljdsmtnc", "aeiouyh"
UNKNOWN_SHARE = 0.8
# A figure of the asker's own case (« quotient 900 », « 150 m2 ») falls inside a bracket and is seldom written as such.
# One that is written may be any figure of any document (« je dois 180 € »).
UNKNOWN_FIGURE_SHARE = 0.2
FIGURE_SHARE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """``weights`` are shares of the question's meaning, by stem; they add up to 1.

    ``also_called`` gives, for a stem, the terms that say the same, each as its stems.
    ``naming`` are the stems that only name the ``types`` of thing asked. They are left out of ``weights``, since
    « 4,10 € » answers « prix » without the word, but a heading « Tarifs » makes an amount under it likelier.
    ``says_non`` tells that the question itself is about what is not (« non bâti »).
    ``asker`` is what the question says of the person's own case, ``days`` those that it is about.
    """

    weights: Mapping[str, float]
    naming: frozenset[str]
    types: frozenset[AnswerType]
    also_called: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    asker: Asker = field(default_factory=Asker)
    days: Days | None = None
    says_non: bool = False


def wanted_from(
    reading: Reading,
    result: SearchResult,
    spoken: Iterable[str],
    asker: Asker | None = None,
    days: Days | None = None,
) -> Wanted:
    """What ``reading`` wants, weighed by the index's rarities; ``spoken`` are the stems of the passages found."""
    naming = frozenset(stems(type_words(reading.types))) if reading.types else frozenset()
    subject = {stem: share for stem, share in reading.stem_shares.items() if stem not in naming}
    ordered = sorted(spoken)
    raw: dict[str, float] = {}
    also: dict[str, tuple[frozenset[str], ...]] = {}
    for stem, share in (subject or reading.stem_shares).items():
        read_as, weight = stem, share * result.stem_weights.get(stem, 0.0)
        if stem[0].isdigit():
            weight *= UNKNOWN_FIGURE_SHARE if stem in result.unknown_stems else FIGURE_SHARE
        elif stem in result.unknown_stems:
            near = _nearest(stem, ordered)
            read_as, weight = near or stem, weight * (1.0 if near else UNKNOWN_SHARE)
        raw[read_as] = max(weight, raw.get(read_as, 0.0))
        if stem in result.also_called:
            also[read_as] = result.also_called[stem]
    total = sum(raw.values()) or 1.0
    weights = {stem: weight / total for stem, weight in raw.items()}
    return Wanted(
        weights=weights,
        also_called=also,
        naming=naming,
        types=reading.types,
        asker=_told_by(asker or Asker(), reading.types),
        days=days,
        says_non="non" in words(reading.search_text),
    )


def _told_by(asker: Asker, types: frozenset[AnswerType]) -> Asker:
    """``asker`` less what the question asks for: « ma fille a 9 ans, c'est à partir de quel âge ? » is answered by
    « de 10 à 20 ans », which is not for her.
    """
    return replace(asker, ages=()) if AnswerType.AGE in types else asker


def _nearest(stem: str, spoken: list[str]) -> str | None:
    """The stem of the passages that ``stem`` misspells or shortens; the first in order on a tie."""
    if len(stem) < SHORTEST_READ:
        return None
    bare = stem[1:] if stem[0] in _ELIDED and stem[1] in _VOWELS else stem
    if bare in spoken:
        return bare
    near = [s for s in spoken if s[0] == stem[0] and abs(len(s) - len(stem)) <= 1] if len(stem) > SHORTEST_READ else []
    ratio, best = max(((SequenceMatcher(None, stem, s).ratio(), s) for s in near), default=(0.0, ""))
    return best if ratio >= FUZZY_FLOOR else next((s for s in spoken if s.startswith(stem)), None)
