"""Sentences and short blocks of communal rules, confusing or clean: ``eval/confusing_sentences.jsonl``.

A second set beside the annotated sentences of real documents (``PARVIS_SHARED_DATA``), with their labels and their
conventions; everything in it is invented, so that it runs everywhere. A clean entry names the trap that it lays. What
the rules are worth on it is measured elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from eval.answer_sets import read_lines

CONFUSING_SENTENCES = Path(__file__).with_name("confusing_sentences.jsonl")
SPLITS = frozenset({"dev", "test"})
LABELS = ("NX-01", "NX-02", "NX-03", "NX-05", "NX-06", "NX-07", "LX-01", "LX-04", "LX-06")
"""The rules that sentences and short blocks are annotated for; others are counted by nobody."""


class TextKind(StrEnum):
    """A sentence, or a short block that keeps its line breaks."""

    SENTENCE = "phrase"
    BLOCK = "bloc"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfusingSentence:
    """One entry. ``labels``: the rules it breaks; ``arguable``: counted neither right nor wrong.

    ``trap``: of a clean entry alone, why a rule may take it for a faulty one. ``difficulty``: 1 to 3.
    """

    id: str
    split: str
    kind: TextKind
    text: str
    labels: frozenset[str]
    arguable: frozenset[str]
    topic: str
    difficulty: int
    trap: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.labels


def read_confusing_sentences(file: Path = CONFUSING_SENTENCES) -> list[ConfusingSentence]:
    """The entries of a file, in its order. Raises OSError, or ValueError that names the entry and what is wrong."""
    entries = [confusing_sentence(record) for record in read_lines(file)]
    ids = [entry.id for entry in entries]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"{file.name}: {', '.join(twice)} stand twice")
    return entries


def confusing_sentence(record: Mapping[str, object]) -> ConfusingSentence:
    """A decoded line. Raises ValueError when a field is missing or holds what the set does not know."""
    name = f"sentence {record.get('id')}"
    missing = [field for field in ("id", "split", "kind", "text", "topic", "difficulty") if not record.get(field)]
    if missing:
        raise ValueError(f"{name}: {', '.join(missing)} is missing")
    if record["split"] not in SPLITS:
        raise ValueError(f"{name}: split {record['split']} is neither dev nor test")
    if record["kind"] not in {kind.value for kind in TextKind}:
        raise ValueError(f"{name}: kind {record['kind']} is neither phrase nor bloc")
    if record["difficulty"] not in (1, 2, 3):
        raise ValueError(f"{name}: difficulty is 1, 2 or 3")
    entry = ConfusingSentence(
        id=str(record["id"]),
        split=str(record["split"]),
        kind=TextKind(str(record["kind"])),
        text=str(record["text"]),
        labels=_labels(record, "labels", name),
        arguable=_labels(record, "arguable", name),
        topic=str(record["topic"]),
        difficulty=int(str(record["difficulty"])),
        trap=str(record.get("trap", "")),
    )
    if entry.labels & entry.arguable:
        raise ValueError(f"{name}: {', '.join(sorted(entry.labels & entry.arguable))} is a label and arguable")
    if entry.is_clean != bool(entry.trap) or record.get("clean") is not entry.is_clean:
        raise ValueError(f"{name}: an entry without label is clean and names its trap, and no other does")
    return entry


def _labels(record: Mapping[str, object], field: str, name: str) -> frozenset[str]:
    value = record.get(field)
    if not isinstance(value, list):
        raise ValueError(f"{name}: {field} is a list")
    labels = frozenset(str(label) for label in value)
    if unknown := sorted(labels - set(LABELS)):
        raise ValueError(f"{name}: {', '.join(unknown)} is no label that we know")
    return labels
