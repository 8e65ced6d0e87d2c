"""One question back when the answer depends on a bracket that the person did not give: each choice completes theirs."""

from collections.abc import Sequence
from decimal import Decimal

from domain.answer import Choice, SentenceKind
from french.ages import Age, ages_in
from french.quotients import Bracket, quotients_in
from french.typed_span import flat
from prompts import catalogue
from retriever.ranking.asker import Asker
from retriever.ranking.header_levels import cells_of_row, one_level
from retriever.ranking.scoring import ScoredUnit
from retriever.ranking.units import units_of

MOST_CASES_SHOWN = 6
"""Rows of one table that a resident compares at a glance: with more, the person is asked which is theirs."""

_MONTHS = 12


def choices_of(question: str, chosen: Sequence[ScoredUnit], asker: Asker) -> tuple[Choice, ...]:
    """The brackets of the table that answers, when there are many; none when the person gave theirs.

    Each choice has the bracket as the document writes it, and ``question`` completed with a figure inside it.
    """
    row = max(chosen, key=lambda c: c.score, default=None)
    if row is None or row.unit.kind is not SentenceKind.TABLE_ROW or not row.has_type or row.unit.lead is None:
        return ()
    passage = row.candidate.passage
    rows = [u for u in units_of(passage) if u.kind is SentenceKind.TABLE_ROW and u.lead == row.unit.lead]
    shown = {c.unit.text for c in chosen}
    if len(rows) <= MOST_CASES_SHOWN or sum(u.text in shown for u in rows) <= 1:
        return ()
    header = one_level(row.unit.lead.split("\n"))
    for place, name in enumerate(header):
        found = [c for u in rows if (c := _choice(question, name, cells_of_row(u.text), place, asker)) is not None]
        if len(found) > MOST_CASES_SHOWN:
            return tuple(dict.fromkeys(found))
    return ()


def _choice(question: str, name: str, cells: Sequence[str], place: int, asker: Asker) -> Choice | None:
    """The choice that a row's cell stands for; None when it holds no bracket of a kind that is still unknown."""
    if place >= len(cells):
        return None
    cell = cells[place]
    if asker.quotient is None and ("quotient" in flat(name) or "qf" in flat(name).split()):
        brackets = [span.value for span in quotients_in(f"quotient {flat(cell).removeprefix('de ')}")]
        if brackets and not brackets[0].is_income:
            return _completed(question, cell, "quotient", _inside(brackets[0]))
    if not asker.ages:
        ages = [span.value for span in ages_in(f"{name} | {cell}")]
        if ages:
            return _completed(question, cell, "age", _years(ages[0]))
    return None


def _completed(question: str, cell: str, key: str, figure: Decimal) -> Choice:
    text = catalogue.text(f"clarify.{key}", question=question.rstrip(" ?"), figure=f"{figure:f}")
    return Choice(label=cell, question=text)


def _inside(bracket: Bracket) -> Decimal:
    """A quotient of the bracket: its lower end, or one below its upper end."""
    if bracket.low is not None:
        return bracket.low
    high = bracket.high or Decimal(1)
    return high if bracket.is_high_included else high - 1


def _years(age: Age) -> Decimal:
    low = age.low_months if age.low_months is not None else (age.below_months or _MONTHS) - _MONTHS
    return Decimal(max(low, 0) // _MONTHS)
