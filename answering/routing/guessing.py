"""What the statistical router makes of a message on which the rules are silent, or whose numbers they may not all know.

Limits are data with their evidence, ``router.toml``, written by ``python -m eval.fit_routing``. What a guess changes is
settled so that a wrong one costs little: it never withholds what the documents answer (``settling.py``).
"""

import logging
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from answering.routing.numpy_router import Router, read_router
from domain.errors import BadInput, ModelUnavailable

LIMITS_FILE = Path(__file__).with_name("router.toml")

EMERGENCY, AUTHORITY, OUT_OF_SCOPE = "emergency", "other_authority", "out_of_scope"
ORDINARY_WAYS = ("small_talk", "personal_case", AUTHORITY, "person_wanted", OUT_OF_SCOPE)

_MOST_KINDS = 3
_LEAST_WORDS = 2
"""One word alone, or a run of signs, is known to a rule or says too little to guess from."""

_WORD = re.compile(r"[^\W_]+")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessLimits:
    """Shares from which a guess is believed: ``emergency``, ``perhaps`` one, a ``kind`` of one, and each other way."""

    emergency: float
    perhaps: float
    kind: float
    ways: Mapping[str, float]

    def __post_init__(self) -> None:
        if not 0 < self.perhaps <= self.emergency <= 1:
            raise ValueError(f"0 < perhaps <= emergency <= 1 is needed, got {self.perhaps} and {self.emergency}")
        if set(self.ways) != set(ORDINARY_WAYS):
            raise ValueError(f"a limit for each of {', '.join(ORDINARY_WAYS)} is needed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """``way``: a way's name, or ``out_of_scope``, empty for none. ``kinds``: names of rules, the likeliest first.

    The kinds are those of an emergency, believed or only possible (``is_perhaps_urgent``), or the authority.
    ``sure_kinds`` are the kinds of emergency above their own limit, whatever the way.
    """

    way: str = ""
    kinds: tuple[str, ...] = ()
    is_perhaps_urgent: bool = False
    sure_kinds: tuple[str, ...] = ()


def guess(message: str) -> Guess:
    """What ``message`` may be; nothing of a single word.

    Nothing either when no weights can be read, which the operator is told once.
    """
    held = _held(LIMITS_FILE)
    if held is None or len(_WORD.findall(message)) < _LEAST_WORDS:
        return Guess()
    router, limits = held
    return guessed(router.shares(message), limits)


def guessed(shares: Mapping[str, float], limits: GuessLimits) -> Guess:
    """What shares, by output, come to under ``limits``. What may be an emergency goes no other way."""
    ranked = _ranked(shares, EMERGENCY)
    sure = tuple(kind for kind in ranked if shares[f"{EMERGENCY}:{kind}"] >= limits.kind)[:_MOST_KINDS]
    if shares[EMERGENCY] >= limits.perhaps:
        is_sure = shares[EMERGENCY] >= limits.emergency
        way = EMERGENCY if is_sure else ""
        return Guess(way=way, kinds=sure or ranked[:1], is_perhaps_urgent=not is_sure, sure_kinds=sure)
    believed = [way for way in ORDINARY_WAYS if shares[way] >= limits.ways[way]]
    way = max(believed, key=lambda one: shares[one], default="")
    return Guess(way=way, kinds=_ranked(shares, AUTHORITY)[:1] if way == AUTHORITY else (), sure_kinds=sure)


def prepare() -> None:
    """Read the weights and the embedding: else the first person who asks waits for them."""
    guess("bonjour")


def read_limits(file: Path = LIMITS_FILE) -> GuessLimits:
    """Raises BadInput naming the file and what is wrong in it."""
    try:
        limits = tomllib.loads(file.read_text("utf-8"))["limits"]
        return GuessLimits(
            emergency=float(limits["emergency"]),
            perhaps=float(limits["perhaps"]),
            kind=float(limits["kind"]),
            ways={way: float(limits[way]) for way in ORDINARY_WAYS},
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{file}: no limits of routing ({error!r}); run python -m eval.fit_routing --write") from error


def _ranked(shares: Mapping[str, float], way: str) -> tuple[str, ...]:
    """The kinds of a way, the likeliest first."""
    kinds = sorted((name for name in shares if name.startswith(f"{way}:")), key=lambda name: -shares[name])
    return tuple(name.removeprefix(f"{way}:") for name in kinds)


@lru_cache(maxsize=4)
def _held(limits_file: Path) -> tuple[Router, GuessLimits] | None:
    try:
        router, limits = read_router(), read_limits(limits_file)
        router.shares("bonjour")
    except (BadInput, ModelUnavailable) as error:
        _LOG.error("messages are routed by rules alone: %s", error)
        return None
    return router, limits
