"""Which of the links between articles say that one took over from another, and in which direction.

DILA's links go both ways and often lack an end: the days decide who followed whom. A citation never counts, and the
text that made the change (an ordinance) is not what replaced the article.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.legal_base import LegalVersion, Replacement
from domain.legal_record import RecordedLink

REPLACING = {
    "CONCORDANCE": "concordance",
    "CONCORDE": "concordance",
    "TRANSFERT": "transfert",
    "TRANSFERE": "transfert",
    "DEPLACEMENT": "deplacement",
    "DEPLACE": "deplacement",
    "CODIFICATION": "codification",
    "CODIFIE": "codification",
}
"""Kinds of links that say where an article went, and the word for it, best founded first."""

_RANKS = {word: rank for rank, word in enumerate(dict.fromkeys(REPLACING.values()))}

_TEXTS = ("loi", "ordonnance", "decret", "arrete", "code")

OVERLAP = timedelta(days=1)
"""A new article begins the day its predecessor ends; a day's error of the files is forgiven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedArticle:
    """A link seen from an article, with the version at its other end where the base has it."""

    link: RecordedLink
    target: LegalVersion | None
    is_own: bool


def replacements_by_links(key: str, olds: Sequence[LegalVersion], linked: Iterable[LinkedArticle]) -> list[Replacement]:
    """What took over from ``key`` by its links: concordances first, each successor once."""
    end = max((old.end or date.max for old in olds), default=date.max)
    found: dict[str, Replacement] = {}
    for one in linked:
        word = REPLACING.get(one.link.kind)
        target = one.link.target
        if word is None or not _is_article(target) or target == key or not _followed(end, one):
            continue
        if target not in found or _RANKS[word] < _RANKS[found[target].link]:
            since = one.target.start if one.target is not None else (None if end == date.max else end)
            source = f"LEGI, {one.link.kind}: {one.link.label}".rstrip(": ")
            found[target] = Replacement(old=key, new=target, link=word, since=since, source=source)
    return sorted(found.values(), key=lambda r: (_RANKS[r.link], r.new))


def _is_article(key: str) -> bool:
    """An article of a code or of a text: ``ordonnance:2021-1574`` alone is who made the change."""
    subject, _, number = key.partition(":")
    return "#" in key or (bool(number) and subject not in _TEXTS)


def _followed(end: date, one: LinkedArticle) -> bool:
    """Whether the other end came after; unknown to the base, only the own link of an article that ended is believed."""
    if one.target is not None:
        return end != date.max and one.target.start >= end - OVERLAP
    return one.is_own and end != date.max
