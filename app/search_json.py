"""The JSON form of a search (schema: docs/schemas/search.schema.json)."""

from answering.answer_json import JsonValue
from api.back_door import Json
from app.explanation_json import explanation_as_json
from domain.ids import CommuneSlug
from domain.ports import DocumentStore
from retriever.ranking.candidate import Candidate
from retriever.ranking.seeking import Sought


def search_as_json(text: str, commune: CommuneSlug, sought: Sought, documents: DocumentStore, *, limit: int) -> Json:
    """What was sought for ``text``, its ``limit`` best passages in the order of answers."""
    shown = sought.candidates[:limit]
    hits: list[JsonValue] = [_hit(one) for one in shown]
    return {
        "query": text,
        "commune": str(commune),
        "stems": {stem: round(weight, 4) for stem, weight in sought.result.stem_weights.items()},
        "unknown_stems": [*sorted(sought.result.unknown_stems)],
        "explanation": explanation_as_json(sought.result, shown, documents, found=sought.candidates),
        "hits": hits,
    }


def _hit(one: Candidate) -> Json:
    return {
        "passage": str(one.passage.id),
        "document": str(one.document.id),
        "source": str(one.document.source),
        "path": one.document.path,
        "page": one.passage.page,
        "title": one.document.title,
        "heading_path": list(one.passage.heading_path),
        "score": round(one.score, 6),
        "arms": {name: round(score, 6) for name, score in one.arms.items()},
        "likeness": round(one.likeness, 6),
        "boosts": dict(one.boosts),
        "text": one.passage.text,
    }
