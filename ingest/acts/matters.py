"""The matter of a decision in the State's nomenclature (@CTES, level 2), from the words of its title. Pure."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from french.plain_text import plain

OTHER_MATTER = "9.1"
"""The code of what no other matter covers, for exports that must give one."""

_FILE = Path(__file__).with_name("matters.toml")


def find_matter(title: str) -> str | None:
    """The code (« 7.5 ») that the title's words say; None when they say none: nothing is guessed."""
    said = plain(title).replace("’", "'").replace("œ", "oe")
    return next((code for code, pattern in _matters() if pattern.search(said)), None)


def is_matter(code: str) -> bool:
    """Whether the list has ``code``."""
    return any(str(one["code"]) == code for one in _listed())


def matter_name(code: str) -> str:
    """« finances locales/subventions » for 7.5. Raises KeyError for a code that is not in the list."""
    return {str(one["code"]): str(one["name"]) for one in _listed()}[code]


@cache
def _matters() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Codes with their words, in the file's order."""
    return tuple((str(one["code"]), _pattern(one["words"])) for one in _listed() if one["words"])


@cache
def _listed() -> list[dict[str, Any]]:
    """The file, read once, when first needed."""
    listed: list[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["matter"]
    return listed


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in words)})\b")
