"""The words of a text as a person typed them, which of them look like names, and the text with some of them replaced.

Invisible characters are dropped, so that a word with a soft hyphen in it is one word, as in the analyser. Pure.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from french.analyser import fold
from french.people_words import given_names

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
# « l'école » is « l » and « école »; « 2026-031b » and « 14h30 » hold no word of letters alone.
_TOKEN = re.compile(r"[^\W_]+")
# « … samedi ? Dechetrie ouverte »: what follows has a capital by grammar. Not « M. Dupond ».
_ENDS_SENTENCE = re.compile(r"[.!?…:«\n][\s«\"'’(-]*$")
# « Mme dupond », « docteur martain »: what follows is a name, capital or not. Not « m'inscrire ».
_CIVILITIES = frozenset({"m", "mm", "mr", "mme", "mmes", "mlle", "monsieur", "madame", "docteur", "dr", "maitre"})
# « mont-sur-cisse », « saint-oyen »: what is joined to one of these is the name of a place. Not « peut-on ».
_IN_PLACE_NAMES = frozenset({"sur", "sous", "les", "lez", "en", "la", "le", "saint", "sainte", "st", "ste"})
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedWord:
    """``text`` as typed, in composed form; ``folded`` as the analyser has it; ``is_name`` when it looks like one."""

    text: str
    folded: str
    is_name: bool


def typed_words(text: str) -> list[TypedWord]:
    """The words of letters or digits in ``text``, in order.

    A name is told by a capital that the grammar does not ask for, a civility before it, a given name, or the form of a
    place's name. Where most words have capitals (« HORAIRES MAIRIE »), capitals tell nothing.
    """
    shown = _visible(text)
    tokens = list(_TOKEN.finditer(shown))
    capitals_tell = sum(token[0][0].isupper() for token in tokens) * 2 <= len(tokens)
    places = [found.span() for found in _HYPHENATED.finditer(shown) if _is_place(found[0])]
    words: list[TypedWord] = []
    for token in tokens:
        folded = fold(token[0])
        is_capital = capitals_tell and token[0][0].isupper() and not _opens_sentence(shown, token.start())
        follows_civility = bool(words) and words[-1].folded in _CIVILITIES and shown[token.start() - 1] not in "'’"
        in_place = any(start <= token.start() < end for start, end in places)
        is_name = is_capital or follows_civility or in_place or folded in given_names()
        words.append(TypedWord(text=token[0], folded=folded, is_name=is_name))
    return words


def replaced(text: str, changes: Mapping[str, str]) -> str:
    """``text`` with each word that ``changes`` holds, by its folded form, written as it says."""
    if not changes:
        return text
    return _TOKEN.sub(lambda token: changes.get(fold(token[0]), token[0]), _visible(text))


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 8) : at]
    return not text[:at].strip(" «\"'’(-") or _ENDS_SENTENCE.search(before) is not None


def _is_place(name: str) -> bool:
    parts: Sequence[str] = fold(name).split("-")
    return parts[0] in {"saint", "sainte", "st", "ste"} or (
        len(parts) > 2 and not _IN_PLACE_NAMES.isdisjoint(parts[1:-1])
    )
