"""The ranking that search is compared with: BM25 over French words, and nothing else.

Folded, stemmed, stop-words out (the product's own analyser); k1 1.2, b .75; title, headings, context and text together,
each once. No characters, no meaning, no thesaurus, no correction: what any good search engine does with French.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from domain.ids import PassageId
from domain.passage import Passage
from french.analyser import stems

K1, B = 1.2, 0.75
_SCORE_DIGITS = 6


class FrenchBm25:
    """An index in memory over passages, each with its document's title."""

    def __init__(self, passages: Iterable[tuple[Passage, str]]) -> None:
        self._ids: list[PassageId] = []
        lengths: list[int] = []
        counted: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, (passage, title) in enumerate(passages):
            counts = Counter(stems("\n".join((title, *passage.heading_path, *passage.context, passage.text))))
            self._ids.append(passage.id)
            lengths.append(counts.total())
            for stem, count in counts.items():
                counted[stem].append((number, count))
        mean = sum(lengths) / len(lengths) if any(lengths) else 1.0
        norms = [K1 * (1 - B + B * length / mean) for length in lengths]
        self._weights = {stem: self._weighed(postings, norms) for stem, postings in counted.items()}

    def _weighed(self, postings: list[tuple[int, int]], norms: list[float]) -> list[tuple[int, float]]:
        idf = math.log(1 + (len(norms) - len(postings) + 0.5) / (len(postings) + 0.5))
        return [(number, idf * count * (K1 + 1) / (count + norms[number])) for number, count in postings]

    def search(self, text: str) -> list[PassageId]:
        """Every passage that holds a word of ``text``, by score rounded to six digits, then id."""
        scores = self.scores(text)
        return sorted(scores, key=lambda name: (-round(scores[name], _SCORE_DIGITS), name))

    def scores(self, text: str) -> dict[PassageId, float]:
        """The score of each passage that holds a word of ``text``."""
        found: dict[int, float] = defaultdict(float)
        for stem in stems(text):
            for number, weight in self._weights.get(stem, ()):
                found[number] += weight
        return {self._ids[number]: score for number, score in found.items()}
