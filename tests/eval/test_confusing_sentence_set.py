import json
import re
from collections import Counter
from pathlib import Path

import pytest

from eval.confusing_sentence_set import (
    CONFUSING_SENTENCES,
    LABELS,
    SPLITS,
    ConfusingSentence,
    TextKind,
    confusing_sentence,
    read_confusing_sentences,
)

ENTRIES = read_confusing_sentences()
LONGEST_WORDS = 44
"""Conventions of the annotated sentences: LX-01 is a segment of more words than that, around 40 is arguable."""


def record(**changes: object) -> dict[str, object]:
    fields: dict[str, object] = {"id": "CS1", "split": "dev", "kind": "phrase", "text": "Sauf le lundi.", "labels": []}
    fields |= {"arguable": [], "clean": True, "topic": "culture", "difficulty": 1, "trap": "calendrier"}
    return fields | changes


def longest_segment(text: str) -> int:
    """Words of the longest segment, cut at strong punctuation and at the items of a list."""
    segments = re.split(r"[.!?;\n]", text)
    return max(len(re.findall(r"[\w’-]+", segment)) for segment in segments)


def test_every_text_stands_once_and_half_are_clean_in_both_halves() -> None:
    assert [entry.id for entry in ENTRIES] == [f"CS{number:03}" for number in range(1, len(ENTRIES) + 1)]
    assert len({entry.text for entry in ENTRIES}) == len(ENTRIES) >= 60
    halves = Counter((entry.split, entry.is_clean) for entry in ENTRIES)
    assert len(set(halves.values())) == 1
    assert {split for split, _ in halves} == SPLITS


@pytest.mark.parametrize("label", sorted(LABELS))
@pytest.mark.parametrize("split", sorted(SPLITS))
def test_every_label_is_given_twice_at_least_in_a_half(label: str, split: str) -> None:
    assert sum(label in entry.labels for entry in ENTRIES if entry.split == split) >= 2


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.id)
def test_a_long_sentence_is_labelled_by_its_length(entry: ConfusingSentence) -> None:
    assert ("LX-01" in entry.labels) == (longest_segment(entry.text) > LONGEST_WORDS)


@pytest.mark.parametrize("entry", [e for e in ENTRIES if "LX-06" in e.labels], ids=lambda e: e.id)
def test_an_acronym_is_faulty_when_no_words_stand_for_it(entry: ConfusingSentence) -> None:
    assert re.search(r"\b[A-Z]{4,}\b", entry.text)
    assert "(" not in entry.text


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.id)
def test_a_list_is_a_block_and_a_sentence_stands_on_one_line(entry: ConfusingSentence) -> None:
    assert entry.kind is TextKind.BLOCK or "\n" not in entry.text
    assert "NX-06" not in entry.labels or entry.text.count("\n- ") >= 3


def test_the_description_of_the_set_says_how_many_there_are() -> None:
    described = CONFUSING_SENTENCES.with_name("README.md").read_text("utf-8")
    faulty = sum(not entry.is_clean for entry in ENTRIES)
    assert f"{faulty} confusing texts and {len(ENTRIES) - faulty} clean ones" in described


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"text": ""}, "text is missing", id="no text"),
        pytest.param({"split": "train"}, "split train is neither", id="another half"),
        pytest.param({"kind": "page"}, "kind page is neither", id="another kind"),
        pytest.param({"difficulty": 4}, "difficulty is 1, 2 or 3", id="too hard"),
        pytest.param({"labels": "NX-01"}, "labels is a list", id="not a list"),
        pytest.param({"arguable": ["NX-99"]}, "NX-99 is no label", id="another label"),
        pytest.param({"trap": ""}, "names its trap", id="clean without trap"),
        pytest.param({"clean": False}, "names its trap", id="not said to be clean"),
        pytest.param({"labels": ["NX-01"], "clean": False}, "names its trap", id="a trap that is none"),
        pytest.param(
            {"labels": ["NX-01"], "arguable": ["NX-01"], "clean": False, "trap": ""},
            "is a label and arguable",
            id="both",
        ),
    ],
)
def test_an_entry_that_is_not_well_formed_is_named(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        confusing_sentence(record(**changes))


def test_an_identifier_stands_once(tmp_path: Path) -> None:
    file = tmp_path / "sentences.jsonl"
    file.write_text((json.dumps(record()) + "\n") * 2, encoding="utf-8")
    with pytest.raises(ValueError, match="CS1 stand twice"):
        read_confusing_sentences(file)
