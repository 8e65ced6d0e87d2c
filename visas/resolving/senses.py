"""A number that belonged to several articles: which of them a draft means, by what the draft is about.

« L. 123-1 du code de l'urbanisme » was the local plan until the end of 2015 and is the plan of the Paris region since:
an old visa looks in force, and is wrong. Two kinds of evidence: DILA's own identity of the articles, and a stated
replacement of the number while the number still lives.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.legal_base import LegalVersion, Replacement
from french.analyser import stems
from visas.resolving.resolution import Caution, Sense
from visas.resolving.standing import has_lived

_TOPICS = {
    "plu": "plans locaux d'urbanisme",
    "plui": "plans locaux d'urbanisme intercommunal",
    "pos": "plans d'occupation des sols",
    "scot": "schémas de cohérence territoriale",
    "sdrif": "schéma directeur de la région d'Île-de-France",
    "zac": "zones d'aménagement concerté",
    "erp": "établissements recevant du public",
    "dpu": "droit de préemption urbain",
}
"""What drafts abbreviate and headings spell out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    versions: tuple[LegalVersion, ...]

    @property
    def sense(self) -> Sense:
        ends = [v.end for v in self.versions]
        heading = next((v.heading for v in reversed(self.versions) if v.heading), "")
        end = None if None in ends else max(e for e in ends if e is not None)
        return Sense(heading=heading, start=min(v.start for v in self.versions), end=end)


def senses_of(versions: Sequence[LegalVersion], replaced: Sequence[Replacement]) -> tuple[Sense, ...]:
    """The articles that a number belonged to, oldest first; one, where nothing says that it was reused."""
    return tuple(group.sense for group in _groups(versions, replaced))


def reuse_caution(
    versions: Sequence[LegalVersion],
    replaced: Sequence[Replacement],
    at: date,
    *,
    about: str = "",
    model_day: date | None = None,
) -> Caution | None:
    """Whether the article in force on ``at`` under this number is the one that is meant; None when nothing says no.

    ``about`` is the draft's subject and text; ``model_day`` the day of the act that the visa was copied from. A number
    with one sense, or none in force, gives None.
    """
    groups = _groups(versions, replaced)
    senses = [group.sense for group in groups if group.sense.start <= at]
    if len(senses) < 2:
        return None
    current = senses[-1]
    if model_day is not None:
        meant = [sense for sense in senses if sense.start <= model_day]
        return None if not meant or meant[-1] == current else Caution.OTHER_ARTICLE
    scores = _scores(senses, about)
    best = max(scores)
    if best == 0 or scores.count(best) > 1:
        return Caution.REUSED_NUMBER
    return None if scores[-1] == best else Caution.OTHER_ARTICLE


def _groups(versions: Sequence[LegalVersion], replaced: Sequence[Replacement]) -> list[_Group]:
    """Versions apart by the article that they are of, then by the days on which the number is said to be replaced."""
    lived = sorted((v for v in versions if has_lived(v)), key=lambda v: (v.start, v.end or date.max))
    days = {r.since for r in replaced if r.since is not None}
    groups: list[list[LegalVersion]] = []
    for version in lived:
        last = groups[-1][-1] if groups else None
        if last is None or _another(last, version, days):
            groups.append([])
        groups[-1].append(version)
    return [_Group(versions=tuple(group)) for group in groups]


def _another(last: LegalVersion, version: LegalVersion, days: set[date]) -> bool:
    if any(last.start < day <= version.start for day in days):
        return True
    if not last.article_id or not version.article_id or last.article_id == version.article_id:
        return False
    # An article repealed and made again under the same headings is about the same thing, whatever its new identity.
    return not last.heading or _topic_stems(last.heading) != _topic_stems(version.heading)


def _scores(senses: Sequence[Sense], about: str) -> list[int]:
    """How many stems of each sense's headings, not shared by all of them, the draft has."""
    draft = _topic_stems(about)
    headings = [_topic_stems(sense.heading) for sense in senses]
    shared = frozenset[str].intersection(*headings)
    return [len((heading - shared) & draft) for heading in headings]


def _topic_stems(text: str) -> frozenset[str]:
    words = text.casefold().replace("-", " ").replace("/", " ").split()
    spelt = " ".join(_TOPICS.get(word.strip(".,;:()«»"), "") for word in words)
    return frozenset(stem for stem in stems(f"{' '.join(words)} {spelt}") if len(stem) > 2)
