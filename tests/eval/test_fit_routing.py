import tomllib
from datetime import date

from answering.routing.guessing import LIMITS_FILE, ORDINARY_WAYS
from eval.fit_routing import Held, chosen_limits, evidence_of, families_digest, limits_toml
from eval.intervals import Share
from eval.message_families import FamilyMessage
from eval.routing_rows import fold_of
from eval.routing_set import RoutingLabel


def held(label: RoutingLabel, urgent: float, family: str = "set.dev", *, is_ruled: bool = False) -> Held:
    shares = dict.fromkeys(("emergency", *ORDINARY_WAYS), 0.0) | {"emergency": urgent}
    message = FamilyMessage(text="x", family=family, label=label)
    return Held(message=message, shares=shares, is_ruled=is_ruled)


OTHERS = [held(RoutingLabel.SEARCH, number / 250, "questions.sample") for number in range(200)]


def test_limits_take_no_more_of_the_others_than_the_rule_allows() -> None:
    limits = chosen_limits(OTHERS)
    taken = sum(one.shares["emergency"] >= limits["emergency"] for one in OTHERS)
    warned = sum(one.shares["emergency"] >= limits["perhaps"] for one in OTHERS)
    assert taken <= 2 < warned <= 6


def test_families_choose_no_limit() -> None:
    trained = [held(RoutingLabel.SEARCH, 0.99, "daily.death") for _ in range(50)]
    assert chosen_limits([*OTHERS, *trained]) == chosen_limits(OTHERS)


def test_what_ordinary_families_cost_is_told_apart() -> None:
    feared = [held(RoutingLabel.SEARCH, 0.9, "daily.flood") for _ in range(50)]
    told = evidence_of([*OTHERS, *feared], chosen_limits(OTHERS))["ordinary"]
    assert told["other given the line of numbers"] == Share(hits=50, total=50)


def test_rules_and_router_find_together_and_the_router_is_told_alone() -> None:
    limits = chosen_limits(OTHERS)
    urgent = [held(RoutingLabel.EMERGENCY, 0.99), held(RoutingLabel.EMERGENCY, 0.0, is_ruled=True)]
    found = evidence_of([*OTHERS, *urgent], limits)["dev"]
    assert found["emergency given its numbers"] == Share(hits=2, total=2)
    assert found["emergency given its numbers, no rules"] == Share(hits=1, total=2)


def test_what_is_written_is_read_back() -> None:
    limits = chosen_limits(OTHERS)
    data = tomllib.loads(limits_toml(limits, evidence_of(OTHERS, limits), day=date(2026, 3, 1)))
    assert data["limits"]["emergency"] == round(limits["emergency"], 2)
    assert data["evidence"]["questions"]["other given the line of numbers"][1] == 200


def test_a_family_is_left_out_whole() -> None:
    def fold(text: str, family: str) -> int:
        return fold_of(FamilyMessage(text=text, family=family, label=RoutingLabel.SEARCH))

    folds = {fold(text, "gas") for text in ("Ça sent le gaz", "Odeur de gaz dans la cage d’escalier", "fuite de gaz")}
    assert len(folds) == 1
    assert fold("Ça sent le gaz", "daily.flood") not in folds


def test_the_limits_that_ship_were_fitted_on_the_families_that_are_here() -> None:
    assert tomllib.loads(LIMITS_FILE.read_text("utf-8"))["evidence"]["digest"] == families_digest()
