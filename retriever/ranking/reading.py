"""Reads a question in its conversation: what to search, and which words carry the subject.

« et pour les enfants ? » keeps the subject of the question before it; « c'est quand la brocante ? » needs none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domain.answer import Question
from french.answer_types import AnswerType, asked_types
from french.subject import subject_stems

# A question that leans on the one before it, folded or not: « et le samedi ? », « et si je paie en retard »,
# « laquelle ouvre tard », « c'est payant ? », « on peut en prendre combien », « il ferme quand ».
# Not « et­at civil » nor « la piscine est ouverte ».
_LEANS = re.compile(
    r"^\W*(et|mais|ou bien|sinon|aussi|pareil|idem|alors|donc|dans ce cas)\b"
    r"|\b(laquelle|lequel|lesquels|lesquelles|celle-ci|celui-ci|celle-là|celui-là|ceux-ci|celle|celui|cela|ça|ca)\b"
    r"|\b(j'|j’|t'|t’|l'|l’|s'|s’|n'|n’|qu'|qu’)?en (prendre|avoir|faire|louer|emprunter|ai|a|faut)\b"
    r"|^\W*(il|elle|ils|elles|c'est|c’est|c|ils)\b|\b(y aller|m'y|s'y|l'y)\b",
    re.IGNORECASE,
)
# A question of fewer subject words than this does not stand alone when something was said before
# (« faut un mot du docteur ? »). All ten follow-ups of the development questions have fewer or lean by a word.
STANDALONE_STEMS = 3
HISTORY_WEIGHT = 0.8
HISTORY_DEPTH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A question ready to be searched.

    ``search_text`` is the question, after its subject when it leans on the history.
    ``stem_shares`` gives each stem its share of attention: 1 for the question's own, less for the history's.
    ``types`` are the kinds of thing asked for, taken from the history when the question itself does not tell.
    """

    search_text: str
    stem_shares: Mapping[str, float]
    types: frozenset[AnswerType]
    leans_on_history: bool


def read(question: Question) -> Reading:
    """Read ``question`` with the last questions of its history."""
    own = subject_stems(question.text)
    shares = dict.fromkeys(own, 1.0)
    types = asked_types(question.text)
    if not question.history or not _leans(question.text, own):
        return Reading(search_text=question.text, stem_shares=shares, types=types, leans_on_history=False)
    before = question.history[-HISTORY_DEPTH:]
    for text in before:
        for stem in subject_stems(text):
            shares.setdefault(stem, HISTORY_WEIGHT)
    whole = " ".join((*before, question.text))
    return Reading(search_text=whole, stem_shares=shares, types=types or asked_types(whole), leans_on_history=True)


def _leans(text: str, own: list[str]) -> bool:
    return bool(_LEANS.search(text)) or len(set(own)) < STANDALONE_STEMS
