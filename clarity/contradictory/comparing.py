"""CT-01 to CT-05: claims of several documents that cannot hold together, each told once, with a suggested winner."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from clarity.contradictory.claim import Claim, ClaimKind
from clarity.contradictory.sameness import Likeness, likeness, values_differ
from clarity.contradictory.sources import Source
from clarity.contradictory.winner import Suggestion, suggested
from clarity.observation import Observation
from domain.finding import Severity
from domain.ids import DocumentId

TO_CHECK = "CT-05"

_RULE = {
    ClaimKind.PRICE: "CT-01",
    ClaimKind.RATE: "CT-01",
    ClaimKind.HOURS: "CT-02",
    ClaimKind.HOUR: "CT-02",
    ClaimKind.DAYS: "CT-02",
    ClaimKind.PHONE: "CT-03",
    ClaimKind.EMAIL: "CT-03",
    ClaimKind.ADDRESS: "CT-03",
    ClaimKind.CONTACT: "CT-03",
    ClaimKind.DELAY: "CT-04",
    ClaimKind.AGE: "CT-04",
    ClaimKind.DATE: "CT-04",
    ClaimKind.QUANTITY: "CT-04",
    ClaimKind.PAPER: "CT-04",
    ClaimKind.LINK: "CT-03",
    ClaimKind.CAPACITY: "CT-04",
    ClaimKind.PERIOD: "CT-02",
}
# Blocking would ask for more proof: of the planted halves' alarms 6 of 6 are right on dev, 2 of 3 on test.
_SEVERITY = {
    "CT-01": Severity.MAJEUR,
    "CT-02": Severity.MAJEUR,
    "CT-03": Severity.MAJEUR,
    "CT-04": Severity.MAJEUR,
    "CT-05": Severity.INFO,
}
LARGEST_BUCKET = 400
"""Claims that share their rarest word: more name no thing but a form that every document has, and are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A claim and who makes it. ``ends`` are the numbers of acts that the document says it ends."""

    claim: Claim
    source: Source
    ends: frozenset[str] = frozenset()


_Given = Mapping[tuple[DocumentId, ClaimKind], Sequence[tuple[Set[str], Set[str]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Conflict:
    """``wrong`` is the side that is told, ``right`` the one beside it: the suggested winner where there is one."""

    wrong: Spoken
    right: Spoken
    rule: str
    suggestion: Suggestion | None


def contradictions(spoken: Sequence[Spoken], called: Set[str], day: date) -> Iterator[Observation]:
    """One observation a claim at most, whatever the number of documents that say otherwise, in their order.

    ``called`` are the stems by which the commune's services are called (``wording.town_words``).
    """
    found: dict[tuple[object, ...], _Conflict] = {}
    for one, other, alike in _opposed(_not_taken_back(spoken, called, day), called, day):
        conflict = _conflict(one, other, alike)
        place = conflict.wrong.claim.place
        key = (conflict.rule, place.document_id, place.passage_id, place.start, place.end)
        known = found.get(key)
        if known is None or _weight(conflict) > _weight(known):
            found[key] = conflict
    shown = sorted(found.values(), key=lambda c: (c.rule, c.wrong.source.document.path, c.wrong.claim.place.start))
    yield from map(_observed, _each_pair_once(shown))


def _opposed(spoken: Sequence[Spoken], called: Set[str], day: date) -> Iterator[tuple[Spoken, Spoken, Likeness]]:
    """Pairs of different documents whose values differ; those of which one repeats the other's value elsewhere not."""
    given = _given(spoken)
    for one, other in _pairs(spoken):
        if not values_differ(one.claim, other.claim) or _follows(one, other) or _follows(other, one):
            continue
        if one.claim.kind in _YEARLY and _are_of_two_years(one, other):
            continue
        alike = likeness(one.claim, other.claim, called, day)
        if alike is not Likeness.OTHER and not _says_too(one, other, given) and not _says_too(other, one, given):
            yield one, other, alike


def _pairs(spoken: Sequence[Spoken]) -> Iterator[tuple[Spoken, Spoken]]:
    """Claims of one kind that share the rarest word of one of them, from different documents."""
    buckets: dict[tuple[ClaimKind, str], list[int]] = defaultdict(list)
    for at, one in enumerate(spoken):
        for stem in one.claim.own:
            buckets[one.claim.kind, stem].append(at)
    for at, one in enumerate(spoken):
        kind = one.claim.kind
        rarest = min((buckets[kind, stem] for stem in one.claim.own), key=len)
        for place in rarest if len(rarest) <= LARGEST_BUCKET else ():
            other = spoken[place]
            is_first = len(one.claim.own) < len(other.claim.own) or (
                len(one.claim.own) == len(other.claim.own) and at < place
            )
            if is_first and one.source.document.id != other.source.document.id:
                yield one, other


