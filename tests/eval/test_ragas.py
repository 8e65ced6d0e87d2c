"""With the real Ragas (extra ``eval``); the model is a local stand-in that writes what it is told to."""

import asyncio
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from eval.judged_rows import JudgedRow
from eval.measured import Measure, Measured, measured
from eval.model_endpoint import Endpoint, Fault, standing_endpoint
from models.llamaindex_openai_like import LlamaIndexOpenAILike
from models.static_embedding import StaticEmbedding
from tests.eval.judged import ROW, UNANSWERABLE

pytestmark = [pytest.mark.judges, pytest.mark.filterwarnings("ignore")]

VERDICT = {"statement": "La piscine ferme à 19 h 30.", "reason": "écrit", "verdict": 1}
WRITTEN = {
    "statements": [VERDICT["statement"]],
    "claims": [VERDICT["statement"]],
    "question": "À quelle heure ferme la piscine ?",
    "noncommittal": 0,
    "classifications": [{"statement": "La piscine ferme à 19 h 30.", "reason": "écrit", "attributed": 1}],
    "reason": "écrit",
    "verdict": 1,
}


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with standing_endpoint() as standing:
        standing.text = json.dumps(WRITTEN, ensure_ascii=False)
        yield standing


def without_model() -> Sequence[Measure]:
    from eval.ragas_measures import measures_without_model

    return measures_without_model(StaticEmbedding())


def with_model(endpoint: Endpoint) -> dict[str, Measure]:
    from eval.ragas_model_measures import measures_with_model

    model = LlamaIndexOpenAILike(endpoint.url, "juge")
    return {one.name: one for one in measures_with_model(model, StaticEmbedding(), pause_s=0.0)}


def taken(measures: Sequence[Measure], row: JudgedRow) -> dict[str, Measured]:
    return {one.name: asyncio.run(measured(one, row)) for one in measures}


def test_a_right_answer_from_the_right_passage_has_the_best_values() -> None:
    values = {name: one.value for name, one in taken(without_model(), ROW).items()}
    assert values["id_context_precision"] == 0.5
    for name in ("id_context_recall", "text_context_recall", "string_similarity", "chrf", "rouge_l", "quoted_spans"):
        assert values[name] == pytest.approx(1.0), name
    assert values["semantic_similarity"] == pytest.approx(1.0)


def test_a_quotation_that_no_passage_holds_is_seen() -> None:
    invented = replace(ROW, quotations=None, response="Il est écrit « la piscine ouvre la nuit ».")
    assert taken(without_model(), invented)["quoted_spans"].value == 0.0


def test_a_question_that_nothing_answers_is_named_and_never_counted() -> None:
    assert {one.value for one in taken(without_model(), UNANSWERABLE).values()} == {None}


class KnowsNoWord(StaticEmbedding):
    def embed_passages(self, passages: Sequence[tuple[str, str]]) -> list[list[float]]:
        return [[0.0, 0.0] for _ in passages]


def test_an_answer_of_unknown_words_has_no_likeness_rather_than_a_false_one() -> None:
    from eval.ragas_measures import measures_without_model

    one = taken(measures_without_model(KnowsNoWord()), ROW)["semantic_similarity"]
    assert (one.value, one.problem) == (None, "ValueError")


def test_telemetry_is_off_once_ragas_is_loaded() -> None:
    without_model()
    assert os.environ["RAGAS_DO_NOT_TRACK"] == "true"


@pytest.mark.parametrize(
    ("measure", "value"),
    [("answer_relevancy", 1.0), ("context_precision", 1.0), ("context_recall", 1.0)],
)
def test_a_judged_measure_reads_the_verdicts_of_the_model(endpoint: Endpoint, measure: str, value: float) -> None:
    assert taken([with_model(endpoint)[measure]], ROW)[measure].value == pytest.approx(value)


def test_every_prompt_is_the_reviewed_french_one(endpoint: Endpoint) -> None:
    for measure in with_model(endpoint).values():
        asyncio.run(measured(measure, ROW))
    said = [sent["messages"][-1]["content"] for sent in endpoint.received]
    assert len(said) >= 6
    assert not [text[:80] for text in said if "Einstein" in text or "Given a" in text]
    assert {sent["max_tokens"] for sent in endpoint.received} == {4096}


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        (Fault.BUSY, "model_busy"),
        (Fault.ERROR_500, "model_down"),
        (Fault.UNAUTHORISED, "model_refused"),
        (Fault.CUT_BY_LENGTH, "model_truncated"),
        (Fault.HTML_PAGE, "model_garbled"),
        (Fault.EMPTY, "model_empty"),
    ],
)
def test_a_fault_of_the_endpoint_is_named_and_gives_no_value(endpoint: Endpoint, fault: Fault, problem: str) -> None:
    endpoint.fault = fault
    one = taken([with_model(endpoint)["context_recall"]], ROW)["context_recall"]
    assert (one.value, one.problem) == (None, problem)


def test_a_call_that_fails_once_is_made_again(endpoint: Endpoint) -> None:
    endpoint.fault = Fault.BUSY_ONCE
    assert taken([with_model(endpoint)["context_recall"]], ROW)["context_recall"].value == 1.0


@pytest.mark.parametrize("written", ["pas du JSON", '{"classifications": []}', json.dumps({"classifications": [7]})])
def test_a_judgement_that_is_none_is_garbled_and_not_zero(endpoint: Endpoint, written: str) -> None:
    endpoint.text = written
    assert taken([with_model(endpoint)["context_recall"]], ROW)["context_recall"].problem == "model_garbled"


def test_a_verdict_that_is_neither_yes_nor_no_is_garbled(endpoint: Endpoint) -> None:
    endpoint.text = json.dumps({"reason": "?", "verdict": 2})
    assert taken([with_model(endpoint)["context_precision"]], ROW)["context_precision"].problem == "model_garbled"


def test_relevancy_reads_questions_as_questions_and_likeness_reads_answers_as_passages() -> None:
    from eval.ragas_measures import embeddings_of

    class Told(StaticEmbedding):
        """Says what it was asked to embed."""

        def embed_question(self, text: str) -> list[float]:
            return [1.0, 0.0]

        def embed_passages(self, passages: Sequence[tuple[str, str]]) -> list[list[float]]:
            return [[0.0, 1.0] for _ in passages]

    assert embeddings_of(Told()).embed_text("Combien ?") == [0.0, 1.0]
    assert embeddings_of(Told(), of_questions=True).embed_text("Combien ?") == [1.0, 0.0]
