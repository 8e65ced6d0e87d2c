"""A drafted délibération: its lines in order, each with the style that office files give it."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.ids import DocumentId
from visas.drafting.put_visas import ResolvedVisa


class LineStyle(StrEnum):
    """What a line of a délibération is."""

    MARK = "mark"
    """« Projet, à relire par … », or who reviewed it and when."""
    HEADING = "heading"
    MEETING = "meeting"
    OBJECT = "object"
    VISA = "visa"
    CONSIDERANT = "considerant"
    BODY = "body"
    DECISION = "decision"
    ARTICLE = "article"
    VOTE = "vote"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph."""

    style: LineStyle
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAct:
    """A délibération of the commune, found in the register, and the document that tells it.

    ``is_chosen``: a person looked at it and took it; else words alone chose it, and it is to be verified.
    """

    title: str
    number: str | None
    day: date
    document_id: DocumentId
    page: int | None
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Who reviewed a draft, when, and which words: ``digest`` is that of the text reviewed."""

    reviewer: str
    day: date
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A délibération. ``lines`` without its mark; ``visas`` hold those left out too, with their reasons."""

    subject_id: str
    title: str
    matter: str
    day: date
    commune: str
    lines: tuple[Line, ...]
    visas: tuple[ResolvedVisa, ...]
    own_acts: tuple[OwnAct, ...]

    @property
    def digest(self) -> str:
        """Tells these words from any others: a review holds for them only."""
        text = "\n".join(f"{line.style}\t{line.text}" for line in self.lines)
        return hashlib.sha256(text.encode()).hexdigest()
