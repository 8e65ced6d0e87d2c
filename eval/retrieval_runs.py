"""Asks the questions of a set, clean and with noise, of the product's search and of French BM25.

The index of a set is built once; every noise and every seed is asked of it. What is asked is a ``Contest``: questions,
and two rankings of names (passages, documents or pages, as the set counts).
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from domain.ids import CommuneSlug, PassageId
from domain.search import CommuneScope
from eval.french_bm25 import FrenchBm25
from eval.noise import Noise, noisy
from eval.retrieval_scores import DEPTH, ndcg, reciprocal_rank
from eval.retrieval_sets import COMMUNE, QuestionSet, SetQuestion
from models.static_embedding import StaticEmbedding
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex

SEEDS = 3
SAMPLE = 500
"""Questions of a set that are asked with noise, drawn once and for all from a larger one (piaf has 2,466)."""

_PASSAGES_BY_DOCUMENT = 100
"""Passages asked for when hits are counted by document: ten documents of at most a few tens of passages."""

_SCOPE = CommuneScope(commune=COMMUNE)

EXPLAINED = 100
"""Passages among which the answer of a failed question is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundName:
    """A passage or page found, with what it scored: the whole, and each arm."""

    name: str
    title: str
    score: float
    arms: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Why a question found what it found."""

    found: tuple[FoundName, ...]
    unknown_stems: tuple[str, ...]


Rank = Callable[[SetQuestion, str], Sequence[str]]
"""Names for a question as it is typed, best first, each once; ten at least where there are ten."""
Explain = Callable[[SetQuestion, str], Explained]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """What is asked, and who answers. ``one_is_enough``: only the first right name counts, as for pages that all
    carry the same fact.
    """

    name: str
    digest: str
    passages: int
    counted: str
    questions: tuple[SetQuestion, ...]
    product: Rank
    reference: Rank
    explain: Explain
    left_out: tuple[str, ...] = ()
    one_is_enough: bool = False
    build_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoiseRun:
    """The answers under one noise: for each seed, for each question, whether each of the first ten hits is right."""

    noise: Noise
    questions: tuple[SetQuestion, ...]
    product: tuple[tuple[tuple[bool, ...], ...], ...]
    reference: tuple[tuple[tuple[bool, ...], ...], ...]
    one_is_enough: bool

    @property
    def seeds(self) -> int:
        """How many draws were asked."""
        return len(self.product)

    def product_gains(self) -> list[float]:
        """nDCG@10 of each question, mean over the seeds."""
        return self._means(self.product, self._gain)

    def reference_gains(self) -> list[float]:
        """nDCG@10 of French BM25 for each question, mean over the seeds."""
        return self._means(self.reference, self._gain)

    def product_ranks(self) -> list[float]:
        """Reciprocal rank of each question, mean over the seeds."""
        return self._means(self.product, lambda _, hits: reciprocal_rank(hits))

    def product_found(self, cut: int) -> list[float]:
        """For each question, in which share of the seeds an answer is among the first ``cut``."""
        return self._means(self.product, lambda _, hits: float(any(hits[:cut])))

    def _gain(self, question: SetQuestion, hits: Sequence[bool]) -> float:
        if self.one_is_enough:
            first = next((rank for rank, hit in enumerate(hits) if hit), None)
            return 0.0 if first is None else ndcg([rank == first for rank in range(len(hits))], 1)
        return ndcg(hits, len(question.relevant))

    def _means(
        self,
        answers: Sequence[Sequence[Sequence[bool]]],
        value: Callable[[SetQuestion, Sequence[bool]], float],
    ) -> list[float]:
        return [
            sum(value(question, seed[at]) for seed in answers) / len(answers)
            for at, question in enumerate(self.questions)
        ]


@dataclass(slots=True, kw_only=True)
class ContestRun:
    """Every noise of one contest, and the seconds that asking took the product (``asked`` questions, none twice)."""

    contest: Contest
    runs: dict[Noise, NoiseRun] = field(default_factory=dict)
    asked: int = 0
    product_s: float = 0.0
    reference_s: float = 0.0


def run_contest(contest: Contest, noises: Sequence[Noise], *, seeds: int = SEEDS, sample: int = SAMPLE) -> ContestRun:
    """Ask every question clean, if clean is wanted, and ``sample`` of them under each noise and each seed."""
    result = ContestRun(contest=contest)
    known: dict[tuple[str, str], tuple[tuple[bool, ...], tuple[bool, ...]]] = {}

    def judged(question: SetQuestion, text: str) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
        if (question.id, text) not in known:
            begun = perf_counter()
            ours = contest.product(question, text)
            between = perf_counter()
            theirs = contest.reference(question, text)
            result.product_s += between - begun
            result.reference_s += perf_counter() - between
            result.asked += 1
            known[question.id, text] = (_flags(question, ours), _flags(question, theirs))
        return known[question.id, text]

    for noise in noises:
        questions = contest.questions if noise is Noise.CLEAN else sampled(contest.questions, sample)
        draws = [
            [judged(q, noisy(q.text, noise, seed=seed, question=q.id)) for q in questions]
            for seed in range(seeds if noise.is_drawn else 1)
        ]
        result.runs[noise] = NoiseRun(
            noise=noise,
            questions=tuple(questions),
            product=tuple(tuple(ours for ours, _ in draw) for draw in draws),
            reference=tuple(tuple(theirs for _, theirs in draw) for draw in draws),
            one_is_enough=contest.one_is_enough,
        )
    return result


def sampled(questions: Sequence[SetQuestion], size: int) -> tuple[SetQuestion, ...]:
    """``size`` of the questions in their order, always the same ones; all of them when there are no more."""
    if len(questions) <= size:
        return tuple(questions)
    kept = sorted(random.Random(0).sample(range(len(questions)), size))
    return tuple(questions[at] for at in kept)


def _flags(question: SetQuestion, names: Sequence[str]) -> tuple[bool, ...]:
    return tuple(name in question.relevant for name in names[:DEPTH])


@contextmanager
def indexed(questions: QuestionSet, folder: Path) -> Iterator[EdgePassageIndex]:
    """The set's passages in the real index, built under ``folder`` with the embedding that ships."""

    def root(_: CommuneSlug) -> Path:
        return folder

    embedding = StaticEmbedding()
    EdgeIndexBuilder(root, embedding).rebuild(_SCOPE, questions.passages)
    index = EdgePassageIndex(root, embedding=embedding, max_open=1)
    try:
        yield index
    finally:
        index.close()


