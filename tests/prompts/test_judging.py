import pytest

from prompts.catalogue import UnknownText
from prompts.judging import JUDGING, judging_prompt


@pytest.mark.parametrize("name", sorted(file.stem for file in JUDGING.glob("*.toml")))
def test_every_judging_prompt_is_french_and_shows_an_example(name: str) -> None:
    prompt = judging_prompt(name)
    assert prompt.language == "french"
    assert prompt.instruction.endswith((".", ")."))
    assert prompt.examples


def test_a_prompt_that_is_missing_is_named() -> None:
    with pytest.raises(UnknownText, match="inconnu"):
        judging_prompt("inconnu")
