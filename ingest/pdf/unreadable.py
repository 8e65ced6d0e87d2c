"""Characters without a meaning on a page. Pure."""

import re

from ingest.text import ReadPage

# RAGFlow sends a page to OCR at 30 % of unreadable characters; text is unusable well before: at 5 % one word in three
# has one. A page below this share is kept as pdfium gave it.
BAD_SHARE = 0.05
_BAD = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x80-\x9f\U000f0000-\U0010ffff]")


def bad_share(page: ReadPage) -> float:
    """Share of characters without a meaning: U+FFFD, private use, control. A line's first sign is not counted."""
    bad = total = 0
    for line in page.lines:
        total += len(line.text)
        if not line.text.isascii():
            bad += len(_BAD.findall(line.text, 1))
    return bad / total if total else 0.0


# The commonest words of French, of two letters and more: shuffled text has any single letter. Of 1,299 readable
# pages of real municipal PDFs with FEWEST_LETTERS, lists of communes and budgets among them, the poorest has .039
# of its words among these, one in a hundred under .10, half of them over .37; text in a font without a map has none.
_COMMON_WORDS = """
le la les de des du un une et au aux en dans par pour sur que qui est sont ou ce cette ces il elle se son sa ses ne pas
plus avec qu été sera mme
"""
_COMMON = frozenset(_COMMON_WORDS.split())
FEWEST_LETTERS, FEWEST_COMMON = 200, 0.02
# Another language has its vowels: in letters that a font has shuffled they are no more than chance (readability.md §3).
FEWEST_VOWELS = 0.30
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_gibberish(page: ReadPage) -> bool:
    """Whether the page holds hundreds of letters and next to none of the words that every text has."""
    return _has_letters(page) and not _has_common_words(page)


def reads_as_text(page: ReadPage) -> bool:
    """Whether the page holds hundreds of letters, the words that every text has among them."""
    return _has_letters(page) and _has_common_words(page)


def lacks_vowels(page: ReadPage) -> bool:
    """Whether so few of the page's letters are vowels that they are not the letters of any text."""
    letters = "".join(_words(page))
    return sum(c in "aeiouyàâéèêëîïôùûü" for c in letters) <= FEWEST_VOWELS * len(letters)


def _has_letters(page: ReadPage) -> bool:
    return sum(map(len, _words(page))) >= FEWEST_LETTERS


def _has_common_words(page: ReadPage) -> bool:
    words = _words(page)
    return sum(word in _COMMON for word in words) >= FEWEST_COMMON * len(words)


def _words(page: ReadPage) -> list[str]:
    return _WORD.findall(" ".join(line.text for line in page.lines).lower())
