"""What makes a finding the same from one run to the next: rule, document, words, headings; never a place."""

from difflib import SequenceMatcher
from hashlib import sha256

from domain.ids import DocumentId
from french.typed_span import flat

ALIKE = 0.9
"""From that share of common signs on, a passage was edited and is still the same (research/readability.md §6.4)."""
SHORTEST = 20
"""Below that many signs nothing but the same words is alike: « p. 114 » is not « p. 14 »."""


def normalised(quote: str) -> str:
    """Words of a quote in lower case, without accents, punctuation at their ends or more than one space."""
    return " ".join(word.strip(".,;:!?…«»\"'()[]") for word in flat(quote).split()).strip()


def fingerprint_of(
    rule: str, subject: DocumentId, quote: str, heading_path: tuple[str, ...], occurrence: int = 0
) -> str:
    """64 hexadecimal digits of SHA-256. ``occurrence`` counts from 0 the same words under the same headings."""
    parts = [rule, subject, normalised(quote), *map(normalised, heading_path)]
    parts += [f"#{occurrence}"] if occurrence else []
    return sha256("\x1f".join(parts).encode()).hexdigest()


def likeness(one: str, other: str) -> float:
    """0 to 1, of two normalised quotes; 0 at once where they cannot be alike."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) < SHORTEST:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
