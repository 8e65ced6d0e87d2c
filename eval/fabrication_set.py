"""Planted fabrications that judge the verification of a language model's sentences: ``eval/fabrications.jsonl``.

Each entry gives words of a document of the sample commune, a faithful sentence that cites them and, unless it is there
to count what is withheld wrongly, a false one in which a single thing was changed. Half serves to judge (``test``).
What verification lets through and withholds is measured elsewhere.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from eval.answer_sets import read_lines

FABRICATIONS = Path(__file__).with_name("fabrications.jsonl")
FRESH_FABRICATIONS = Path(__file__).with_name("fabrications_test2.jsonl")
"""A second half, ``test2``, written later; spent: it judged once and is development since."""
THIRD_FABRICATIONS = Path(__file__).with_name("fabrications_test3.jsonl")
"""A third one that judges, ``test3``, on words of invented documents that stand in the entries alone: who writes the
verification never reads it."""
SPLITS = frozenset({"dev", "test", "test2", "test3"})


class FabricationKind(StrEnum):
    """What was changed in the false sentence; ``TRUE``: nothing, the entry holds a faithful sentence alone."""

    AMOUNT = "amount"
    HOUR = "hour"
    DATE = "date"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    NEGATION = "negation"
    INVENTED_EXCEPTION = "invented_exception"
    CONDITION = "condition"
    NAME = "name"
    QUANTITY_WORD = "quantity_word"
    AUDIENCE = "audience"
    WRONG_CITATION = "wrong_citation"
    AGE = "age"
    DELAY = "delay"
    ADDRESS = "address"
    TRUE = "true"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedWords:
    """What the sentences cite: words of a document, white space folded. ``path``: relative to ``corpus/documents``.

    In ``test3``, the name of a document that does not exist, after its commune.
    """

    path: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fabrication:
    """One entry. ``false_sentence`` is empty for ``FabricationKind.TRUE``.

    For a wrong citation, the false sentence is true elsewhere: ``source`` is the passage that it cites wrongly.
    """

    id: str
    split: str
    kind: FabricationKind
    source: QuotedWords
    true_sentence: str
    false_sentence: str = ""


def read_fabrications(file: Path = FABRICATIONS) -> list[Fabrication]:
    """The entries of a file, in its order. Raises OSError, or ValueError that names the entry and what is wrong."""
    entries = [fabrication(record) for record in read_lines(file)]
    ids = [entry.id for entry in entries]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"{file.name}: {', '.join(twice)} stand twice")
    return entries


def fabrication(record: Mapping[str, object]) -> Fabrication:
    """A decoded line. Raises ValueError when a field is missing or holds what the set does not know."""
    name = f"fabrication {record.get('id')}"
    missing = [field for field in ("id", "split", "kind", "source", "true_sentence") if not record.get(field)]
    if missing:
        raise ValueError(f"{name}: {', '.join(missing)} is missing")
    if record["split"] not in SPLITS:
        raise ValueError(f"{name}: split {record['split']} is neither dev, test, test2 nor test3")
    if record["kind"] not in {kind.value for kind in FabricationKind}:
        raise ValueError(f"{name}: kind {record['kind']} is not known")
    entry = Fabrication(
        id=str(record["id"]),
        split=str(record["split"]),
        kind=FabricationKind(str(record["kind"])),
        source=_quoted_words(record["source"], name),
        true_sentence=str(record["true_sentence"]),
        false_sentence=str(record.get("false_sentence", "")),
    )
    if bool(entry.false_sentence) == (entry.kind is FabricationKind.TRUE):
        raise ValueError(f"{name}: every kind but true has a false sentence")
    if entry.false_sentence == entry.true_sentence:
        raise ValueError(f"{name}: nothing is changed in the false sentence")
    return entry


def _quoted_words(value: object, name: str) -> QuotedWords:
    if not isinstance(value, dict) or not value.get("path") or not value.get("words"):
        raise ValueError(f"{name}: source is an object with path and words")
    path, words = str(value["path"]), str(value["words"])
    if " ".join(words.split()) != words or unicodedata.normalize("NFC", path) != path:
        raise ValueError(f"{name}: the words of a source have their white space folded and its path is in NFC")
    return QuotedWords(path=path, words=words)
