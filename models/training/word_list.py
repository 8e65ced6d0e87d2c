"""Make the list of words that French has again (``french/known_words.txt``), in about a minute:

    python -m models.training.word_list --text TEXT.txt.gz --pairs PAIRS.jsonl.gz [--without SETS ...] [--to FILE]

The options are those of ``python -m models.training``, and the texts the same: no text under CC BY-SA is read. A word
seen once only may be a misspelling and is left out.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from french import known_words
from french.analyser import fold
from models.training.sources import read_pairs, read_texts, texts_of

SEEN = 2
"""Times that a word must be seen. Of 20,000 words seen twice or more, 3,000 are seen twice."""

# Words of letters only, three at least: « l'école » gives « école »; « 2031-b » gives nothing.
_WORD = re.compile(r"[^\W\d_]{3,}")

_HEADER = """\
# Words of French administrative text, folded (lower case, without accents), made by
# python -m models.training.word_list from texts under Licence Ouverte 2.0 and MIT (models/static_french/MODEL_CARD.md).
"""


def word_list(texts: Iterable[str]) -> list[str]:
    """Folded words seen at least twice in ``texts``, sorted."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_WORD.findall(text.lower()))
    folded: Counter[str] = Counter()
    for word, count in counts.items():
        folded[fold(word)] += count
    return sorted(word for word, count in folded.items() if count >= SEEN and word.isascii())


def main(arguments: Sequence[str]) -> None:
    """Write the list and tell how long it is."""
    parser = argparse.ArgumentParser(prog="python -m models.training.word_list")
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    parser.add_argument("--to", type=Path, default=Path(known_words.__file__).with_name(known_words.LIST))
    asked = parser.parse_args(arguments)
    left_out = "\n".join(map(texts_of, asked.without))
    sources = {f"{file.parent.name}{suffix}" for file in asked.without for suffix in ("", "_title")}
    texts = read_texts(asked.text, left_out)
    questions = [pair.question for pair in read_pairs(asked.pairs, left_out, sources)]
    found = word_list([*texts, *questions])
    asked.to.write_text(_HEADER + "\n".join(found) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(found)} words in {asked.to}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
