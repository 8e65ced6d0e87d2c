"""The words of a question that carry its subject, set apart from those by which residents put it."""

from functools import cache
from importlib import resources

from french.analyser import stems_of, words


def subject_stems(question: str) -> list[str]:
    """Stems of ``question`` in order, without fillers (``fillers.txt``); all of them when nothing else is left."""
    spoken = words(question)
    kept = [word for word in spoken if word not in _fillers()]
    return stems_of(kept) if kept else stems_of(spoken)


@cache
def _fillers() -> frozenset[str]:
    text = resources.files("french").joinpath("fillers.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
