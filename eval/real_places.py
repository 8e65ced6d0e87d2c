"""Places in real documents, annotated without a word of them: digest, page, offsets, and a check of what is there.

The text in which offsets count is that of ``eval.page_text``. A place is written from a quoted string (``place_of``,
run by whoever annotates, on a file that stays outside the repository) and read back (``resolve``) by the loader.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.page_text import page_text

CHECK_LENGTH = 12
"""Hexadecimal digits of the check: 48 bits, so that another slice passes by chance less than once in 10^14."""

_SPACES = re.compile(r"\s+")
_MARK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
_SAME_SIGN = str.maketrans({"’": "'", "ʼ": "'", "–": "-", "—": "-"})


class PlaceMoved(ValueError):
    """An annotated place no longer holds what was annotated; the message names the file, the page and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A part of a page's text; ``start`` and ``end`` are code points."""

    start: int
    end: int
    text: str


def check_of(text: str) -> str:
    """The first digits of the SHA-256 of ``text`` in NFKC, white space folded and trimmed."""
    folded = _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    return hashlib.sha256(folded.encode()).hexdigest()[:CHECK_LENGTH]


def find_slice(text: str, quote: str) -> Slice:
    """The only place of ``text`` that says ``quote``, white space, apostrophes and dashes aside.

    Of a quote with a part in ``[[ ]]``, the place is that part. Raises ValueError unless there is exactly one.
    """
    marked = _MARK.search(quote)
    before, value, after = (quote[: marked.start()], marked[1], quote[marked.end() :]) if marked else ("", quote, "")
    # An exact pattern: the same signs, with any white space where the quote has some.
    pattern = "".join(f"({_any_space(part)})" for part in (before, value, after))
    found = list(re.finditer(pattern, text.translate(_SAME_SIGN)))
    if len(found) != 1:
        raise ValueError(f"{len(found)} places say {quote!r}: quote more, or less")
    start, end = found[0].span(2)
    return Slice(start=start, end=end, text=text[start:end])


def _any_space(part: str) -> str:
    pieces = (re.escape(piece) for piece in _SPACES.split(part.translate(_SAME_SIGN)))
    return r"\s*".join(pieces) if part.strip() else r"\s*"


def place_of(path: Path, page: int | None, quote: str, role: str) -> dict[str, object]:
    """The annotation of ``quote`` in a page. Raises ValueError when it is not there exactly once, or OSError."""
    found = find_slice(page_text(path, page), quote)
    return {
        "digest": digest_of_file(path),
        "page": page,
        "role": role,
        "start": found.start,
        "end": found.end,
        "check": check_of(found.text),
    }


def resolve(place: Mapping[str, object], path: Path) -> str:
    """What an annotated place says. Raises PlaceMoved when it no longer says it, or OSError."""
    page = None if place["page"] is None else int(str(place["page"]))
    start, end = int(str(place["start"])), int(str(place["end"]))
    said = page_text(path, page)[start:end]
    if check_of(said) != place["check"]:
        where = path.name if page is None else f"{path.name}, page {page}"
        raise PlaceMoved(f"{where}: {start}..{end} no longer holds what was annotated; annotate it again")
    return _SPACES.sub(" ", said).strip()


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
