"""Messages that judge routing without a model, read and checked: ``eval/routing_messages.jsonl``.

Each message says which outcome is right, which numbers an emergency must show, whom another authority is, and which
personal data must be masked before anything is kept. All of it is invented. The first test half and ``test2`` judged a
version each, once; both were read since, and are development. What routing is worth on them is measured by
``eval.routing``, and on what the statistical router has not seen by ``eval.fit_routing``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from eval.answer_sets import read_lines

ROUTING_MESSAGES = Path(__file__).with_name("routing_messages.jsonl")
FRESH_ROUTING_MESSAGES = Path(__file__).with_name("routing_test2.jsonl")
"""A second half, ``test2``, written later; spent: it judged the rules once and is development since."""
THIRD_ROUTING_MESSAGES = Path(__file__).with_name("routing_test3.jsonl")
"""A third one, ``test3``, that judges: written later still, by somebody who had read none of the rules."""
SPLITS = frozenset({"dev", "test2", "test3"})


class RoutingLabel(StrEnum):
    """The right outcome of a message: an ``AnswerStatus`` of that name, or search for an ordinary question."""

    SEARCH = "answer"
    SMALL_TALK = "small_talk"
    PERSONAL_CASE = "personal_case"
    OTHER_AUTHORITY = "other_authority"
    EMERGENCY = "emergency"
    PERSON_WANTED = "person_wanted"
    OUT_OF_SCOPE = "out_of_scope"


EMERGENCY_NUMBERS = frozenset({"15", "17", "18", "112", "114", "115", "119", "3018", "3114", "3919", "3977", "116000"})
"""National numbers that a message may call for: medical, police, fire, all three, by text message for those who cannot
hear or speak, homeless, child in danger, online abuse, suicide, violence against women, ill-treatment of the old, lost
child."""

AUTHORITIES = frozenset(
    {
        "academie", "ants", "bailleur", "banque_de_france", "caf", "carsat", "cpam", "departement", "france_travail",
        "gendarmerie", "impots", "justice", "la_poste", "mdph", "notaire", "prefecture", "region", "sncf", "urssaf",
    }
)  # fmt: skip
"""Who is competent when the commune is not."""


class PersonalData(StrEnum):
    """Kinds of personal data in a message; ``nir`` is the number of social security."""

    NAME = "name"
    NIR = "nir"
    IBAN = "iban"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    PLATE = "plate"
    BIRTH_DATE = "birth_date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """What must be masked: code points of the text, end excluded. A title before a name may stay or go."""

    start: int
    end: int
    kind: PersonalData


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingMessage:
    """One message. ``numbers``: all must be shown. ``masks``, in order, are all the personal data that it holds."""

    id: str
    split: str
    text: str
    label: RoutingLabel
    numbers: tuple[str, ...] = ()
    authority: str = ""
    masks: tuple[Mask, ...] = ()
    note: str = ""


def read_routing_messages(file: Path = ROUTING_MESSAGES) -> list[RoutingMessage]:
    """The messages of a file, in its order. Raises OSError, or ValueError that names the message and what is wrong."""
    messages = [routing_message(record) for record in read_lines(file)]
    ids = [message.id for message in messages]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"{file.name}: {', '.join(twice)} stand twice")
    return messages


def routing_message(record: Mapping[str, object]) -> RoutingMessage:
    """A decoded line. Raises ValueError when a field is missing or holds what the set does not know."""
    missing = [field for field in ("id", "split", "text", "label") if not record.get(field)]
    if missing:
        raise ValueError(f"routing message {record.get('id')}: {', '.join(missing)} is missing")
    if record["label"] not in {known.value for known in RoutingLabel}:
        raise ValueError(
            f"routing message {record['id']}: label {record['label']} is none of {', '.join(RoutingLabel)}"
        )
    message = RoutingMessage(
        id=str(record["id"]),
        split=str(record["split"]),
        text=str(record["text"]),
        label=RoutingLabel(str(record["label"])),
        numbers=tuple(str(number) for number in _list(record, "numbers")),
        authority=str(record.get("authority", "")),
        masks=tuple(_mask(record, mask) for mask in _list(record, "masks")),
        note=str(record.get("note", "")),
    )
    faults = [*_faults(message), *_mask_faults(message)]
    if faults:
        raise ValueError(f"routing message {message.id}: {'; '.join(faults)}")
    return message


def _faults(message: RoutingMessage) -> list[str]:
    faults = []
    if message.split not in SPLITS:
        faults.append(f"split {message.split} is neither dev, test2 nor test3")
    if bool(message.numbers) != (message.label == RoutingLabel.EMERGENCY):
        faults.append("numbers are given for an emergency, and for nothing else")
    if bool(message.authority) != (message.label == RoutingLabel.OTHER_AUTHORITY):
        faults.append("an authority is named when another is competent, and only then")
    unknown = sorted(set(message.numbers) - EMERGENCY_NUMBERS)
    if unknown:
        faults.append(f"{', '.join(unknown)} is no emergency number that we know")
    if message.authority and message.authority not in AUTHORITIES:
        faults.append(f"authority {message.authority} is not known")
    return faults


def _mask_faults(message: RoutingMessage) -> list[str]:
    faults = []
    position = 0
    for mask in message.masks:
        inside = message.text[mask.start : mask.end]
        if not position <= mask.start < mask.end <= len(message.text):
            faults.append(f"mask {mask.start}-{mask.end} is not in the text, or overlaps the one before")
        elif re.search(r"^\s|\s$", inside):
            faults.append(f"mask {mask.start}-{mask.end} begins or ends with a blank")
        position = max(position, mask.end)
    return faults


def _mask(record: Mapping[str, object], value: object) -> Mask:
    if not isinstance(value, list) or len(value) != 3:
        raise ValueError(f"routing message {record['id']}: a mask is [start, end, kind], not {value}")
    start, end, kind = value
    if kind not in {known.value for known in PersonalData}:
        raise ValueError(f"routing message {record['id']}: {kind} is no kind of personal data that we know")
    return Mask(start=int(start), end=int(end), kind=PersonalData(kind))


def _list(record: Mapping[str, object], field: str) -> list[object]:
    value = record.get(field, [])
    if not isinstance(value, list):
        raise ValueError(f"routing message {record['id']}: {field} is a list")
    return value
