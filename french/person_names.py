"""Names of persons in a French text, found by civility, capitals and given names. Pure; no model.

Says where a name stands and what it is made of. Whether it is a resident's, an elected official's or a street's is told
by ``french/person_standing.py`` from the words around.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from french.name_parts import TOKEN, Token, is_capitals, is_given, parsed
from french.people_words import people_words
from french.typed_span import flat


class Civility(StrEnum):
    """What stands before the name."""

    NONE = "none"
    MAN = "man"
    WOMAN = "woman"
    FAMILY = "family"
    """« M. et Mme », « consorts », « veuve »: never an office."""
    LAW = "law"
    """« Maître », of lawyers and notaries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A name in a text. ``begins`` is where the civility begins; ``given`` and ``surname`` are folded, either may "
    "be empty.

    ``is_plain`` tells a name written « Prénom Nom » without civility or capitals, which is the least sure.
    """

    begins: int
    start: int
    end: int
    civility: Civility
    given: tuple[str, ...]
    surname: str
    is_plain: bool = False


_WOMAN = r"(?i:mesdames|mmes|madame|mme|mesdemoiselles|mademoiselle|mlles?)\.?"
_MAN = r"(?i:messieurs|monsieur)|MM?\.|M(?=\s[A-ZÀ-Þ]{3})|(?i:mrs?\b\.?)|(?i:docteur|dr|pr)\b\.?"
# One woman and one man: « Mmes et MM. » opens a roll and is no couple.
_ONE_WOMAN, _ONE_MAN = r"(?i:madame|mme)\.?(?!s)", r"(?i:monsieur)(?!s)|M\.|(?i:mr\b\.?)"
_AND = r"\s*(?:et|ou|&)\s*"
# « M. et Mme », « MADAME », « MM. », « Mr », « consorts », « famille »; not « Famille Venez », « mme » in a word.
_CIVILITY = re.compile(
    rf"(?<![\w.])(?:(?P<family>(?:{_ONE_MAN}){_AND}{_ONE_WOMAN}|{_ONE_WOMAN}{_AND}(?:{_ONE_MAN})"
    r"|(?:l['’]indivision|familles?|époux|épouse|consorts|[Cc]onsorts|frères|sœurs|veuve|Vve|héritiers|succession|"
    r"feue?|hoirs))"
    rf"|(?P<woman>{_WOMAN})|(?P<law>(?i:maîtres?)|Mes?)|(?P<man>{_MAN}))(?:(?<=\.)|(?![^\W\d_]))"
)
_PLURAL = re.compile(r"(?i)messieurs|mesdames|mm\.|mmes|consorts|frères|maîtres|mes\b|familles|héritiers")
_GOES_ON = re.compile(r"\s*(?:\(\s*sic\s*\))?\s*(?:,|;|/|et\b|&|ou\b|,\s*et\b)\s*(?:\(\s*sic\s*\)\s*/?\s*)?")
_BORN = re.compile(r"\s*,?\s*(?:née?|épouse|veuve|vve|ép\.)\s+(?=[A-ZÀ-Þ])")
_JOINED_BY = re.compile(r"[  ]?\s?")
# Given names that are words of acts as well: not enough to tell a name without civility.
_WORDS_TOO = frozenset(
    [
        "france",
        "victoire",
        "constance",
        "rose",
        "olive",
        "marine",
        "reine",
        "line",
        "prune",
        "perle",
        "fleur",
        "grace",
        "mama",
        "arab",
        "honore",
        "vital",
        "urbain",
        "colombe",
        "brune",
        "blanche",
        "alba",
        "sam",
        "dan",
        "max",
        "tim",
        "ken",
        "kim",
        "lee",
        "come",
        "nil",
        "noe",
        "ange",
        "nour",
        "desire",
        "aime",
        "clemence",
        "prudence",
        "merlin",
        "lascar",
        "lou",
        "marin",
        "violette",
        "capucine",
        "jade",
        "ambre",
        "saint",
        "benoit",
        "martin",
        "lambert",
        "denis",
    ]
)


def find_person_names(text: str) -> tuple[PersonName, ...]:
    """Names in reading order, none overlapping. Offsets are code points."""
    tokens = [(found.start(), found.end(), found.group()) for found in TOKEN.finditer(text)]
    found = sorted((*_with_civility(text, tokens), *_without_civility(text, tokens)), key=_rank)
    kept: list[PersonName] = []
    for name in found:
        if all(name.end <= other.start or name.start >= other.end for other in kept):
            kept.append(name)
    return tuple(sorted(kept, key=lambda name: name.start))


def _rank(name: PersonName) -> tuple[bool, bool, int, int]:
    return name.civility is Civility.NONE, name.is_plain, name.start, -name.end


def _with_civility(text: str, tokens: list[Token]) -> Iterator[PersonName]:
    at_start = {start: index for index, (start, _, _) in enumerate(tokens)}
    for found in _CIVILITY.finditer(text):
        civility = Civility(found.lastgroup or "none")
        after = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip())
        index = at_start.get(after)
        if index is None or (civility is Civility.FAMILY and not _suits_family(found.group(), tokens[index][2])):
            continue
        is_plural = bool(_PLURAL.match(found.group()))
        name_parts = parsed(text, tokens, index)
        while name_parts is not None:
            last, given, surname = name_parts
            end = tokens[last][1]
            yield PersonName(
                begins=found.start(), start=tokens[index][0], end=end, civility=civility, given=given, surname=surname
            )
            born = _BORN.match(text, end)
            if born and (next_index := at_start.get(born.end())) is not None:
                index = next_index
                civility = Civility.FAMILY if civility is Civility.FAMILY else Civility.WOMAN
            else:
                goes_on = _GOES_ON.match(text, end) if is_plural else None
                following = at_start.get(goes_on.end()) if goes_on else None
                if following is None:
                    break
                index = following
            name_parts = parsed(text, tokens, index)


def _suits_family(word: str, following: str) -> bool:
    """« famille Perrin » and « FAMILLE PERRIN »; « feu vert » and « succession de » have no name after them."""
    return following[0].isupper() and (word.islower() or "." in word or " " in word or following.isupper())


def _without_civility(text: str, tokens: list[Token]) -> Iterator[PersonName]:
    for index, (start, _, word) in enumerate(tokens):
        if not word[0].isupper():
            continue
        leads = is_given(word) and flat(word) not in _WORDS_TOO
        follows = is_capitals(word) and flat(word) not in people_words().not_surnames
        if not (leads or follows):
            continue
        name_parts = parsed(text, tokens, index)
        if name_parts is None:
            continue
        last, given, surname = name_parts
        if not given or not surname or (not leads and (not _is_sure(given) or is_given(word))):
            continue
        end = tokens[last][1]
        has_capitals = any(is_capitals(tokens[i][2]) for i in range(index, last + 1))
        if not leads and not has_capitals:
            continue
        yield PersonName(
            begins=start,
            start=start,
            end=end,
            civility=Civility.NONE,
            given=given,
            surname=surname,
            is_plain=not has_capitals,
        )
        yield from _maiden_name(text, tokens, last)


def _maiden_name(text: str, tokens: list[Token], last: int) -> Iterator[PersonName]:
    """« née Faure » after a name without civility."""
    born = _BORN.match(text, tokens[last][1])
    index = next((i for i in range(last + 1, len(tokens)) if tokens[i][0] == born.end()), None) if born else None
    name_parts = parsed(text, tokens, index) if index is not None else None
    if born and index is not None and name_parts is not None:
        end, given, surname = name_parts
        start = tokens[index][0]
        yield PersonName(
            begins=start, start=start, end=tokens[end][1], civility=Civility.WOMAN, given=given, surname=surname
        )


def _is_sure(given: tuple[str, ...]) -> bool:
    return all(name not in _WORDS_TOO and len(name) > 2 for name in given)
