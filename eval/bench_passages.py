"""Real French in any number of passages, for the curve of search: each different, real as long as there is text.

In order: the corpora of the question sets; the development documents that are text; plain text cut to about 700
characters at its sentences. Beyond that (some 37,000), passages are *remade*: sentences of the former drawn with a
fixed seed and put together. Their words are real and as frequent as they are; the vocabulary grows no more.
"""

import gzip
import random
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from domain.ids import DocumentId, PassageId
from domain.passage import Passage
from eval.retrieval import COMMUNE, SET_NAMES, read_set

PASSAGE_CHARACTERS = 700
_SHORT_OF = 100
"""A piece is whole at 600 characters, so that with its last sentence it is of 700 on average."""

_DRAWN_FROM = 200_000
"""Sentences kept to draw from: some 30 MB."""

_SEED = 20_260
# « …du conseil. Le maire… » is cut after the point; « M. Durand », « art. 3 » and « 3.10 € » are not.
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{4}[.!?])\s+(?=[A-ZÀ-Ý«])")


def passages_of(data: Path, wanted: int) -> Iterator[tuple[Passage, str]]:
    """``wanted`` (passage, title), as many of them real as there is text for. ``data``: the folder of outside data."""
    return (
        (_passage(number, text), title) for number, (title, text) in enumerate(islice(_texts(data, wanted), wanted))
    )


def distinct_texts(data: Path) -> Iterator[tuple[str, str]]:
    """Every (title, text) that there is, each text once."""
    seen: set[int] = set()
    for title, text in _real_texts(data):
        key = hash(text)
        if key not in seen:
            seen.add(key)
            yield title, text


def remade(sentences: list[str]) -> Iterator[tuple[str, str]]:
    """Without end, (no title, sentences drawn until there are 700 characters); the same ones at each run."""
    draw = random.Random(_SEED)
    while True:
        held: list[str] = []
        while sum(map(len, held)) < PASSAGE_CHARACTERS:
            held.append(draw.choice(sentences))
        yield "", " ".join(held)


def cut(paragraphs: Iterable[str]) -> Iterator[str]:
    """Pieces of about 700 characters, cut between sentences where those are shorter than that; nothing is left out."""
    held = ""
    for paragraph in paragraphs:
        for sentence in _SENTENCE_END.split(paragraph.strip()):
            for start in range(0, len(sentence), PASSAGE_CHARACTERS):
                held = f"{held} {sentence[start : start + PASSAGE_CHARACTERS]}".strip()
                if len(held) >= PASSAGE_CHARACTERS - _SHORT_OF:
                    yield held
                    held = ""
    if held:
        yield held


def _texts(data: Path, wanted: int) -> Iterator[tuple[str, str]]:
    sentences: list[str] = []
    for count, (title, text) in enumerate(distinct_texts(data), 1):
        yield title, text
        if count < wanted and len(sentences) < _DRAWN_FROM:
            sentences += [sentence for sentence in _SENTENCE_END.split(text) if sentence]
    if sentences:
        yield from remade(sentences)


def _real_texts(data: Path) -> Iterator[tuple[str, str]]:
    for name in SET_NAMES:
        for passage, title in read_set(data / "qa" / name).passages:
            yield title, passage.text
    for file in sorted(path for path in (data / "docs").rglob("*") if path.suffix in (".md", ".txt")):
        for piece in cut([" ".join(file.read_text("utf-8", errors="replace").split())]):
            yield file.stem.replace("-", " "), piece
    with gzip.open(data / "qa" / "plain_clean.txt.gz", "rt", encoding="utf-8") as lines:
        for piece in cut(lines):
            yield "", piece


def _passage(number: int, text: str) -> Passage:
    # In the form of the product's own ids, which the index keeps with each passage.
    document = DocumentId(f"d{number // 8:016x}")
    return Passage(
        id=PassageId(f"{document}-{number:08x}-{number % 8:04d}"),
        document_id=document,
        commune=COMMUNE,
        ordinal=number % 8,
        text=text,
        page=None,
        start=0,
        end=len(text),
    )
