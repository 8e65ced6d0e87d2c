"""Words that French has, whether or not the documents of a commune say them: what is correct is not corrected.

Compared by stem, so that a list of words knows their plurals and most of their conjugations: words of administrative
text (``known_words.txt``, made by ``python -m models.training.word_list``), of Dicollecte's dictionary
(``dicollecte/``), of the thesaurus, stop-words, fillers and given names. Of 673 questions of cnil, spf and piaf asked
of the 67 answers of faq_cc, which have few of their words, 50 were changed with the dictionary alone, 13 with
administrative text alone (« latin » was read « matin »), 6 with both (``python -m eval.ablation`` prints the last).
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from french.abbreviations import abbreviations
from french.analyser import fold, stem_of, stop_words, words
from french.people_words import given_names
from french.pystemmer_stemmer import stem
from french.thesaurus import thesaurus_words

LIST = "known_words.txt"


LONG_STEM = 4
"""Letters of a stem that tells its word: « rpeas » has the stem of « RPE » and is « repas » misspelt."""


def is_known(word: str) -> bool:
    """Whether French has a folded word, or another of its stem, or the verb of which it is « je » or « tu »."""
    # « préviens », « pars », « écris »: lists have « prévient », « part », « écrit », whose stems are others.
    return _is_listed(word) or (word.endswith("s") and _is_listed(f"{word[:-1]}t"))


def _is_listed(word: str) -> bool:
    known = stems_and_short_words()
    found = stem_of(word)
    return found in known.stems if len(found) >= LONG_STEM else word in known.short_stemmed


_SHORTEST_ENTRY = 2
"""Letters of what is left out of the dictionary: names of letters, symbols."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWords:
    """Stems that tell their words; of the others, the words themselves, folded."""

    stems: frozenset[str]
    short_stemmed: frozenset[str]


@cache
def stems_and_short_words() -> KnownWords:
    """About 60,000 stems, 7 MB, in half a second."""
    stemmed = {word: stem(word) for word in _words()}
    return KnownWords(
        stems=frozenset(found for found in stemmed.values() if len(found) >= LONG_STEM),
        short_stemmed=frozenset(word for word, found in stemmed.items() if len(found) < LONG_STEM),
    )


def _words() -> set[str]:
    folder = resources.files("french")
    listed = (folder.joinpath(name).read_text(encoding="utf-8") for name in (LIST, "fillers.txt"))
    lines = (line for text in listed for line in text.splitlines() if not line.startswith("#"))
    found = {word for line in lines for word in line.split()}
    entries = (fold(entry) for entry in _entries(folder.joinpath("dicollecte", "fr.dic")))
    found |= {entry for entry in entries if len(entry) > _SHORTEST_ENTRY and entry.isalpha()}
    found |= {word for meaning in abbreviations().values() for word in words(meaning)}
    return found | stop_words() | given_names() | thesaurus_words()


def _entries(dictionary: Traversable) -> list[str]:
    """The words of a Hunspell dictionary: its first line gives their number, and some lines begin with a blank."""
    lines = dictionary.read_text(encoding="utf-8").splitlines()[1:]
    return [entry for line in lines if (entry := line.partition("/")[0].partition(" ")[0])]
