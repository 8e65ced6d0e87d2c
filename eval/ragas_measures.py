"""Ragas' measures that need no language model, on the product's rows. Ragas stays in ``eval/ragas_*.py``.

Its telemetry is on unless RAGAS_DO_NOT_TRACK is set before it is imported: ``quiet`` sets it. What was measured of its
traps (0.4.3): string, chrF and ROUGE measures compare runs and never judge an answer (a right paraphrase gets .66, .67
and .40); the non-LLM precision does not punish what follows the first right passage; no quotation counts as 1.
"""

import os
import warnings
from typing import Any

from domain.model_ports import Embedding
from eval.french_quotations import quotations_in
from eval.judged_rows import JudgedRow
from eval.measured import NO_QUOTATION, Measure, needs

Foreign = Any
"""An object of Ragas, whose types are nowhere here: it never leaves ``eval/ragas_*.py``."""


def quiet() -> None:
    """No telemetry, and no warning of the libraries that Ragas drags in. Called before anything of it is imported."""
    os.environ["RAGAS_DO_NOT_TRACK"] = "true"
    warnings.filterwarnings("ignore", module=r"(ragas|langchain|pydantic|instructor|datasets)(\..*)?")


def version() -> str:
    """Ragas' own version. Raises ImportError without the extra ``eval``."""
    quiet()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import ragas

    return str(ragas.__version__)


def measures_without_model(embedding: Embedding) -> tuple[Measure, ...]:
    """What asks nobody, the last with the product's ``embedding``. Raises ImportError, ModelUnavailable."""
    version()
    return (*_of_contexts(), *_of_words(), _quoted(), _alike(embedding))


def _of_contexts() -> tuple[Measure, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ragas import SingleTurnSample
        from ragas.metrics import (
            IDBasedContextPrecision,
            IDBasedContextRecall,
            NonLLMContextPrecisionWithReference,
            NonLLMContextRecall,
        )

    def by_ids(metric: Foreign) -> Foreign:
        def score(row: JudgedRow) -> Foreign:
            sample = SingleTurnSample(
                retrieved_context_ids=list(row.retrieved_ids), reference_context_ids=list(row.reference_ids)
            )
            return metric.single_turn_ascore(sample)

        return score

    def by_texts(metric: Foreign) -> Foreign:
        def score(row: JudgedRow) -> Foreign:
            sample = SingleTurnSample(
                retrieved_contexts=list(row.retrieved_contexts), reference_contexts=list(row.reference_contexts)
            )
            return metric.single_turn_ascore(sample)

        return score

    unfit = needs("reference", "contexts")
    return (
        Measure(name="id_context_precision", score=by_ids(IDBasedContextPrecision()), unfit=unfit),
        Measure(name="id_context_recall", score=by_ids(IDBasedContextRecall()), unfit=needs("reference")),
        Measure(name="text_context_precision", score=by_texts(NonLLMContextPrecisionWithReference()), unfit=unfit),
        Measure(name="text_context_recall", score=by_texts(NonLLMContextRecall()), unfit=unfit),
    )


def _of_words() -> tuple[Measure, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ragas.metrics.collections import CHRFScore, NonLLMStringSimilarity, RougeScore

    def words(metric: Foreign) -> Foreign:
        async def score(row: JudgedRow) -> float:
            return float((await metric.ascore(reference=row.reference, response=row.response)).value)

        return score

    unfit = needs("reference", "answer")
    return (
        Measure(name="string_similarity", score=words(NonLLMStringSimilarity()), unfit=unfit),
        Measure(name="chrf", score=words(CHRFScore()), unfit=unfit),
        Measure(name="rouge_l", score=words(RougeScore(rouge_type="rougeL")), unfit=unfit),
    )


def _quoted() -> Measure:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ragas.metrics.collections.quoted_spans.util import count_matched_spans

    def quotations(row: JudgedRow) -> list[str]:
        return quotations_in(row.response) if row.quotations is None else list(row.quotations)

    def unfit(row: JudgedRow) -> str:
        return needs("answer", "contexts")(row) or ("" if quotations(row) else NO_QUOTATION)

    async def score(row: JudgedRow) -> float:
        matched, total = count_matched_spans(quotations(row), list(row.retrieved_contexts))
        return float(matched / total)

    return Measure(name="quoted_spans", score=score, unfit=unfit)


def _alike(embedding: Embedding) -> Measure:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ragas.metrics.collections import SemanticSimilarity

    metric = SemanticSimilarity(embeddings=embeddings_of(embedding))

    async def score(row: JudgedRow) -> float:
        # The cosine of the product's own vectors may be negative; Ragas keeps it as it is.
        return float((await metric.ascore(reference=row.reference, response=row.response)).value)

    return Measure(name="semantic_similarity", score=score, unfit=needs("reference", "answer"))


def embeddings_of(embedding: Embedding, *, of_questions: bool = False) -> Foreign:
    """The product's embedding through Ragas' interface: texts read as passages, since answers and references are.

    ``of_questions``: read as questions, with what the model wants before one (relevancy compares questions).
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ragas.embeddings.base import BaseRagasEmbedding

    class ProductEmbedding(BaseRagasEmbedding):  # type: ignore[misc]
        def embed_text(self, text: str, **kwargs: Foreign) -> list[float]:
            found = embedding.embed_question(text) if of_questions else embedding.embed_passages([("", text)])[0]
            vector = [float(value) for value in found]
            if not any(vector):
                raise ValueError("no word of the text is known to the embedding")
            return vector

        async def aembed_text(self, text: str, **kwargs: Foreign) -> list[float]:
            return self.embed_text(text)

    return ProductEmbedding()
