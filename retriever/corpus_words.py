"""The words of an index's own passages, to which misspelt questions are corrected. Counted by the build, read once.

A line a word, the most frequent first: « word as written <tab> folded <tab> key of its sound <tab> passages ». Words of
letters only. A word of a single passage that French does not have is more often a slip or a name than a word: left out.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from french.analyser import fold
from french.known_words import is_known
from french.sound import sound

_WORD = re.compile(r"[^\W\d_]{2,25}")
_FEWEST_PASSAGES = 2
_SEPARATOR = "\t"


class CorpusWords:
    """Words by rank: 0 is the one that most passages hold; ties are in alphabetical order. Never changes."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        """From what ``lines_of`` gives. Raises ValueError for a line of another form."""
        self._written: list[str] = []
        self._ranks: dict[str, int] = {}
        sounds: list[str] = []
        for rank, line in enumerate(lines):
            written, folded, key, _ = line.rstrip("\n").split(_SEPARATOR)
            self._written.append(folded if written == folded else written)
            self._ranks[folded] = rank
            sounds.append(f"{key}{_SEPARATOR}{folded}")
        self._sounds = sorted(sounds)

    def __len__(self) -> int:
        return len(self._written)

    def rank(self, folded: str) -> int | None:
        """The rank of a folded word; None when the passages do not hold it."""
        return self._ranks.get(folded)

    def written(self, folded: str) -> str:
        """How the passages most often write a folded word that they hold: « dechets » is « déchets »."""
        return self._written[self._ranks[folded]]

    def sounding(self, key: str) -> Iterator[str]:
        """Folded words whose sound has this key, in alphabetical order."""
        start = f"{key}{_SEPARATOR}"
        for at in range(bisect_left(self._sounds, start), len(self._sounds)):
            if not self._sounds[at].startswith(start):
                return
            yield self._sounds[at][len(start) :]


def written_words(text: str) -> frozenset[str]:
    """Words of letters in a text, in lower case, as written."""
    return frozenset(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


def lines_of(passages_holding: Mapping[str, int]) -> list[str]:
    """One line a folded word, best first, from how many passages hold each word as written."""
    folded: Counter[str] = Counter()
    best: dict[str, str] = {}
    for written, count in sorted(passages_holding.items(), key=lambda one: (-one[1], one[0])):
        word = fold(written)
        folded[word] += count
        best.setdefault(word, written)
    kept = [
        (word, count)
        for word, count in folded.items()
        if word.isalpha() and (count >= _FEWEST_PASSAGES or is_known(word))
    ]
    return [
        _SEPARATOR.join((best[word], word, sound(best[word]), str(count))) + "\n"
        for word, count in sorted(kept, key=lambda one: (-one[1], one[0]))
    ]
