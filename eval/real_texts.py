"""Real French for benchmarks, from the outside data: paragraphs to load an index with, and questions to ask it."""

import gzip
import random
from collections.abc import Iterator
from pathlib import Path

from eval.answer_sets import read_lines

SEED = 20_260
LINES_A_FILE = 40
"""Paragraphs of plain text in one made document: about 30 passages, as a long set of minutes has."""


def real_paragraphs(data: Path) -> Iterator[str]:
    """Paragraphs of real French: the question sets' corpora, then plain text."""
    for corpus in sorted((data / "qa").glob("*/corpus.jsonl")):
        yield from (" ".join(str(record["text"]).split()) for record in read_lines(corpus))
    with gzip.open(data / "qa" / "plain_clean.txt.gz", "rt", encoding="utf-8") as lines:
        yield from (line.strip() for line in lines if line.strip())


def real_questions(data: Path, count: int) -> list[str]:
    """``count`` questions typed by people, drawn with a fixed seed from the question sets and the gold set."""
    texts = [str(r["text"]) for queries in sorted((data / "qa").glob("*/queries.jsonl")) for r in read_lines(queries)]
    texts += [str(r["question"]) for r in read_lines(data / "gold" / "questions.jsonl")]
    return random.Random(SEED).sample(texts, min(count, len(texts)))


def write_texts(paragraphs: Iterator[str], folder: Path, files: int, first: int, lines: int = LINES_A_FILE) -> int:
    """Write ``files`` Markdown documents numbered from ``first``; returns how many there was text for."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + files):
        body = [text for _, text in zip(range(lines), paragraphs, strict=False)]
        if not body:
            return number - first
        text = f"# Document {number}\n\n" + "\n\n".join(body) + "\n"
        (folder / f"document-{number:05}.md").write_text(text, encoding="utf-8")
    return files
