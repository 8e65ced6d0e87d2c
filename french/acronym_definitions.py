"""Acronyms of a text, and those that it explains: « centre communal d’action sociale (CCAS) », « CAF (caisse …) ».

Whether the commune's own list explains one is given by the caller. Words in capitals for emphasis are not acronyms.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from french.analyser import stop_words
from french.known_words import is_known
from french.typed_span import flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Acronym:
    """``name`` is without stops (« CCAS » of « C.C.A.S. »); a half-open span in code points of where it stands."""

    name: str
    start: int
    end: int


LONGEST = 8
"""« SICTOMU » has seven letters; nine in capitals are a word (« ATTENTION », « CALENDRIER »)."""

# « CCAS », « C.N.R.A.C.L. », « R.A.F.P », « l’ARS »; not « N° », « A4 », « SE60 », « J-3 », « CD-ROM », « D’OR ».
_FORM = re.compile(
    r"(?<![\w.\-’'/&])(?:[A-ZÉÈ](?:\.[A-ZÉÈ]){1,7}\.?|[A-ZÉÈ]{2,8})(?![\w&]|[’']\w|-\w|\.\w)"
    r"|(?<=[’'])[A-Z]{2,8}(?!\w)"
)
_DOTS = str.maketrans("", "", ".")
_ROMAN = re.compile(r"[IVXLCDM]+")
_SHORTEST, _SURELY, _LONG_ENOUGH = 2, 4, 4
"""Letters: one is none; of up to four beside other capitals, an acronym still (« SPL ADTO »); from four on, a word that
French has is that word."""
_SIGNS = ",.;:!?()«»\"“”'’"
_TITLE_WORDS = """
m mr mme mmes mm mlle monsieur madame maître me dr docteur saint sainte st ste rue place avenue route impasse chemin
allée boulevard square quai
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_OPENERS = tuple("(«'’“\"/")
_ARTICLE_WORDS = (
    "le la les du de des au aux un une et ou par en son sa ses notre votre leur avec cette ce dite dit que d'un d'une"
)
_ARTICLES = frozenset(_ARTICLE_WORDS.split())
_EMPHASIS = re.compile(r"[A-ZÀÂÇÉÈÊËÎÏÔÙÛÜŒ]{5,}")
_LETTERS = re.compile(r"[^\W\d_]+")
_SMALL = "de du des d la le les l et en a au aux pour par sur dans"
_SMALL_WORDS = frozenset(_SMALL.split())
_MOST_CAPITALS = 0.5
_BEFORE = 160
"""Characters before a parenthesis in which its acronym's words stand: nine words of 12 letters and their blanks."""


def acronyms_in(text: str) -> list[Acronym]:
    """Acronyms of ``text`` in order, a line at a time: a line in capitals has none."""
    found: list[Acronym] = []
    for line in re.finditer(r"[^\n]+", text):
        if _is_in_capitals(line.group()):
            continue
        for m in _FORM.finditer(line.group()):
            name = m.group().translate(_DOTS)
            if _is_acronym(name, line.group(), m):
                found.append(Acronym(name=name, start=line.start() + m.start(), end=line.start() + m.end()))
    return found


def _is_in_capitals(line: str) -> bool:
    """Half of its letters or more are in capitals: a title, a notice."""
    letters = [c for c in line if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) / len(letters) >= _MOST_CAPITALS


def _is_acronym(name: str, line: str, m: re.Match[str]) -> bool:
    if len(name) < _SHORTEST or _ROMAN.fullmatch(name) or name in everyday():
        return False
    before, after = line[: m.start()].split(), line[m.end() :].split()
    # « du SIVOLU », « la SACEM », « (SACEM »: what stands for a thing has an article, a name in capitals none.
    has_article = line[m.start() - 1 : m.start()] in _OPENERS or (bool(before) and flat(before[-1]) in _ARTICLES)
    if _is_word(name, has_article=has_article):
        return False
    if len(name) <= _SURELY or "." in m.group():
        return True
    # « à Mme de MARTEL », « Saint VICTOR des ORMES », « GRATUIT POUR TOUS »: a name, or a word of several for emphasis.
    around = [*before[-2:], *after[:2]]
    is_named = any(word.strip(_SIGNS).lower() in _TITLES for word in before[-4:])
    return has_article and not is_named and not any(_EMPHASIS.fullmatch(word.strip(_SIGNS)) for word in around)


