"""A passage found, with what is known of its act on the days that the question is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from domain.document import Document
from domain.in_force import ActsInForce, Days, Standing
from domain.known_acts import KnownAct
from domain.passage import Passage
from retriever.ranking.reading import Reading

BOOST_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPart:
    """What of a passage, from ``start`` in its text on, is one act's (None: of no act), and how that act stands."""

    start: int
    act: KnownAct | None
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage found, with its document. ``score``, 0..1, is what it is ordered by.

    ``arms`` are those of its hit and ``likeness`` what they make together, before any step; a passage that a step
    brought has none. ``boosts`` gives, by the name of each step
    of the ranking that changed the score, what multiplied it (0 where there was no score before).
    ``nearness``, 0..1, is how near the passage is to the question, before its sentences are read.
    ``parts`` follow one another from 0; ``is_announcement``: it names what is decided elsewhere; ``stands_for`` are
    the stems of what it replaced; ``is_former``: a later version was found; ``is_elsewhere``: it concerns another
    commune déléguée than the one asked about; ``is_bygone``: a poster or a page all of whose days had passed;
    ``is_national``: a fiche for the whole country, which is no word of the commune.
    """

    passage: Passage
    document: Document
    score: float
    parts: tuple[ActPart, ...] = ()
    stands_for: frozenset[str] = frozenset()
    is_announcement: bool = False
    is_former: bool = False
    is_elsewhere: bool = False
    is_bygone: bool = False
    is_national: bool = False
    nearness: float = 0.0
    likeness: float = 0.0
    arms: Mapping[str, float] = field(default_factory=dict, hash=False)
    boosts: Mapping[str, float] = field(default_factory=dict, hash=False)

    def moved(self, step: str, score: float) -> Self:
        """Itself with the score that ``step`` gives it, recorded when it is another."""
        if score == self.score:
            return self
        factor = round(score / self.score, BOOST_DIGITS) if self.score else 0.0
        return replace(self, score=score, boosts={**self.boosts, step: factor})

    def part_at(self, offset: int) -> ActPart | None:
        """The part that holds ``offset`` of the passage's text; None when its document holds no act."""
        return next((part for part in reversed(self.parts) if part.start <= offset), None)

    @property
    def is_replaced(self) -> bool:
        """Whether nothing of it applies on the days asked about."""
        return bool(self.parts) and all(part.standing is Standing.REPLACED for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """The acts that a resident may know of, and the days that the question is about; ``is_named`` when it says them.

    ``reading`` is the question itself. ``delegated`` are the communes déléguées, ``asked_delegated`` those that it
    names.
    """

    reading: Reading
    acts: ActsInForce
    days: Days
    is_named: bool
    delegated: tuple[str, ...] = ()
    asked_delegated: frozenset[str] = frozenset()


def in_order(found: Sequence[Candidate]) -> list[Candidate]:
    """Best first: by score rounded to six digits, then passage id."""
    return sorted(found, key=lambda one: (-round(one.score, 6), one.passage.id))
