import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from answering.routing.guessing import (
    LIMITS_FILE,
    ORDINARY_WAYS,
    Guess,
    GuessLimits,
    guess,
    guessed,
    read_limits,
)
from domain.errors import BadInput

LIMITS = GuessLimits(emergency=0.6, perhaps=0.2, kind=0.5, ways=dict.fromkeys(ORDINARY_WAYS, 0.5))
NONE = dict.fromkeys(("emergency", *ORDINARY_WAYS), 0.0) | {
    "emergency:fire": 0.0,
    "emergency:medical": 0.0,
    "other_authority:caf": 0.0,
    "other_authority:impots": 0.0,
}


def test_nothing_likely_is_no_guess() -> None:
    assert guessed(NONE, LIMITS) == Guess()


def test_an_emergency_names_every_kind_above_its_limit_or_the_likeliest() -> None:
    both = NONE | {"emergency": 0.9, "emergency:fire": 0.6, "emergency:medical": 0.8}
    assert guessed(both, LIMITS).kinds == ("medical", "fire")
    assert guessed(NONE | {"emergency": 0.9, "emergency:fire": 0.1}, LIMITS).kinds == ("fire",)


def test_what_is_only_possible_goes_no_other_way_and_keeps_whom_to_call() -> None:
    shares = NONE | {"emergency": 0.3, "personal_case": 0.9, "emergency:fire": 0.2}
    assert guessed(shares, LIMITS) == Guess(kinds=("fire",), is_perhaps_urgent=True)


def test_the_likeliest_way_above_its_own_limit_is_guessed() -> None:
    shares = NONE | {"small_talk": 0.6, "other_authority": 0.7, "person_wanted": 0.4, "other_authority:caf": 0.3}
    assert guessed(shares, LIMITS) == Guess(way="other_authority", kinds=("caf",))
    high = replace(LIMITS, ways=dict(LIMITS.ways) | {"other_authority": 0.8})
    assert guessed(shares, high).way == "small_talk"


def test_messages_that_no_rule_knows_are_guessed() -> None:
    assert guess("le bateau des petits a chaviré, ils sont dans l'eau").way == "emergency"
    assert guess("à quelle heure ouvre la bibliothèque le samedi") == Guess()


@pytest.mark.parametrize("content", ["", "[limits]\nemergency = 0.1\nperhaps = 0.5\nkind = 0.5", "not toml"])
def test_limits_that_cannot_be_used_are_told_with_their_remedy(tmp_path: Path, content: str) -> None:
    file = tmp_path / "router.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(BadInput, match="fit_routing --write"):
        read_limits(file)


def test_the_limits_that_ship_stand_beside_their_evidence() -> None:
    evidence = tomllib.loads(LIMITS_FILE.read_text("utf-8"))["evidence"]
    assert {"families", "digest", "fitted", "rule"} <= set(evidence)
    found, whole = evidence["test2"]["emergency given its numbers"]
    assert 0 < found <= whole == 48
    assert read_limits().perhaps <= read_limits().emergency
