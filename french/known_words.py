"""Words that French has, whether or not the documents of a commune say them: what is correct is not corrected.

Compared by stem, so that a list of words knows their plurals and most of their conjugations. The list is made by
``python -m models.training.word_list`` from licence-clean administrative text; the words of the thesaurus, the
stop-words, the fillers and the given names are French too.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from french.abbreviations import abbreviations
from french.analyser import stem_of, stop_words, words
from french.people_words import given_names
from french.thesaurus import thesaurus_words

LIST = "known_words.txt"


LONG_STEM = 4
"""Letters of a stem that tells its word: « rpeas » has the stem of « RPE » and is « repas » misspelt."""


def is_known(word: str) -> bool:
    """Whether French has a folded word, or another of its stem."""
    found = words_and_stems()
    stem = stem_of(word)
    return word in found.words or (len(stem) >= LONG_STEM and stem in found.stems)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWords:
    """Folded words, and their stems."""

    words: frozenset[str]
    stems: frozenset[str]


@cache
def words_and_stems() -> KnownWords:
    """About 25,000 words, 4 MB, in 0.1 s."""
    folder = resources.files("french")
    listed = (folder.joinpath(name).read_text(encoding="utf-8") for name in (LIST, "fillers.txt"))
    lines = (line for text in listed for line in text.splitlines() if not line.startswith("#"))
    found = {word for line in lines for word in line.split()} | stop_words() | given_names() | thesaurus_words()
    found |= {word for meaning in abbreviations().values() for word in words(meaning)}
    return KnownWords(words=frozenset(found), stems=frozenset(map(stem_of, found)))
