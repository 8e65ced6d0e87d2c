"""How a decision was voted, from the lines that record it. Pure."""

import re

from domain.act import Outcome, Vote
from french.plain_text import plain

_WORDS = ("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
_COUNT = rf"(?P<count>\d{{1,3}}|une|{'|'.join(_WORDS)})"
_VOICES = r"(?:\s?(?:voix|votes?|bulletins?))?"
# On plain text. « Pour : 12 », « 12 voix pour », « 17 pour, 3 contre »; not « 12 pour l'école ».
_IN_FAVOUR = (
    re.compile(rf"\bpour\s*[:=]\s*{_COUNT}\b"),
    re.compile(rf"\b{_COUNT}\s?(?:voix|votes?)\s+(?:«\s?)?(?:pour|favorables?)\b"),
    re.compile(rf"\b{_COUNT}\s+pour\b(?=\s*(?:[,;./)]|$|\n|et\b|\d+\s+(?:contre|abst)))"),
)
_AGAINST = (
    re.compile(rf"\bcontre\s*[:=]\s*{_COUNT}\b"),
    re.compile(rf"\b{_COUNT}{_VOICES}\s+(?:«\s?)?contre\b"),
)
_ABSTENTIONS = (
    re.compile(rf"\babstentions?\s*(?:\(s\)\s*)?[:=]\s*{_COUNT}\b"),
    re.compile(rf"\b{_COUNT}{_VOICES}\s+(?:«\s?)?abstentions?\b"),
)
# « Votants : 14 » where it stands with the vote; its own word before the figure, as in « nombre de votants : 18 ».
_VOTERS = re.compile(r"\bvotants?\s?[:=]\s?(?P<count>\d{1,3})\b")
_UNANIMOUS = re.compile(r"\bunanim(?:ite|ement)\b")
_MAJORITY = re.compile(r"\b(?:a la |la )?majorite\b(?! absolue)")
# « La proposition est rejetée », « Rejetée » in a register; not « les eaux rejetées ».
_REJECTED = re.compile(
    r"\b(?:proposition|deliberation|demande|motion)[^.\n]{0,40}\brejetee\b|^rejete?e?s?$|\ba rejete\b"
    r"|\bn['’]est pas adoptee\b",
    re.MULTILINE,
)
# Where a vote is said: after « après en avoir délibéré », else on the lines that speak of voting.
_DELIBERATED = re.compile(r"\bapres\s+(?:en\s+)?(?:avoir\s+)?(?:debattu et\s+)?deliber")
_VOTING = re.compile(
    r"\b(?:votes?|votants?|voix|unanimite|majorite|abstentions?|rejete?e?)\b|\b(?:pour|contre)\s*[:=]\s*\d"
)


def find_vote(text: str) -> Vote | None:
    """The vote that ``text`` records, None when it records none. ``text`` is all that is said of one decision."""
    said = plain(text)
    places = list(_DELIBERATED.finditer(said))
    decided = said[places[-1].start() :] if places else said
    told = "\n".join(line for line in decided.split("\n") if _VOTING.search(line))
    in_favour, against, abstentions = (_count(patterns, told) for patterns in (_IN_FAVOUR, _AGAINST, _ABSTENTIONS))
    outcome = _outcome(told, in_favour, against, abstentions)
    if outcome is None and in_favour is None:
        return None
    voters = _count((_VOTERS,), decided)
    return Vote(outcome=outcome, in_favour=in_favour, against=against, abstentions=abstentions, voters=voters)


def is_deliberated(text: str) -> bool:
    """Whether ``text`` says that a council decided: « après en avoir délibéré », a vote with its result."""
    return bool(_DELIBERATED.search(plain(text))) or find_vote(text) is not None


def _outcome(told: str, in_favour: int | None, against: int | None, abstentions: int | None) -> Outcome | None:
    # The majority of the votes cast decides (CGCT L2121-20); of equal numbers the chair's vote, which is not told.
    if _REJECTED.search(told) or (in_favour is not None and against is not None and against > in_favour):
        return Outcome.REJET
    if against or abstentions:
        return Outcome.MAJORITE
    if _UNANIMOUS.search(told):
        return Outcome.UNANIMITE
    return Outcome.MAJORITE if _MAJORITY.search(told) else None


def _count(patterns: tuple[re.Pattern[str], ...], told: str) -> int | None:
    for pattern in patterns:
        found = pattern.search(told)
        if found:
            word = found["count"]
            return int(word) if word.isdigit() else _WORDS.index("un" if word == "une" else word)
    return None
