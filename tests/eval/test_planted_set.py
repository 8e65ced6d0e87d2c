import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from corpus import CORPUS_FOLDER
from eval.planted_set import (
    PLANTED,
    PLANTED_FORMS,
    SPLITS,
    ContradictionKind,
    LookAlikeKind,
    OutdatedCase,
    PlantedPair,
    read_outdated_cases,
    read_planted_pairs,
    written_words,
)

PAIRS = read_planted_pairs()
CASES = read_outdated_cases()
THINGS: list[PlantedPair | OutdatedCase] = [*PAIRS, *CASES]


def record(**changes: object) -> dict[str, object]:
    places = [{"path": "a.md", "quote": "Le repas coûte 3 €."}, {"path": "b.html", "quote": "Un repas : 4 €."}]
    fields: dict[str, object] = {"id": "C1", "split": "dev", "service": "scolaire", "kind": "price"}
    return fields | {"contradiction": True, "places": places, "note": "deux prix"} | changes


def write(folder: Path, *records: dict[str, object], name: str = "contradictions.jsonl") -> Path:
    (folder / "dev").mkdir(exist_ok=True)
    (folder / "dev" / "a.md").write_text("# Cantine\n\nLe repas coûte\n3 €.\n", encoding="utf-8")
    (folder / "dev" / "b.html").write_text("<h1>Cantine</h1><p>Un repas&nbsp;: <b>4</b> €.</p>", encoding="utf-8")
    lines = "".join(json.dumps(one) + "\n" for one in records)
    (folder / name).write_text(lines, encoding="utf-8")
    return folder


def test_twelve_contradictions_of_every_kind_and_thirty_look_alikes_are_shared_between_the_halves() -> None:
    planted = [pair for pair in PAIRS if pair.contradiction]
    more = {ContradictionKind(kind) for kind in ("link", "capacity", "period", "near_duplicate")}
    assert Counter(pair.kind for pair in planted) == Counter(set(ContradictionKind) - more)
    assert Counter(pair.split for pair in planted) == {"dev": 6, "test": 6}
    look_alikes = [pair for pair in PAIRS if not pair.contradiction]
    assert Counter(pair.split for pair in look_alikes) == {"dev": 15, "test": 15}
    assert {pair.kind for pair in look_alikes} == set(LookAlikeKind)


def test_twelve_places_are_outdated_and_twelve_look_so_in_both_halves() -> None:
    halves = Counter((case.split, case.outdated) for case in CASES)
    assert halves == {(split, outdated): 6 for split in SPLITS for outdated in (True, False)}
    for split in SPLITS:
        rules = {case.rule for case in CASES if case.split == split and case.outdated}
        assert {"ST-01", "ST-03"} <= rules


def test_the_forms_for_development_hold_every_kind_and_more_look_alikes_than_contradictions() -> None:
    pairs = read_planted_pairs(PLANTED_FORMS)
    planted = [pair for pair in pairs if pair.contradiction]
    assert {pair.kind for pair in planted} == set(ContradictionKind)
    assert len(pairs) - len(planted) > len(planted) >= 40
    assert {pair.split for pair in pairs} == {"dev"}
    cases = Counter(case.outdated for case in read_outdated_cases(PLANTED_FORMS))
    assert min(cases.values()) >= 10


def test_a_document_is_planted_for_one_thing_and_nothing_else_lies_beside() -> None:
    used = Counter((thing.split, place.path) for thing in THINGS for place in thing.places)
    assert [path for path, times in used.items() if times > 1] == []
    here = {(s, f.relative_to(PLANTED / s).as_posix()) for s in SPLITS for f in (PLANTED / s).rglob("*") if f.is_file()}
    assert set(used) == here


def test_the_services_are_those_of_the_sample_commune() -> None:
    profile = tomllib.loads((CORPUS_FOLDER / "commune.toml").read_text("utf-8"))
    services = {service["slug"] for service in profile["service"]}
    assert {thing.service for thing in THINGS} <= services


def test_the_documents_are_apart_from_those_of_the_sample_commune() -> None:
    assert CORPUS_FOLDER not in PLANTED.parents
    for half in SPLITS:
        words = [written_words(file) for file in (PLANTED / half).rglob("*") if file.is_file()]
        assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"note": ""}, "note is missing", id="no note"),
        pytest.param({"split": "train"}, "split train is neither", id="another half"),
        pytest.param({"kind": "colour"}, "kind colour is none of price", id="another kind"),
        pytest.param({"contradiction": False}, "kind price is none of audience", id="a kind of contradiction"),
        pytest.param({"contradiction": "oui"}, "contradiction is true or false", id="no verdict"),
        pytest.param({"places": "a.md"}, "places is a list", id="not a list"),
        pytest.param({"places": [{"path": "a.md", "quote": "5 €"}]}, "does not stand once in a.md", id="other words"),
        pytest.param({"places": [{"path": "a.md", "quote": "3 €."}]}, "two places in two documents", id="alone"),
    ],
)
def test_a_pair_that_is_not_well_formed_is_named(tmp_path: Path, changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_planted_pairs(write(tmp_path, record(**changes)))


def test_the_words_of_a_pair_are_read_across_lines_and_tags(tmp_path: Path) -> None:
    places = [{"path": "a.md", "quote": "Le repas coûte 3 €."}, {"path": "b.html", "quote": "4 €."}]
    (pair,) = read_planted_pairs(write(tmp_path, record(places=places)))
    assert pair.places[1].quote == "4 €."


def test_an_outdated_case_names_the_rule_that_finds_it(tmp_path: Path) -> None:
    fields = record(places=[{"path": "a.md", "quote": "3 €."}]) | {"outdated": True}
    write(tmp_path, fields | {"kind": "ST-03"}, name="outdated.jsonl")
    (case,) = read_outdated_cases(tmp_path)
    assert case.rule == "ST-03"
    write(tmp_path, fields, name="outdated.jsonl")
    with pytest.raises(ValueError, match="kind price is none of ST-01"):
        read_outdated_cases(tmp_path)


def test_an_identifier_stands_once(tmp_path: Path) -> None:
    places = [{"path": "a.md", "quote": "3 €."}, {"path": "b.html", "quote": "4 €."}]
    with pytest.raises(ValueError, match="C1 stand twice"):
        read_planted_pairs(write(tmp_path, record(places=places), record(places=places)))
