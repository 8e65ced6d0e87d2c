"""What abbreviations and spellings of text messages stand for (``abbreviations.txt``): « rdv », « kan », « jveux »."""

from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def abbreviations() -> Mapping[str, str]:
    """The words that each abbreviation, folded, stands for."""
    text = resources.files("french").joinpath("abbreviations.txt").read_text(encoding="utf-8")
    lines = [line.partition("=") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {short.strip(): meaning.strip() for short, _, meaning in lines}
