"""The weights of the arms of search measured on a commune's own questions, through the index that serves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast

from answering.answer_json import JsonValue
from api.back_door import Json, Work
from app.settings import Settings
from domain.errors import BadInput
from domain.ids import CommuneSlug
from eval.weighing import Found, PagedQuestion, Proposal, propose
from retriever.fusion_weights import WEIGHTS_FILE, FusionWeights, write_weights

POOL = 100
"""Passages of each question that are ranked anew: those that the weights in use find first. An arm's own best are among
them as long as it weighs something now."""


def weigh(
    work: Work,
    settings: Settings,
    questions: Sequence[PagedQuestion],
    *,
    commune: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[CommuneSlug, str, Proposal]:
    """The commune, its index's embedding, and what is proposed. Raises BadInput, BadQuestions, IndexUnavailable."""
    pools = []
    slug = ""
    for done, question in enumerate(questions, start=1):
        result = work.search(question.text, commune=commune, limit=POOL)
        slug = str(result["commune"])
        pools.append([_found(hit, question) for hit in cast(Sequence[Json], result["hits"])])
        progress(done, len(questions))
    known = CommuneSlug(slug)
    embedding = _embedding(work, slug) if slug else ""
    proposal = propose(pools, _in_use(settings, known, embedding))
    return known, embedding, proposal


def apply(settings: Settings, slug: CommuneSlug, embedding: str, proposal: Proposal) -> None:
    """Write the commune's file: search weighs so from its next question on."""
    file = settings.data_dir / "communes" / slug / WEIGHTS_FILE
    measured = {
        "questions": proposal.questions,
        "before": round(proposal.before, 4),
        "after": round(proposal.after, 4),
        "gain": _rounded(asdict(proposal.gain)),
    }
    write_weights(file, embedding, proposal.proposed, measured)


def proposal_json(slug: CommuneSlug, embedding: str, proposal: Proposal, *, is_applied: bool) -> dict[str, JsonValue]:
    """As ``docs/schemas/model-weights.schema.json`` says."""
    return {
        "commune": str(slug),
        "embedding": embedding,
        "questions": proposal.questions,
        "current": _rounded(proposal.current),
        "proposed": _rounded(proposal.proposed),
        "before": round(proposal.before, 4),
        "after": round(proposal.after, 4),
        "gain": _rounded(asdict(proposal.gain)),
        "shown": proposal.is_shown,
        "applied": is_applied,
    }


def _found(hit: Json, question: PagedQuestion) -> Found:
    place: tuple[Any, ...] = (hit["source"], hit["path"], hit["page"])
    return Found(
        passage=str(hit["passage"]),
        arms=cast(Mapping[str, float], hit["arms"]),
        is_right=any(page.is_of(*place) for page in question.pages),
    )


def _in_use(settings: Settings, slug: CommuneSlug, embedding: str) -> Mapping[str, float]:
    files = (settings.data_dir / "communes" / slug / WEIGHTS_FILE, settings.data_dir / WEIGHTS_FILE)
    return FusionWeights(lambda _: files).of(slug, embedding)


def _embedding(work: Work, slug: str) -> str:
    """That of the public index, as it serves. Raises BadInput when it is searched by words only."""
    communes = cast(Sequence[dict[str, Any]], work.status()["communes"])
    index = next(one["index"]["public"] for one in communes if one["slug"] == slug)
    if not index["embedding"] or index["problem"]:
        why = index["problem"] or "it has no model of meaning"
        raise BadInput(f"the public index of {slug} cannot be weighed ({why}); run parvis model reindex first")
    return str(index["embedding"])


def _rounded(values: Mapping[str, float]) -> dict[str, JsonValue]:
    return {name: round(value, 4) for name, value in values.items()}
