"""The French prompts with which a language model judges, one file of ``prompts/ragas/`` each, reviewed as data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from prompts.catalogue import FOLDER, UnknownText

JUDGING = FOLDER / "ragas"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingPrompt:
    """What the model is asked: an instruction, examples as (input, output) by field, the language's English name."""

    instruction: str
    language: str
    examples: tuple[tuple[Mapping[str, object], Mapping[str, object]], ...]


def judging_prompt(name: str) -> JudgingPrompt:
    """The prompt of ``prompts/ragas/<name>.toml``. Raises UnknownText when it is missing or not whole."""
    try:
        held = tomllib.loads((JUDGING / f"{name}.toml").read_text("utf-8"))
        return JudgingPrompt(
            instruction=held["instruction"],
            language=held["language"],
            examples=tuple((one["input"], one["output"]) for one in held["examples"]),
        )
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise UnknownText(f"prompts/ragas/{name}.toml cannot be used: {error!r}") from None


def judging_digest() -> str:
    """SHA-256, in hexadecimal, of all of them: two runs are compared only with the same prompts."""
    total = sha256()
    for file in sorted(JUDGING.glob("*.toml")):
        total.update(file.name.encode() + b"\0" + file.read_bytes())
    return total.hexdigest()
