"""How well each unit of a passage answers what is wanted.

A score is the share of the question's meaning that a unit carries: by itself, through its lead-in or header, through
its headings and title, or through its neighbours; then what is known of the kinds of sentence that answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.answer import SentenceKind
from domain.in_force import Standing
from domain.passage import Passage
from french.analyser import stems
from french.answer_types import AnswerType, holds
from french.columns import amounts_in_row
from retriever.ranking.announcements import ANNOUNCED_SHARE
from retriever.ranking.candidate import Candidate
from retriever.ranking.units import Unit, units_of
from retriever.ranking.wanted import Wanted

# Round numbers, each moved alone to half and to double (shares to 1 at most) over the development questions, sample
# and real (python -m eval.answers). 48 of 116 get their value as they stand; the moves gave 42 (NEIGHBOUR_SHARE at .8)
# to 49 (SUPPORT_NEARBY at 1, which declines one question less). FORMER_SHARE moves none: at 1 an older value is shown
# once more.
LEAD_SHARE = 0.9
CONTEXT_SHARE = 0.7
NEIGHBOUR_SHARE = 0.4
SUPPORT_NEARBY = 0.6
# Words that stand only in the older act that a passage replaced: half of those nearby, too few for an answer alone.
STANDS_FOR_SHARE, SUPPORT_STANDS_FOR = 0.3, 0.3
TYPE_BONUS = 0.25
ANNOUNCED_BONUS = 0.15
PASSAGE_SHARE = 0.6
FULL_MARKS = 1 + TYPE_BONUS + ANNOUNCED_BONUS + PASSAGE_SHARE
"""The most that a unit may score."""
FORMER_SHARE = 0.7
# A national fiche, and its sentences: at 1, .9, .8 and .7 the right page comes first for 43, 45, 47 and 47 of 92 real
# questions, and for 36, 36, 35 and 35 of the sample's 49 (python -m eval.ranking, when chosen).
NATIONAL_SHARE = 0.8
EXPOSE_SHARE = 0.6
TITLE_SHARE = 0.6
TITLE_WORDS = 15

# What leads to a decision without being one: « Vu … », « Considérant … », « Elle propose de porter à … »,
# « Madame DELMAS expose que le coût atteint … », « M. Ricou demande si … »; not « Le conseil décide ».
_EXPOSE = re.compile(
    r"^(vu|considérant|attendu|sur (le )?(rapport|proposition)) |"
    r"^(monsieur|madame|m\.|mme|mr) .{0,40}?"
    r"\b(expose|rappelle|explique|informe|indique|précise|demande|souligne|répond|ajoute|estime|présente|souhaite)\b|"
    r"\bpropose(nt)? (de|d['’]|que|une?)\b|\best proposée?\b|\bil est proposé\b",
    re.IGNORECASE,
)

_SUPPORT = {NEIGHBOUR_SHARE: SUPPORT_NEARBY, STANDS_FOR_SHARE: SUPPORT_STANDS_FOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredUnit:
    """A unit with its score.

    ``support`` is the share, 0..1, of the question's subject found in or around it; ``has_type`` tells that it holds
    the kind of thing asked for.
    """

    candidate: Candidate
    unit: Unit
    score: float
    support: float
    has_type: bool


@dataclass(frozen=True, slots=True)
class _TakenApart:
    """A passage's units with the stems of each and of its lead, and the stems around and in the passage.

    The shares of each are those of its form, when it holds what is asked and when it does not.
    """

    units: tuple[tuple[Unit, frozenset[str], frozenset[str], tuple[float, float]], ...]
    around: frozenset[str]
    whole: frozenset[str]


def spoken_stems(candidates: Sequence[Candidate]) -> frozenset[str]:
    """Every stem of the passages, their headings and titles."""
    apart = [_taken_apart(c.passage, c.document.title) for c in candidates]
    return frozenset(stem for one in apart for stem in one.around | one.whole)


def score_units(candidate: Candidate, wanted: Wanted) -> list[ScoredUnit]:
    """The units of a candidate in reading order, each with its score."""
    taken = _taken_apart(candidate.passage, candidate.document.title)
    found: list[ScoredUnit] = []
    is_named_around = not wanted.naming.isdisjoint(taken.around)
    for unit, own, lead, (typed_share, share) in taken.units:
        has_type = any(_holds(unit, kind) for kind in wanted.types)
        is_announced = has_type and (is_named_around or not wanted.naming.isdisjoint(lead))
        inside = ((own, 1.0), (lead, LEAD_SHARE), (taken.around, CONTEXT_SHARE), (taken.whole, NEIGHBOUR_SHARE))
        shares = (*inside, (candidate.stands_for, STANDS_FOR_SHARE))
        carried, support = _carried(wanted, shares)
        score = carried + TYPE_BONUS * has_type + ANNOUNCED_BONUS * is_announced + PASSAGE_SHARE * candidate.nearness
        score *= _share_of_its_time(candidate, unit, wanted.types)
        score *= typed_share if has_type else share
        found.append(ScoredUnit(candidate=candidate, unit=unit, score=score, support=support, has_type=has_type))
    return found


def _holds(unit: Unit, kind: AnswerType) -> bool:
    """Whether a unit holds a thing of that kind; in a row, a bare figure under « Tarif en € » is an amount."""
    if holds(unit.text, kind):
        return True
    is_priced = kind is AnswerType.AMOUNT and unit.kind is SentenceKind.TABLE_ROW and unit.lead is not None
    return is_priced and bool(amounts_in_row(unit.text, unit.lead.split("\n") if unit.lead else ()))


def _share_of_its_time(candidate: Candidate, unit: Unit, types: frozenset[AnswerType]) -> float:
    """Less for what is no longer, or not yet, in force, only announced, or not the commune's own."""
    part = candidate.part_at(unit.start)
    is_not_yet = part is not None and part.standing is Standing.NOT_YET
    is_rejected = part is not None and part.act is not None and part.act.is_rejected
    # « C'est quand ? » is not answered by days that have passed.
    has_passed = candidate.is_bygone and not types.isdisjoint({AnswerType.DAY, AnswerType.HOURS})
    share = FORMER_SHARE if candidate.is_former or is_not_yet or is_rejected or has_passed else 1.0
    share *= NATIONAL_SHARE if candidate.is_national else 1.0
    return share * (ANNOUNCED_SHARE if candidate.is_announcement else 1.0)


