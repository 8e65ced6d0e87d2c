"""A passage found, with what is known of its act on the days that the question is about."""

from dataclasses import dataclass

from domain.document import Document
from domain.in_force import ActsInForce, Days, Standing
from domain.known_acts import KnownAct
from domain.passage import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPart:
    """What of a passage, from ``start`` in its text on, is one act's (None: of no act), and how that act stands."""

    start: int
    act: KnownAct | None
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage found, with its document. ``score``, 0..1, is lowered when ``is_former``: a later version was found.

    ``parts`` follow one another from 0; ``is_announcement``: it names what is decided elsewhere; ``stands_for`` are
    the stems of what it replaced; ``is_elsewhere``: it concerns another commune déléguée than the one asked
    about; ``is_bygone``: a poster or a page all of whose days had passed.
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

    ``delegated`` are the communes déléguées, ``asked_delegated`` those that the question names.
    """

    acts: ActsInForce
    days: Days
    is_named: bool
    delegated: tuple[str, ...] = ()
    asked_delegated: frozenset[str] = frozenset()
