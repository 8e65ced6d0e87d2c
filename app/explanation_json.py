"""Why a search brought what it brought, in JSON (``explanation`` of docs/schemas/search.schema.json)."""

from collections.abc import Sequence

from answering.answer_json import JsonValue
from api.back_door import Json
from domain.ports import DocumentStore
from domain.search import Hit, SearchResult
from retriever.ranking.candidate import Candidate
from retriever.ranking.repeats import says_the_same

_DIGITS = 6


def explanation_as_json(
    result: SearchResult, shown: Sequence[Candidate], documents: DocumentStore, *, found: Sequence[Candidate]
) -> Json:
    """What was searched, and for each passage ``shown`` of those ``found``, how it got its place.

    ``passages`` are in the order shown. ``arms`` are shares of the question's best, ``raw`` each arm's own score,
    ``fused`` their convex sum; ``boosts`` what the ranking did to it; ``marks`` what is known of the passage;
    ``instead_of`` passages found that say the same and are not shown.
    """
    hits = {hit.passage_id: hit for hit in result.hits}
    unseen = documents.passages_by_id([name for name in hits if name not in {one.passage.id for one in found}])
    passages: dict[str, JsonValue] = {}
    for one in shown:
        hit = hits.get(one.passage.id)
        repeats = sorted(name for name, other in unseen.items() if says_the_same(one.passage, other))
        passages[str(one.passage.id)] = {
            **_scores(hit),
            "score": round(one.score, _DIGITS),
            "boosts": {name: round(factor, _DIGITS) for name, factor in one.boosts.items()},
            "marks": [*_marks(one, hit)],
            "standing": [*dict.fromkeys(part.standing.value for part in one.parts)],
            "instead_of": [str(name) for name in repeats],
        }
    return {
        "shares": {arm: round(share, _DIGITS) for arm, share in result.arm_shares.items()},
        "corrections": {**result.corrections},
        "abbreviations": {**result.abbreviations},
        "expansions": {
            stem: [" ".join(sorted(term)) for term in terms] for stem, terms in result.also_called.items() if terms
        },
        "passages": passages,
    }


def marks_of(one: Candidate) -> dict[str, bool]:
    """What lowers a passage, by name."""
    return {
        "announcement": one.is_announcement,
        "former": one.is_former,
        "elsewhere": one.is_elsewhere,
        "bygone": one.is_bygone,
        "replaced": one.is_replaced,
        "national": one.is_national,
    }


def _marks(one: Candidate, hit: Hit | None) -> list[str]:
    """``brought``: not found by search, but by what it replaces; ``stands_for_older``: in the place of an older act."""
    known = [name for name, holds in marks_of(one).items() if holds]
    return [*known, *(["stands_for_older"] if one.stands_for else []), *(["brought"] if hit is None else [])]


def _scores(hit: Hit | None) -> dict[str, JsonValue]:
    if hit is None:
        return {"arms": {}, "raw": {}, "fused": None}
    return {
        "arms": {arm: round(score, _DIGITS) for arm, score in hit.arms.items()},
        "raw": {arm: round(score, _DIGITS) for arm, score in hit.raw.items()},
        "fused": round(hit.score, _DIGITS),
    }
