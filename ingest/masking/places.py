"""The texts of a document in which personal data may stand, and what stands there."""

from dataclasses import dataclass

from domain.personal import PersonalKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One text of a document: of a passage by its ordinal, or of the document itself when that is None.

    ``name`` is as in ``domain.personal.PersonalSpan.place``. ``page`` counts from 1, None where there are no pages.
    """

    ordinal: int | None
    name: str
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedSpan:
    """Personal data in a text; offsets in code points."""

    place: Place
    start: int
    end: int
    kind: PersonalKind
