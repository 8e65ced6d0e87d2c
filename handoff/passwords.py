"""What makes a password unfit: too short, commonly used, or the person's own e-mail. No forced mixture of signs.

Long and not guessable is what counts (ANSSI, Recommandations relatives à l'authentification multifacteur et aux
mots de passe, 2021): no digit or capital is asked for, and nothing expires.
"""

import unicodedata
from enum import StrEnum
from functools import cache
from pathlib import Path

SHORTEST = 12
"""Characters."""

FEWEST_DIFFERENT = 5
"""Different characters; ``abababababab`` has two."""


class PasswordProblem(StrEnum):
    """Why a password is refused; the French sentence is in ``prompts/``."""

    TOO_SHORT = "too_short"
    TOO_COMMON = "too_common"
    IS_EMAIL = "is_email"


def password_problem(password: str, email: str) -> PasswordProblem | None:
    """Why ``password`` cannot be that of the person with ``email``; None when it can."""
    typed = _folded(password)
    address = _folded(email)
    if len(unicodedata.normalize("NFKC", password)) < SHORTEST:
        return PasswordProblem.TOO_SHORT
    if address in typed or typed.rstrip("0123456789!?.*-_ ") in {address, address.partition("@")[0]}:
        return PasswordProblem.IS_EMAIL
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
