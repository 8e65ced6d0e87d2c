"""A claim: one value that a document gives of something, with all that tells of what, for whom and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clarity.contradictory.asking import BODY, DESK
from clarity.contradictory.wording import TOWN_HALL, TownWords
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
    LINK = "link"
    CAPACITY = "capacity"
    PERIOD = "period"


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
    that names something, ``above_words`` those of all of them, ``around`` those of its passage too. ``service`` is
    the rank of the service that a contact is of, None where its words are not those of one service's name.
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
    service: int | None = None


CONTACTS = frozenset({ClaimKind.PHONE, ClaimKind.EMAIL, ClaimKind.ADDRESS})
"""Kinds of which each service has its own."""


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
        service=_service(own or heads, town) if said.kind in CONTACTS else None,
    )


def _service(stems: frozenset[str], town: TownWords) -> int | None:
    """The service that a contact is of, where nothing but words of its name tells whose it is."""
    rank = town.service_of(stems)
    return rank if rank is not None and stems <= town.names[rank] else None


def _of_service(values: frozenset[str], town: TownWords) -> frozenset[str]:
    """Those who may be meant: a service by its rank in the profile, every one in the town hall for « la mairie ».

    None when nobody that is known is named, or two are.
    """
    return frozenset().union(*(_meant(value.removeprefix(WHO).split(), town) for value in values))


def _meant(told: Sequence[str], town: TownWords) -> frozenset[str]:
    bodies = [word for word in told if word.startswith(BODY)]
    stems = frozenset(word for word in told if not word.startswith("="))
    rank = town.service_of(stems)
    is_hall = rank is not None and TOWN_HALL in stems and town.service_of(stems - {TOWN_HALL}) is None
    if bodies and (rank is None or is_hall):
        return frozenset(bodies) if len(bodies) == 1 else frozenset()
    if rank is None:
        return frozenset()
    if is_hall and DESK not in told:
        return frozenset(f"service {one}" for one in town.inside | {rank})
    return frozenset({f"service {rank}"})
