"""Chooses, among the passages found, the units that answer.

Scores are shares of the question's meaning (the inverse document frequencies of its stems) that a unit carries:
by itself, through its lead-in or header, through its headings and title, or through its neighbours.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from answering.candidates import Candidate
from answering.reading import Reading
from answering.units import Unit, units_of
from domain.answer import SentenceKind
from domain.passage import Passage
from domain.search import SearchResult
from french.analyser import stems
from french.answer_types import AnswerType, holds, type_words

# All shares and bonuses: measured on the development questions, sample and real (python -m eval.answers).
LEAD_SHARE = 0.9
CONTEXT_SHARE = 0.7
NEIGHBOUR_SHARE = 0.4
SUPPORT_NEARBY = 0.6
TYPE_BONUS = 0.25
ANNOUNCED_BONUS = 0.15
PASSAGE_SHARE = 0.6
EXPOSE_SHARE = 0.6
BARE_SHARE = 0.6
TITLE_STEMS = 10
# A stem that no passage holds may be a typing mistake: it is read as the nearest stem of the passages found, compared
# letter by letter (« cantinn » is .92 like « cantin »). When none is near, it may be a resident's own word for the
# thing, so it weighs a little less than its rarity says.
FUZZY_FLOOR = 0.85
SHORTEST_READ = 4
UNKNOWN_SHARE = 0.8
# A figure of the asker's own case (« quotient 900 », « 150 m2 ») falls inside a bracket and is seldom written as such.
FIGURE_SHARE = 0.2

KEPT_SHARE = 0.85
MOST_UNITS = 3
MOST_ITEMS = 8
MOST_CHARACTERS = 900
CONTINUED = 2
MOST_CONTINUED = 2

# « Toutefois, le tarif est doublé », « Sauf pendant les vacances »: the exception that follows a rule.
_EXCEPTION = re.compile(
    r"(toutefois|cependant|néanmoins|sauf|par dérogation|par exception|à l['’]exception|en revanche|exceptionnellement|"
    r"hormis|excepté|seule?s?) ",
    re.IGNORECASE,
)
# What leads to a decision without being one: « Vu … », « Considérant … », « Elle propose de porter à … »,
# « Madame DELMAS expose que le coût atteint … », « M. Ricou demande si … »; not « Le conseil décide ».
_EXPOSE = re.compile(
    r"^(vu|considérant|attendu|sur (le )?(rapport|proposition)) |"
    r"^(monsieur|madame|m\.|mme|mr) .{0,40}?"
    r"\b(expose|rappelle|explique|informe|indique|précise|demande|souligne|répond|ajoute|estime|présente|souhaite)\b|"
    r"\bpropose(nt)? (de|d['’]|que|une?)\b|\best proposée?\b|\bil est proposé\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A unit to show. ``support`` is the share, 0..1, of the question's subject that it and what governs it carry."""

    candidate: Candidate
    unit: Unit
    score: float
    support: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What the question wants: its stems with their shares of its meaning, and the kinds of thing it asks for.

    ``naming`` are the stems that only name those kinds. They are left out of ``weights``, since « 4,10 € » answers
    « prix » without the word, but a heading « Tarifs » makes an amount under it likelier.
    """

    weights: Mapping[str, float]
    naming: frozenset[str]
    types: frozenset[AnswerType]


def choose(
    candidates: Sequence[Candidate], reading: Reading, result: SearchResult, types: frozenset[AnswerType]
) -> tuple[Chosen, ...]:
    """The units to show, in reading order, best passage first; empty when there is no candidate."""
    naming = frozenset(stems(type_words(types))) if types else frozenset()
    spoken = frozenset(stem for c in candidates for stem in _taken_apart(c.passage, c.document.title).every)
    wanted = _Wanted(weights=_weights(reading, result, spoken, naming), naming=naming, types=types)
    scored = [chosen for candidate in candidates for chosen in _score_units(candidate, wanted)]
    if not scored:
        return ()
    ranked = sorted(scored, key=lambda c: (-round(c.score, 6), c.candidate.passage.id, c.unit.start))
    return _in_reading_order(_complete(_best(ranked), scored))


def _weights(
    reading: Reading, result: SearchResult, spoken: frozenset[str], naming: frozenset[str]
) -> dict[str, float]:
    raw: dict[str, float] = {}
    subject = {stem: share for stem, share in reading.stem_shares.items() if stem not in naming}
    for stem, share in (subject or reading.stem_shares).items():
        weight = share * result.stem_weights.get(stem, 0.0)
        if stem[0].isdigit() and stem in result.unknown_stems:
            weight *= FIGURE_SHARE
        elif stem in result.unknown_stems:
            near = _nearest(stem, spoken)
            stem, weight = (near, weight) if near else (stem, weight * UNKNOWN_SHARE)
        raw[stem] = max(weight, raw.get(stem, 0.0))
    total = sum(raw.values()) or 1.0
    return {stem: weight / total for stem, weight in raw.items()}


def _score_units(candidate: Candidate, wanted: _Wanted) -> list[Chosen]:
    taken = _taken_apart(candidate.passage, candidate.document.title)
    found: list[Chosen] = []
    for unit, own, lead in taken.units:
        has_type = any(holds(unit.text, kind) for kind in wanted.types)
        shares = ((own, 1.0), (lead, LEAD_SHARE), (taken.around, CONTEXT_SHARE), (taken.whole, NEIGHBOUR_SHARE))
        carried, support = _carried(wanted, shares)
        is_announced = has_type and not wanted.naming.isdisjoint(taken.around | lead)
        score = carried + TYPE_BONUS * has_type + ANNOUNCED_BONUS * is_announced + PASSAGE_SHARE * candidate.score
        score *= EXPOSE_SHARE if _EXPOSE.search(unit.text) else 1.0
        score *= BARE_SHARE if not has_type and _is_bare(unit, own) else 1.0
        found.append(Chosen(candidate=candidate, unit=unit, score=score, support=support))
    return found


@dataclass(frozen=True, slots=True)
class _TakenApart:
    units: tuple[tuple[Unit, frozenset[str], frozenset[str]], ...]
    around: frozenset[str]
    whole: frozenset[str]

    @property
    def every(self) -> frozenset[str]:
        return self.around | self.whole


@lru_cache(maxsize=4_096)
def _taken_apart(passage: Passage, title: str) -> _TakenApart:
    """Units with their stems. Kept because the same passages come back from question to question."""
    units = [
        (unit, own, frozenset(stems(unit.lead)) if unit.lead else frozenset())
        for unit in units_of(passage)
        if (own := frozenset(stems(unit.text)))
    ]
    around = frozenset(stems(" ".join((title, *passage.heading_path, *passage.context))))
    return _TakenApart(tuple(units), around, frozenset(stems(passage.text)))


def _is_bare(unit: Unit, own: frozenset[str]) -> bool:
    """A title or a header row: words that announce and do not answer."""
    if unit.kind is SentenceKind.TABLE_ROW:
        return unit.lead is None and not any(c.isdigit() for c in unit.text)
    is_closed = unit.text.endswith((".", "!", ";", ":", "»"))
    return unit.kind is SentenceKind.SENTENCE and not is_closed and len(own) < TITLE_STEMS


def _carried(wanted: _Wanted, shares: Sequence[tuple[frozenset[str], float]]) -> tuple[float, float]:
    """Shares of the question's meaning: by the nearness of the words that carry it, and wherever they stand."""
    near = anywhere = 0.0
    for stem, weight in wanted.weights.items():
        share = max((share for words, share in shares if stem in words), default=0.0)
        near += weight * share
        anywhere += weight * (SUPPORT_NEARBY if share == NEIGHBOUR_SHARE else share > 0)
    return near, anywhere


