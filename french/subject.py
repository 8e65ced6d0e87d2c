"""The words of a question that carry its subject, set apart from those by which residents put it."""

import re
from collections.abc import Set
from functools import cache
from importlib import resources

from french.analyser import stem_of, stems_of, stop_words, words

# A word as typed, a number with its separators whole: « l' » and « école », « 3,85 », « 8h30 ».
_TYPED = re.compile(r"\d+(?:[.,/-]\d+)+|[^\W_]+")


def subject_stems(question: str) -> list[str]:
    """Stems of ``question`` in order, without fillers (``fillers.txt``); all of them when nothing else is left."""
    spoken = words(question)
    kept = [word for word in spoken if word not in _fillers()]
    return stems_of(kept) if kept else stems_of(spoken)


def subject_words(question: str, *, without: Set[str] = frozenset()) -> list[str]:
    """Words of ``question`` as typed, in order, without fillers, stop-words, and those whose stem is in ``without``."""
    kept: list[str] = []
    for typed in _TYPED.findall(question):
        spoken = [word for word in words(typed) if word not in _fillers() and word not in stop_words()]
        if spoken and not any(stem_of(word) in without for word in spoken):
            kept.append(typed)
    return kept


@cache
def _fillers() -> frozenset[str]:
    text = resources.files("french").joinpath("fillers.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
