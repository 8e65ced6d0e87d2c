"""What the embedding learns from: lines of plain text, and (source, question, passage) pairs."""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.errors import BadInput

_HEAD = 50
"""Characters by which a line is recognised in the texts that are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPair:
    """A question, or what could be one, and a passage that answers it."""

    source: str
    question: str
    passage: str


def read_texts(file: Path, left_out: str = "") -> list[str]:
    """Lines of a gzipped text, less those whose beginning is in ``left_out``. Raises BadInput."""
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            return [line.strip() for line in lines if line.strip() and line.strip()[:_HEAD] not in left_out]
    except (OSError, ValueError, EOFError) as error:
        raise BadInput(f"{file} is not a gzipped text ({error})") from error


def read_pairs(file: Path, left_out: str = "", sources_left_out: Iterable[str] = ()) -> list[TrainingPair]:
    """Pairs of gzipped JSON lines ``[source, question, passage]``, less those of the sources named and those whose
    question is a line of ``left_out``. Raises BadInput.
    """
    refused = set(sources_left_out)
    try:
        pairs = list(_pairs(file))
    except (OSError, ValueError, EOFError) as error:
        raise BadInput(f"{file} does not hold [source, question, passage] lines ({error})") from error
    return [pair for pair in pairs if pair.source not in refused and pair.question[:_HEAD] not in left_out]


def texts_of(corpus: Path) -> str:
    """The texts of a ``corpus.jsonl``, one after the other."""
    return "\n".join(str(json.loads(line)["text"]) for line in corpus.read_text(encoding="utf-8").splitlines() if line)


def _pairs(file: Path) -> Iterator[TrainingPair]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            source, question, passage = json.loads(line)
            yield TrainingPair(source=source, question=question, passage=passage)
