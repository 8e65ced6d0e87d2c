"""The rules HF and DP: their severity, and whether they set the document aside. Read from ``rules.toml``."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from domain.finding import Severity
from ingest.text import Signal

FILE = Path(__file__).with_name("rules.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a rule finds (in English, for operators), how much it matters, and whether a person must look first."""

    what: str
    severity: Severity
    sets_aside: bool


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Rule]:
    """Every rule by its id. Raises ValueError or KeyError when the file is not of the form it describes."""
    found = tomllib.loads(FILE.read_text("utf-8"))
    return {
        name: Rule(
            what=str(entry["what"]), severity=Severity(entry["severity"]), sets_aside=entry["sets_aside"] is True
        )
        for name, entry in found.items()
    }


def set_aside_by(signals: Iterable[Signal]) -> tuple[str, ...]:
    """The rules among ``signals`` for which a document waits, in order, each once; empty when it may be shown."""
    known = rules()
    return tuple(dict.fromkeys(s.rule for s in signals if s.rule in known and known[s.rule].sets_aside))
