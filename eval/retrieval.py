"""How well search finds: R@1, R@5, R@10, MRR@10 and nDCG@10 on outside question sets, through the real index.

    PARVIS_SHARED_DATA=… python -m eval.retrieval [set ...]

Prints 95 % intervals: Wilson for the recalls, bootstrap over questions for the two means.
"""

import json
import math
import os
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from domain.errors import BadQuestions
from domain.ids import CommuneSlug, DocumentId, PassageId
from domain.passage import Passage
from domain.search import CommuneScope
from eval.intervals import wilson
from models.static_embedding import StaticEmbedding
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex

SET_NAMES = ("cnil", "spf", "faq_cc", "crpa", "piaf")
COMMUNE = CommuneSlug("questions")
"""The commune that the passages of a set are indexed under."""


DEPTH = 10
_PASSAGES_BY_DOCUMENT = 100
"""Passages asked for when hits are counted by document: ten documents of at most a few tens of passages."""

_RESAMPLES = 1_000
TARGETS = {"spf": 0.93, "cnil": 0.59}
"""nDCG@10 that the two sparse arms must reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQuestion:
    """A question with what answers it: passage ids, or the document where any of its passages will do."""

    id: str
    text: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """A corpus and its questions. ``by_document``: hits are counted by document, each at its best passage."""

    name: str
    passages: tuple[tuple[Passage, str], ...]
    questions: tuple[SetQuestion, ...]
    by_document: bool

    def documents(self) -> Mapping[PassageId, DocumentId]:
        """The document of each passage."""
        return {passage.id: passage.document_id for passage, _ in self.passages}


def shared_data() -> Path | None:
    """The folder of outside data; None when ``PARVIS_SHARED_DATA`` is unset or is not a folder."""
    value = os.environ.get("PARVIS_SHARED_DATA", "")
    return Path(value) if value and Path(value).is_dir() else None


def read_set(folder: Path) -> QuestionSet:
    """Read a set and apply its rule of scoring. Raises BadQuestions.

    cnil counts its paraphrases only (a title is its own answer's), spf counts by fiche, and a set with
    ``test_docs.json`` asks about those documents only, against all passages.
    """
    try:
        rows = _rows(folder / "corpus.jsonl")
        passages = tuple((_passage(row), str(row["title"])) for row in rows)
        by_document = folder.name == "spf"
        asked = [row for row in _rows(folder / "queries.jsonl") if not row.get("is_title", False)]
        tested = folder / "test_docs.json"
        if tested.exists():
            documents = {row["id"] for row in rows if row["doc"] in set(json.loads(tested.read_text("utf-8")))}
            asked = [row for row in asked if documents & set(row["pos"])]
        questions = tuple(
            SetQuestion(
                id=row["id"],
                text=row["text"],
                relevant=frozenset([row["doc"]] if by_document else row["pos"]),
            )
            for row in asked
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadQuestions(
            f"{folder} is not a question set ({error!r}); it needs corpus.jsonl and queries.jsonl"
        ) from error
    return QuestionSet(name=folder.name, passages=passages, questions=questions, by_document=by_document)


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def _passage(row: dict[str, Any]) -> Passage:
    text = str(row["text"])
    return Passage(
        id=PassageId(str(row["id"])),
        document_id=DocumentId(str(row["doc"])),
        commune=COMMUNE,
        ordinal=0,
        text=text,
        page=None,
        start=0,
        end=len(text),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean and its 95 % interval, all in 0..1."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalScores:
    """One set's figures. ``recalls`` by rank (1, 5, 10): share of questions with a relevant hit by then."""

    name: str
    passages: int
    questions: int
    recalls: dict[int, Interval]
    mrr: Interval
    ndcg: Interval


def measure(questions: QuestionSet, folder: Path) -> RetrievalScores:
    """Index the set under ``folder`` and ask it every question."""

    def root(_: CommuneSlug) -> Path:
        return folder

    scope = CommuneScope(commune=COMMUNE)
    embedding = StaticEmbedding()
    EdgeIndexBuilder(root, embedding).rebuild(scope, questions.passages)
    index = EdgePassageIndex(root, embedding=embedding, max_open=1)
    documents = questions.documents()
    limit = _PASSAGES_BY_DOCUMENT if questions.by_document else DEPTH
    found: list[list[bool]] = []
    for question in questions.questions:
        hits = [hit.passage_id for hit in index.search(question.text, scope=scope, limit=limit).hits]
        names: Sequence[str] = list(dict.fromkeys(documents[hit] for hit in hits)) if questions.by_document else hits
        found.append([name in question.relevant for name in names[:DEPTH]])
    index.close()
    return score(questions, found)


def score(questions: QuestionSet, found: Sequence[Sequence[bool]]) -> RetrievalScores:
    """Figures from, for each question, whether its hits answer, best first."""
    gains = [ndcg(hits, len(question.relevant)) for hits, question in zip(found, questions.questions, strict=True)]
    return RetrievalScores(
        name=questions.name,
        passages=len(questions.passages),
        questions=len(found),
        recalls={rank: recall(found, rank) for rank in (1, 5, 10)},
        mrr=bootstrap([reciprocal_rank(hits) for hits in found]),
        ndcg=bootstrap(gains),
    )


def reciprocal_rank(hits: Sequence[bool]) -> float:
    """One over the rank of the first relevant hit, 0 without any."""
    return next((1 / rank for rank, relevant in enumerate(hits, 1) if relevant), 0.0)


def ndcg(hits: Sequence[bool], relevant: int) -> float:
    """Normalised discounted cumulative gain of the first ten hits, relevance 0 or 1."""
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(relevant, DEPTH) + 1))
    return sum(1 / math.log2(rank + 1) for rank, hit in enumerate(hits[:DEPTH], 1) if hit) / ideal


