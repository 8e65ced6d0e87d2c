"""Every status that an answer can have has its sentence."""

from enum import StrEnum

import pytest

from domain.act import ActKind, Outcome
from domain.answer import AnswerStatus
from domain.document import FileReason, FileState, Visibility
from domain.finding import Severity
from prompts import catalogue


def test_every_status_has_its_sentence_in_french() -> None:
    keys = {key.removeprefix("answer.") for key in catalogue.templates() if key.startswith("answer.")}
    for status in AnswerStatus:
        assert any(key == status.value or key.startswith(f"{status.value}_") for key in keys), status


def test_a_missing_sentence_is_named() -> None:
    with pytest.raises(catalogue.UnknownText, match=r"answer\.nothing_of_the_kind"):
        catalogue.text("answer.nothing_of_the_kind")


def test_sentences_use_the_typographic_apostrophe() -> None:
    assert not [key for key, sentence in catalogue.templates().items() if "'" in sentence]


@pytest.mark.parametrize(
    ("section", "closed_set"),
    [
        ("file_state", FileState),
        ("file_states", FileState),
        ("file_reason", FileReason),
        ("severity", Severity),
        ("visibility", Visibility),
        ("kind", ActKind),
        ("outcome", Outcome),
    ],
)
def test_every_word_of_a_closed_set_that_editors_meet_has_its_sentence(section: str, closed_set: type[StrEnum]) -> None:
    keys = {key for key in catalogue.templates() if key.startswith(f"{section}.")}
    assert keys == {f"{section}.{word}" for word in closed_set}


def test_a_rule_that_this_version_does_not_know_is_named() -> None:
    assert catalogue.rule_sentence("PD-01").startswith("Page scannée")
    assert catalogue.rule_sentence("ZZ-99") == "Règle ZZ-99."