def _is_word(name: str, *, has_article: bool) -> bool:
    """« NOUVEAU », « USUEL »: French written in capitals. Under four letters, stop-words alone: « MSA » is none."""
    folded = flat(name)
    if folded in _listed():
        return False
    # « LES enfants » is emphasis; « au CET » is a thing.
    return folded in stop_words() and not has_article if len(name) < _LONG_ENOUGH else is_known(folded)


def defined_in(text: str) -> frozenset[str]:
    """Names of the acronyms that ``text`` explains beside them, in either order.

    >>> sorted(defined_in("le centre communal d’action sociale (CCAS) et la CAF (caisse d’allocations familiales)"))
    ['CAF', 'CCAS']
    """
    return frozenset(one.name for one in acronyms_in(text) if _is_defined_at(text, one))


def _is_defined_at(text: str, one: Acronym) -> bool:
    before, after = text[max(0, one.start - _BEFORE) : one.start], text[one.end : one.end + _BEFORE]
    if re.match(r"\s*[»”\"]?\s*\)", after) and re.search(r"\(\s*[«“\"]?\s*(?:ou\s+|dite?\s+)?$", before):
        return _stand_for(before.rpartition("(")[0], one.name, is_before=True)
    opened = re.match(r"\s*[»”\"]?\s*(?:\(|:|=|,|–|—|-)\s*([^()\n]+)", after)
    if opened is not None and _stand_for(opened[1], one.name, is_before=False):
        return True
    # « Centre communal d’action sociale – CCAS », « dite CLECT », « : THRS ».
    return re.search(r"(?:[–—,:/-]|\bdite?s?|\bou)\s*[«“\"]?\s*$", before) is not None and _stand_for(
        re.sub(r"(?:[–—,:/-]|\bdite?s?|\bou)\s*[«“\"]?\s*$", "", before), one.name, is_before=True
    )


def _stand_for(words: str, name: str, *, is_before: bool) -> bool:
    """Whether the letters of ``name`` are found in order at the beginnings of ``words`` that stand just beside it."""
    found = _LETTERS.findall(flat(words))
    near = found[-2 * len(name) - 4 :] if is_before else found[: 2 * len(name) + 4]
    initials = [word[0] for word in near if word not in _SMALL_WORDS]
    letters = list(flat(name))
    if not is_before and initials[:1] != letters[:1]:
        return False
    # Of a name of four letters or more, one may be inside a word (« ADEME », « SIAEP »).
    return _matched(letters, initials) >= len(letters) - (len(letters) > 3)


def _matched(letters: list[str], initials: list[str]) -> int:
    """How many of ``letters`` are found in order among ``initials``."""
    counts = [0] * (len(initials) + 1)
    for letter in letters:
        previous = 0
        for i, initial in enumerate(initials, start=1):
            kept = counts[i]
            counts[i] = max(counts[i], counts[i - 1], previous + (letter == initial))
            previous = kept
    return counts[-1]


def glossary_names(listed: Iterable[str]) -> frozenset[str]:
    """Names of a commune's own list in the form of ``Acronym.name``."""
    return frozenset(name.translate(_DOTS).upper() for name in listed)


@cache
def everyday() -> frozenset[str]:
    """Acronyms that everybody reads as words (``everyday_acronyms.txt``): « TVA », « DVD », « SMS »."""
    lines = resources.files("french").joinpath("everyday_acronyms.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _listed() -> frozenset[str]:
    """Acronyms of ``acronyms.txt``, folded: « PLU » is one, though « plu » is a word."""
    lines = resources.files("french").joinpath("acronyms.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(flat(line.partition("=")[0].strip()) for line in lines if "=" in line and not line.startswith("#"))
