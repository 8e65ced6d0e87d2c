"""What answers another question is left out: a price, an hour or a number of something else beside the right one.

What stands around the best unit, or in the next passage, may hold a value of the kind asked for. Shown beside the
answer it is read as one. Rules, cases and contradictions stay: they were told apart by their own words. Pure.
"""

from collections.abc import Sequence

from domain.answer import SentenceKind, SentenceRole
from french.answer_types import AnswerType
from retriever.ranking.scoring import ScoredUnit, said_share
from retriever.ranking.wanted import Wanted

VALUED = frozenset(
    {AnswerType.AMOUNT, AnswerType.HOURS, AnswerType.DAY, AnswerType.PERCENTAGE, AnswerType.PHONE, AnswerType.EMAIL}
)
# Of the question's meaning, that another shown unit says more, by itself, its lead or its headings: in another passage,
# in the same one, and from line to line (« Mardi soir à Valmoret », « Jeudi soir à Saint-Aubrin »). Over 98 real and 92
# sample questions (dev), .35 and .6 leave out every ninth unit of the real answers and no right value, the lines one
# wrong value of three; .2 and .2 leave out five right values. Wider still: .3 and .4 lost some elsewhere.
LESS_ELSEWHERE = 0.5
LESS_BESIDE = 0.6
LESS_IN_LINES = 0.08


def without_other_values(shown: Sequence[ScoredUnit], wanted: Wanted) -> tuple[ScoredUnit, ...]:
    """``shown`` less the plain answers whose value is of something else than another's there."""
    if not wanted.types & VALUED:
        return tuple(shown)
    said = {one.place: said_share(one, wanted) for one in shown}
    giving = [one for one in shown if one.has_type and one.fit >= 0]

    def is_of_another(one: ScoredUnit) -> bool:
        return any(_takes_its_place(b, one, said[b.place] - said[one.place]) for b in giving)

    return tuple(one for one in shown if not (one.has_type and one.role is SentenceRole.ANSWER and is_of_another(one)))


def _takes_its_place(better: ScoredUnit, one: ScoredUnit, more: float) -> bool:
    """Whether ``better``, which says ``more`` of the question, is the one that is asked about."""
    if better.candidate.passage.id == one.candidate.passage.id:
        return more >= (LESS_IN_LINES if _is_line(better) and _is_line(one) else LESS_BESIDE)
    return more >= LESS_ELSEWHERE


def _is_line(one: ScoredUnit) -> bool:
    """A line of a list without bullets, and no sentence."""
    return one.unit.kind is SentenceKind.SENTENCE and not one.unit.text.endswith((".", "!", "?"))
