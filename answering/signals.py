"""What speaks for an answer: four figures, each 0..1, computed on what was chosen to be shown.

Nothing is decided here: ``confidence.py`` weighs them. Each is such that more of it can only speak for the answer. A
unit that does not hold the kind of thing asked for (an amount, an hour…) counts for nothing, or for little where it
names the very thing: an hour of tennis named on a page is no price of an hour of tennis.

``python -m eval.calibrate`` prints what each tells apart alone. Tried on the development halves and left out, since
they add nothing to these: the share of the subject in and around the best unit, which decided before; the cosine of the
passage, which means something else with another embedding; the margin to the next document; the weightiest word alone;
neighbouring words that stay together; the share of unknown words; years asked; the length of the
question; the rarest word of the question that the document nowhere holds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields

from answering.elsewhere import places_of_things
from answering.things import named_things
from domain.profile import CommuneProfile
from domain.search import SearchResult
from french.analyser import stem_of, stems
from french.typed_words import typed_words
from retriever.ranking.candidate import Candidate
from retriever.ranking.scoring import (
    CONTEXT_SHARE,
    LEAD_SHARE,
    NEIGHBOUR_SHARE,
    STANDS_FOR_SHARE,
    ScoredUnit,
    spoken_stems,
)
from retriever.ranking.wanted import Wanted

NO_THING = 0.7
"""Where the question names nothing of ``things.txt``: as a heading that names it, between silence and the very words.
At 1 more would be refused of what the list knows, and less of what it does not."""
UNTYPED_SHARE = 0.4
"""Of ``thing``, where what is shown names it and does not hold the kind asked for. Of 36 near-scope questions of the
development halves 28 are refused with it, out of fold, 27 without; as much for ``carried`` would refuse 3 more
answerable questions of real communes whose value is shown."""
FULL_WORDS = 3
"""Words of the greatest rarity, all in the unit, that make ``carried`` whole: what a plain question has."""

Terms = Mapping[str, tuple[frozenset[str], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """Of one answer.

    ``carried`` is what the best unit carries of the question's words, by rarity and by how near they stand: not a
    share of the question, so that a long one is not held to say more than documents do.
    ``thing``: how near the unit stands the thing that the question names (``things.txt``), the farthest of several; 0
    where it is joined to a place that no answering passage says.
    ``named``: the share of the names in the question, the commune's own left out, that a passage that answers says too.
    ``ahead``: the score of the passage that ranks first.
    """

    carried: float = 0.0
    thing: float = 0.0
    named: float = 0.0
    ahead: float = 0.0

    def __post_init__(self) -> None:
        if not all(0 <= value <= 1 for value in astuple(self)):
            raise ValueError(f"signals lie between 0 and 1, got {self}")

    def by_name(self) -> dict[str, float]:
        """Each by its name, in order."""
        return dict(zip(NAMES, astuple(self), strict=True))


NAMES = tuple(field.name for field in fields(Signals))
NO_SIGNAL = Signals()
"""Of an answer that has nothing to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an answer was made from. ``asked`` is the question meant, with the history that it leans on."""

    asked: str
    wanted: Wanted
    result: SearchResult
    candidates: Sequence[Candidate]
    profile: CommuneProfile


@dataclass(frozen=True, slots=True)
class _Read:
    """The stems of a unit, of its lead, of what stands above it, and of its whole passage with these."""

    places: tuple[tuple[frozenset[str], float], ...]
    whole: frozenset[str]

    def nearness(self, stem: str, terms: Terms) -> float:
        """1 in the unit, then as ``scoring`` counts: lead-in, heading, rest of the passage, what it replaced."""
        said = (frozenset({stem}), *terms.get(stem, ()))
        return next((share for words, share in self.places if any(one <= words for one in said)), 0.0)


def signals_of(evidence: Evidence, chosen: Sequence[ScoredUnit]) -> Signals:
    """The signals of an answer made of ``chosen``."""
    if not chosen or not evidence.candidates:
        return NO_SIGNAL
    own_names = own_name_stems(evidence.profile)
    terms = evidence.wanted.also_called
    shown = [_read(unit) for unit in chosen]
    is_elsewhere = _is_elsewhere(evidence, own_names, shown)
    asks_type = bool(evidence.wanted.types)
    answering = [one for one, unit in zip(shown, chosen, strict=True) if unit.has_type or not asks_type]
    return Signals(
        carried=_carried(evidence, own_names, answering),
        thing=0.0
        if is_elsewhere
        else max(
            _thing(evidence.asked, own_names, terms, answering),
            UNTYPED_SHARE * _thing(evidence.asked, own_names, terms, shown),
        ),
        named=_named(evidence.asked, own_names, [one.whole for one in answering]),
        ahead=_bounded(evidence.candidates[0].score),
    )


def own_name_stems(profile: CommuneProfile) -> frozenset[str]:
    """Stems of what the commune is called, and its communes déléguées: to name it says nothing of what is asked."""
    return frozenset(stem for name in (profile.name, *profile.aliases, *profile.delegated) for stem in stems(name))


def _read(unit: ScoredUnit) -> _Read:
    passage, document = unit.candidate.passage, unit.candidate.document
    whole = spoken_stems([unit.candidate])
    around = frozenset(stems(" ".join((document.title, *passage.heading_path, *passage.context))))
    own, lead = frozenset(stems(unit.unit.text)), frozenset(stems(unit.unit.lead or ""))
    former = (unit.candidate.stands_for, STANDS_FOR_SHARE)
    return _Read(((own, 1.0), (lead, LEAD_SHARE), (around, CONTEXT_SHARE), (whole, NEIGHBOUR_SHARE), former), whole)


def _carried(evidence: Evidence, own_names: frozenset[str], answering: Iterable[_Read]) -> float:
    rarity = evidence.result.stem_weights
    subject = [stem for stem in evidence.wanted.weights if stem not in own_names]
    full = min(FULL_WORDS, len(subject)) * max(rarity.values(), default=0.0)
    terms = evidence.wanted.also_called
    if not full:
        # « Vous êtes où ? », « la mairie de Valmoret »: nothing but the commune is asked about.
        return 0.0
    return _bounded(
        max((sum(rarity.get(s, 0.0) * r.nearness(s, terms) for s in subject) / full for r in answering), default=0.0)
    )


def _thing(asked: str, own_names: frozenset[str], terms: Terms, answering: Iterable[_Read]) -> float:
    things = [thing for thing in named_things(asked) if not all(form <= own_names for form in thing)]
    if not things:
        return NO_THING
    return max(
        (min(max(min(r.nearness(s, terms) for s in form) for form in thing) for thing in things) for r in answering),
        default=0.0,
    )


def _is_elsewhere(evidence: Evidence, own_names: frozenset[str], shown: Iterable[_Read]) -> bool:
    """Whether the thing asked about is one of a place that nothing shown says, and no passage found says with it.

    A hamlet of the commune is said beside its hall in some passage, and a service's address is the commune's own.
    """
    places = places_of_things(evidence.asked) - own_names
    services = (text for service in evidence.profile.services for text in (service.name, *service.address))
    if not places - frozenset(stem for text in services for stem in stems(text)):
        return False
    said = [*(one.whole for one in shown), *(spoken_stems([one]) for one in evidence.candidates)]
    things = [form for thing in named_things(evidence.asked) for form in thing]
    return not any(places & one and any(form <= one for form in things) for one in said)


def _named(asked: str, own_names: frozenset[str], shown: Iterable[frozenset[str]]) -> float:
    names = {stem_of(word.folded) for word in typed_words(asked) if word.is_name and not word.folded.isdigit()}
    foreign = names - own_names
    return max((len(foreign & one) / len(foreign) for one in shown), default=0.0) if foreign else 1.0


def _bounded(value: float) -> float:
    return min(max(value, 0.0), 1.0)
