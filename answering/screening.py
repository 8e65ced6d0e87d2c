"""Recognises what needs no search: greetings, thanks, goodbyes, and the wish for a person.

Works on the question's words alone, without a model. Emergencies, personal cases and other authorities are not
screened here yet.
"""

import re
from dataclasses import dataclass

from domain.answer import AnswerStatus
from french.analyser import fold

# « bonjour », « slt », « coucou à tous »; the whole message must be made of such words.
_GREETING = re.compile(r"(bonjour|bonsoir|salut|slt|bjr|bsr|coucou|hello|hey|allo)")
_THANKS = re.compile(r"(merci\w*|mrc|remercie\w*|parfait|super|genial|top|nickel)")
_GOODBYE = re.compile(r"(au revoir|aurevoir|bye|a bientot|bonne (journee|soiree|nuit)|a plus)")
_FILLER = re.compile(
    r"\b(a|tous|toutes|vous|tu|je|la|le|de|et|bien|beaucoup|ca|va|comment|monsieur|madame|mairie|parvis|infiniment|pour|"
    r"votre|aide|reponse|c'est|tout|ok|oui|encore|bonne|journee)\b|[^\w' ]"
)

# « je veux parler à quelqu'un », « joindre un agent », « une vraie personne svp », « parler a un humain »;
# not « parler au maire du budget » nor « un agent recenseur passe quand ».
_PERSON = re.compile(
    r"\b(parler|discuter|echanger|causer)\b.{0,20}\b(quelqu'?un|une? (agent|personne|humain|conseiller|conseillere))\b"
    r"|\b(vrai|vraie) (personne|humain|agent|etre humain)\b"
    r"|\b(joindre|contacter|avoir) (quelqu'?un|un agent|une personne|un humain)\b"
    r"( (de la mairie|svp|s'il vous plait|au telephone))?$"
    r"|^(un|une) (humain|personne|agent|conseiller)\b( (svp|s'il vous plait))?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """A question that ends here: its status and the key of its sentence in ``prompts/``."""

    status: AnswerStatus
    text_key: str


def screen(question: str) -> Screened | None:
    """What the question is when no document can be its answer; None when it must be searched."""
    folded = " ".join(fold(question).split())
    if _PERSON.search(folded.strip(" .!?")):
        return Screened(status=AnswerStatus.PERSON_WANTED, text_key="answer.person_wanted")
    for pattern, key in (
        (_THANKS, "answer.small_talk_thanks"),
        (_GOODBYE, "answer.small_talk_goodbye"),
        (_GREETING, "answer.small_talk_greeting"),
    ):
        rest, found = pattern.subn(" ", folded)
        if found and not _only_courtesy(rest):
            continue
        if found:
            return Screened(status=AnswerStatus.SMALL_TALK, text_key=key)
    return None


def _only_courtesy(rest: str) -> bool:
    for pattern in (_GREETING, _THANKS, _GOODBYE, _FILLER):
        rest = pattern.sub(" ", rest)
    return not rest.strip(" '")
