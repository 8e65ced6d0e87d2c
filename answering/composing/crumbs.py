"""What is left out of an answer once units are chosen: titles and formulas that say nothing, rows of something else."""

import re
from collections.abc import Sequence
from datetime import date

from answering.composing.annexes import is_pointer
from domain.answer import SentenceKind
from french.facts import facts_in
from french.typed_span import flat
from retriever.ranking.header_levels import cells_of_row
from retriever.ranking.scoring import ScoredUnit, is_formula, is_title

# Of the score: a row named as another that carries so much less of the question is of something else, or of another
# year. Of 36 guarded sample and 33 real questions (dev half) 2 and 4 were shown a wrong value; with this, and blocks of
# prices told apart by their titles, 0 and 3 (python -m eval.answers).
LESS = 0.08

# « II. », « b) »; not « 12 € ».
_NUMBER_ALONE = re.compile(r"^\W*(?:[ivxl]+|[a-z]|\d+)[\W]*$")
# « Week-end (du samedi 9 h au dimanche 20 h) » is the row « Week-end ».
_BRACKETS = re.compile(r" ?\([^)]*\)")


def without_crumbs(chosen: Sequence[ScoredUnit]) -> list[ScoredUnit]:
    """``chosen`` less « Article 4. Prêt », « Fait et délibéré », « décide : » without what follows; never all of it.

    What holds the kind of thing asked for stays: « Le jeudi de 15 h à 18 h » may be a title, and answers.
    """
    kept = [c for c, after in zip(chosen, [*chosen[1:], None], strict=True) if not _is_crumb(c, after)]
    return kept or list(chosen)


def _is_crumb(one: ScoredUnit, after: ScoredUnit | None) -> bool:
    text = one.unit.text
    if one.has_type or is_pointer(text):
        return False
    if one.unit.introduces:
        is_followed = after is not None and after.candidate.passage.id == one.candidate.passage.id
        return not is_followed and not one.own and not facts_in(text)
    return is_title(one.unit) or is_formula(text) or bool(_NUMBER_ALONE.match(flat(text)))


def without_same_label(chosen: Sequence[ScoredUnit]) -> list[ScoredUnit]:
    """``chosen`` less the rows named as another that answers better, or that is of a later act, and says otherwise.

    « Le mètre, par an » is priced at one market and at the other; « Week-end » in the tariff of this year and of last.
    """
    rows: dict[str, list[ScoredUnit]] = {}
    for one in chosen:
        rows.setdefault(_label(one), []).append(one)
    return [c for c in chosen if not _label(c) or not any(_is_better(other, c) for other in rows[_label(c)])]


def _is_better(other: ScoredUnit, one: ScoredUnit) -> bool:
    if other.score >= one.score + LESS:
        return True
    return one.candidate.is_former and _day(other) > _day(one)


def _day(one: ScoredUnit) -> date:
    """From when the act that holds a row applies, or its day; the first day of all when neither is known."""
    part = one.candidate.part_at(one.unit.start)
    act = part.act if part else None
    known = (act.applies_from or act.day) if act else None
    return known or one.candidate.document.session_date or date.min


def _label(one: ScoredUnit) -> str:
    """The first cell of a row, less what it says in brackets, for comparison; empty when it is no row."""
    if one.unit.kind is not SentenceKind.TABLE_ROW:
        return ""
    return _BRACKETS.sub("", flat(cells_of_row(one.unit.text)[0])).strip()
