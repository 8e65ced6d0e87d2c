"""Whether two claims are about the same thing, for the same people, at the same time; and whether their values differ.

Words decide, never likeness: one clause's words are all in the other's, and what the other says more stands above the
first. A word that neither explains (« location », « caution ») makes two things of them.
"""

from collections.abc import Set
from dataclasses import replace
from datetime import date
from enum import StrEnum

from clarity.contradictory import values
from clarity.contradictory.claim import CONTACTS, Claim, ClaimKind
from clarity.contradictory.giving import CLOSED

ENOUGH_WORDS = 3
"""Words of both clauses that say which thing it is whatever the page's title."""
_TIMES = frozenset({ClaimKind.HOURS, ClaimKind.HOUR, ClaimKind.DAYS, ClaimKind.PERIOD})
FEWEST_WORDS = 2
"""Words that two clauses must share, unless the one that they share names a service or a place of the commune."""

# Stems of places of which a commune mostly has one: their name alone tells what opens, or is called.
_PLACES = frozenset(
    {"mair", "bibliothequ", "mediathequ", "ludothequ", "decheter", "piscin", "patinoir", "muse", "cimetier", "creche"}
    | {"gendarmer", "post", "gymnas", "camping", "cantin", "garder", "ccas", "urban", "scolair"}
    | {"techniqu", "polic", "voir", "archiv", "perisco", "medi", "tourism", "theatr", "cinema", "conservatoir"}
)
_SITES = ("site:", "of:")
_LENIENT = ("way:", "who:family")
"""Told by a heading alone, these set nothing apart: « Réserver en ligne » says how to, not that the price differs."""
_FOR_ALL = CONTACTS | {ClaimKind.DATE, ClaimKind.DELAY, ClaimKind.PAPER, ClaimKind.CONTACT, ClaimKind.LINK}
_CHILDREN = frozenset({"who:child", "who:pupil"})
"""« Inscrire son enfant » names a step, whose days and papers are for nobody else."""
_PUBLIC = ("who:", "age:", "qf:")


class Likeness(StrEnum):
    """How alike two claims are."""

    SAME = "same"
    TO_CHECK = "to_check"
    """All the same, but one says for whom and the other does not."""
    OTHER = "other"


def likeness(one: Claim, other: Claim, called: Set[str], day: date) -> Likeness:
    """``called`` are the stems by which the commune's services are called."""
    if one.kind is not other.kind or not _overlap(one, other, day):
        return Likeness.OTHER
    small, large = sorted((one, other), key=lambda claim: (len(claim.own), sorted(claim.own)))
    is_one_service = one.service is not None and one.service == other.service
    if not small.own <= large.own or not (is_one_service or large.own - small.own <= _explains(small)):
        return Likeness.OTHER
    if not _is_named(large.own, one, other, called) or _heads_differ(large.own, one, other, called | _PLACES):
        return Likeness.OTHER
    return _by_qualifiers(one, other)


def _explains(claim: Claim) -> frozenset[str]:
    """What stands above a claim; nothing for a contact, whose clause says whose it is."""
    return frozenset() if claim.kind in CONTACTS else claim.above_words


def values_differ(one: Claim, other: Claim) -> bool:
    """Whether both cannot hold together."""
    mine, theirs = one.values, other.values
    if mine == theirs:
        return False
    if one.kind is ClaimKind.HOURS:
        if CLOSED in mine | theirs:
            return True
        return any(_meet(a, b) for a in mine - theirs for b in theirs - mine)
    if one.kind is ClaimKind.DAYS:
        (a,), (b,) = mine, theirs
        return not set(a) <= set(b) and not set(b) <= set(a)
    if one.kind is ClaimKind.DATE:
        (a,), (b,) = mine, theirs
        return a[-5:] != b[-5:] and (len(a) == 5 or len(b) == 5 or a[:4] == b[:4])
    if one.kind in _SINGLE:
        (a,), (b,) = mine, theirs
        return _SINGLE[one.kind](a, b)
    return mine.isdisjoint(theirs)


def _ages_differ(one: str, other: str) -> bool:
    """« dès 3 ans » and « dès 4 ans », « 3 à 5 ans » and « 3 à 6 ans »; « 3 à 5 » and « 6 à 9 ans » are two groups."""
    (a, b), (c, d) = one.split(".."), other.split("..")
    if (bool(a), bool(b)) != (bool(c), bool(d)):
        return False
    return not (a and b) or (int(a) < int(d) and int(c) < int(b))


