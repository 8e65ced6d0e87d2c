"""Which way a message goes, told from its words alone, before any document is read.

In this order: an emergency, courtesy and insults, another authority, the person's own file, the wish for a person; all
the rest is a question to search. What is out of scope is told later, when the documents are silent (``scope.py``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from answering.routing.rules import Rule, rule_book
from french.subject import subject_stems


class Way(StrEnum):
    """Where a message goes."""

    SEARCH = "search"
    EMERGENCY = "emergency"
    SMALL_TALK = "small_talk"
    OTHER_AUTHORITY = "other_authority"
    PERSONAL_CASE = "personal_case"
    PERSON_WANTED = "person_wanted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The way of a message. ``reason`` is the name of the rule that decided, empty for a search.

    ``contacts`` are keys of ``prompts/contacts.toml``, the first to call first. ``asked`` is what of the message is a
    question to the documents, empty when none is. ``is_rude``: it holds an insult.
    """

    way: Way
    reason: str = ""
    contacts: tuple[str, ...] = ()
    asked: str = ""
    is_rude: bool = False


# « comment », « à quelle heure », « je voudrais inscrire »: what a clause that asks the commune something holds.
_ASKS = re.compile(
    r"\?|\b(?:combien|comment|quand|quel\w*|où|horaires?|tarifs?|prix|heures?|délais?|est-ce que|peut-on|faut-il|"
    r"dois-je|puis-je|sollicite|demande|voudrais|souhaite|cherche|veux savoir|renseignements?|inscrire|inscription)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^.!?;,\n]+[.!?;,\n]*")
# What calls for help rather than asks the commune: « qui appeler ? », « c'est dangereux ? », « je fais quoi ».
_HELP_STEMS = frozenset(
    subject_stems(
        "appeler prévenir numéro urgence secours police pompiers samu aide aider aidez danger dangereux tourner faire "
        "agir réagir protéger signaler alerter contacter joindre vite vie mort seul adresser sauver partir fuir cacher"
    )
)


def route(message: str) -> Route:
    """The way of ``message``."""
    emergencies = rule_book("emergencies").matching(message)
    if emergencies:
        return Route(
            way=Way.EMERGENCY,
            reason=emergencies[0].name,
            contacts=_contacts(emergencies),
            asked=_asked_besides(message),
        )
    courtesy = rule_book("courtesy").matching(message)
    is_rude = any(rule.name == "insult" for rule in courtesy)
    if courtesy and not (is_rude and (_asked_without_insult(message) or _wants_a_person(message))):
        return Route(way=Way.SMALL_TALK, reason=courtesy[0].name, is_rude=is_rude)
    for way in (Way.OTHER_AUTHORITY, Way.PERSONAL_CASE, Way.PERSON_WANTED):
        found = rule_book(_BOOKS[way]).matching(message)
        if found:
            asked = message if way is Way.OTHER_AUTHORITY else ""
            return Route(way=way, reason=found[0].name, contacts=_contacts(found), asked=asked, is_rude=is_rude)
    return Route(way=Way.SEARCH, asked=_asked_without_insult(message) if is_rude else message, is_rude=is_rude)


def _wants_a_person(message: str) -> bool:
    return bool(rule_book(_BOOKS[Way.PERSON_WANTED]).matching(message))


def prepare() -> None:
    """Read and compile every rule, which takes a second: else the first person who asks waits for it."""
    for name in ("emergencies", "courtesy", "out_of_scope", *_BOOKS.values()):
        rule_book(name)


_BOOKS = {
    Way.OTHER_AUTHORITY: "authorities",
    Way.PERSONAL_CASE: "personal_cases",
    Way.PERSON_WANTED: "person_wanted",
}


def _contacts(rules: Sequence[Rule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(contact for rule in rules for contact in rule.contacts))


def _asked_besides(message: str) -> str:
    """The clauses of a cry for help that ask the commune something else; empty when none does."""
    book = rule_book("emergencies")
    kept = [
        clause
        for clause in _CLAUSE.findall(message)
        if _ASKS.search(clause) and not book.matching(clause) and set(subject_stems(clause)) - _HELP_STEMS
    ]
    return " ".join(clause.strip() for clause in kept)


def _asked_without_insult(message: str) -> str:
    """The clauses that hold no insult and say something of their own; empty when there are none."""
    book = rule_book("courtesy")
    kept = [clause for clause in _CLAUSE.findall(message) if not book.matching(clause) and subject_stems(clause)]
    asked = " ".join(clause.strip() for clause in kept)
    return asked if _ASKS.search(asked) or len(subject_stems(asked)) > 1 else ""
