"""Every status that an answer can have has its sentence."""

import pytest

from domain.answer import AnswerStatus
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
