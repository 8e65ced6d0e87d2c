"""Finds a sentence by its key in the TOML files of this folder.

Sentences are data so that a mairie's communication officer can review and change them without reading code.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from domain.errors import ParvisError

FOLDER = Path(__file__).parent


class UnknownText(ParvisError):
    """A key that no file of ``prompts/`` holds, or a value that its sentence needs and was not given."""


def text(key: str, **values: str) -> str:
    """The sentence ``section.name``, its ``{placeholders}`` filled. Raises UnknownText."""
    try:
        return _sentences()[key].format_map(values)
    except KeyError as missing:
        raise UnknownText(f"prompts/: no sentence {key!r}, or no value for {missing}; add it to a .toml file") from None


def rule_sentence(rule: str) -> str:
    """What a finding's rule says; its id when a newer version found it."""
    for key in (f"rule.{rule}", f"finding.{rule}_title"):
        if key in _sentences():
            return text(key)
    return text("rule.unknown", rule=rule)


def templates() -> Mapping[str, str]:
    """Every key with its sentence, placeholders unfilled: to look words up in, or to hold against a closed set."""
    return _sentences()


@lru_cache(maxsize=1)
def _sentences() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        for section, entries in tomllib.loads(file.read_text("utf-8")).items():
            for name, sentence in entries.items():
                key = f"{section}.{name}"
                if key in found:
                    raise UnknownText(f"prompts/{file.name}: {key!r} is written twice; keep one")
                found[key] = sentence.strip()
    return found
