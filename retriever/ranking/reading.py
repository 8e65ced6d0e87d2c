"""Reads a question in its conversation: what to search, and which words carry the subject.

« et pour les enfants ? » keeps the subject of the question before it; « c'est quand la brocante ? » needs none;
« et le soir ? » after a question on the morning keeps the subject and drops the morning; « non, la piscine » drops what
was understood. Questions are read one after the other, each leaning on the one before or standing alone, so that the
subject of a question that has been left behind does not come back.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass

from domain.answer import Question
from french.analyser import stems
from french.answer_types import AnswerType, asked_types, type_words
from french.exchanged import names_a_thing, other_subject, replaced_stems
from french.known_words import is_known
from french.subject import subject_stems, subject_words
from french.taken_back import Meant, meant_by
from french.typed_span import flat

# A question that leans on the one before it, on flat text: « et le samedi ? », « ok et si je paie en retard », « c'est
# payant ? », « il ferme quand », « on peut en prendre combien ».
# Not « etat civil » nor « la piscine est ouverte ».
_LEANS = re.compile(
    r"^\W*(?:(?:ok|oui|d'accord|merci|ah|bon)\b\W*)*"
    r"(et|mais|ou bien|sinon|aussi|pareil|idem|alors|donc|dans ce cas|il|elle|ils|elles|c'est|c)\b"
    r"|\b(cela|ca)\b|\b(y aller|m'y|s'y|l'y)\b"
)
# A question that points back at something named before, whatever else it says: « laquelle ouvre tard », « c'est quoi
# leur adresse », « à quelle heure elle ferme ». Not « il faut », « il y a », « ouvre-t-elle ».
_POINTS_BACK = re.compile(
    r"\b(laquelle|lequel|lesquels|lesquelles|celle-ci|celui-ci|celle-la|celui-la|ceux-ci|celle|celui)\b"
    r"|\b(j'|t'|l'|s'|n'|qu')?en (prendre|avoir|faire|louer|emprunter|ai|a|faut)\b"
    r"|\b(leurs?|son|sa|ses) (adresse|numero|tel|telephone|mail|e-?mail|courriel|coordonnees|horaires?|heures?"
    r"|tarifs?|prix|site)\b"
    r"|\b(quand|combien|heure|heures|jours?|ou|comment) (est-ce qu'|qu')?(elles?|ils?) (?!y a\b|faut\b|existe\b)"
)
# « et la piscine, c'est combien ? » asks of another what was asked of the first.
_PARALLEL = re.compile(r"^\W*(?:(?:ok|oui|d'accord|merci|ah|bon)\b\W*)*(et|pareil|idem)\b")
# The asker's own case, told without a question: « je n'habite pas la commune », « j'ai un quotient de 750 ».
# Not « j'ai perdu mon chat », « je suis allé à la mairie hier ».
_OWN_CASE = re.compile(
    r"^\W*(?:(?:non|oui|mais|ah|bah)\b\W*)*(?:(?:je|on|nous|j')\W?(?:n'|ne )?(?:habit\w+|resid\w+|vi[st]\b|vivons\b)"
    r"|(?:je suis|on est|nous sommes) (?:pas |en |de |d'|du |un |une |a la )?(?!all|venu|passe)\w+(?: \w+){0,3}\W*$"
    r"|j'ai \d+ ans|(?:j'ai|avec|on a) (?:un |1 )?(?:quotient|qf)\b|mon (?:quotient|qf)\b)"
)
# « l'accueil social à Boulmont », then « et à Kervran ? »: one place for another.
_ELSEWHERE = re.compile(r"^\W*(?:(?:ok|oui|bon)\b\W*)*(?:et\b\W*)?(?:a|au|aux|sur)\s+[\w' -]+\W*$")
_AT = re.compile(r"\b(?:a|au|aux|sur)\s+(?:la\s+|l')?(\w+)")
# A question of fewer subject words than this does not stand alone when something was said before
# (« faut un mot du docteur ? »), unless it names what it is about and what it wants of it (« horaires piscine »).
# The twelve follow-ups of the development questions have fewer or lean by a word.
STANDALONE_STEMS = 3
HISTORY_WEIGHT = 0.8
HISTORY_DEPTH = 4
"""Questions before this one that are read: « la cantine ? », « et le deuxième enfant ? », « et hors commune ? », …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A question ready to be searched.

    ``search_text`` is the question, after what it keeps of its history when it leans on it.
    ``stem_shares`` gives each stem its share of attention: 1 for the question's own, less for the history's.
    ``types`` are the kinds of thing asked for, taken from the history when the question itself does not tell.
    """

    search_text: str
    stem_shares: Mapping[str, float]
    types: frozenset[AnswerType]
    leans_on_history: bool


def read(question: Question) -> Reading:
    """Read ``question`` with the last questions of its history."""
    reading = None
    for text in (*question.history[-HISTORY_DEPTH:], question.text):
        reading = _read_after(reading, text)
    assert reading is not None
    return reading


def _read_after(before: Reading | None, text: str) -> Reading:
    """``text`` as it is understood after what was asked before it."""
    if before is None:
        return _alone(text)
    meant = meant_by(text)
    own = frozenset(subject_stems(meant.text))
    if not _leans(meant, own, before):
        return _alone(meant.text if meant.refused else text)
    types = _types_after(before, meant.text)
    naming = frozenset(stems(type_words(before.types - types))) if before.types - types else frozenset()
    idle = frozenset(stems(type_words(types))) if types else frozenset()
    refused = frozenset(stems(meant.refused)) if meant.refused else frozenset()
    had = frozenset(before.stem_shares)
    dropped = (naming | refused | replaced_stems(own, had, idle=idle) | _places_left(before, meant.text)) - own
    return _leaning(before, meant.text, own, types, dropped & had)


def _alone(text: str) -> Reading:
    shares = dict.fromkeys(subject_stems(text), 1.0)
    return Reading(search_text=text, stem_shares=shares, types=asked_types(text), leans_on_history=False)


def _leaning(before: Reading, text: str, own: Set[str], types: frozenset[AnswerType], dropped: Set[str]) -> Reading:
    """``text`` after what it keeps of ``before``: the whole of it as typed, or what is left once words are dropped."""
    shares = dict.fromkeys(subject_stems(text), 1.0)
    for stem in before.stem_shares:
        if stem not in dropped:
            shares.setdefault(stem, HISTORY_WEIGHT)
    kept = " ".join(subject_words(before.search_text, without=dropped)) if dropped else before.search_text
    searched = f"{kept}, {text}" if dropped and kept else f"{kept} {text}".strip()
    return Reading(search_text=searched, stem_shares=shares, types=types, leans_on_history=True)


def _leans(meant: Meant, own: Set[str], before: Reading) -> bool:
    """Whether what is meant needs what was asked before to be understood."""
    text, types = flat(meant.text), asked_types(meant.text)
    if names_a_thing(own) and types:
        # Of another thing, the same is asked; else it is a question of its own: « horaires piscine ».
        return bool(_PARALLEL.search(text)) and _types_after(before, text) == before.types
    if names_a_thing(own) and other_subject(own) and not (meant.says_no or _LEANS.search(text)):
        return False  # « j'ai perdu mon passeport »
    if meant.says_no or _POINTS_BACK.search(text) or (not types and _OWN_CASE.search(text)):
        return True
    return bool(_LEANS.search(text)) or len(own) < STANDALONE_STEMS


def _types_after(before: Reading, text: str) -> frozenset[AnswerType]:
    """The kinds of thing asked for; « c'est combien ? » after a question on a price asks for a price."""
    own = asked_types(text)
    if own == {AnswerType.QUANTITY} and AnswerType.AMOUNT in before.types and "combien de" not in flat(text):
        return before.types
    return own or before.types


def _places_left(before: Reading, text: str) -> frozenset[str]:
    """Names that French does not have, said after « à » in ``before``, when ``text`` only says another place."""
    if not _ELSEWHERE.search(flat(text)):
        return frozenset()
    names = [name for name in _AT.findall(flat(before.search_text)) if name.isalpha() and not is_known(name)]
    return frozenset(stem for name in names for stem in stems(name))
