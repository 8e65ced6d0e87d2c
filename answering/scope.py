"""Recognises, once the documents have been found silent, a question that no commune's documents would answer."""

import tomllib
from functools import lru_cache
from pathlib import Path

from french.analyser import stems


def is_out_of_scope(question: str) -> bool:
    """Whether the question's words belong to a subject foreign to a commune (``far_subjects.toml``).

    Asked only when the search brought no support: a document about football answers a question about football.
    """
    asked = set(stems(question))
    return any(words <= asked for words in _far_subjects())


@lru_cache(maxsize=1)
def _far_subjects() -> tuple[frozenset[str], ...]:
    data = tomllib.loads(Path(__file__).with_name("far_subjects.toml").read_text("utf-8"))
    return tuple(frozenset(stems(phrase)) for phrases in data["subjects"].values() for phrase in phrases)