def is_expose(text: str) -> bool:
    """Whether a sentence of an act argues on the way to a decision instead of deciding."""
    return bool(_EXPOSE.search(text))


@lru_cache(maxsize=4_096)
def _taken_apart(passage: Passage, title: str) -> _TakenApart:
    """Kept because the same passages come back from question to question; about 10 kB each."""
    every = units_of(passage)
    leads = {unit.lead for unit in every if unit.kind is SentenceKind.TABLE_ROW and unit.lead}
    headers = {row for lead in leads for row in lead.split("\n")}
    units = [
        (unit, own, frozenset(stems(unit.lead)) if unit.lead else frozenset(), _shares_of_form(unit))
        for unit in every
        if unit.text not in headers and (own := frozenset(stems(unit.text)))
    ]
    around = frozenset(stems(" ".join((title, *passage.heading_path, *passage.context))))
    whole = frozenset(stem for _, own, lead, _ in units for stem in own | lead)
    return _TakenApart(tuple(units), around, whole)


def _shares_of_form(unit: Unit) -> tuple[float, float]:
    share = EXPOSE_SHARE if is_expose(unit.text) else 1.0
    return share, share * (TITLE_SHARE if is_title(unit) else 1.0)


def is_title(unit: Unit) -> bool:
    """A title or a header row, that announces and does not answer: « 9. Tarifs », not « Le lundi de 16 h à 18 h »."""
    if any(c.isdigit() for c in unit.text.lstrip("0123456789.-–) ")):
        return False
    if unit.kind is SentenceKind.TABLE_ROW:
        return unit.lead is None
    is_closed = unit.text.endswith((".", "!", ";", ":", "»"))
    return unit.kind is SentenceKind.SENTENCE and not is_closed and len(unit.text.split()) < TITLE_WORDS


def _carried(wanted: Wanted, shares: Sequence[tuple[frozenset[str], float]]) -> tuple[float, float]:
    """Shares of the question's meaning: by the nearness of the words that carry it, and wherever they stand.

    ``shares`` are of sets of stems, the largest share first.
    """
    near = anywhere = 0.0
    for stem, weight in wanted.weights.items():
        terms = wanted.also_called.get(stem, ())
        share = next((s for words, s in shares if stem in words or (terms and any(t <= words for t in terms))), 0.0)
        near += weight * share
        anywhere += weight * _SUPPORT.get(share, share > 0)
    return near, anywhere