def recall(found: Sequence[Sequence[bool]], rank: int) -> Interval:
    """Share of questions with a relevant hit among the first ``rank``, with Wilson's interval."""
    answered = sum(any(hits[:rank]) for hits in found)
    low, high = wilson(answered, len(found))
    return Interval(value=answered / len(found), low=low, high=high)


def bootstrap(values: Sequence[float]) -> Interval:
    """Percentile interval of a mean over 1,000 resamples of the questions, from a fixed seed."""
    draw = random.Random(0)
    means = sorted(sum(draw.choices(values, k=len(values))) / len(values) for _ in range(_RESAMPLES))
    low, high = means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES) - 1]
    return Interval(value=sum(values) / len(values), low=low, high=high)


def report(names: Sequence[str], write: Callable[[str], object]) -> bool:
    """Measure and print each set; False when one is under its target."""
    data = shared_data()
    if data is None:
        write("SKIPPED: PARVIS_SHARED_DATA names no folder of outside question sets\n")
        return True
    reached = True
    for name in names:
        with TemporaryDirectory() as folder:
            scores = measure(read_set(data / "qa" / name), Path(folder))
        write(f"{name}: {scores.passages} passages, {scores.questions} questions\n")
        for rank, share in scores.recalls.items():
            write(f"  R@{rank:<6} {share}\n")
        write(f"  MRR@10   {scores.mrr}\n  nDCG@10  {scores.ndcg}{_verdict(scores)}\n")
        reached = reached and scores.ndcg.value >= TARGETS.get(name, 0.0)
    return reached


def _verdict(scores: RetrievalScores) -> str:
    target = TARGETS.get(scores.name)
    if target is None:
        return ""
    return f"  target {target}: {'reached' if scores.ndcg.value >= target else 'NOT REACHED'}"


if __name__ == "__main__":
    sys.exit(0 if report(sys.argv[1:] or SET_NAMES, sys.stdout.write) else 1)
