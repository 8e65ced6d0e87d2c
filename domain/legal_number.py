"""Numbers of articles in one form, however they are written: ``L. 2122 - 22``, ``R*123-1``, ``1639 A bis``."""

import re

# Between letters and figures a hyphen, a space or nothing is the same article: « L. 80 A », « L80-A », « 1639-A-BIS »,
# « 1639Abis », « 199 terdecies-0 C ». Between figures the hyphen counts: « L2122-22 » is not « L212222 ».
_BESIDE_A_LETTER = re.compile(r"(?<=[a-z])-|-(?=[a-z])")
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_LETTERS_FIRST = re.compile(r"[A-Za-z]{1,2}(?=\d)")


def article_number(written: str) -> str:
    """The number as keys write it: no point, space or asterisk, hyphens plain, the first letter a capital.

    « L. 2122 - 22 » gives ``L2122-22``; « R*123-1. », ``R123-1``; « 1639 A bis », ``1639Abis``.
    """
    bare = re.sub(r"[\s.*]+", "", written.translate(_HYPHENS)).strip("-")
    first = _LETTERS_FIRST.match(bare)
    return bare if first is None else first.group().upper() + bare[first.end() :]


def folded_number(written: str) -> str:
    """What two writings of one number share; for comparing, never for showing."""
    return _BESIDE_A_LETTER.sub("", article_number(written).casefold())
