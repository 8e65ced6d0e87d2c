"""Which word pieces there are: frequent words whole, then the beginnings and ends that the others are made of.

The ``tokenizers`` library's own trainer breaks ties by the order of its hash tables, so that no two runs give the same
pieces: counting and sorting here does, and nDCG@10 is the same within the intervals.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from models.tokenizers_wordpiece import CONTINUED, PADDING, UNKNOWN

WHOLE_SHARE = 0.8
"""Of the pieces, those that are whole words."""

_SHORTEST, _LONGEST = 2, 12


def vocabulary(counts: Mapping[str, int], *, size: int) -> list[str]:
    """``size`` pieces at most, from how often each folded word occurs; the special ones first."""
    letters = sorted({letter for word in counts for letter in word})
    pieces = dict.fromkeys((PADDING, UNKNOWN, *letters, *(CONTINUED + letter for letter in letters)))
    whole = [word for word, count in _best(counts.items()) if count > 1]
    room = max(size - len(pieces), 0)
    pieces.update(dict.fromkeys(whole[: int(room * WHOLE_SHARE)]))
    parts: Counter[str] = Counter()
    for word in (word for word in counts if word not in pieces):
        for cut in range(1, len(word)):
            if _SHORTEST <= cut <= _LONGEST:
                parts[word[:cut]] += counts[word] * cut
            if _SHORTEST <= len(word) - cut <= _LONGEST:
                parts[CONTINUED + word[cut:]] += counts[word] * (len(word) - cut)
    for piece, _ in _best(parts.items()):
        if len(pieces) >= size:
            break
        pieces.setdefault(piece)
    return list(pieces)[:size]


def _best(counted: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(counted, key=lambda one: (-one[1], one[0]))
