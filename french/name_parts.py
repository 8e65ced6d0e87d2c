"""The words of a text taken apart into the given names and the surname of a person, where a name begins. Pure."""

import re

from french.people_words import given_names, people_words
from french.typed_span import flat

# « Duflot-Sarazin », « O'Brien », « SESBOUE/LEFORT », « J.-P. »; a blank parts tokens.
TOKEN = re.compile(r"(?<![.\w])[^\W\d_](?:\.-?[^\W\d_])?\.(?=\s?[A-ZÀ-Þ])|[^\W\d_]+(?:['’\-/][^\W\d_]+)*")
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
# « SCI Eugénie », « SASU MARCHAND »: what stands in capitals before a given name and is no surname.
_FIRM_WORDS = """
sci sasu sas sarl eurl earl gaec snc scp selarl sa ets st ste saint sainte rue place salle espace
"""
_FIRMS = frozenset(_FIRM_WORDS.split())
Token = tuple[int, int, str]


def parsed(text: str, tokens: list[Token], index: int) -> tuple[int, tuple[str, ...], str] | None:
    """(index of the last token, given names, surname) of the name that begins at a token; None when none does."""
    given: list[str] = []
    at = index
    first = tokens[at][2]
    if flat(first) in people_words().not_surnames and not _opens_particle(text, tokens, at):
        return None
    while len(given) < 3 and at < len(tokens) and _stands_next(text, tokens, index, at):
        word = tokens[at][2]
        if not (_is_initial(word) or (is_given(word) and word[0].isupper())):
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
        if word[0].isupper() and is_given(word) and not (is_capitals(word) and not is_capitals(tokens[last][2])):
            return after, (flat(word),), surname
        more = _surname_end(text, tokens, after)
        if (
            more is not None
            and at == last
            and not is_capitals(tokens[at][2])
            and _may_be_given(tokens, at, after, more)
        ):
            return more, (surname,), _surname(tokens, after, more)
    return last, tuple(given), surname


def _may_be_given(tokens: list[Token], at: int, after: int, more: int) -> bool:
    """« Holger HABICH », « Jörn Von Jouanne », « Danijela Petrovic »: a given name that no list has."""
    word = tokens[after][2]
    return is_capitals(word) or bool(_ALONE.match(word)) or (more == after and word[0].isupper())


def _surname(tokens: list[Token], first: int, last: int) -> str:
    return flat(" ".join(tokens[i][2] for i in range(first, last + 1)))


def _surname_end(text: str, tokens: list[Token], at: int, first: int | None = None) -> int | None:
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
    while is_capitals(word) and last + 1 < len(tokens) and _stands_next(text, tokens, last, last + 1):
        following = last + 1
        while _opens_particle(text, tokens, following):
            following += 1
        next_word = tokens[following][2]
        if not is_capitals(next_word) or flat(next_word) in people_words().not_surnames or following - at > 4:
            break
        last = following
    return last


def _opens_particle(text: str, tokens: list[Token], at: int) -> bool:
    """« DE » in « DE WAELE », « Von » in « Von Jouanne », « d » before an apostrophe."""
    if at + 1 >= len(tokens) or flat(tokens[at][2]) not in _PARTICLES:
        return False
    following = tokens[at + 1][2]
    if not _stands_next(text, tokens, at, at + 1) or not following[0].isupper():
        return False
    return is_capitals(following) if tokens[at][2].isupper() else tokens[at][2][0].isupper() or is_capitals(following)


def _stands_next(text: str, tokens: list[Token], before: int, at: int) -> bool:
    """Whether nothing but blanks stands between a token and the one before it."""
    if at >= len(tokens):
        return False
    gap = text[tokens[max(at - 1, 0)][1] : tokens[at][0]] if at > before else ""
    return not gap.strip() and "\n" not in gap and len(gap) <= 3


def is_capitals(word: str) -> bool:
    """Two letters and more, all capitals."""
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def _is_initial(word: str) -> bool:
    return word.endswith(".")


def is_given(word: str) -> bool:
    """Whether each part of a word, parted by hyphens, is a known given name."""
    parts = [part for part in flat(word).split("-") if part]
    return bool(parts) and all(part in given_names() for part in parts)
