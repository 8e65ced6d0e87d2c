"""Snowball's French stemmer, through PyStemmer. Everything else about words is in ``french/analyser.py``."""

import threading
from typing import Protocol, cast


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


class _PerThread(threading.local):
    """PyStemmer's documentation asks for one stemmer a thread."""

    stemmer: _Stemmer | None = None


_per_thread = _PerThread()


def stem(word: str) -> str:
    """Snowball French stem of one lower-case word. Words of digits come back as they are."""
    stemmer = _per_thread.stemmer
    if stemmer is None:
        import Stemmer

        stemmer = cast(_Stemmer, Stemmer.Stemmer("french"))
        _per_thread.stemmer = stemmer
    return stemmer.stemWord(word)
