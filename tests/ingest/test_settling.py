from ingest.settling import SIGNALS
from prompts.catalogue import templates


def test_every_rule_that_a_reader_finds_has_its_sentence() -> None:
    assert [rule for rule in SIGNALS if f"rule.{rule}" not in templates()] == []
