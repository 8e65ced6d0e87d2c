"""Chooses, among the passages found, the units to show: the best ones, and those without which they mislead."""

import re
from collections.abc import Sequence
from itertools import pairwise

from answering.candidates import Candidate
from answering.scoring import ScoredUnit, is_expose, score_units
from answering.wanted import Wanted
from domain.answer import SentenceKind

# A resident reads about 900 characters: three units, or a lead-in and its items. A second unit is shown when it
# answers nearly as well as the first (measured as in answering/scoring.py).
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


def choose(candidates: Sequence[Candidate], wanted: Wanted) -> tuple[ScoredUnit, ...]:
    """The units to show, in reading order, best passage first; empty when there is no candidate."""
    scored = [unit for candidate in candidates for unit in score_units(candidate, wanted)]
    if not scored:
        return ()
    ranked = sorted(scored, key=lambda c: (-round(c.score, 6), c.candidate.passage.id, c.unit.start))
    return _in_reading_order(_complete(_best(ranked), scored))


def _best(ranked: Sequence[ScoredUnit]) -> list[ScoredUnit]:
    kept: list[ScoredUnit] = []
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


def _complete(kept: list[ScoredUnit], scored: Sequence[ScoredUnit]) -> list[ScoredUnit]:
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


def _goes_on(chosen: ScoredUnit, after: ScoredUnit) -> bool:
    """Whether ``after`` is in the same paragraph, list or table, and not an argument on the way to a decision."""
    if chosen.unit.kind is not after.unit.kind or is_expose(after.unit.text):
        return False
    between = chosen.candidate.passage.text[chosen.unit.end : after.unit.start]
    return chosen.unit.kind is not SentenceKind.SENTENCE or "\n" not in between


def _belongs(chosen: ScoredUnit, after: ScoredUnit) -> bool:
    if chosen.unit.introduces:
        return after.unit.kind is not SentenceKind.SENTENCE
    return bool(_EXCEPTION.match(after.unit.text))


def _place(chosen: ScoredUnit) -> tuple[str, int]:
    return chosen.candidate.passage.id, chosen.unit.start


def _in_reading_order(chosen: Sequence[ScoredUnit]) -> tuple[ScoredUnit, ...]:
    best: dict[str, float] = {}
    for c in chosen:
        best[c.candidate.passage.id] = max(c.score, best.get(c.candidate.passage.id, 0.0))
    return tuple(
        sorted(chosen, key=lambda c: (-round(best[c.candidate.passage.id], 6), c.candidate.passage.id, c.unit.start))
    )
