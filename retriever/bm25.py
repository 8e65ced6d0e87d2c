"""What is indexed of a passage, and what each term of it weighs.

Two arms over the same words: stems (what is said) and character 3-5-grams (what was meant, typos and all).
A passage's vector holds the whole weight of each term, rounded to an integer; a question's vector holds plain counts.
Sums of integers are exact in single precision whatever their order, so that two builds, or two engines, give the same
scores: with Qdrant's own ``Modifier.Idf`` two builds of 300 passages differed by up to 1e-6, enough to break ties anew.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from zlib import crc32

from domain.passage import Passage
from french.analyser import stems_of, word_ngrams, words
from french.thesaurus import ACRONYMS, EVERYDAY, Expansion, expansions
from retriever.aids import ALL_AIDS, Aid

K1 = 1.2
B = 0.5
"""nDCG@10 of both arms on cnil, spf, faq_cc, crpa, piaf, title indexed once (``python -m eval.retrieval``):
k1 1.2, b .5: .626 .933 .861 .954 .814; k1 1.2, b .6: .618 .933 .861 .954 .814; k1 1.5, b .6: .620 .934 .861 .954 .811.
piaf on half its questions (all of them: .823). The rows differ by less than the intervals; b .5 is best where
questions are paraphrases."""

_UNITS = 1_000
"""Integer steps per unit of weight. A term weighs 25 at most; single precision counts to 16 million without error,
which a question of 600 rare n-grams reaches, one of 15 ordinary words uses 1 million."""

LONGEST_QUESTION = 4_000
"""Characters of a question that are searched; at 4,000 a search still takes a few tens of milliseconds."""

_ASKED, _ALSO_CALLED = 10, 5
"""What a stem of the question weighs, and one that the thesaurus adds. nDCG@10 of the three arms with added stems at
0, .15, .3, .5: cnil .684 .688 .688 .688, spf .936 .936 .936 .934, faq_cc .887 .895 .918 .945, piaf .819 .820 .820 .823
(none of these sets was looked at to write the thesaurus). Real questions with the right page among the first five, ten:
47 53, at .3 51 59, at .5 53 62 of 92."""

RAW_UNITS: Mapping[str, float] = {"words": float(_ASKED * _UNITS), "chars": float(_UNITS)}
"""What a score of each arm is divided by to be BM25's own."""

_EXPANDING = {Aid.THESAURUS: EVERYDAY, Aid.ACRONYMS: ACRONYMS}

SparseVector = tuple[list[int], list[float]]
"""Indices (unsigned, 32 bits, no repetition) and their weights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTerms:
    """A question after analysis: its stems as words, what they may also be called, and a sparse vector for each arm."""

    stems: tuple[str, ...]
    expansions: tuple[Expansion, ...]
    words: SparseVector
    chars: SparseVector


def indexed_text(passage: Passage, title: str) -> str:
    """The document's title, headings, context and text, each once."""
    return "\n".join((title, *passage.heading_path, *passage.context, passage.text))


def indexed_words(passage: Passage, title: str) -> list[str]:
    """Folded words of the document's title, headings, context and text, each once.

    The title is the largest single gain measured (crpa +.30 nDCG, faq_cc +.10, cnil +.07). Repeating it two or three
    times gains at most .014 on cnil and loses .004 to .007 on spf, whose passages open with their heading.
    """
    return words(indexed_text(passage, title))


def question_terms(text: str, typed: str | None = None, aids: frozenset[Aid] = ALL_AIDS) -> QuestionTerms:
    """Both arms' vectors for a question, of which the first 4,000 characters count.

    ``typed`` is the question before it was corrected (None: it was not): its words are searched by their characters
    too, since a correction may be wrong.
    """
    found = words(text[:LONGEST_QUESTION])
    spelt = found if typed is None else [*found, *_only_in(words(typed[:LONGEST_QUESTION]), found)]
    stems = stems_of(found)
    added = expansions(stems, tuple(file for aid, file in _EXPANDING.items() if aid in aids))
    return QuestionTerms(
        stems=tuple(dict.fromkeys(stems)),
        expansions=added,
        words=_asked(stems, added),
        chars=_plain(ngram_counts(spelt)),
    )


def _only_in(typed: Sequence[str], searched: Sequence[str]) -> list[str]:
    return list((Counter(typed) - Counter(searched)).elements())


def _asked(stems: Sequence[str], added: Sequence[Expansion]) -> SparseVector:
    counts = {number: _ASKED * count for number, count in stem_counts(stems).items()}
    for stem in (stem for expansion in added for term in expansion.terms for stem in term):
        counts.setdefault(token_number(stem), _ALSO_CALLED)
    return _plain(counts)


def stem_counts(stems: Sequence[str]) -> Counter[int]:
    """How often each stem occurs, by its number."""
    return Counter(map(token_number, stems))


def ngram_counts(folded_words: Sequence[str]) -> Counter[int]:
    """How often each character n-gram occurs in these words, by its number."""
    return Counter(chain.from_iterable(map(_ngram_numbers, folded_words)))


def weighed(counts: Mapping[int, int], *, mean_length: float, idf_of: Mapping[int, float]) -> SparseVector:
    """BM25 weights of one passage, whole thousandths; ``mean_length`` is the mean number of terms of a passage."""
    norm = K1 * (1 - B + B * sum(counts.values()) / mean_length) if mean_length else K1
    scaled = {count: _UNITS * count * (K1 + 1) / (count + norm) for count in set(counts.values())}
    return list(counts), [float(int(idf_of[number] * scaled[count] + 0.5)) for number, count in counts.items()]


def idf(passages: int, holding: int) -> float:
    """Inverse document frequency of a term that ``holding`` of ``passages`` passages hold; never negative."""
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


@lru_cache(maxsize=65_536)
def token_number(token: str) -> int:
    """A term's index in a sparse vector: CRC-32 of its UTF-8 bytes.

    With 200,000 different terms about five pairs share a number: their frequencies add up, nothing breaks.
    """
    return crc32(token.encode())


@lru_cache(maxsize=65_536)
def _ngram_numbers(word: str) -> tuple[int, ...]:
    return tuple(crc32(ngram.encode()) for ngram in word_ngrams(word))


def _plain(counts: Mapping[int, int]) -> SparseVector:
    return list(counts), [float(count) for count in counts.values()]
