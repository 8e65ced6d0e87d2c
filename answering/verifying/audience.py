"""Whom a sentence is about: the document must say it of them, and not of others in the statement that it comes from."""

import re
from collections.abc import Iterator, Sequence

from answering.verifying.read_text import ReadText, Statement, closest
from answering.verifying.verified import Lack, Unsupported
from french.delays import DelayUnit
from french.typed_span import AnySpan, FactKind, flat
from french.wording import content_stems, said_by, same_word

# Populations that one word or another names: « aux élèves » for « les enfants scolarisés ».
_ALSO = {
    "child": {"minor", "pupil", "baby", "teenager", "young", "school", "large_family"},
    "pupil": {"child", "school", "minor", "young"},
    "young": {"child", "minor", "teenager", "pupil", "student"},
    "minor": {"child", "young", "teenager"},
    "teenager": {"young", "minor"},
    "family": {"large_family", "child", "couple", "single_parent", "pupil", "minor", "student", "young"},
    "company": {"trader"},
    "trader": {"company"},
    "staff": {"teacher"},
    "teacher": {"staff"},
    "resident": {"particular"},
    "grandparent": set(),
}
_MANY = frozenset({"student", "pupil", "staff", "low_income", "disabled", "company", "trader", "association"})
"""Keys that stand for several populations: « apprentis » are no « étudiants »."""

# Said of one, never of the other.
_APART = (
    frozenset({"resident", "non_resident", "intercommunal"}),
    frozenset({"adult", "minor", "baby", "senior"}),
    frozenset({"association", "company", "particular"}),
    frozenset({"owner", "tenant"}),
)
_ANYONE = frozenset({"child", "family", "particular"})
_OF_AGE = re.compile(r"\b(?:majeur|mineur|majorite)e?s?\b")
_SCHOOL = ("ecol", "scolair", "periscolair", "loisir", "crech", "garder", "cantin")
_SENIOR_MONTHS = 60 * 12
_MAJORITY_MONTHS = 18 * 12


def unsupported_audience(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """Populations of ``sentence`` that ``known`` does not name, or of whom its closest statement says otherwise."""
    if not sentence.of_kind(FactKind.POPULATION):
        return
    tokens = frozenset(token for statement in sentence.statements for token in statement.tokens)
    near = closest(tokens, known.statements)
    for said in sentence.of_kind(FactKind.POPULATION):
        words = sentence.text[said.start : said.end]
        if said.value in ("minor", "adult") and sentence.negations and _OF_AGE.search(flat(known.text)):
            continue  # « un mineur ne peut pas louer » of « le locataire est majeur »
        if not _is_named(said, words, known) or _is_of_others(said, words, near, known):
            yield Lack(kind=Unsupported.AUDIENCE, words=words)


def _is_named(said: AnySpan, words: str, known: ReadText) -> bool:
    keys = {fact.value for fact in known.of_kind(FactKind.POPULATION)}
    mine = content_stems(words)
    if said.value in keys and said.value in _MANY and not all(said_by(stem, known.stems) for stem in mine):
        return False
    if said.value in keys or keys & _ALSO.get(said.value, set()):
        return True
    if not keys and said.value in _ANYONE:
        return True  # the document speaks of nobody: nobody else is meant
    if said.value == "company" and any(same_word(stem, "societ") for stem in known.stems):
        return True
    stems = mine
    named = {stem for fact in known.of_kind(FactKind.POPULATION) for stem in content_stems(_words(fact, known))}
    if stems and all(any(same_word(stem, other) for other in named) for stem in stems):
        return True  # « une association », of « les associations de la commune »
    ages = [fact.value for fact in known.of_kind(FactKind.AGE)]
    if said.value == "senior":
        return any((age.low_months or 0) >= _SENIOR_MONTHS for age in ages)
    if said.value == "adult":
        return any(_MAJORITY_MONTHS in (age.low_months, age.below_months) for age in ages) or bool(
            keys & {"minor", "child"}
        )
    if said.value in ("child", "minor", "young", "teenager"):
        is_school = any(same_word(stem, school) for stem in known.stems for school in _SCHOOL)
        years = [fact.value for fact in known.of_kind(FactKind.DELAY) if fact.value.unit is DelayUnit.YEAR]
        if any(length.high is not None and length.low is not None and length.high <= 18 for length in years):
            return True  # « séjour (11 à 17 ans) »
        return is_school or any((age.below_months or 1_200) <= _MAJORITY_MONTHS + 12 for age in ages)
    if said.value == "family" and "quotient" in flat(known.text):
        return True
    return bool(stems) and all(said_by(stem, known.stems) for stem in stems) and said.value not in _named_apart()


def _words(fact: AnySpan, read: ReadText) -> str:
    return read.text[fact.start : fact.end]


def _named_apart() -> frozenset[str]:
    return frozenset(key for group in _APART for key in group)


def _is_of_others(said: AnySpan, words: str, near: Sequence[Statement], known: ReadText) -> bool:
    """Whether the closest statement names others instead: residents for « extérieurs », maternelle for élémentaire."""
    there = [
        fact
        for fact in known.of_kind(FactKind.POPULATION)
        if any(statement.start <= fact.start < statement.end for statement in near)
    ]
    keys = {fact.value for fact in there}
    if said.value in keys:
        mine = content_stems(words)
        same_kind = [fact for fact in there if fact.value == said.value]
        others = {stem for fact in same_kind for stem in content_stems(_words(fact, known))}
        elsewhere = known.stems - {stem for statement in near for stem in statement.stems}
        return any(stem in elsewhere and not any(same_word(stem, other) for other in others) for stem in mine)
    return any(said.value in group and keys & group for group in _APART)
