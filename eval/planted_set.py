"""Contradictions and outdated facts planted in documents of their own: ``eval/planted/``, ``eval/planted_test2/``.

Each half, ``dev`` and ``test``, is a folder that is read as one source of the sample commune, apart from its own
documents. ``contradictions.jsonl`` holds pairs of places that contradict one another, and pairs that only look so;
``outdated.jsonl`` places that are out of date on ``PLANTED_DAY``, and places that only look so. ``test2``, a later half
that judges, has a folder of its own. What the detectors find of them is measured elsewhere.
"""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from eval.answer_sets import read_lines

PLANTED = Path(__file__).with_name("planted")
PLANTED_DAY = date(2026, 11, 24)
"""The day on which the documents are read: that of the sample commune."""
SPLITS = frozenset({"dev", "test"})
FRESH_PLANTED = Path(__file__).with_name("planted_test2")
FRESH_SPLIT = "test2"
"""Written after the detectors by somebody who has read none of them; who writes them never reads it."""
PLANTED_FORMS = Path(__file__).with_name("planted_forms")
"""More cases for development alone, in the forms that contacts, thresholds, capacities, periods and copies take."""


class ContradictionKind(StrEnum):
    """What the two places of a contradiction give differently."""

    PRICE = "price"
    HOURS = "hours"
    DAYS = "days"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    DEADLINE = "deadline"
    AGE = "age"
    DATE = "date"
    REQUIRED_PAPER = "required_paper"
    THRESHOLD = "threshold"
    CONTACT = "contact"
    LINK = "link"
    CAPACITY = "capacity"
    PERIOD = "period"
    NEAR_DUPLICATE = "near_duplicate"


class LookAlikeKind(StrEnum):
    """Why two places that give different values do not contradict one another."""

    AUDIENCE = "audience"
    RESIDENCE = "residence"
    VALIDITY = "validity"
    PERIOD = "period"
    SITE = "site"
    UNIT = "unit"
    BOUND = "bound"
    SUCCESSION = "succession"
    CONDITION = "condition"
    ATTRIBUTE = "attribute"
    CHANNEL = "channel"
    SERVICE = "service"
    PROCEDURE = "procedure"
    EVENT = "event"
    FORM = "form"
    PROPOSAL = "proposal"


OUTDATED_RULES = frozenset({"ST-01", "ST-02", "ST-03", "ST-04", "ST-05", "ST-06"})


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedPlace:
    """Words of a document, white space folded. ``path``: relative to the folder of the half."""

    path: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedPair:
    """Two places about a service of ``corpus/commune.toml``. ``kind``: what differs, or why it may."""

    id: str
    split: str
    service: str
    kind: ContradictionKind | LookAlikeKind
    contradiction: bool
    places: tuple[QuotedPlace, QuotedPlace]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutdatedCase:
    """A place that is out of date, or looks so; a second place says since when, if a document tells it.

    ``rule``: the detector that must find it when ``outdated``, and that must stay silent on it when not.
    """

    id: str
    split: str
    service: str
    rule: str
    outdated: bool
    places: tuple[QuotedPlace, ...]
    note: str


def read_planted_pairs(folder: Path = PLANTED) -> list[PlantedPair]:
    """The pairs of a folder. Raises OSError, or ValueError that names the pair and what is wrong with it."""
    pairs = [_pair(record, folder) for record in read_lines(folder / "contradictions.jsonl")]
    _refuse_doubles(folder / "contradictions.jsonl", (pair.id for pair in pairs))
    return pairs


def read_outdated_cases(folder: Path = PLANTED) -> list[OutdatedCase]:
    """The cases of a folder. Raises OSError, or ValueError that names the case and what is wrong with it."""
    cases = [_case(record, folder) for record in read_lines(folder / "outdated.jsonl")]
    _refuse_doubles(folder / "outdated.jsonl", (case.id for case in cases))
    return cases


def written_words(file: Path) -> str:
    """The words of a planted document (Markdown or HTML), without tags, white space folded."""
    text = file.read_text("utf-8")
    if file.suffix == ".html":
        text = html.unescape(re.sub(r"<[^<>]+>", " ", text))
    return " ".join(text.split())


def _pair(record: Mapping[str, object], folder: Path) -> PlantedPair:
    name = _checked(record, "contradiction", folder)
    contradiction = bool(record["contradiction"])
    kinds: type[ContradictionKind] | type[LookAlikeKind] = ContradictionKind if contradiction else LookAlikeKind
    if record["kind"] not in {kind.value for kind in kinds}:
        raise ValueError(f"{name}: kind {record['kind']} is none of {', '.join(kinds)}")
    places = _places(record, name, folder)
    if len(places) != 2 or places[0].path == places[1].path:
        raise ValueError(f"{name}: a pair is two places in two documents")
    return PlantedPair(
        id=str(record["id"]),
        split=str(record["split"]),
        service=str(record["service"]),
        kind=kinds(str(record["kind"])),
        contradiction=contradiction,
        places=(places[0], places[1]),
        note=str(record["note"]),
    )


def _case(record: Mapping[str, object], folder: Path) -> OutdatedCase:
    name = _checked(record, "outdated", folder)
    if record["kind"] not in OUTDATED_RULES:
        raise ValueError(f"{name}: kind {record['kind']} is none of {', '.join(sorted(OUTDATED_RULES))}")
    return OutdatedCase(
        id=str(record["id"]),
        split=str(record["split"]),
        service=str(record["service"]),
        rule=str(record["kind"]),
        outdated=bool(record["outdated"]),
        places=tuple(_places(record, name, folder)),
        note=str(record["note"]),
    )


def _checked(record: Mapping[str, object], verdict: str, folder: Path) -> str:
    name = f"{folder.name} {record.get('id')}"
    missing = [field for field in ("id", "split", "service", "kind", "places", "note") if not record.get(field)]
    if missing:
        raise ValueError(f"{name}: {', '.join(missing)} is missing")
    if record["split"] not in SPLITS | {FRESH_SPLIT}:
        raise ValueError(f"{name}: split {record['split']} is neither dev, test nor test2")
    if not isinstance(record.get(verdict), bool):
        raise ValueError(f"{name}: {verdict} is true or false")
    return name


def _places(record: Mapping[str, object], name: str, folder: Path) -> list[QuotedPlace]:
    value = record["places"]
    if not isinstance(value, list):
        raise ValueError(f"{name}: places is a list")
    places = [QuotedPlace(path=str(place["path"]), quote=str(place["quote"])) for place in value]
    for place in places:
        if written_words(folder / str(record["split"]) / place.path).count(place.quote) != 1:
            raise ValueError(f"{name}: « {place.quote} » does not stand once in {place.path}")
    return places


def _refuse_doubles(file: Path, ids: Iterable[str]) -> None:
    known = list(ids)
    twice = sorted({one for one in known if known.count(one) > 1})
    if twice:
        raise ValueError(f"{file.name}: {', '.join(twice)} stand twice")