def names_found(index: EdgePassageIndex, questions: QuestionSet, text: str) -> Sequence[str]:
    """What the search brings for ``text``, best first, in the names that the set counts; ten where there are ten."""
    limit = _PASSAGES_BY_DOCUMENT if questions.by_document else DEPTH
    while True:
        hits = [hit.passage_id for hit in index.search(text, scope=_SCOPE, limit=limit).hits]
        names = counted(hits, questions)
        if len(names) >= DEPTH or len(hits) < limit or not questions.by_document:
            return names
        limit *= 4


def counted(ids: Sequence[PassageId], questions: QuestionSet) -> Sequence[str]:
    """Passages as they are, or their documents, each once, at its best passage."""
    if not questions.by_document:
        return ids
    documents = questions.documents
    return list(dict.fromkeys(documents[name] for name in ids))


@contextmanager
def set_contest(questions: QuestionSet, folder: Path) -> Iterator[Contest]:
    """A question set against its passages, indexed once under ``folder``."""
    begun = perf_counter()
    titles = {passage.id: title for passage, title in questions.passages}
    with indexed(questions, folder) as index:
        reference = FrenchBm25(questions.passages)

        def by_reference(_: SetQuestion, text: str) -> Sequence[str]:
            return counted(reference.search(text), questions)[:DEPTH]

        def explain(_: SetQuestion, text: str) -> Explained:
            result = index.search(text, scope=_SCOPE, limit=EXPLAINED)
            found = [
                FoundName(
                    name=counted([hit.passage_id], questions)[0],
                    title=titles[hit.passage_id],
                    score=hit.score,
                    arms=hit.arms,
                )
                for hit in result.hits
            ]
            return Explained(found=tuple(found), unknown_stems=tuple(sorted(result.unknown_stems)))

        yield Contest(
            name=questions.name,
            digest=questions.digest,
            passages=len(questions.passages),
            counted="document" if questions.by_document else "passage",
            questions=questions.questions,
            product=lambda _, text: names_found(index, questions, text),
            reference=by_reference,
            explain=explain,
            left_out=questions.left_out,
            build_s=perf_counter() - begun,
        )
