"""Reads a reference as a person typed it."""

import re

from domain.ids import RequestReference
from domain.reference import check_characters

# Forms met: "MONT-2026-00042-K7", "mont 2026 42 k7" (said on the phone), "MONT202600042K7" (pasted without
# hyphens), "M0NT-2O26-OOO42-K7" (copied by hand). Not a reference: "MONT-2026-00042" (check characters missing).
_TYPED = re.compile(r"([A-Z0-9]{4})([0-9OIL]{4})([0-9OIL]{1,9})([A-Z][0-9])")
_TO_DIGITS = str.maketrans("OIL", "011")
_TO_LETTERS = str.maketrans("01", "OI")


def read_reference(typed: str) -> RequestReference | None:
    """The reference meant; None when it has not that form or its check characters are wrong (a typing error).

    Case, spaces, hyphens and leading zeros do not matter; ``O`` for ``0``, ``I`` or ``L`` for ``1`` are understood.
    """
    found = _TYPED.fullmatch(re.sub(r"[\s.\-‐‑–—_/]", "", typed).upper())
    if found is None:
        return None
    prefix = found[1].translate(_TO_LETTERS)
    if not prefix.isalpha():
        return None
    year, number = found[2].translate(_TO_DIGITS), int(found[3].translate(_TO_DIGITS))
    stem = f"{prefix}-{year}-{number:05d}"
    if check_characters(stem) != found[4]:
        return None
    return RequestReference(f"{stem}-{found[4]}")
