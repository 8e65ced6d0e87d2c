"""Text to be compared word by word, where no offset is kept."""

import re
import unicodedata


def plain(text: str) -> str:
    """Lower case, without accents, blanks folded; line ends stay. Offsets are not those of ``text``.

    >>> plain("  Séance  DU 3 août")
    ' seance du 3 aout'
    """
    decomposed = unicodedata.normalize("NFKD", text.lower())
    folded = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[ \t\u00a0]+", " ", folded)
