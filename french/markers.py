"""Words that tell a rule from its exceptions, conditions and restrictions, by family, each with its span.

The words are in ``french/markers.toml``. What an entanglement of them is worth is judged elsewhere.
"""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from french.days import days_in
from french.typed_span import flat


class MarkerFamily(StrEnum):
    """What a marker does to the rule beside it; in the order in which equal spans are decided."""

    OPEN = "open"
    EXC = "exc"
    OPP = "opp"
    COND = "cond"
    RESTR = "restr"
    DEON = "deon"
    SCOPE = "scope"
    REF = "ref"


_COUNTED = frozenset({MarkerFamily.OPEN, MarkerFamily.EXC, MarkerFamily.OPP, MarkerFamily.COND, MarkerFamily.RESTR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A half-open span in code points. ``is_temporal``: « lorsque », « quand » may only tell a time.

    ``is_calendar``: « sauf » inside days of the week (« tous les jours sauf le dimanche ») is no exception to a rule.
    """

    family: MarkerFamily
    start: int
    end: int
    is_temporal: bool = False
    is_calendar: bool = False


def markers_in(text: str) -> tuple[Marker, ...]:
    """Markers of ``text`` in order.

    Of exceptions, contrasts, conditions and restrictions that share a character, the longest stands: they are counted
    against each other. Duties, scopes and pointers stand beside them (« ne peut être louée que »: both).
    """
    line = flat(text)
    found = [
        (m.start() - m.end(), rank, m.start(), m.end(), family, is_temporal)
        for rank, (family, pattern, is_temporal) in enumerate(_compiled())
        for m in pattern.finditer(line)
    ]
    kept: list[tuple[int, int, MarkerFamily, bool]] = []
    for _, _, start, end, family, is_temporal in sorted(found):
        rivals = _COUNTED if family in _COUNTED else {family}
        if not any(start < last and first < end for first, last, other, _ in kept if other in rivals):
            kept.append((start, end, family, is_temporal))
    days = days_in(text) if any(family is MarkerFamily.EXC for _, _, family, _ in kept) else []
    return tuple(
        Marker(
            family=family,
            start=start,
            end=start + len(line[start:end].rstrip()),
            is_temporal=is_temporal,
            is_calendar=family is MarkerFamily.EXC and any(d.start <= start and end <= d.end for d in days),
        )
        for start, end, family, is_temporal in sorted(kept)
    )


@cache
def _compiled() -> tuple[tuple[MarkerFamily, re.Pattern[str], bool], ...]:
    data = tomllib.loads(resources.files("french").joinpath("markers.toml").read_text(encoding="utf-8"))
    if set(data) != set(MarkerFamily):
        raise ValueError(f"french/markers.toml: families are {sorted(MarkerFamily)}, found {sorted(data)}")
    compiled = []
    for family in MarkerFamily:
        part = data[family]
        compiled.append((family, _alternation(part["forms"]), False))
        if "temporal" in part:
            compiled.append((family, _alternation(part["temporal"]), True))
        if "first" in part:
            compiled.append(
                (family, re.compile(rf"(?:(?<=; )|(?<=\. )|^)(?:{'|'.join(part['first'])})\b", re.MULTILINE), False)
            )
    return tuple(compiled)


def _alternation(forms: list[str]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?<!-)(?:{'|'.join(longest_first)})(?:(?<=[' ])|(?!\w))")