def _nearest(stem: str, spoken: frozenset[str]) -> str | None:
    """The stem of the passages that ``stem`` misspells or shortens (« cantinn », « biblio »); the first on a tie."""
    if len(stem) < SHORTEST_READ:
        return None
    longer = [s for s in sorted(spoken) if s.startswith(stem)]
    near = [s for s in sorted(spoken) if s[0] == stem[0] and abs(len(s) - len(stem)) <= 1] if len(stem) > 4 else []
    ratio, best = max(((SequenceMatcher(None, stem, s).ratio(), s) for s in near), default=(0.0, ""))
    return best if ratio >= FUZZY_FLOOR else (longer[0] if longer else None)


def _best(ranked: Sequence[Chosen]) -> list[Chosen]:
    kept: list[Chosen] = []
    seen: set[str] = set()
    room = MOST_CHARACTERS
    floor = KEPT_SHARE * ranked[0].score
    for chosen in ranked:
        key = " ".join(chosen.unit.text.lower().split())
        if chosen.score < floor or len(kept) == MOST_UNITS:
            break
        if key in seen or (kept and len(chosen.unit.text) > room):
            continue
        seen.add(key)
        room -= len(chosen.unit.text)
        kept.append(chosen)
    return kept


def _complete(kept: list[Chosen], scored: Sequence[Chosen]) -> list[Chosen]:
    """Add what the kept units need: the items that a lead-in announces, the exception that follows a rule.

    Then, while there is room, the sentences that follow the best ones: an answer often goes on in the next sentence.
    """
    following = {_place(a): b for a, b in pairwise(scored) if a.candidate.passage.id == b.candidate.passage.id}
    complete = {_place(chosen): chosen for chosen in kept}
    for chosen in kept:
        after, taken = following.get(_place(chosen)), 0
        while after is not None and taken < MOST_ITEMS and _belongs(chosen, after):
            complete.setdefault(_place(after), after)
            after, taken = following.get(_place(after)), taken + 1
    room = MOST_CHARACTERS - sum(len(c.unit.text) for c in complete.values())
    for chosen in kept[:CONTINUED]:
        after = following.get(_place(chosen))
        for _ in range(MOST_CONTINUED):
            if after is None or len(after.unit.text) > room or not _goes_on(chosen, after):
                break
            if complete.setdefault(_place(after), after) is after:
                room -= len(after.unit.text)
            after = following.get(_place(after))
    return list(complete.values())


def _goes_on(chosen: Chosen, after: Chosen) -> bool:
    """Whether ``after`` is in the same paragraph, list or table, and not an argument on the way to a decision."""
    if chosen.unit.kind is not after.unit.kind or _EXPOSE.search(after.unit.text):
        return False
    between = chosen.candidate.passage.text[chosen.unit.end : after.unit.start]
    return chosen.unit.kind is not SentenceKind.SENTENCE or "\n" not in between


def _belongs(chosen: Chosen, after: Chosen) -> bool:
    if chosen.unit.introduces:
        return after.unit.kind is not SentenceKind.SENTENCE
    return bool(_EXCEPTION.match(after.unit.text))


def _place(chosen: Chosen) -> tuple[str, int]:
    return chosen.candidate.passage.id, chosen.unit.start


def _in_reading_order(chosen: Sequence[Chosen]) -> tuple[Chosen, ...]:
    best: dict[str, float] = {}
    for c in chosen:
        best[c.candidate.passage.id] = max(c.score, best.get(c.candidate.passage.id, 0.0))
    return tuple(
        sorted(chosen, key=lambda c: (-round(best[c.candidate.passage.id], 6), c.candidate.passage.id, c.unit.start))
    )
