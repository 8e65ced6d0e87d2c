"""What a detector sees: a passage of a document, what was measured on it, and what could be written instead.

An observation is about the text alone; its life from run to run, the person's decision and the questions touched
are the report's.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.finding import Severity
from domain.ids import DocumentId, PassageId


class Role(StrEnum):
    """What a stretch of text is to the rule that it belongs to."""

    RULE = "rule"
    EXCEPTION = "exception"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of the passage's text (offsets in code points, as those of ``Place``) and its role."""

    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an observation points: ``start`` and ``end`` in the passage's text, ``quote`` as written there.

    ``page`` counts from 1, None where there are no pages. A text that was pasted has neither document nor passage.
    """

    document_id: DocumentId | None
    passage_id: PassageId | None
    page: int | None
    heading_path: tuple[str, ...]
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedCase:
    """One line of a rewriting: who, on which condition, what changes; only cut-outs of the author's words."""

    who: str
    condition: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A rewriting built from the document's own words: the rule, then one line for each case."""

    rule: str
    cases: tuple[ProposedCase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What one rule of the report found at one place.

    ``rule`` is an id (``NX-02``); its title, why and advice are in ``prompts/``. ``measures`` are names and values as
    text in a stable order. ``related`` are the other places that it is about (the other side of a contradiction).
    ``questions`` are those of a question set that failed there, as asked: never a resident's.
    """

    rule: str
    severity: Severity
    place: Place
    measures: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...] = ()
    proposal: Proposal | None = None
    related: tuple[Place, ...] = ()
    questions: tuple[str, ...] = ()
