"""The passages that a model may draw on: those that answered without it and their neighbours, public and in force."""

from collections.abc import Sequence
from dataclasses import dataclass

from answering.with_model.clean_text import without_invisible
from domain.answer import SentenceKind
from domain.document import Visibility
from domain.ids import CommuneSlug
from domain.in_force import Standing
from retriever.ranking.candidate import Candidate
from retriever.ranking.scoring import ScoredUnit, score_units
from retriever.ranking.wanted import Wanted

MOST_PASSAGES = 6
"""About 900 characters each: 2,000 to 2,500 tokens, read in a second by the endpoints in view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPassage:
    """A passage as a model sees it, and what its sentences are checked against.

    ``number`` counts from 1. ``text`` holds the units in force, with the leads that govern them. ``around`` are the
    title and headings; ``links`` the addresses of the document, which stand in no text.
    """

    number: int
    candidate: Candidate
    units: tuple[ScoredUnit, ...]
    text: str
    around: tuple[str, ...]
    links: tuple[str, ...]


def passages_for_model(
    candidates: Sequence[Candidate], chosen: Sequence[ScoredUnit], wanted: Wanted, commune: CommuneSlug
) -> tuple[NumberedPassage, ...]:
    """The passages of what was ``chosen`` first, then the next best, at most MOST_PASSAGES.

    A passage that is not public or another commune's is left out whatever brought it here: nothing else of this
    product would show it, and a model repeats what it reads.
    """
    first = {one.candidate.passage.id: one.candidate for one in chosen}
    rest = {c.passage.id: c for c in candidates if not (c.is_former or c.is_elsewhere or c.is_bygone)}
    kept: list[NumberedPassage] = []
    for candidate in {**first, **rest}.values():
        is_public = candidate.document.visibility is Visibility.PUBLIC
        if not is_public or {candidate.document.commune, candidate.passage.commune} != {commune}:
            continue
        units = tuple(unit for unit in score_units(candidate, wanted) if _is_in_force(unit))
        if units and len(kept) < MOST_PASSAGES:
            kept.append(_numbered(len(kept) + 1, candidate, units))
    return tuple(kept)


def _is_in_force(scored: ScoredUnit) -> bool:
    part = scored.candidate.part_at(scored.unit.start)
    return part is None or part.standing is not Standing.REPLACED


def _numbered(number: int, candidate: Candidate, units: tuple[ScoredUnit, ...]) -> NumberedPassage:
    lines: list[str] = []
    for scored in units:
        unit = scored.unit
        if unit.lead and unit.lead not in lines:
            lines.append(unit.lead)
        lines.append(f"- {unit.text}" if unit.kind is SentenceKind.LIST_ITEM else unit.text)
    passage, document = candidate.passage, candidate.document
    return NumberedPassage(
        number=number,
        candidate=candidate,
        units=units,
        text=without_invisible("\n".join(lines)),
        around=tuple(map(without_invisible, (document.title, *passage.heading_path))),
        links=tuple(link for link in (passage.link, document.address) if link),
    )
