"""Text that letters spell and nobody wrote: what a bad OCR of a copier left behind a page's picture (PD-02). Pure.

No dictionary: French prose is nearly half small words (le, de, est), and bad OCR puts marks inside words (« d,école »,
« ART|CLE »). Both must say so: a list of names has few small words, a grid of codes odd marks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from french.analyser import fold, stop_words
from ingest.text import ReadPage, TextLine

# Of 1,250 real pages with forty words in lower case, 1 % have under .29 of small words, half under .47. With one
# letter in nine or so changed, half have under .35. Of the 525 that hold a picture, some twenty have over .02 of odd
# words; those of them under .42 are seven pages of one bad OCR layer and two that are well, which another reading does
# not better.
_FEWEST_SMALL, _MOST_ODD = 0.42, 0.02
# A page must have this many words in lower case before its small words are counted.
_FEWEST_WORDS = 40
# Another reading is better when it has at most this share of the odd words.
_CLEARLY_FEWER = 0.5
# « d,école », « ART|CLE », « éluDu », « .'mairie », « ta"" »; not « l'appel », « R.P.Q.S », « 2024/2025 », « d’eau ».
_ODD = re.compile(
    r"[^\W\d_][,;:!?\\|<>{}~^*=#\"«»][^\W\d_]|[a-zà-ÿ][A-ZÀ-Þ]|[\\<>{}~^*=#]|^[.,;'’\"!-]+[^\W\d_]|[^\W\d_]['’\"^]{2,}"
)
_ADDRESS = re.compile(r"@|//|www")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuality:
    """``small`` is a share, 0 to 1, of the ``words`` in lower case; ``odd`` one of all words."""

    words: int
    small: float
    odd: float


def quality_of(lines: Sequence[TextLine]) -> TextQuality:
    """What the words of a page are like."""
    text = " ".join(line.text for line in lines)
    lower = [word for word in _WORD.findall(text) if word.islower()]
    small = sum(fold(word) in stop_words() for word in lower)
    written = [word for word in text.split() if any(map(str.isalpha, word)) and not _ADDRESS.search(word)]
    odd = sum(bool(_ODD.search(word)) for word in written)
    return TextQuality(words=len(lower), small=small / max(len(lower), 1), odd=odd / max(len(written), 1))


def is_poor(page: ReadPage) -> bool:
    """Whether the page's text looks like a bad OCR of the picture that it holds."""
    if not page.has_images:
        return False
    quality = quality_of(page.lines)
    return quality.words >= _FEWEST_WORDS and quality.small < _FEWEST_SMALL and quality.odd > _MOST_ODD


def is_clearly_better(other: ReadPage, page: ReadPage) -> bool:
    """Whether ``other``, a second reading of ``page``, has far fewer odd words and no fewer small ones."""
    new, old = quality_of(other.lines), quality_of(page.lines)
    return new.odd <= _CLEARLY_FEWER * old.odd and new.small >= old.small and new.words >= _FEWEST_WORDS
