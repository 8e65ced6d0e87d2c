"""Names of places in a text, however they are written: « Saint-Oyen » in « SAINT OYEN », « st oyen »."""

import re
from collections.abc import Iterable

from french.typed_span import flat

_SAINT = re.compile(r"\bst(e?)\b\.?")


def named_in(text: str, names: Iterable[str]) -> frozenset[str]:
    """Those of ``names`` that ``text`` holds as whole words; a name inside a longer one that is there too is not it."""
    words = _words(text)
    found = [name for name in names if f" {_words(name)} " in f" {words} "]
    longer = [_words(name) for name in found]
    return frozenset(
        name for name in found if not any(_words(name) != w and f" {_words(name)} " in f" {w} " for w in longer)
    )


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", _SAINT.sub(r"saint\1", flat(text))))
