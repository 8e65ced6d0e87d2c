import tomllib
from collections import Counter

import pytest

from corpus import CORPUS_FOLDER
from eval import contradictions, outdated
from eval.contradictions import SETS
from eval.planted_set import (
    FRESH_PLANTED,
    FRESH_SPLIT,
    OUTDATED_RULES,
    PLANTED,
    ContradictionKind,
    LookAlikeKind,
    OutdatedCase,
    PlantedPair,
    read_outdated_cases,
    read_planted_pairs,
    written_words,
)

PAIRS = read_planted_pairs(FRESH_PLANTED)
CASES = read_outdated_cases(FRESH_PLANTED)
THINGS: list[PlantedPair | OutdatedCase] = [*PAIRS, *CASES]
FILES = [file for file in (FRESH_PLANTED / FRESH_SPLIT).rglob("*") if file.is_file()]


def test_every_kind_is_planted_and_thirty_pairs_only_look_so() -> None:
    assert {thing.split for thing in THINGS} == {FRESH_SPLIT}
    planted = [pair for pair in PAIRS if pair.contradiction]
    later = {ContradictionKind(name) for name in ("link", "capacity", "period", "near_duplicate")}
    assert {pair.kind for pair in planted} == set(ContradictionKind) - later
    assert len(planted) >= 12
    look_alikes = [pair for pair in PAIRS if not pair.contradiction]
    assert {pair.kind for pair in look_alikes} <= set(LookAlikeKind)
    assert len({pair.kind for pair in look_alikes}) >= 12
    assert len(look_alikes) >= 30


def test_every_rule_has_a_place_out_of_date_and_one_that_only_looks_so() -> None:
    for is_outdated, least in ((True, 12), (False, 20)):
        cases = [case for case in CASES if case.outdated is is_outdated]
        assert {case.rule for case in cases} == OUTDATED_RULES
        assert len(cases) >= least


def test_a_document_is_planted_for_one_thing_and_nothing_else_lies_beside() -> None:
    used = Counter(place.path for thing in THINGS for place in thing.places)
    assert [path for path, times in used.items() if times > 1] == []
    assert set(used) == {file.relative_to(FRESH_PLANTED / FRESH_SPLIT).as_posix() for file in FILES}


def test_no_document_stands_twice_nor_in_the_halves_before() -> None:
    words = [written_words(file) for file in FILES]
    before = {written_words(file) for half in ("dev", "test") for file in (PLANTED / half).rglob("*") if file.is_file()}
    assert len(set(words)) == len(words)
    assert not set(words) & before


def test_the_services_are_those_of_the_sample_commune() -> None:
    profile = tomllib.loads((CORPUS_FOLDER / "commune.toml").read_text("utf-8"))
    assert {thing.service for thing in THINGS} <= {service["slug"] for service in profile["service"]}


def test_the_description_of_the_set_says_how_many_there_are() -> None:
    described = FRESH_PLANTED.with_name("README.md").read_text("utf-8")
    contradictory, late = sum(one.contradiction for one in PAIRS), sum(one.outdated for one in CASES)
    alike = f"{len(PAIRS) - contradictory} and {len(CASES) - late} look-alikes"
    assert f"{contradictory} and {late}, with {alike}" in described


def test_each_half_is_read_from_its_own_folder_and_misses_of_this_one_are_not_listed() -> None:
    assert SETS["dev"] == (PLANTED, "dev")
    assert SETS[FRESH_SPLIT] == (FRESH_PLANTED, FRESH_SPLIT)
    for command in (contradictions.main, outdated.main):
        with pytest.raises(SystemExit):
            command(["--split", FRESH_SPLIT, "--misses"])