_SINGLE = {
    ClaimKind.AGE: _ages_differ,
    ClaimKind.ADDRESS: values.addresses_differ,
    ClaimKind.LINK: values.links_differ,
    ClaimKind.PERIOD: values.periods_differ,
}
"""Of kinds whose claims hold one value, whether two are two."""


def _meet(one: str, other: str) -> bool:
    """Whether two ranges of hours share a moment."""
    ends = [end for span in (one, other) for end in span.split("..")]
    if not all(ends):
        return True
    a, b, c, d = map(int, ends)
    return a < d and c < b


def _overlap(one: Claim, other: Claim, day: date) -> bool:
    """Both hold on ``day``, or at some time together where they say from when to when."""
    for claim in (one, other):
        if (claim.last is not None and claim.last < day) or _is_past(claim, day):
            return False
    begins = [claim.first is not None and claim.first > day for claim in (one, other)]
    if begins[0] != begins[1]:
        return False
    last = min(claim.last or date.max for claim in (one, other))
    return max(claim.first or date.min for claim in (one, other)) <= last


def _is_past(claim: Claim, day: date) -> bool:
    """Whether the value itself is a day that is over: another rule tells it (ST-01)."""
    return claim.kind is ClaimKind.DATE and any(len(v) > len("06-12") and v < day.isoformat() for v in claim.values)


def _is_named(core: Set[str], one: Claim, other: Claim, called: Set[str]) -> bool:
    """Whether the words that both have tell which thing it is. ``core``: in one clause, and in or above both."""
    shared = (one.above_words & other.above_words) - core
    known = called | _PLACES
    if one.kind in CONTACTS:
        is_said = not one.is_named_above and not other.is_named_above and len(core) >= FEWEST_WORDS
        return is_said or bool(core & known) or bool(shared & known)
    if len(core) >= FEWEST_WORDS or any(claim.heads and claim.heads <= core for claim in (one, other)):
        return True
    return bool(core & known) if one.kind in _TIMES else bool(shared)


def _heads_differ(core: Set[str], one: Claim, other: Claim, known: Set[str]) -> bool:
    """Whether each stands under a heading that the other does not explain; no matter where clauses say enough."""
    is_told = not one.is_named_above and not other.is_named_above
    if is_told and (
        len(core) >= ENOUGH_WORDS or (one.kind in CONTACTS and (core & known or len(core) >= FEWEST_WORDS))
    ):
        return False
    mine, theirs = one.heads - other.own - other.around, other.heads - one.own - one.around
    return bool(mine and theirs)


def _by_qualifiers(one: Claim, other: Claim) -> Likeness:
    """What one clause tells, the other's tells too, or its headings; what only headings tell narrows as well."""
    if _sites_differ(one.qualifiers, other.qualifiers):
        return Likeness.OTHER
    one, other = (replace(claim, qualifiers=_without_sites(claim.qualifiers)) for claim in (one, other))
    mine, theirs = one.qualifiers | one.above, other.qualifiers | other.above
    if (
        one.qualifiers <= theirs
        and other.qualifiers <= mine
        and not _narrowed(one, theirs)
        and not _narrowed(other, mine)
    ):
        return Likeness.SAME
    lacking = {q for q in mine ^ theirs if not q.startswith(_LENIENT)}
    is_one_sided = not (mine - theirs) & lacking or not (theirs - mine) & lacking
    if one.kind is ClaimKind.PRICE and is_one_sided and all(q.startswith(_PUBLIC) for q in lacking):
        return Likeness.TO_CHECK
    return Likeness.OTHER


def _sites_differ(one: Set[str], other: Set[str]) -> bool:
    """Whether both tell where, or of which surface, and not the same; told by one alone it sets nothing apart."""
    return any(
        mine and theirs and mine.isdisjoint(theirs)
        for prefix in _SITES
        for mine, theirs in [({q for q in one if q.startswith(prefix)}, {q for q in other if q.startswith(prefix)})]
    )


def _without_sites(qualifiers: Set[str]) -> frozenset[str]:
    return frozenset(q for q in qualifiers if not q.startswith(_SITES))


def _narrowed(claim: Claim, others: Set[str]) -> bool:
    """Whether headings tell when, where or for whom, and neither the clause itself nor the other claim does."""
    only_above = claim.above - claim.qualifiers - others - (_CHILDREN if claim.kind in _FOR_ALL else frozenset())
    says_who = any(q.startswith(_PUBLIC) for q in claim.qualifiers)
    return any(not q.startswith(_LENIENT) and not (says_who and q.startswith(_PUBLIC)) for q in only_above)
