"""What is hard or entangled reaches the report, with its words, and the commune's list of acronyms is heard."""

import pytest

from clarity.detecting import DETECTORS, observe
from clarity.observation import Observation
from clarity.reporting.rule_book import rule_book
from clarity.reporting.wording import measures_in_words, rule_action, rule_advice, rule_title, rule_why
from clarity.reporting.writing_rules import RULES, writing_detectors
from prompts.catalogue import templates
from tests.clarity.documents import MONDAY, read

TANGLED = (
    "Le repas est facturé 4,10 €, sauf pour les familles ne résidant pas dans la commune, à l’exception de celles "
    "dont l’un des parents y travaille, sous réserve d’une attestation de l’employeur."
)
ACRONYM = "Le dossier est remis au SIVOMEL avant le 3 mai."


def seen(text: str, glossary: frozenset[str] = frozenset()) -> list[Observation]:
    return [one for detector in writing_detectors(glossary) for one in detector.observe(read(text))]


@pytest.mark.parametrize("text", [TANGLED, ACRONYM])
def test_the_engine_sees_what_a_pasted_text_shows(text: str) -> None:
    assert seen(text)
    assert {(one.rule, one.place) for one in seen(text)} == {(one.rule, one.place) for one in observe(read(text))}


def test_every_rule_of_the_report_has_its_words_and_its_place_in_the_book() -> None:
    known = rule_book(MONDAY, writing_detectors()).versions()
    assert set(known) > set(rule_book(MONDAY).versions())
    assert len(RULES) == len(DETECTORS)
    for rule in (*RULES, "LX-06"):
        assert rule in known
        assert rule_title(rule) != rule
        assert rule_why(rule).endswith(".")
        assert rule_advice(rule).endswith(".")


def test_every_rule_that_may_be_an_action_is_told_as_one() -> None:
    told = {key.removeprefix("report_rule.")[:5] for key in templates() if key.startswith("report_rule.")}
    for rule in {*rule_book(MONDAY, writing_detectors()).versions(), *told}:
        assert rule_action(rule) != rule_title(rule), rule
        assert len(rule_action(rule)) <= 60


def test_measures_have_names_for_editors() -> None:
    (chain,) = (one for one in seen(TANGLED) if one.rule == "NX-02")
    assert ("exceptions", "2") in measures_in_words(chain)


def test_an_explained_acronym_is_left_alone_and_its_rule_alone_has_another_version() -> None:
    assert "LX-06" in {one.rule for one in seen(ACRONYM)}
    assert "LX-06" not in {one.rule for one in seen(ACRONYM, frozenset({"SIVOMEL"}))}
    before, after = (rule_book(MONDAY, writing_detectors(names)).versions() for names in (set(), {"SIVOMEL"}))
    assert {rule for rule in before if before[rule] != after[rule]} == {"LX-06"}
