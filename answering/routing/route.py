"""Which way a message goes, told from its words alone, before any document is read.

In this order: an emergency, courtesy and insults, another authority, the person's own file, the wish for a person; all
the rest is a question to search. Rules decide first; where they are silent, a statistical router may guess
(``guessing.py``). What is out of scope is told later, when the documents are silent (``scope.py``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from answering.routing import guessing
from answering.routing.guessing import Guess, guess
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
    question to the documents, empty when none is. ``is_rude``: it holds an insult. ``is_guess``: no rule says so, the
    statistical router does. ``perhaps_call``: whom to call if it was an emergency after all, told in one line.
    """

    way: Way
    reason: str = ""
    contacts: tuple[str, ...] = ()
    asked: str = ""
    is_rude: bool = False
    is_guess: bool = False
    perhaps_call: tuple[str, ...] = ()


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
    guessed = guess(message)
    emergencies = rule_book("emergencies").matching(message)
    if emergencies:
        others = _rules_named("emergencies", guessed.sure_kinds)
        return Route(
            way=Way.EMERGENCY,
            reason=emergencies[0].name,
            contacts=_contacts((*emergencies, *others)),
            asked=_asked_besides(message),
        )
    if guessed.way == guessing.EMERGENCY:
        return _guessed_route(message, guessed, "emergencies")
    ruled = _ruled(message)
    perhaps = _contacts(_rules_named("emergencies", guessed.kinds)) if guessed.is_perhaps_urgent else ()
    if ruled.way is not Way.SEARCH or ruled.is_rude:
        return replace(ruled, perhaps_call=perhaps)
    if guessed.way in _GUESSED_BOOKS:
        return _guessed_route(message, guessed, _GUESSED_BOOKS[guessed.way])
    return replace(ruled, perhaps_call=perhaps)


def _ruled(message: str) -> Route:
    """The way that rules give to a message that is no emergency."""
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


def _guessed_route(message: str, guessed: Guess, book: str) -> Route:
    """All of the message is asked of the documents: what they answer stands before a guess."""
    rules = _rules_named(book, guessed.kinds)
    reason = guessed.kinds[0] if guessed.kinds else _COURTESY_GUESSED if guessed.way == "small_talk" else ""
    return Route(way=Way(guessed.way), reason=reason, contacts=_contacts(rules), asked=message, is_guess=True)


def _rules_named(book: str, names: Sequence[str]) -> tuple[Rule, ...]:
    by_name = {rule.name: rule for rule in rule_book(book).rules}
    return tuple(by_name[name] for name in names if name in by_name)


def _wants_a_person(message: str) -> bool:
    return bool(rule_book(_BOOKS[Way.PERSON_WANTED]).matching(message))


def prepare() -> None:
    """Read and compile every rule, which takes a second: else the first person who asks waits for it."""
    for name in ("emergencies", "courtesy", "out_of_scope", *_BOOKS.values()):
        rule_book(name)
    guessing.prepare()


_BOOKS = {
    Way.OTHER_AUTHORITY: "authorities",
    Way.PERSONAL_CASE: "personal_cases",
    Way.PERSON_WANTED: "person_wanted",
}
_GUESSED_BOOKS = {"small_talk": "courtesy"} | {way.value: book for way, book in _BOOKS.items()}
_COURTESY_GUESSED = "fine"
"""Which courtesy it is is not guessed: « Bien noté » suits them all."""


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
