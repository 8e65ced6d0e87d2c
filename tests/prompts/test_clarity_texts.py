"""Every rule on hard and entangled passages has its three texts, in the tone that editors are owed."""

import importlib
import pkgutil
import re

import pytest

import clarity.entangled
import clarity.hard
from prompts.catalogue import UnknownText
from prompts.clarity_texts import rule_texts


def rules() -> list[str]:
    found = []
    for package in (clarity.hard, clarity.entangled):
        for module in pkgutil.iter_modules(package.__path__):
            rule = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "RULE", None)
            found += [rule] if rule else []
    return sorted(found)


def test_the_rules_are_those_of_the_specification() -> None:
    assert rules() == [f"LX-{n:02}" for n in range(1, 13)] + [f"NX-{n:02}" for n in range(1, 9)]


@pytest.mark.parametrize("rule", rules())
def test_a_rule_says_what_it_is_why_and_what_to_do(rule: str) -> None:
    texts = rule_texts(rule)
    assert texts.title
    assert not texts.title.endswith(".")
    assert texts.why.endswith(".")
    assert texts.advice.endswith(".")
    assert not re.search(
        r"\bvous (?:avez|n’avez|devriez)\b|\bmauvais rédact", f"{texts.title} {texts.why} {texts.advice}"
    )


def test_a_rule_without_texts_is_an_error() -> None:
    with pytest.raises(UnknownText):
        rule_texts("ZZ-99")
