"""What the statistical router weighs of a message: its words, how they sound, which follow which, and their letters.

A trait is a number of ``BUCKETS``, the remainder of a checksum: no list of words has to be kept, and a word never seen
in training still shares letters and sound with those that were (« étranglait », « etrenglé »).
"""

from zlib import crc32

from french.analyser import stem_of, word_ngrams

BUCKETS = 16_384
"""On messages of families left out, emergencies found when one other in twenty is taken for one: .685 with 16,384
buckets, .62 with 4,096; the file of weights grows with them."""

LETTERS, PAIR, NEAR = 0.35, 0.8, 0.6
"""Weights beside a word's 1: a run of letters, two sounds that follow each other, two with one between."""

_END = "#"


def traits(line: str) -> dict[int, float]:
    """Bucket and weight of each trait of a line that ``heard`` gave; the squares of the weights add up to 1."""
    weights: dict[int, float] = {}
    sounds = []
    for token in line.split():
        written, _, heard_as = token.partition("/")
        sounds.append(heard_as or _END)
        if written != _END:
            _add(weights, f"w{written}", 1.0)
            _add(weights, f"s{stem_of(written)}", 1.0)
            _add(weights, f"o{heard_as}", 1.0)
            for letters in word_ngrams(written):
                _add(weights, f"c{letters}", LETTERS)
    for first, second in zip(["^", *sounds], [*sounds, "$"], strict=True):
        _add(weights, f"b{first} {second}", PAIR)
    for first, second in zip(sounds, sounds[2:], strict=False):
        _add(weights, f"k{first} {second}", NEAR)
    length = sum(weight * weight for weight in weights.values()) ** 0.5
    return {bucket: weight / length for bucket, weight in weights.items()}


def _add(weights: dict[int, float], trait: str, weight: float) -> None:
    bucket = crc32(trait.encode()) % BUCKETS
    weights[bucket] = max(weights.get(bucket, 0.0), weight)
