"""Names of persons in a French text, found by civility, capitals and given names. Pure; no model.

Says where a name stands and what it is made of. Whether it is a resident's, an elected official's or a street's is told
by ``french/person_standing.py`` from the words around.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from french.people_words import given_names, people_words
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


# « Duflot-Sarazin », « O'Brien », « SESBOUE/LEFORT », « J.-P. »; a blank parts tokens.
_TOKEN = re.compile(r"(?<![.\w])[^\W\d_](?:\.-?[^\W\d_])?\.(?=\s?[A-ZÀ-Þ])|[^\W\d_]+(?:['’\-/][^\W\d_]+)*")
_PARTICLES = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "van",
        "von",
        "den",
        "der",
        "di",
        "da",
        "del",
        "della",
        "el",
        "ben",
        "af",
        "ter",
        "ten",
        "saint",
        "sainte",
    ]
)
_ALONE = re.compile(r"^(?:von|van|di|da|del|della|el|ben|ter|ten|der|den)$", re.IGNORECASE)
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
    tokens = [(found.start(), found.end(), found.group()) for found in _TOKEN.finditer(text)]
    found = sorted((*_with_civility(text, tokens), *_without_civility(text, tokens)), key=_rank)
    kept: list[PersonName] = []
    for name in found:
        if all(name.end <= other.start or name.start >= other.end for other in kept):
            kept.append(name)
    return tuple(sorted(kept, key=lambda name: name.start))


def _rank(name: PersonName) -> tuple[bool, bool, int, int]:
    return name.civility is Civility.NONE, name.is_plain, name.start, -name.end


# « SCI Eugénie », « SASU MARCHAND »: what stands in capitals before a given name and is no surname.
_FIRM_WORDS = """
sci sasu sas sarl eurl earl gaec snc scp selarl sa ets st ste saint sainte rue place salle espace
"""
_FIRMS = frozenset(_FIRM_WORDS.split())
_Token = tuple[int, int, str]


def _with_civility(text: str, tokens: list[_Token]) -> Iterator[PersonName]:
    at_start = {start: index for index, (start, _, _) in enumerate(tokens)}
    for found in _CIVILITY.finditer(text):
        civility = Civility(found.lastgroup or "none")
        after = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip())
        index = at_start.get(after)
        if index is None or (civility is Civility.FAMILY and not _suits_family(found.group(), tokens[index][2])):
            continue
        is_plural = bool(_PLURAL.match(found.group()))
        parsed = _parsed(text, tokens, index)
        while parsed is not None:
            last, given, surname = parsed
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
            parsed = _parsed(text, tokens, index)


def _suits_family(word: str, following: str) -> bool:
    """« famille Perrin » and « FAMILLE PERRIN »; « feu vert » and « succession de » have no name after them."""
    return following[0].isupper() and (word.islower() or "." in word or " " in word or following.isupper())


def _without_civility(text: str, tokens: list[_Token]) -> Iterator[PersonName]:
    for index, (start, _, word) in enumerate(tokens):
        if not word[0].isupper():
            continue
        leads = _is_given(word) and flat(word) not in _WORDS_TOO
        follows = _is_capitals(word) and flat(word) not in people_words().not_surnames
        if not (leads or follows):
            continue
        parsed = _parsed(text, tokens, index)
        if parsed is None:
            continue
        last, given, surname = parsed
        if not given or not surname or (not leads and (not _is_sure(given) or _is_given(word))):
            continue
        end = tokens[last][1]
        has_capitals = any(_is_capitals(tokens[i][2]) for i in range(index, last + 1))
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


def _maiden_name(text: str, tokens: list[_Token], last: int) -> Iterator[PersonName]:
    """« née Faure » after a name without civility."""
    born = _BORN.match(text, tokens[last][1])
    index = next((i for i in range(last + 1, len(tokens)) if tokens[i][0] == born.end()), None) if born else None
    parsed = _parsed(text, tokens, index) if index is not None else None
    if born and index is not None and parsed is not None:
        end, given, surname = parsed
        start = tokens[index][0]
        yield PersonName(
            begins=start, start=start, end=tokens[end][1], civility=Civility.WOMAN, given=given, surname=surname
        )


def _is_sure(given: tuple[str, ...]) -> bool:
    return all(name not in _WORDS_TOO and len(name) > 2 for name in given)


def _parsed(text: str, tokens: list[_Token], index: int) -> tuple[int, tuple[str, ...], str] | None:
    """(index of the last token, given names, surname) of the name that begins at a token; None when none does."""
    given: list[str] = []
    at = index
    first = tokens[at][2]
    if flat(first) in people_words().not_surnames and not _opens_particle(text, tokens, at):
        return None
    while len(given) < 3 and at < len(tokens) and _stands_next(text, tokens, index, at):
        word = tokens[at][2]
        if not (_is_initial(word) or (_is_given(word) and word[0].isupper())):
            break
        if not _surname_end(text, tokens, at + 1) and not _is_initial(word):
            break
        given.append(flat(word))
        at += 1
    last = _surname_end(text, tokens, at, first=index)
    if last is None:
        return None
    surname = _surname(tokens, at, last)
    after = last + 1
    if not given and after < len(tokens) and _stands_next(text, tokens, last, after):
        word = tokens[after][2]
        if word[0].isupper() and _is_given(word) and not (_is_capitals(word) and not _is_capitals(tokens[last][2])):
            return after, (flat(word),), surname
        more = _surname_end(text, tokens, after)
        if (
            more is not None
            and at == last
            and not _is_capitals(tokens[at][2])
            and _may_be_given(tokens, at, after, more)
        ):
            return more, (surname,), _surname(tokens, after, more)
    return last, tuple(given), surname


def _may_be_given(tokens: list[_Token], at: int, after: int, more: int) -> bool:
    """« Holger HABICH », « Jörn Von Jouanne », « Danijela Petrovic »: a given name that no list has."""
    word = tokens[after][2]
    return _is_capitals(word) or bool(_ALONE.match(word)) or (more == after and word[0].isupper())


def _surname(tokens: list[_Token], first: int, last: int) -> str:
    return flat(" ".join(tokens[i][2] for i in range(first, last + 1)))


def _surname_end(text: str, tokens: list[_Token], at: int, first: int | None = None) -> int | None:
    """Index of the last token of a surname that begins at ``at``: capitals go on, other words stand alone."""
    if at >= len(tokens) or (at > 0 and first != at and not _stands_next(text, tokens, at - 1, at)):
        return None
    word = tokens[at][2]
    while _opens_particle(text, tokens, at):
        at += 1
        word = tokens[at][2]
    if not word[0].isupper() or len(word) < 2 or flat(word) in people_words().not_surnames or _is_initial(word):
        return None
    if flat(word) in people_words().roles or (first is not None and first == at and flat(word) in _FIRMS):
        return None
    last = at
    while _is_capitals(word) and last + 1 < len(tokens) and _stands_next(text, tokens, last, last + 1):
        following = last + 1
        while _opens_particle(text, tokens, following):
            following += 1
        next_word = tokens[following][2]
        if not _is_capitals(next_word) or flat(next_word) in people_words().not_surnames or following - at > 4:
            break
        last = following
    return last


def _opens_particle(text: str, tokens: list[_Token], at: int) -> bool:
    """« DE » in « DE WAELE », « Von » in « Von Jouanne », « d » before an apostrophe."""
    if at + 1 >= len(tokens) or flat(tokens[at][2]) not in _PARTICLES:
        return False
    following = tokens[at + 1][2]
    if not _stands_next(text, tokens, at, at + 1) or not following[0].isupper():
        return False
    return _is_capitals(following) if tokens[at][2].isupper() else tokens[at][2][0].isupper() or _is_capitals(following)


def _stands_next(text: str, tokens: list[_Token], before: int, at: int) -> bool:
    """Whether nothing but blanks stands between a token and the one before it."""
    if at >= len(tokens):
        return False
    gap = text[tokens[max(at - 1, 0)][1] : tokens[at][0]] if at > before else ""
    return not gap.strip() and "\n" not in gap and len(gap) <= 3


def _is_capitals(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def _is_initial(word: str) -> bool:
    return word.endswith(".")


def _is_given(word: str) -> bool:
    parts = [part for part in flat(word).split("-") if part]
    return bool(parts) and all(part in given_names() for part in parts)
