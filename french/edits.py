"""Words one slip away from another: a letter dropped, added, changed, or swapped with its neighbour (Damerau)."""

from collections.abc import Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def one_slip_away(word: str) -> Iterator[str]:
    """Every spelling of folded letters one slip away from ``word``; some come twice. 54 a letter, about."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    for head, tail in parts:
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS if letter != tail[0])
        if len(tail) > 1 and tail[0] != tail[1]:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in _LETTERS)
