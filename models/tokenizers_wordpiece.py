"""Word pieces of folded French text, by the ``tokenizers`` library. Its objects do not leave this file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from domain.errors import ModelUnavailable

Ids = NDArray[np.int32]
"""Numbers of word pieces, in the order of the text."""

PADDING, UNKNOWN = "[PAD]", "[UNK]"
CONTINUED = "##"
"""Begins a piece that goes on from the one before."""

SPECIAL = 2
"""The first numbers are those of PADDING and UNKNOWN, which mean nothing."""

_LONGEST_WORD = 40


class WordPieces:
    """A tokenizer read from a ``tokenizer.json``. Thread-safe. Raises ModelUnavailable."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    @classmethod
    def read(cls, file: Path) -> "WordPieces":
        """The tokenizer of a ``tokenizer.json``."""
        try:
            return cls(Tokenizer.from_str(file.read_text(encoding="utf-8")))
        except Exception as error:  # the library raises bare Exception
            raise ModelUnavailable(f"{file} is not a tokenizer ({error}); put the model's own file back") from error

    @classmethod
    def of(cls, vocabulary: Sequence[str]) -> "WordPieces":
        """A tokenizer with these pieces, PADDING and UNKNOWN first; the longest that fits is taken, from the left."""
        numbered = {piece: number for number, piece in enumerate(vocabulary)}
        model = models.WordPiece(
            vocab=numbered,
            unk_token=UNKNOWN,
            max_input_chars_per_word=_LONGEST_WORD,
            continuing_subword_prefix=CONTINUED,
        )
        tokenizer = Tokenizer(model)
        tokenizer.normalizer = _normalizer()
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        return cls(tokenizer)

    def __len__(self) -> int:
        return int(self._tokenizer.get_vocab_size())

    def ids(self, texts: Sequence[str]) -> Iterator[Ids]:
        """The pieces of each text."""
        for encoded in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False):
            yield np.asarray(encoded.ids, dtype=np.int32)

    def json(self) -> str:
        """The content of a ``tokenizer.json``."""
        return str(self._tokenizer.to_str())


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each word occurs, lower case and accents folded; signs of punctuation are words."""
    normalizer, cutter = _normalizer(), pre_tokenizers.BertPreTokenizer()
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word for word, _ in cutter.pre_tokenize_str(normalizer.normalize_str(text)))
    return counts


def _normalizer() -> normalizers.Normalizer:
    return normalizers.BertNormalizer(clean_text=True, strip_accents=True, lowercase=True)
