"""From a question to the decisions that answer it: « qu'a décidé le conseil sur la salle des fêtes ? »."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from domain.act import ActKind, Outcome
from domain.errors import IndexUnavailable
from domain.ids import PassageId
from domain.in_force import ActsInForce, Days, Link
from domain.ports import PassageIndex
from domain.search import CommuneScope, SearchResult
from french.analyser import stem_of, stems_of, stop_words, words
from retriever.decided.book import BookEntry
from retriever.ranking.asked_days import asked_days

SEARCHED_PASSAGES = 200
TITLE_WEIGHT, DECIDING_WEIGHT, PASSAGE_WEIGHT = 1.0, 0.6, 0.4
"""Of the share of the question that the title and the deciding part hold, and of the best passage's fused score."""
HALF = 0.5
"""Least share of the question's weight that a decision's own words must hold, and least share of the best score.

Below the first, only the frame of the question was found (« subvention » of « subvention à l'aéroclub »).
"""
QUARTER = 0.25
"""Enough where no decision holds half: a person's words are rarely those of an act (« préempter un terrain »)."""
CALLED_OTHERWISE = 0.8
"""What a word's other name is worth: « cantine » for « restaurant scolaire »."""
# Folded words of a day that the filters already hold: « 2031 », « 12 », « 12/05/2031 », « mai »; not « 2031-012 ».
_OF_A_DAY = re.compile(
    r"^(?:(?:19|20)\d\d|\d{1,2}|1er|\d{1,2}/\d{1,2}/\d{4}|annee|janvier|fevrier|mars|avril|mai|juin|juillet|aout"
    r"|septembre|octobre|novembre|decembre)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFilters:
    """Which decisions may be shown. ``matter`` is a code of one or two levels (« 7 », « 7.5 »); days are included."""

    since: date | None = None
    until: date | None = None
    kind: ActKind | None = None
    matter: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLine:
    """A decision found. ``score`` is 0 where nothing was asked; ``followers`` is what later acts did to it.

    ``is_approximate`` tells that its own words hold less than half of the question: no decision holds more.
    """

    entry: BookEntry
    score: float
    followers: tuple[Link, ...] = ()
    is_approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was found, the best first (the latest first where nothing was asked).

    ``subject`` is what was searched, without the words that frame the question; ``filters`` those that were applied.
    ``in_register`` is how many decisions the register holds.
    ``is_reduced`` tells that the index did not answer: titles and deciding parts were compared without it.
    """

    subject: str
    filters: DecisionFilters
    lines: tuple[FoundLine, ...]
    in_register: int
    is_reduced: bool = False


def find_decided(
    question: str,
    entries: Sequence[BookEntry],
    *,
    filters: DecisionFilters,
    index: PassageIndex,
    scope: CommuneScope,
    acts: ActsInForce,
    today: date,
) -> Decided:
    """The decisions of ``entries`` on what ``question`` is about; all of them, filtered, when it is about nothing."""
    days = asked_days(question, today)
    subject = subject_of(question, names_days=days is not None)
    allowed = [entry for entry in entries if is_allowed(entry, filters)]
    if days is not None:
        allowed = [entry for entry in allowed if is_of_days(entry, days)] or allowed
    if not subject:
        shown = sorted(allowed, key=_latest_first)
        lines = tuple(FoundLine(entry=entry, score=0.0, followers=_followers(entry, acts)) for entry in shown)
        return Decided(subject="", filters=filters, lines=lines, in_register=len(entries))
    try:
        result, is_reduced = index.search(subject, scope=scope, limit=SEARCHED_PASSAGES), False
    except IndexUnavailable:
        result, is_reduced = SearchResult(hits=(), stem_weights={}, unknown_stems=frozenset()), True
    weights = result.stem_weights or dict.fromkeys(stems_of(words(subject)), 1.0)
    best = {hit.passage_id: hit.score for hit in result.hits}
    scored = [(_score(entry, weights, result.also_called, best, HALF), entry) for entry in allowed]
    is_approximate = not any(score for score, _ in scored)
    if is_approximate:
        scored = [(_score(entry, weights, result.also_called, best, QUARTER), entry) for entry in allowed]
    top = max((score for score, _ in scored), default=0.0)
    kept = [(score, entry) for score, entry in scored if score > 0 and score >= HALF * top]
    kept.sort(key=lambda one: (-round(one[0], 3), _latest_first(one[1])))
    lines = tuple(
        FoundLine(entry=e, score=score, followers=_followers(e, acts), is_approximate=is_approximate)
        for score, e in kept
    )
    return Decided(subject=subject, filters=filters, lines=lines, in_register=len(entries), is_reduced=is_reduced)


def subject_of(question: str, *, names_days: bool) -> str:
    """The words of a question that tell its subject; all its words when they only frame it, none when it is empty."""
    said = words(question)
    if names_days:
        said = [word for word in said if not _OF_A_DAY.match(word)]
    told = [word for word in said if word not in stop_words()]
    subject = [word for word in told if stem_of(word) not in _framing()]
    return " ".join(subject)


def is_allowed(entry: BookEntry, filters: DecisionFilters) -> bool:
    """Whether a decision passes; one without a day passes no filter of days."""
    decision, act = entry.line.decision, entry.line.document.act
    day, vote = decision.day, decision.vote
    if filters.since is not None and (day is None or day < filters.since):
        return False
    if filters.until is not None and (day is None or day > filters.until):
        return False
    if filters.kind is not None and (act is None or act.kind is not filters.kind):
        return False
    if filters.matter and not f"{decision.matter or ''}.".startswith(f"{filters.matter}."):
        return False
    return filters.outcome is None or (vote is not None and vote.outcome is filters.outcome)


def is_of_days(entry: BookEntry, days: Days) -> bool:
    """Whether a decision was taken on days that a question names, or applies on them: « les tarifs de 2031 »."""
    decision = entry.line.decision
    if decision.day is not None and days.first <= decision.day <= days.last:
        return True
    if decision.first_day is not None or decision.last_day is not None:
        return (decision.first_day or date.min) <= days.last and days.first <= (decision.last_day or date.max)
    return any(str(year) in decision.title for year in {days.first.year, days.last.year})


def _score(
    entry: BookEntry,
    weights: Mapping[str, float],
    called: Mapping[str, Sequence[frozenset[str]]],
    best: Mapping[PassageId, float],
    least: float,
) -> float:
    """0 where the decision's own words hold less than ``least`` of what the question is about."""
    if _share(entry.title | entry.deciding, weights, called) < least:
        return 0.0
    passage = max((best.get(one, 0.0) for one in entry.passages), default=0.0)
    return (
        TITLE_WEIGHT * _share(entry.title, weights, called)
        + DECIDING_WEIGHT * _share(entry.deciding, weights, called)
        + PASSAGE_WEIGHT * passage
    )


def _share(held: frozenset[str], weights: Mapping[str, float], called: Mapping[str, Sequence[frozenset[str]]]) -> float:
    """The share of the question's weight that these words hold, 0 to 1."""
    total = sum(weights.values())
    return sum(weight * _holds(stem, held, called.get(stem, ())) for stem, weight in weights.items()) / (total or 1.0)


def _holds(stem: str, held: frozenset[str], called: Iterable[frozenset[str]]) -> float:
    if stem in held:
        return 1.0
    return CALLED_OTHERWISE if any(term <= held for term in called) else 0.0


def _followers(entry: BookEntry, acts: ActsInForce) -> tuple[Link, ...]:
    decision = entry.line.decision
    act = acts.at(decision.document_id, decision.page, decision.start)
    return () if act is None else tuple(acts.followers(act))


def _latest_first(entry: BookEntry) -> tuple[int, str, int]:
    day = entry.line.decision.day
    return -(day.toordinal() if day else 0), entry.line.decision.number or "", entry.line.decision.ordinal


@cache
def _framing() -> frozenset[str]:
    text = resources.files("retriever.decided").joinpath("framing.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(stem_of(word) for line in lines for word in words(line))
