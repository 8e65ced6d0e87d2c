"""The words by which a request is found again: folded, so that accents, capitals and hyphens do not matter."""

import re
import unicodedata

LONGEST = 40
"""Characters of a word that are kept: longer ones are addresses of pages."""

# « Thérèse » gives therese, « l’école » ecole (one letter finds nothing), « MONT-2026-00042-K7 » four words.
_WORD = re.compile(r"[0-9a-z]{2,}")


def words_of(*texts: str) -> frozenset[str]:
    """The words of ``texts``, each once."""
    decomposed = unicodedata.normalize("NFKD", " ".join(texts).casefold().replace("œ", "oe").replace("æ", "ae"))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return frozenset(word[:LONGEST] for word in _WORD.findall(bare))
