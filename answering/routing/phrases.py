"""The small language of the rule files: phrases that a message must hold, whatever its spelling.

``mari|conjoint ... me|m a? @frappe``: words in order, blanks between them. A word of five letters and more is also
known by its sound (« frape », « harselle »); a shorter one by its letters, in the plural and the feminine too.
``suicid*`` is every word that begins so; ``a|b_c`` is « a » or « b c »; ``a?`` may be absent; ``@name`` is one of a
named list, whose entries are phrases themselves; ``..`` is up to two words, ``...`` up to six; ``^`` and ``$`` are the
ends of the message; ``~respire`` also bears one wrong, missing or exchanged letter, ``=annulez`` is known by its
letters alone (not « annuler »). ``me|m & tue|frappe & mari``: all of these in one sentence, in any order. Nothing
reaches over the end of a sentence.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from french.analyser import fold
from french.sound import sound

SOUNDS_FROM = 5
"""Letters from which a word is known by its sound: shorter, « feu », « fait » and « fée » sound alike."""

_LEAST_SOUND, _SURE_SOUND = 3, 5
"""Signs of a key. One of three or four, which many words share (« permis », « premier »), is believed of words that
begin with the same two letters; the beginning of a word has five or is known by its letters (« appel* » and « apl »).
"""

_WORD_END = r"(?= )"
_GAPS = {"..": r"(?: [^ #]+){0,2}?", "...": r"(?: [^ #]+){0,6}?"}
_EDGES = {"^": r"^(?: #)*", "$": r"(?: #)*$"}
_LEAST_FUZZY = 6
_TOGETHER = " & "


class BadPhrase(ValueError):
    """A phrase of a rule file that cannot be read; the message names it and what is wrong."""


@dataclass(slots=True)
class PhraseBook:
    """Named lists of words, and the phrases compiled with them."""

    lists: Mapping[str, Iterable[str]]
    _compiled: dict[str, str] = field(default_factory=dict)

    def compile(self, phrases: Iterable[str]) -> re.Pattern[str] | None:
        """One pattern for all of ``phrases`` over what ``heard`` gives; None when there is none. Raises BadPhrase."""
        alternatives = [self.expression(phrase) for phrase in phrases]
        return re.compile("|".join(alternatives)) if alternatives else None

    def whole(self, phrases: Iterable[str]) -> re.Pattern[str] | None:
        """A pattern of the messages made of ``phrases`` alone, in any order; None when there is none."""
        alternatives = [self.expression(phrase) for phrase in phrases]
        # Possessive: a word that two lists hold would else be tried in each, twice as long for each word more.
        return re.compile(rf"(?:{'|'.join(alternatives)}| #)++$") if alternatives else None

    def expression(self, phrase: str) -> str:
        """The regular expression of one phrase."""
        if _TOGETHER in phrase:
            together = [self.expression(one) for one in phrase.split(_TOGETHER)]
            return "(?:^|#)" + "".join(f"(?=[^#]*?{one})" for one in together)
        parts = [self._part(part, phrase) for part in phrase.split()]
        if not parts:
            raise BadPhrase("an empty phrase would match every message")
        return "".join(parts)

    def _part(self, part: str, phrase: str) -> str:
        if part in _GAPS:
            return _GAPS[part]
        is_optional, chosen = part.endswith("?"), part.removesuffix("?")
        choices = ["".join(self._word(word, phrase) for word in choice.split("_")) for choice in chosen.split("|")]
        return f"(?:{'|'.join(choices)}){'?' if is_optional else ''}"

    def _word(self, choice: str, phrase: str) -> str:
        if choice in _EDGES:
            return _EDGES[choice]
        if choice.startswith("@"):
            return self._list(choice[1:], phrase)
        bare = fold(choice.lstrip("~="))
        if not re.fullmatch(r"[a-z0-9]+\*?|#", bare):
            raise BadPhrase(f"« {phrase} »: « {choice} » is neither a word, a list nor a gap")
        if choice.startswith("="):
            return f" {bare}/[^ ]+{_WORD_END}"
        return word_expression(bare, is_fuzzy=choice.startswith("~"))

    def _list(self, name: str, phrase: str) -> str:
        if name not in self.lists:
            raise BadPhrase(f"« {phrase} »: there is no list @{name}")
        if name not in self._compiled:
            self._compiled[name] = "(?:" + "|".join(self.expression(entry) for entry in self.lists[name]) + ")"
        return self._compiled[name]


def word_expression(word: str, *, is_fuzzy: bool = False) -> str:
    """One folded word, with a ``*`` at its end or not, as it stands in what ``heard`` gives."""
    if word == "#":
        return " #"
    if word == "je":
        return word_expression("j")
    stem = word.removesuffix("*")
    ending = r"[^ /]*" if word.endswith("*") else r"e?s?" if SOUNDS_FROM > len(stem) > 2 else ""
    spelled = [f"{stem}{ending}/[^ ]+"]
    key = _key(word)
    least = _SURE_SOUND if word.endswith("*") else _LEAST_SOUND
    if len(stem) >= SOUNDS_FROM and stem.isalpha() and len(key) >= least:
        begins = stem[:2] if len(key) < _SURE_SOUND else ""
        after, most = ("[^ ]*", "") if word.endswith("*") else ("", str(len(stem) + 2))
        spelled.append(f"(?={begins})[^ /]{{{len(stem) - 2},{most}}}/{key}{after}")
        if is_fuzzy:
            spelled += [f"{slip}/[^ ]+" for slip in _one_slip(stem)]
    return f" (?:{'|'.join(spelled)}){_WORD_END}"


def _key(word: str) -> str:
    """The sound of a word; of the beginning of a word, its last letters are heard because others follow."""
    return sound(f"{word[:-1]}a").removesuffix("a") if word.endswith("*") else sound(word)


def _one_slip(word: str) -> list[str]:
    """A letter missing, exchanged with the next, wrong or too many; the first letter holds."""
    if len(word) < _LEAST_FUZZY:
        return []
    missing = {word[:i] + word[i + 1 :] for i in range(1, len(word))}
    exchanged = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1)}
    wrong = {f"{word[:i]}[a-z]{word[i + 1 :]}" for i in range(1, len(word))}
    more = {f"{word[:i]}[a-z]{word[i:]}" for i in range(1, len(word) + 1)}
    return sorted(missing | exchanged | wrong | more)
