"""What a search asks and what it brings back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.document import Visibility
from domain.ids import CommuneSlug, PassageId


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneScope:
    """Whose passages may be searched. A search has no default scope: the caller must say."""

    commune: CommuneSlug
    visibility: Visibility = Visibility.PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found. ``score`` is the fused score in 0..1; ``arms`` holds each arm's normalised score.

    ``raw`` holds each arm's own: BM25 of words and of characters, cosine of meaning.
    A cross-encoder, where there is one, adds its own score, 0..1, as the arm ``rerank``.
    """

    passage_id: PassageId
    score: float
    arms: Mapping[str, float]
    raw: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """Hits ordered by (score rounded to six digits, passage id), best first.

    ``stem_weights`` gives, for each stem of the question after analysis, its inverse document frequency in this
    index; a stem that no passage holds has the highest possible weight and is in ``unknown_stems``.
    ``also_called`` gives, for a stem of the question, the terms that mean what it means, each as its stems.
    ``arm_shares`` gives each arm's weight in the fused score, over the arms that were asked; they add up to 1.
    The question is the one that was searched: ``corrections`` gives, for a misspelt word, folded, the one that was
    searched instead, and ``abbreviations`` what was searched for an abbreviation, both as French writes them.
    """

    hits: tuple[Hit, ...]
    stem_weights: Mapping[str, float]
    unknown_stems: frozenset[str]
    also_called: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    arm_shares: Mapping[str, float] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
