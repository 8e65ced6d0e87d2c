"""What the child process of a build does: from the spooled passages to a generation that is whole.

It runs at a lower priority and apart from the server, because analysing takes the processor and Edge's optimising holds
the interpreter lock. It decides nothing: the parent makes the generation current, or throws it away.
"""

import errno
import json
import logging
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from domain.errors import DiskFull, ModelUnavailable
from domain.ids import CommuneSlug, DocumentId, PassageId
from domain.model_ports import Embedding
from domain.passage import Passage
from french.analyser import stems_of
from retriever.bm25 import idf, indexed_text, indexed_words, ngram_counts, stem_counts, token_number, weighed
from retriever.corpus_words import lines_of, written_words
from retriever.generation import SPOOL, Vocabulary, hold
from retriever.meaning import crowding, meant, usable, whole
from retriever.passage_point import Opening, PassagePoint, PassageWriter

_BATCH = 256
"""Passages inserted, and reported, at a time: about 0.3 s of work."""

_LOG = logging.getLogger(__name__)

_NICENESS = 10
_WORDS = "words"


def spool_line(passage: Passage, title: str) -> str:
    """A passage and its title as the child reads them: one line of JSON."""
    return json.dumps([asdict(passage), title], ensure_ascii=False) + "\n"


def build_in_child(generation: Path, connection: Connection, embedding: Embedding | None, opening: Opening) -> None:
    """Entry point of the child. Sends ``("indexed", n)`` as it goes, then ``("built", n)``, ``("full", why)`` or
    ``("failed", why)``. Ends by itself when the parent is gone.
    """
    os.nice(_NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; the parent decides
    parent = os.getppid()

    def told(done: int) -> None:
        if os.getppid() != parent:
            raise BrokenPipeError(errno.EPIPE, "the process that asked for this index is gone")
        connection.send(("indexed", done))

    try:
        with hold(generation):
            count = built_here(generation, embedding, opening, told)
        connection.send(("built", count))
    except BrokenPipeError:
        raise SystemExit(1) from None
    except DiskFull as error:
        connection.send(("full", str(error)))
    except OSError as error:
        connection.send(("full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "failed", str(error)))
    except Exception as error:
        connection.send(("failed", f"{type(error).__name__}: {error}"))


def built_here(
    generation: Path, embedding: Embedding | None, opening: Opening, told: Callable[[int], None] | None
) -> int:
    """Build what ``generation`` has spooled, in this process; returns how many passages, ``told`` as they go.

    Built anew without its dense arm when the model fails half-way: documents do not wait for a model.
    Raises DiskFull, IndexUnavailable, ValueError for a passage given twice, and what ``told`` raises.
    """
    totals = _Totals()
    with (generation / _WORDS).open("w", encoding="utf-8") as file:
        for line in _analysed(generation / SPOOL, totals):
            file.write(line)
    try:
        written = _written(generation, totals, usable(embedding), opening, told)
    except ModelUnavailable as error:
        _LOG.error("indexing without the meaning of texts: %s", error)
        written = _written(generation, totals, None, opening, told)
    (generation / SPOOL).unlink()
    (generation / _WORDS).unlink()
    writer, vocabulary = written
    writer.finish(vocabulary, lines_of(totals.holding_word))
    return vocabulary.passages


def _written(
    generation: Path,
    totals: "_Totals",
    embedding: Embedding | None,
    opening: Opening,
    told: Callable[[int], None] | None,
) -> tuple[PassageWriter, Vocabulary]:
    """Second pass: every passage given to a writer. Raises ModelUnavailable, having given up what was written."""
    name = embedding.name if embedding else None
    crowded = crowding(embedding) if embedding else None
    writer = opening(embedding.dimensions if embedding else 0)
    points, texts = _points(generation / _WORDS, totals), _meant(generation / SPOOL)
    done = 0
    while batch := list(islice(points, _BATCH)):
        if embedding:
            try:
                batch = _with_meaning(batch, embedding.embed_passages(list(islice(texts, len(batch)))))
            except ModelUnavailable:
                writer.give_up()
                raise
        writer.add(batch)
        done += len(batch)
        if told:
            told(done)
    return writer, Vocabulary(passages=done, holding=totals.holding, embedding=name, crowding=crowded)


class _Totals:
    """What the first pass counts and the second needs."""

    def __init__(self) -> None:
        self.passages = 0
        self.stems = 0
        self.ngrams = 0
        self.holding: Counter[str] = Counter()
        self.holding_word: Counter[str] = Counter()
        self.holding_ngram: Counter[int] = Counter()

    def stem_idf(self) -> dict[int, float]:
        """By the stem's number; stems that share one are taken as one term."""
        holding: Counter[int] = Counter()
        for stem, count in self.holding.items():
            holding[token_number(stem)] += count
        return self._idf(holding)

    def ngram_idf(self) -> dict[int, float]:
        """By the n-gram's number."""
        return self._idf(self.holding_ngram)

    def _idf(self, holding: Counter[int]) -> dict[int, float]:
        return {number: idf(self.passages, min(count, self.passages)) for number, count in holding.items()}


def _analysed(spool: Path, totals: _Totals) -> Iterator[str]:
    """First pass: words of each passage, on one line, so that the second pass does not read the text again."""
    seen: set[str] = set()
    with spool.open(encoding="utf-8") as file:
        for line in file:
            fields, title = json.loads(line)
            if fields["id"] in seen:
                raise ValueError(f"the passage {fields['id']} was given twice")
            seen.add(fields["id"])
            passage = Passage(**fields)
            found = indexed_words(passage, title)
            stems = stems_of(found)
            totals.passages += 1
            totals.stems += len(stems)
            ngrams = ngram_counts(found)
            totals.ngrams += ngrams.total()
            totals.holding.update(set(stems))
            totals.holding_word.update(written_words(indexed_text(passage, title)))
            totals.holding_ngram.update(ngrams.keys())
            yield json.dumps([fields["id"], fields["document_id"], fields["commune"], " ".join(found)]) + "\n"


def _points(words: Path, totals: _Totals) -> Iterator[PassagePoint]:
    mean_stems = totals.stems / max(totals.passages, 1)
    mean_ngrams = totals.ngrams / max(totals.passages, 1)
    stem_idf, ngram_idf = totals.stem_idf(), totals.ngram_idf()
    with words.open(encoding="utf-8") as file:
        for line in file:
            passage, document, commune, text = json.loads(line)
            found = text.split(" ") if text else []
            yield PassagePoint(
                passage_id=PassageId(passage),
                document_id=DocumentId(document),
                commune=CommuneSlug(commune),
                words=weighed(stem_counts(stems_of(found)), mean_length=mean_stems, idf_of=stem_idf),
                chars=weighed(ngram_counts(found), mean_length=mean_ngrams, idf_of=ngram_idf),
            )


def _meant(spool: Path) -> Iterator[tuple[str, str]]:
    with spool.open(encoding="utf-8") as file:
        for line in file:
            fields, title = json.loads(line)
            yield meant(Passage(**fields), title)


def _with_meaning(points: Sequence[PassagePoint], vectors: Sequence[Sequence[float]]) -> list[PassagePoint]:
    return [replace(point, meaning=whole(vector)) for point, vector in zip(points, vectors, strict=True)]
