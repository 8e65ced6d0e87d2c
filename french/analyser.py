"""One analyser for documents and questions: what counts as the same word in French municipal text.

Accents are folded before stemming, so that a question typed without them finds exactly what the accented
one finds (measured: no loss on accented questions, nDCG .806 against .808 on piaf; without accents .806 against .689).
Numbers stay whole: « 3,85 » and « 2026-031 » are one word each. Spelling is not corrected here.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from french.pystemmer_stemmer import stem

NGRAM_SIZES = (3, 4, 5)
"""Lengths of the character n-grams, boundary marks included."""

_CACHED_WORDS = 65_536
"""A commune's passages hold 30,000 to 60,000 different words; each entry costs about 1 kB with its n-grams."""


_LONGEST_WORD = 40
"""Characters kept of a word; what is longer is an address, a key or noise, and would flood the n-grams."""

_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]+")
_FOLDED = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'", "‘": "'", "´": "'", "€": " euros "})

# « 1 234,50 » is one number; « 02 54 00 00 00 » (pairs) and « en 2024 125 élèves » (four digits first) are not joined.
_THOUSANDS = re.compile(r"(?<![\d,./-])\d{1,3}(?: \d{3})+(?!\d)")
# « C.C.A.S. », « P.L.U. » are one word; « M. D. Martin » is not.
_ACRONYM = re.compile(r"(?<![\w.])(?:[a-z]\.){2,}[a-z]?(?!\w)")
# « 8 h 30 », « 8h30 » and « 14 h » are one word; « 3 haies » is not.
_HOUR = re.compile(r"(?<![\d,.])(\d{1,2}) ?h(?: ?([0-5]\d))?(?!\w)")
# A number with its separators (« 3,85 », « 2026-031 », « 12/05/2026 »; not « 2026-031b »), or letters and digits with
# the elision before them left out (« l'eau », « qu'il », « jusqu'au »; not « presqu'ile », which is two words).
_WORD = re.compile(
    r"(?P<number>\d+(?:[.,/-]\d+)+(?!\w))"
    r"|(?:(?:l|d|j|m|t|s|c|qu|jusqu|lorsqu|puisqu|quoiqu)')?(?P<word>[^\W_]+)"
)
# « 3,50 » and « 3,5 », « 12,00 » and « 12 » are the same amount; « 1.10 » is an article, not an amount.
_IDLE_ZEROS = re.compile(r"^(\d+),(?:0+|(\d*[1-9])0+)$")


def fold(text: str) -> str:
    """``text`` in lower case, compatibility forms and ligatures undone, without accents or invisible characters."""
    lowered = text.lower()
    if not lowered.isascii():
        lowered = _MARKS.sub("", unicodedata.normalize("NFKD", lowered.translate(_FOLDED)))
    return lowered


def words(text: str) -> list[str]:
    """Folded words of ``text`` in order, elisions dropped, stop-words kept, numbers whole."""
    folded = _ACRONYM.sub(lambda found: found[0].replace(".", ""), fold(text))
    folded = _THOUSANDS.sub(lambda found: found[0].replace(" ", ""), folded)
    folded = _HOUR.sub(lambda found: f"{found[1]}h{found[2] or ''}", folded)
    return [
        _amount(found["number"]) if found["number"] else found["word"][:_LONGEST_WORD]
        for found in _WORD.finditer(folded)
    ]


def stems_of(folded_words: Sequence[str]) -> list[str]:
    """Stems of what ``words`` gave, in order, stop-words out; all of them when nothing else is left."""
    stop = stop_words()
    return [stem_of(word) for word in folded_words if word not in stop] or [stem_of(word) for word in folded_words]


def stems(text: str) -> list[str]:
    """Stems of ``text`` in order, repeated as they are, stop-words out; all the words when nothing else is left."""
    return stems_of(words(text))


def char_ngrams(text: str) -> list[str]:
    """Character n-grams of every word of ``text``, stop-words too, with the word's boundaries marked ``<`` and ``>``.

    Stop-words are kept because they carry how a question is put: nDCG@10 cnil .626 with them, .615 without
    (spf .9325 and .9336, faq_cc .861 and .850, piaf .814 and .816), and because a question made only of them
    still finds something.
    """
    return [ngram for word in words(text) for ngram in word_ngrams(word)]


@lru_cache(maxsize=_CACHED_WORDS)
def word_ngrams(word: str) -> tuple[str, ...]:
    """Character n-grams of one folded word: ``eau`` gives ``<ea``, ``eau``, ``au>``, ``<eau``, ``eau>``, ``<eau>``."""
    marked = f"<{word}>"
    return tuple(marked[at : at + size] for size in NGRAM_SIZES for at in range(len(marked) - size + 1))


@cache
def stop_words() -> frozenset[str]:
    """The words of ``french/stopwords.txt``, folded."""
    text = resources.files("french").joinpath("stopwords.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=_CACHED_WORDS)
def stem_of(word: str) -> str:
    """The stem of one folded word; a word that begins with a digit is its own."""
    return word if word[0].isdigit() else stem(word)


def _amount(number: str) -> str:
    found = _IDLE_ZEROS.match(number)
    if found is None:
        return number
    return f"{found[1]},{found[2]}" if found[2] else found[1]
