"""What makes a password unfit: too short, commonly used, or the person's own name. No forced mixture of signs.

Long and not guessable is what counts (ANSSI, Recommandations relatives à l'authentification multifacteur et aux
mots de passe, 2021): no digit or capital is asked for, and nothing expires.
"""

import unicodedata
from enum import StrEnum
from functools import cache
from pathlib import Path

SHORTEST = 12
"""Characters."""

LONGEST = 200
"""Characters: argon2 is not made to read a whole book."""

FEWEST_DIFFERENT = 5
"""Different characters; ``abababababab`` has two."""


class PasswordProblem(StrEnum):
    """Why a password is refused; the French sentence is in ``prompts/``."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_COMMON = "too_common"
    IS_OWN_NAME = "is_own_name"
    """The person's e-mail or name, whatever signs come after it."""


def password_problem(password: str, *, email: str, name: str) -> PasswordProblem | None:
    """Why ``password`` cannot be that of the person with this ``email`` and ``name``; None when it can."""
    if len(unicodedata.normalize("NFKC", password)) < SHORTEST:
        return PasswordProblem.TOO_SHORT
    if len(password) > LONGEST:
        return PasswordProblem.TOO_LONG
    typed, address = _folded(password), _folded(email)
    if address in typed or typed.rstrip("0123456789!?.*-_ ") in {address, address.partition("@")[0], _folded(name)}:
        return PasswordProblem.IS_OWN_NAME
    if len(set(typed)) < FEWEST_DIFFERENT or typed in _common_passwords():
        return PasswordProblem.TOO_COMMON
    return None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


@cache
def _common_passwords() -> frozenset[str]:
    """Those of at least ``SHORTEST`` characters: shorter ones are refused anyway."""
    lines = Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(_folded(line) for line in lines if line and not line.startswith("#"))
