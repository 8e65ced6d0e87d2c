from ingest.hostile.rules import rules, set_aside_by
from ingest.text import Signal
from prompts.catalogue import templates


def test_every_rule_has_its_title_and_its_advice_in_french() -> None:
    said = templates()
    assert {f"finding.{rule}_{what}" for rule in rules() for what in ("title", "advice")} == {
        key for key in said if key.startswith("finding.")
    }


def test_only_rules_that_set_aside_do() -> None:
    signals = [Signal(rule="PD-13"), Signal(rule="HF-05"), Signal(rule="HF-03"), Signal(rule="HF-03")]
    assert set_aside_by(signals) == ("HF-03",)
    assert set_aside_by(signals[:2]) == ()
