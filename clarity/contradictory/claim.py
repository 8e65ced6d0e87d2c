"""A claim: one value that a document gives of something, with all that tells of what, for whom and when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clarity.contradictory.wording import TownWords
from clarity.observation import Place

WHO = "who "
"""Begins the value of a claim of whom to turn to, before the commune's services are known."""


class ClaimKind(StrEnum):
    """What the value is. Claims are compared within one kind only."""

    PRICE = "price"
    RATE = "rate"
    HOURS = "hours"
    HOUR = "hour"
    DAYS = "days"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    DELAY = "delay"
    AGE = "age"
    DATE = "date"
    QUANTITY = "quantity"
    PAPER = "paper"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim as a document makes it, whatever is known of the commune: what is kept of the document.

    ``values`` are in one normal form; several only where all of them hold together (the hours of one day). ``own`` are
    stems of the clause that holds the value, empty when it names nothing; ``lines`` those of each heading and lead-in
    above it, nearest first; ``passage`` those of all that stands beside it. ``qualifiers`` say for whom, when and in
    what unit; ``above`` are those of the headings. ``first`` and ``last`` bound the days on which it holds, None where
    nothing does.
    """

    kind: ClaimKind
    values: frozenset[str]
    own: frozenset[str]
    lines: tuple[frozenset[str], ...]
    passage: frozenset[str]
    qualifiers: frozenset[str]
    above: frozenset[str]
    place: Place
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim as it is compared, the commune's own name left out of every set of words.

    ``own`` are those of its clause, or ``heads`` when ``is_named_above``; ``heads`` those of the nearest line above
    that names something, ``above_words`` those of all of them, ``around`` those of its passage too.
    """

    kind: ClaimKind
    values: frozenset[str]
    own: frozenset[str]
    heads: frozenset[str]
    above_words: frozenset[str]
    around: frozenset[str]
    qualifiers: frozenset[str]
    above: frozenset[str]
    place: Place
    first: date | None
    last: date | None
    is_named_above: bool


def claim_of(said: Said, town: TownWords) -> Claim | None:
    """The claim in a commune; None where neither its clause nor anything above it names what it is about."""
    values = _of_service(said.values, town) if said.kind is ClaimKind.CONTACT else said.values
    lines = [line - town.name for line in said.lines]
    heads = next((line for line in lines if line), frozenset())
    own = said.own - town.name
    if not values or not (own or heads):
        return None
    above_words = frozenset().union(*lines)
    return Claim(
        kind=said.kind,
        values=values,
        own=own or heads,
        heads=heads,
        above_words=above_words,
        around=above_words | said.passage,
        qualifiers=said.qualifiers | town.places(own),
        above=said.above | town.places(above_words),
        place=said.place,
        first=said.first,
        last=said.last,
        is_named_above=not own,
    )


def _of_service(values: frozenset[str], town: TownWords) -> frozenset[str]:
    """The service that is named, by its rank in the profile; none when it is not one of the commune's, or two are."""
    ranks = {town.service_of(frozenset(value.removeprefix(WHO).split())) for value in values}
    return frozenset(f"service {rank}" for rank in ranks if rank is not None)