def _given(spoken: Iterable[Spoken]) -> _Given:
    """Every value of each kind that a document gives, with the words of what it is of."""
    found: dict[tuple[DocumentId, ClaimKind], list[tuple[Set[str], Set[str]]]] = defaultdict(list)
    for one in spoken:
        found[one.source.document.id, one.claim.kind].append((one.claim.own, one.claim.values))
    return found


_REPEATABLE = frozenset(
    {ClaimKind.PHONE, ClaimKind.EMAIL, ClaimKind.ADDRESS, ClaimKind.CONTACT, ClaimKind.LINK, ClaimKind.PRICE}
)


def _says_too(one: Spoken, other: Spoken, given: _Given) -> bool:
    """Whether ``other``'s document gives the value of ``one`` as well: it then knows both, and tells them apart.

    Of any thing for prices and contacts; else of one that shares all the words of either (a table of its cases).
    """
    kind, core = one.claim.kind, one.claim.own & other.claim.own
    return any(
        bool(one.claim.values & values) if kind in _REPEATABLE else one.claim.values <= values and own >= core
        for own, values in given[other.source.document.id, kind]
    )


_YEARLY = frozenset({ClaimKind.DATE, ClaimKind.PERIOD})
"""« Fermé du 3 au 17 août » is said anew each summer."""


def _are_of_two_years(one: Spoken, other: Spoken) -> bool:
    """Whether neither value names a year and the documents are of two: each speaks of its own."""
    days = one.source.day, other.source.day
    is_bare = all(len(value.split("..")[0]) == len("06-12") for side in (one, other) for value in side.claim.values)
    return is_bare and None not in days and {day.year for day in days if day} != {days[0].year if days[0] else 0}


def _follows(one: Spoken, other: Spoken) -> bool:
    """Whether an act took the place of another: said in so many words, or decided on another day."""
    if other.source.number is not None and other.source.number in one.ends:
        return True
    days = one.source.day, other.source.day
    return one.source.is_act and other.source.is_act and None not in days and days[0] != days[1]


def _not_taken_back(spoken: Sequence[Spoken], called: Set[str], day: date) -> list[Spoken]:
    """Without what an act decided and a later one decided again: only the latest binds, whoever still repeats it."""
    dead = set()
    acts = [one for one in spoken if one.source.is_act and one.source.day is not None]
    for one, other in _pairs(acts):
        older, newer = sorted((one, other), key=lambda s: s.source.day or date.min)
        if (
            older.source.day != newer.source.day
            and values_differ(one.claim, other.claim)
            and likeness(one.claim, other.claim, called, day) is Likeness.SAME
        ):
            dead.add(id(older))
    return [one for one in spoken if id(one) not in dead]


def _conflict(one: Spoken, other: Spoken, alike: Likeness) -> _Conflict:
    suggestion = suggested(one.source, one.claim, other.source, other.claim)
    first, second = sorted((one, other), key=lambda s: (s.source.document.path, s.claim.place.start))
    if suggestion is not None:
        first, second = (other, one) if suggestion.is_first else (one, other)
    rule = TO_CHECK if alike is Likeness.TO_CHECK else _RULE[one.claim.kind]
    return _Conflict(wrong=first, right=second, rule=rule, suggestion=suggestion)


def _weight(conflict: _Conflict) -> tuple[bool, int, date]:
    right = conflict.right.source
    return conflict.suggestion is not None, right.rank, right.day or date.min


def _each_pair_once(conflicts: Iterable[_Conflict]) -> Iterator[_Conflict]:
    """A page and a page that differ on five days of the week differ once."""
    seen = set()
    for one in conflicts:
        places = frozenset(
            (s.claim.place.document_id, s.claim.place.passage_id, s.claim.place.start) for s in (one.wrong, one.right)
        )
        if (one.rule, places) not in seen:
            seen.add((one.rule, places))
            yield one


def _observed(conflict: _Conflict) -> Observation:
    wrong, right = conflict.wrong, conflict.right
    reason = None if conflict.suggestion is None or conflict.rule == TO_CHECK else conflict.suggestion.reason
    title = right.source.document.title
    measures = (
        ("kind", wrong.claim.kind.value),
        ("value", "; ".join(sorted(wrong.claim.values))),
        ("other_value", "; ".join(sorted(right.claim.values))),
        ("other_says", right.claim.place.quote),
        (f"suggested_{reason.value}" if reason else "suggested_none", title),
    )
    return Observation(
        rule=conflict.rule,
        severity=_SEVERITY[conflict.rule],
        place=wrong.claim.place,
        measures=measures,
        related=(right.claim.place,),
    )
