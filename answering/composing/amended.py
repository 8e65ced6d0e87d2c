"""Values that another act changed without writing the rest again: « le montant de 2,90 € est remplacé par 3,05 € »."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.answer import SentenceKind
from domain.in_force import Days
from french.amounts import Amount, amounts_in
from french.dates import dates_in
from french.typed_span import Bound, FactKind, TypedSpan, flat
from retriever.ranking.asker import Asker, fitting_cells
from retriever.ranking.scoring import ScoredUnit

# Between the value that goes and the one that comes: « … est remplacé par … », « au lieu de : « … », lire : « … » »,
# « passe de … à … », « … est porté à … ».
_TO = re.compile(
    r"^[\s»,.]*(?:(?:est|sont) (?:remplacee?s?|portee?s?|modifiee?s?) (?:par|a|en)|(?:il faut )?lire)?[\s:«]*$|^ ?a ?$"
)
_FROM = re.compile(
    r"(?:\b(?:le montant|le tarif|la somme|le prix|le droit) de|\bau lieu de|\bpasse(?:nt|ra)? de)[\s:«]*$"
)
SHARED_STEMS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """``former`` is no longer the value, ``present`` is, in the words of ``unit``."""

    unit: ScoredUnit
    former: Amount
    present: Amount


def without_former_values(
    chosen: Sequence[ScoredUnit], found: Sequence[ScoredUnit], asker: Asker, days: Days | None
) -> list[ScoredUnit]:
    """``chosen`` less what only gives a value that was changed, what changes it in its place."""
    kept = list(chosen)
    for change in _amendments(found, days):
        stale = [c for c in kept if _gives_only(c, change, asker)]
        kept = [c for c in kept if c not in stale]
        if stale and all(c.place != change.unit.place for c in kept):
            kept.insert(0, change.unit)
    return kept


def _amendments(found: Sequence[ScoredUnit], days: Days | None) -> Iterator[Amendment]:
    for one in found:
        text = one.unit.text
        line = flat(text)
        if "remplac" not in line and "lieu de" not in line and "porte" not in line and "passe" not in line:
            continue
        amounts = amounts_in(text)
        for former, present in pairwise(amounts):
            announced = _FROM.search(line[: former.start]) is not None
            if announced and _TO.match(line[former.end : present.start]) and _is_begun(text, days):
                yield Amendment(unit=one, former=former.value, present=present.value)


def _is_begun(text: str, days: Days | None) -> bool:
    """Whether « à compter du 4 janvier 2031 » is not after the days asked about."""
    starts = [s.value.whole() for s in dates_in(text) if s.value.bound is Bound.FROM]
    return days is None or all(start is None or start <= days.last for start in starts)


def _gives_only(one: ScoredUnit, change: Amendment, asker: Asker) -> bool:
    """Whether a unit gives the former value for the same thing, and no other that may still hold for the asker."""
    if one.place == change.unit.place or len(one.stems & change.unit.stems) < SHARED_STEMS:
        return False
    if one.candidate.document.id == change.unit.candidate.document.id:
        return False
    values = _values(one, asker)
    return bool(values) and all(_is_same(value.value, change.former) for value in values)


def _values(one: ScoredUnit, asker: Asker) -> list[TypedSpan[Amount]]:
    """The amounts of a unit; of a row, those of the columns that are for the asker when some are."""
    cells: tuple[str, ...] = ()
    if one.unit.kind is SentenceKind.TABLE_ROW:
        cells = fitting_cells(one.unit.text, one.unit.lead.split("\n") if one.unit.lead else (), asker)
    text = " | ".join(cells) if cells else one.unit.text
    return [span for span in amounts_in(text) if span.kind is FactKind.AMOUNT]


def _is_same(one: Amount, other: Amount) -> bool:
    return (one.low, one.high) == (other.low, other.high)
