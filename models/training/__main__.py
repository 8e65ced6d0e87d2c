"""Make the static embedding again, in about 90 s on two cores:

    python -m models.training --text TEXT.txt.gz --pairs PAIRS.jsonl.gz [--without SETS ...] [--to FOLDER]

``--without`` names corpus.jsonl files whose texts are left out, with the pairs of the sources named after them: that is
how text under CC BY-SA is kept away. The digests of all that was read are printed, for the model's card. Two runs on
one machine give the same files; another processor's arithmetic may change last digits.
"""

import argparse
import hashlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from models.static_embedding import FRENCH, write_model
from models.tokenizers_wordpiece import SPECIAL, WordPieces, count_words
from models.training.scipy_contrastive import fine_tune
from models.training.scipy_cooccurrence import first_vectors
from models.training.sources import read_pairs, read_texts, texts_of
from models.training.vocabulary import vocabulary

PIECES = 30_000
DIMENSIONS = 128
"""256 gain nothing in the three arms (cnil .696 for .697, spf .945 for .948, piaf .815 for .814) and weigh twice."""


def main(arguments: Sequence[str]) -> None:
    """Train and write the model, telling each stage and its seconds."""
    parser = argparse.ArgumentParser(prog="python -m models.training")
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    parser.add_argument("--to", type=Path, default=FRENCH)
    asked = parser.parse_args(arguments)
    began = time.monotonic()

    def tell(stage: str) -> None:
        sys.stdout.write(f"{time.monotonic() - began:6.1f} s  {stage}\n")
        sys.stdout.flush()

    for file in (asked.text, asked.pairs, *asked.without):
        tell(f"{file.name}: sha256 {hashlib.sha256(file.read_bytes()).hexdigest()}")
    left_out = "\n".join(texts_of(file) for file in asked.without)
    sources = {f"{file.parent.name}{suffix}" for file in asked.without for suffix in ("", "_title")}
    texts = read_texts(asked.text, left_out)
    pairs = read_pairs(asked.pairs, left_out, sources)
    tell(f"{len(texts)} lines of text, {len(pairs)} pairs")
    pieces = WordPieces.of(vocabulary(count_words(texts), size=PIECES))
    tell(f"{len(pieces)} word pieces")
    vectors = first_vectors(pieces.ids(texts), pieces=len(pieces), dimensions=DIMENSIONS, special=SPECIAL)
    tell("first vectors")
    vectors = fine_tune(vectors, pieces, pairs, tell)
    write_model(asked.to, vectors, pieces)
    size = sum(file.stat().st_size for file in asked.to.iterdir())
    tell(f"{asked.to.name}: {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
