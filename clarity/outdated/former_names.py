"""ST-03: bodies, schemes and units that no longer exist under that name (``replaced_names.toml``)."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from clarity.observation import Observation, Proposal
from clarity.outdated.presented import is_current, is_ground
from clarity.outdated.told_as_past import REPLACES, is_told_as_past
from clarity.read_text import Block, ReadText
from domain.errors import ParvisError
from domain.finding import Severity
from french.sentences import sentence_spans
from french.typed_span import flat

RULE = "ST-03"
_FILE = Path(__file__).parent / "replaced_names.toml"

# « France Travail (ex-Pôle emploi) », « anciennement RSI », « qui a remplacé l'ANPE »: the text knows.
_KNOWN_AS_FORMER = re.compile(
    r"(?:\bex[ -]|ancien(?:nement|nes?|s)?\b|autrefois|jadis|a l'epoque|succed\w+|devenu\w*"
    rf"|\b(?:{REPLACES}))[^.;]{{0,40}}$"
)
_BEFORE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """A name that ``now`` replaces since a day; ``pattern`` reads flat text, or the text itself for capitals."""

    pattern: re.Pattern[str]
    capitals: re.Pattern[str] | None
    now: str
    since: date
    source: str


def former_names(text: ReadText, day: date) -> Iterator[Observation]:
    """One observation for each former name of a document that speaks of today, at its first place."""
    if not is_current(text):
        return
    found: set[str] = set()
    for block in text.blocks:
        if is_ground(block):
            continue
        for name in known_names():
            place = _place(name, block) if name.since <= day and name.now not in found else None
            if place is not None and not _is_history(text, block, place, name):
                found.add(name.now)
                yield _observed(text, block, name, *place)


def next_changes() -> list[date]:
    """The days on which a name of the list stops to hold."""
    return [name.since for name in known_names()]


@lru_cache(maxsize=1)
def known_names() -> tuple[FormerName, ...]:
    """The list, checked. Raises ParvisError when an entry lacks a key or names a pattern that is none."""
    return tuple(_name(entry) for entry in tomllib.loads(_FILE.read_text("utf-8"))["name"])


def _name(entry: dict[str, object]) -> FormerName:
    try:
        former, since = str(entry["former"]), entry["since"]
        assert isinstance(since, date)
        upper = re.search("[A-Z]{2}", former)
        small = "|".join(part for part in _alternatives(former) if not re.search("[A-Z]{2}", part))
        large = "|".join(part for part in _alternatives(former) if re.search("[A-Z]{2}", part))
        return FormerName(
            pattern=re.compile(rf"(?<![\w-])(?:{small})(?!\w)" if small else r"(?!)"),
            capitals=re.compile(rf"(?<![\w-])(?:{large})(?!\w)") if upper else None,
            now=str(entry["now"]),
            since=since,
            source=str(entry["source"]),
        )
    except (KeyError, AssertionError, re.error) as error:
        raise ParvisError(f"replaced_names.toml: {entry!r} cannot be used ({error!r}); give all four keys") from error


def _alternatives(former: str) -> list[str]:
    """The parts between bars that stand in no bracket."""
    parts, depth = [""], 0
    for char in former:
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _place(name: FormerName, block: Block) -> tuple[int, int] | None:
    folded = flat(block.text)
    found = name.pattern.search(folded) or (name.capitals.search(block.text) if name.capitals else None)
    if found is None or _KNOWN_AS_FORMER.search(folded[max(0, found.start() - _BEFORE) : found.start()]):
        return None
    # Both names stand together: « France Travail (Pôle emploi) ».
    return None if flat(name.now.partition(" (")[0]) in folded else found.span()


def _is_history(text: ReadText, block: Block, place: tuple[int, int], name: FormerName) -> bool:
    """Whether the sentence of the name tells that it is no more, or of a time when it was."""
    beside = " ".join((text.title, *block.heading_path))
    spans = [span for span in sentence_spans(block.text) if span[0] <= place[0] < span[1]]
    return any(is_told_as_past(block.text[start:end], name.since.year, beside=beside) for start, end in spans)


def _observed(text: ReadText, block: Block, name: FormerName, start: int, end: int) -> Observation:
    written = block.text[start:end]
    return Observation(
        rule=RULE,
        severity=Severity.MAJEUR,
        place=text.place(block, start, end),
        measures=(("former", written), ("now", name.now), ("since", name.since.isoformat()), ("source", name.source)),
        proposal=Proposal(rule=f"{block.text[:start]}{name.now}{block.text[end:]}"),
    )
