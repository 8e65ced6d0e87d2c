"""Which act each succession is about, once all of a commune's acts are known, and which acts follow one another unsaid.

Pure, and the same whatever the order in which documents came: run again when any of them changes.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

from domain.act import ActKind, ActMention, Decision, Relation, Succession
from domain.document import Document
from domain.known_acts import KnownAct, is_same_act, known_acts
from domain.register import number_key
from french.act_subject import act_subject
from french.analyser import stems
from french.typed_span import flat

SAME_SUBJECT = 0.5
"""Share of the words of what is named that a title must hold, among the acts of the day that is named.

Those words are an act's title cut or told: « tarif des accueils de loisirs et restauration » for « Tarif accueil de
loisirs 2031 ». One half is a choice, not a measurement: the development documents name nearly every act by its number.
"""

# Subjects that a council decides again and again, the last decision holding. On flat titles.
_RECURRING = re.compile(
    r"\btarif|\btaux\b|\bredevances?\b|\bdroits de place\b|\bprix\b|\bloyers?\b|\bbaremes?\b|\breglements?\b"
    r"|\bhoraires\b|\btableau des (?:effectifs|emplois)\b|\btaxe\b|\bregime indemnitaire\b|\brifseep\b|\bforfaits?\b"
    r"|\bdelegations? (?:consenti|du conseil|de pouvoir|d'attribution|accorde)"
    r"|\bindemnites? (?:de fonctions?|des? (?:elus|maires?|adjoints?))"
)
# Each of these is a thing of its own, though its title comes again.
_EACH_ITS_OWN = re.compile(
    r"\brapports?\b|\bbilan\b|\bcreations?\b.*\bemplois?\b|\brecrutement\b|\bvente\b|\bsubventions?\b|\badhesion\b"
    r"|\bmarches? publics?\b|\bfin de\b"
)
_PARTIAL = re.compile(r"\bmodifi|\bcomplement|\bavenant\b|\brectifi|\bajout\b|\badditif\b")
_TYPE_WORDS = "tarif taux redevance droit place prix loyer barème règlement intérieur horaires taxe forfait imposition"


@dataclass(frozen=True)
class _Subject:
    """An act with what it is about, worked out once."""

    act: KnownAct

    @cached_property
    def stems(self) -> frozenset[str]:
        return act_subject(self.act.title)

    @cached_property
    def is_recurring(self) -> bool:
        title = flat(self.act.title)
        return bool(_RECURRING.search(title)) and not _EACH_ITS_OWN.search(title)


def resolve(
    documents: Iterable[Document], decisions: Iterable[Decision], successions: Iterable[Succession]
) -> tuple[Succession, ...]:
    """The declared successions with their targets, then those that only a subject decided again tells."""
    acts = [_Subject(act) for act in known_acts(documents, decisions) if not act.is_rejected]
    by_place = {one.act.place: one for one in acts}
    declared = []
    for succession in successions:
        if succession.is_declared:
            by = by_place.get(succession.by)
            target = None if by is None else _target(succession.mention, by, acts)
            declared.append(replace(succession, target=None if target is None else target.act.place))
    said = {(one.by, one.target) for one in declared if one.relation is not Relation.APPLIQUE}
    return (*declared, *(one for one in _decided_again(acts) if (one.by, one.target) not in said))


def _target(mention: ActMention, by: _Subject, acts: Sequence[_Subject]) -> _Subject | None:
    """The act that ``by`` names; None when no document holds it, or several might be it."""
    earlier = [one for one in acts if _may_follow(by.act, one.act) and _is_of_kind(one.act, mention.kind)]
    if mention.number:
        named = [one for one in earlier if _has_number(one.act, mention)]
        if not named and mention.subject:
            named = [one for one in earlier if _may_have_number(one.act, mention) and _speaks_of(one, mention, by)]
        on_day = [one for one in named if one.act.day == mention.day]
        return _the_one(on_day or named, mention, by)
    if mention.day:
        named = [one for one in earlier if mention.day in (one.act.day, one.act.applies_from)]
        alike = [one for one in named if _speaks_of(one, mention, by)]
        # A rule or an order of that day needs no word more; a session takes many decisions.
        is_alone = len(named) == 1 and named[0].act.place.ordinal is None and not mention.subject
        return _the_one(named if is_alone else alike, mention, by)
    same = [one for one in earlier if _is_same_subject(one, mention, by)]
    latest = max((one.act.day or date.min for one in same), default=None)
    return _the_one([one for one in same if (one.act.day or date.min) == latest], mention, by)


def _may_follow(by: KnownAct, other: KnownAct) -> bool:
    """Whether ``other`` can be what ``by`` speaks of: another act, not later, of the same council."""
    is_later = by.day is not None and other.day is not None and other.day > by.day
    same_council = by.instance is None or other.instance is None or by.instance == other.instance
    return not is_later and same_council and not is_same_act(by, other)


def _is_of_kind(act: KnownAct, kind: ActKind | None) -> bool:
    return kind is None or act.kind is kind


def _has_number(act: KnownAct, mention: ActMention) -> bool:
    """Whether a number names the act: as a whole, or « n° 12 » of a year that the other writing gives."""
    if not act.number or not mention.number:
        return False
    own, named = number_key(act.number), number_key(mention.number)
    if own == named:
        return bool(own)
    short, long = sorted((own.split("-"), named.split("-")), key=len)
    years = {day.year for day in (act.day, mention.day) if day}
    return len(short) == 1 and len(long) == 2 and long[-1] == short[0] and years == {int(long[0])}


def _may_have_number(act: KnownAct, mention: ActMention) -> bool:
    """Minutes that give no number: an act of the year that the number begins with."""
    year = re.match(r"\D*(20\d\d)\D", mention.number or "")
    return act.number is None and act.day is not None and year is not None and act.day.year == int(year[1])


def _the_one(named: Sequence[_Subject], mention: ActMention, by: _Subject) -> _Subject | None:
    """The act among those that may be named: one, or the first of the places that tell the same one."""
    if len(named) > 1 and not all(is_same_act(named[0].act, one.act) for one in named[1:]):
        named = [one for one in named if _speaks_of(one, mention, by)]
    if not named or not all(is_same_act(named[0].act, one.act) for one in named[1:]):
        return None
    # The extract before the minutes that hold it.
    return min(
        named, key=lambda one: (one.act.place.ordinal is not None, one.act.document.source, one.act.document.path)
    )


def _speaks_of(one: _Subject, mention: ActMention, by: _Subject) -> bool:
    wanted = act_subject(mention.subject) or by.stems
    held = one.stems or frozenset(stems(one.act.title))
    return bool(wanted) and len(wanted & held) >= SAME_SUBJECT * min(len(wanted), len(held))


def _is_same_subject(one: _Subject, mention: ActMention, by: _Subject) -> bool:
    wanted = act_subject(mention.subject) if mention.subject else by.stems
    return bool(wanted) and one.stems == wanted and one.act.place != by.act.place


def _decided_again(acts: Sequence[_Subject]) -> list[Succession]:
    """For each act on a recurring subject, the next one that takes its place, and those that restate a part of it."""
    recurring = [one for one in acts if one.is_recurring and one.stems and one.act.applies_from]
    ordered = sorted(recurring, key=lambda o: (o.act.applies_from or date.min, o.act.day or date.min))
    found = []
    for place, one in enumerate(ordered):
        for later in ordered[place + 1 :]:
            relation = _relation(later, one) if _is_earlier(one.act, later.act) else None
            if relation is not None:
                found.append(_again(later.act, one.act, relation))
            if relation is Relation.REMPLACE:
                break
    order = {one.act.place: number for number, one in enumerate(acts)}
    return sorted(found, key=lambda s: (order[s.by], order[s.target] if s.target else 0))


def _is_earlier(one: KnownAct, later: KnownAct) -> bool:
    if one.day is None or later.day is None:
        is_before = (one.applies_from or date.max) < (later.applies_from or date.min)
    else:
        is_before = one.day < later.day
    return is_before and one.delegated == later.delegated and one.kind is later.kind and _may_follow(later, one)


def _relation(later: _Subject, one: _Subject) -> Relation | None:
    """Whether the later act takes the other's place, restates a part of it, or is about something else."""
    types = _types()
    if (later.stems & types) != (one.stems & types):
        return None
    new, old = later.stems - types, one.stems - types
    is_part = bool(_PARTIAL.search(flat(later.act.title)))
    if new == old or (old and old < new):
        return Relation.MODIFIE if is_part else Relation.REMPLACE
    return Relation.MODIFIE if new and new < old else None


@cache
def _types() -> frozenset[str]:
    return frozenset(stems(_TYPE_WORDS))


def _again(later: KnownAct, one: KnownAct, relation: Relation) -> Succession:
    decision = later.decision
    return Succession(
        by=later.place,
        relation=relation,
        mention=ActMention(kind=one.kind, number=one.number, day=one.day),
        words=later.title,
        page=later.page,
        start=decision.start if decision else 0,
        end=decision.end if decision else 0,
        target=one.place,
        is_declared=False,
    )
