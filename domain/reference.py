"""References of requests, ``MONT-2026-00042-K7``: made to be read aloud, copied by hand and typed again."""

import re

from domain.ids import CommuneSlug, RequestReference

LETTERS = "ACDEFHJKLMNPRTUVWXY"
"""First check character: no letter that is taken for a digit or another letter (B, G, I, O, Q, S, Z)."""

DIGITS = "2346789"
"""Second check character: neither 0, 1 nor 5."""

_MODULUS = 127
"""Prime, above 35 (the largest character value) and below 19 x 7 pairs of check characters."""

_GENERATOR = 3
"""Primitive root of 127: its powers differ over 126 positions, so that no two positions weigh the same."""

_VALUES = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}


def write_reference(commune: CommuneSlug, year: int, number: int) -> RequestReference:
    """The reference of the ``number``-th request (from 1) of a commune in ``year`` (four digits)."""
    stem = f"{reference_prefix(commune)}-{year:04d}-{number:05d}"
    return RequestReference(f"{stem}-{check_characters(stem)}")


def reference_prefix(commune: CommuneSlug) -> str:
    """The first four ASCII letters of the slug, in capitals; ``X`` fills up a shorter name (``EUXX``)."""
    return re.sub("[^A-Z]", "", commune.upper())[:4].ljust(4, "X")


def check_characters(stem: str) -> str:
    """A letter and a digit that betray any one wrong character of ``stem``, and any two that were exchanged.

    Weighted sum modulo a prime: one character's difference times its weight, or an exchanged pair's difference
    times the difference of their weights, is never a multiple of the modulus. Hyphens do not count.
    """
    total = 0
    weight = 1
    for character in stem.replace("-", ""):
        weight = weight * _GENERATOR % _MODULUS
        total = (total + weight * _VALUES[character]) % _MODULUS
    return LETTERS[total // len(DIGITS)] + DIGITS[total % len(DIGITS)]
