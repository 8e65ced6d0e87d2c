"""Ragas' measures that a language model judges, through the product's own client of OpenAI-compatible endpoints.

Traps of 0.4.3 that are dealt with: its own client stops at 1,024 tokens, which cuts the JSON (here ``MAX_TOKENS``); the
prompts of noise sensitivity and of claims ignore ``instruction`` and ``examples`` (here every prompt is a plain one,
with the texts of ``prompts/ragas``); an empty list of claims counts as 0 there (here it is a fault, named); a verdict
that is neither 0 nor 1 passes there for 1 (here it is a fault too).
"""

import asyncio
import warnings
from collections.abc import Mapping, Sequence

from domain.errors import ModelFailed
from domain.language_model import Message, ModelFault, Role
from domain.model_ports import Embedding, LanguageModel
from eval.judged_rows import JudgedRow
from eval.measured import Measure, needs
from eval.ragas_measures import Foreign, embeddings_of, version
from prompts.judging import judging_prompt

MAX_TOKENS = 4096
TIMEOUT_S = 120.0
ATTEMPTS = 3
"""Calls of one judgement; only what may pass is tried again."""
PASSING = frozenset({ModelFault.BUSY, ModelFault.DOWN, ModelFault.GARBLED, ModelFault.EMPTY, ModelFault.SLOW})
VERDICTS = frozenset({"verdict", "attributed", "noncommittal"})


def measures_with_model(model: LanguageModel, embedding: Embedding, *, pause_s: float = 2.0) -> tuple[Measure, ...]:
    """The six judged measures; ``pause_s`` is waited, and doubled, before a call is tried again. Raises ImportError."""
    version()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ragas.metrics import collections as judged

    judge, vectors = judge_of(model, pause_s), embeddings_of(embedding, of_questions=True)
    metrics: Mapping[str, tuple[Foreign, tuple[str, ...]]] = {
        "faithfulness": (judged.Faithfulness(llm=judge), ("user_input", "response", "retrieved_contexts")),
        "answer_relevancy": (judged.AnswerRelevancy(llm=judge, embeddings=vectors), ("user_input", "response")),
        "context_precision": (
            judged.ContextPrecision(llm=judge),
            ("user_input", "reference", "retrieved_contexts"),
        ),
        "context_recall": (judged.ContextRecall(llm=judge), ("user_input", "retrieved_contexts", "reference")),
        "factual_correctness": (judged.FactualCorrectness(llm=judge), ("response", "reference")),
        "noise_sensitivity": (
            judged.NoiseSensitivity(llm=judge),
            ("user_input", "response", "reference", "retrieved_contexts"),
        ),
    }
    for metric, _ in metrics.values():
        _speak_french(metric)
    return tuple(_measure(name, metric, fields) for name, (metric, fields) in metrics.items())


def _measure(name: str, metric: Foreign, fields: Sequence[str]) -> Measure:
    wanted = {"reference": "reference", "retrieved_contexts": "contexts", "response": "answer"}

    async def score(row: JudgedRow) -> float:
        given = {
            "user_input": row.question,
            "response": row.response,
            "reference": row.reference,
            "retrieved_contexts": list(row.retrieved_contexts),
        }
        return float((await metric.ascore(**{field: given[field] for field in fields})).value)

    return Measure(name=name, score=score, unfit=needs(*(wanted[field] for field in fields if field in wanted)))


_PROMPTS: Mapping[str, str] = {
    "StatementGeneratorPrompt": "statements",
    "NLIStatementPrompt": "entailment",
    "StatementFaithfulnessPrompt": "entailment",
    "AnswerRelevancePrompt": "question",
    "ContextPrecisionPrompt": "usefulness",
    "ContextRecallPrompt": "attribution",
    "ClaimDecompositionPrompt": "claims",
}


def _speak_french(metric: Foreign) -> None:
    """Put our reviewed prompt in the place of each one that the metric holds. Raises KeyError for one unknown here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ragas.prompt.metrics.base_prompt import BasePrompt

    class FrenchPrompt(BasePrompt):  # type: ignore[misc]
        """A plain prompt: what it says is what its attributes hold."""

    for name, held in list(vars(metric).items()):
        if not isinstance(held, BasePrompt):
            continue
        ours, french = judging_prompt(_PROMPTS[type(held).__name__]), FrenchPrompt()
        french.input_model, french.output_model = held.input_model, held.output_model
        french.instruction, french.language = ours.instruction, ours.language
        french.examples = [
            (held.input_model(**_fitted(given, held.input_model)), held.output_model(**answer))
            for given, answer in ours.examples
        ]
        setattr(metric, name, french)


def _fitted(given: Mapping[str, object], model: Foreign) -> dict[str, object]:
    """Fields as the model names them: noise sensitivity calls ``text`` what faithfulness calls ``answer``."""
    return {
        ("text" if name == "answer" and name not in model.model_fields else name): value
        for name, value in given.items()
    }


def judge_of(model: LanguageModel, pause_s: float = 2.0) -> Foreign:
    """The product's client through Ragas' interface. Its calls raise ModelFailed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ragas.llms.base import InstructorBaseRagasLLM

    class ProductJudge(InstructorBaseRagasLLM):  # type: ignore[misc]
        def generate(self, prompt: str, response_model: Foreign) -> Foreign:
            return asyncio.run(self.agenerate(prompt, response_model))

        async def agenerate(self, prompt: str, response_model: Foreign) -> Foreign:
            for attempt in range(1, ATTEMPTS + 1):
                try:
                    written = await asyncio.to_thread(_written, model, prompt)
                    return judgement(written, response_model)
                except ModelFailed as error:
                    if error.fault not in PASSING or attempt == ATTEMPTS:
                        raise
                await asyncio.sleep(pause_s * 2 ** (attempt - 1))
            raise AssertionError("the last attempt returns or raises")

    return ProductJudge()


def _written(model: LanguageModel, prompt: str) -> str:
    asked = (Message(role=Role.USER, text=prompt),)
    return "".join(piece.text for piece in model.stream(asked, max_tokens=MAX_TOKENS, timeout_s=TIMEOUT_S))


def judgement(written: str, response_model: Foreign) -> Foreign:
    """The object that a model wrote, whatever it wrote around it. Raises ModelFailed (garbled) when there is none."""
    if not written.strip():
        raise ModelFailed(ModelFault.EMPTY, "nothing was written")
    begin, end = written.find("{"), written.rfind("}")
    try:
        found = response_model.model_validate_json(written[begin : end + 1])
    except ValueError as error:
        raise ModelFailed(ModelFault.GARBLED, f"no such JSON as was asked for: {str(error)[:200]}") from error
    fault = _fault(found.model_dump())
    if fault:
        raise ModelFailed(ModelFault.GARBLED, fault)
    return found


def _fault(held: object) -> str:
    if isinstance(held, Mapping):
        for name, value in held.items():
            if name in VERDICTS and value not in (0, 1):
                return f"{name} is {value!r}, neither 0 nor 1"
            fault = f"{name} is empty" if value == [] else _fault(value)
            if fault:
                return fault
    if isinstance(held, list):
        return next((fault for fault in map(_fault, held) if fault), "")
    return ""
