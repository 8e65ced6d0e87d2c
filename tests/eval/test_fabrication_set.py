import html
import json
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from corpus import CORPUS_FOLDER, SAMPLE_DOCUMENTS
from corpus.build_documents import read_manifest
from eval.fabrication_set import (
    FABRICATIONS,
    FRESH_FABRICATIONS,
    Fabrication,
    FabricationKind,
    fabrication,
    read_fabrications,
)

ENTRIES = read_fabrications()
FRESH = read_fabrications(FRESH_FABRICATIONS)
BOTH = [*ENTRIES, *FRESH]
PLANTED = [entry for entry in ENTRIES if entry.kind is not FabricationKind.TRUE]
BOTH_PLANTED = [entry for entry in BOTH if entry.kind is not FabricationKind.TRUE]
FAITHFUL = [entry for entry in ENTRIES if entry.kind is FabricationKind.TRUE]
CONTENT = {entry.path: entry.content for entry in read_manifest()}
FIGURE = re.compile(r"\d+(?:[ ,]\d+)*")


def record(**changes: object) -> dict[str, object]:
    source = {"path": "mairie/a.pdf", "words": "Le repas coûte 4,10 €."}
    fields: dict[str, object] = {"id": "F1", "split": "dev", "kind": "amount", "source": source}
    return fields | {"true_sentence": "Un repas coûte 4,10 €.", "false_sentence": "Un repas coûte 4,20 €."} | changes


def written_words(path: str) -> str:
    """The words from which a document is made, without the marks of layout, white space folded."""
    file = CORPUS_FOLDER / CONTENT[path] if CONTENT[path] else SAMPLE_DOCUMENTS / path
    text = file.read_text("utf-8")
    if file.name == "marche-de-noel.toml":
        members = tomllib.loads(text)["member"]
        text = " ".join((file.parent / member["content"]).read_text("utf-8") for member in members)
    text = re.sub(r"^\|[-:| ]+\|$", " ", text.replace("&shy;", ""), flags=re.MULTILINE)
    text = re.sub(r"[|*^#]|</?sup>|^::\w+|\\n", lambda m: " " if m[0] in ("|", r"\n") else "", text)
    return " ".join(html.unescape(re.sub(r"<[^<>]+>", " ", text)).split())


WORDS = {path: written_words(path) for path in sorted({entry.source.path for entry in BOTH})}


def test_every_sentence_stands_once() -> None:
    assert [entry.id for entry in ENTRIES] == [f"F{number:03}" for number in range(1, len(ENTRIES) + 1)]
    sentences = Counter(entry.true_sentence for entry in ENTRIES)
    assert [sentence for sentence, times in sentences.items() if times > 1] == []
    assert len(PLANTED) >= 200
    assert len(FAITHFUL) >= 100


def test_the_description_of_the_set_says_how_many_there_are() -> None:
    described = FABRICATIONS.with_name("README.md").read_text("utf-8")
    assert f"{len(PLANTED)} false ones, {len(FAITHFUL)} more true ones" in described


def test_the_fresh_half_judges_says_nothing_that_the_first_set_says_and_has_every_kind() -> None:
    assert [entry.id for entry in FRESH] == [f"G{number:03}" for number in range(1, len(FRESH) + 1)]
    assert {entry.split for entry in FRESH} == {"test2"}
    sentences = Counter(entry.true_sentence for entry in BOTH)
    assert [sentence for sentence, times in sentences.items() if times > 1] == []
    kinds = Counter(entry.kind for entry in FRESH)
    assert min(kinds[kind] for kind in FabricationKind) >= 7
    assert len(FRESH) - kinds[FabricationKind.TRUE] >= 120


def test_the_description_of_the_fresh_half_says_how_many_there_are() -> None:
    described = FABRICATIONS.with_name("README.md").read_text("utf-8")
    true = sum(entry.kind is FabricationKind.TRUE for entry in FRESH)
    assert f"{len(FRESH) - true} false sentences, {len(FRESH)} true ones" in described


@pytest.mark.parametrize("kind", FabricationKind)
def test_there_are_enough_of_a_kind_in_both_halves(kind: FabricationKind) -> None:
    halves = Counter(entry.split for entry in ENTRIES if entry.kind == kind)
    assert halves.total() >= 12
    assert abs(halves["dev"] - halves["test"]) <= 1
    assert kind is FabricationKind.TRUE or halves.total() <= 25


@pytest.mark.parametrize("entry", BOTH, ids=lambda e: e.id)
def test_the_words_that_are_cited_are_those_of_the_document(entry: Fabrication) -> None:
    assert entry.source.words in WORDS[entry.source.path]


@pytest.mark.parametrize("entry", BOTH, ids=lambda e: e.id)
def test_a_faithful_sentence_has_no_figure_of_its_own(entry: Fabrication) -> None:
    for figure in FIGURE.findall(entry.true_sentence):
        assert re.search(rf"(?<![\d,]){figure}(?![\d,]*\d)", entry.source.words), figure


CHANGED_FIGURE = {FabricationKind.AMOUNT, FabricationKind.HOUR, FabricationKind.PHONE, FabricationKind.AGE}


@pytest.mark.parametrize("entry", [e for e in BOTH_PLANTED if e.kind in CHANGED_FIGURE], ids=lambda e: e.id)
def test_a_changed_figure_is_another_than_in_the_faithful_sentence(entry: Fabrication) -> None:
    assert FIGURE.findall(entry.false_sentence) != FIGURE.findall(entry.true_sentence)


@pytest.mark.parametrize("entry", BOTH_PLANTED, ids=lambda e: e.id)
def test_a_link_or_an_address_of_mail_is_planted_where_it_is_said(entry: Fabrication) -> None:
    planted = [word.rstrip(".,") for word in entry.false_sentence.split() if ".example" in word]
    if entry.kind in (FabricationKind.LINK, FabricationKind.EMAIL):
        assert planted
        assert all(word not in entry.source.words for word in planted) or entry.kind is FabricationKind.LINK
        assert all(("@" in word) == (entry.kind is FabricationKind.EMAIL) for word in planted)
    else:
        assert planted == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"true_sentence": ""}, "true_sentence is missing", id="no sentence"),
        pytest.param({"split": "train"}, "split train is neither", id="another half"),
        pytest.param({"kind": "colour"}, "kind colour is not known", id="another kind"),
        pytest.param({"source": "a.pdf"}, "source is an object", id="no words"),
        pytest.param({"source": {"path": "a.pdf", "words": "deux  blancs"}}, "white space folded", id="blanks"),
        pytest.param({"false_sentence": ""}, "every kind but true", id="nothing false"),
        pytest.param({"kind": "true"}, "every kind but true", id="a false one for a true one"),
        pytest.param({"false_sentence": "Un repas coûte 4,10 €."}, "nothing is changed", id="the same"),
    ],
)
def test_an_entry_that_is_not_well_formed_is_named(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        fabrication(record(**changes))


def test_an_identifier_stands_once(tmp_path: Path) -> None:
    file = tmp_path / "fabrications.jsonl"
    line = json.dumps(record())
    file.write_text(f"{line}\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="F1 stand twice"):
        read_fabrications(file)
