"""What a neural embedding wants before a question and before a passage, so that the two are near."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.errors import BadInput, ModelUnavailable

_TABLE = Path(__file__).with_name("neural_prefixes.toml")
_CONFIG = "config_sentence_transformers.json"
_QUESTION_NAMES, _PASSAGE_NAMES = ("query",), ("document", "passage", "corpus")
"""Names that folders give to their prompts; « document » is sentence-transformers' own since its version 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefixes:
    """Written before a question, before a passage; either may be empty."""

    question: str = ""
    passage: str = ""


def prefixes_of(name: str, folder: Path) -> Prefixes:
    """Those of the model's own folder, else of the table, else none. Raises ModelUnavailable for a damaged file."""
    try:
        prompts = json.loads((folder / _CONFIG).read_text("utf-8")).get("prompts") or {}
    except FileNotFoundError:
        prompts = {}
    except (OSError, ValueError, AttributeError) as error:
        raise ModelUnavailable(f"{folder / _CONFIG} cannot be read ({error}); put the model's own back") from error
    own = Prefixes(question=_first(prompts, _QUESTION_NAMES), passage=_first(prompts, _PASSAGE_NAMES))
    return own if own != Prefixes() else _of_the_table(name)


def given_prefixes(setting: str) -> Prefixes | None:
    """Those of ``PARVIS_EMBEDDING_PREFIXES``, a JSON list of two texts; None when it is empty. Raises BadInput."""
    if not setting:
        return None
    told = f"PARVIS_EMBEDDING_PREFIXES={setting!r} is not a JSON list of two texts"
    try:
        given = json.loads(setting)
    except ValueError as error:
        raise BadInput(f'{told}; for instance ["query: ", "passage: "]') from error
    if not isinstance(given, list) or [type(text) for text in given] != [str, str]:
        raise BadInput(f'{told}; for instance ["query: ", "passage: "]')
    return Prefixes(question=given[0], passage=given[1])


def _of_the_table(name: str) -> Prefixes:
    for row in tomllib.loads(_TABLE.read_text("utf-8"))["model"]:
        if re.search(row["pattern"], name, re.IGNORECASE):
            return Prefixes(question=row["question"], passage=row["passage"])
    return Prefixes()


def _first(prompts: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next((str(prompts[name]) for name in names if prompts.get(name)), "")
