"""Lists of articles: « L. 2121-29, L2122-22 4° et R2224-6 à 22-6 », « 1636 B sexies et suivants », « 30-I 1° ».

Each number is read alone, with what it inherits from the one before it (its letter, its first groups). Which code or
text it belongs to is not decided here.
"""

import re
from dataclasses import dataclass, field, replace

from visas.recognising.folded_text import FoldedText
from visas.recognising.subdivisions import subdivisions_after, subdivisions_before

_LATIN = (
    "bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|undecies|duodecies|terdecies|quaterdecies"
    "|quindecies|quindecies|sexdecies|septdecies|octodecies|novodecies|vicies|unvicies|duovicies"
)
ARTICLE_WORD = re.compile(
    r"(?<![a-z])(?:[a-z1]|les|des|aux|ses|son|du)?(?:art[il1]c[il1]es?|art[il1]ce?s?|artcles?|art\.|arts\.)(?![a-z])(?:\s?\(s\))?"
)
"""« article », « larticle », « Yarticle », « artlcles », « art. »; not « articulation », « artisan »."""

LETTERED = re.compile(
    r"(?<![a-z0-9°-])(?:l\.?\s?o|[lrd])\s?[.*]{0,3}\s{0,2}[0-9][0-9oil]{0,5}\s{0,2}[-.]\s{0,2}[0-9]"
    r"|(?<![a-z0-9°'-])l[oil][0-9][0-9oil]{1,3}\s?-\s?[0-9]"
    r"|(?<![a-z0-9°'-])[lr]\.?\s?(?!(?:19|20)[0-9]{2})[0-9]{3,4}\s[0-9]{1,2}(?![0-9a-z]|\s?[°%€]|\s[0-9]{3})"
)
"""An article's number that needs no « article » before it: « L. 2121-29 », « L 2311 7 »; not « DEL2021-19 »."""

_FIGURE = r"(?:[0-9]|[oil](?=[0-9oil\W]|$))"
_NO_MORE = r"(?![0-9]|[a-z](?![a-z])|\s?°|/)"
_NUMBER = re.compile(
    rf"(?:(?P<letter>l\.?\s?o|[lrda])\s?[.*]{{0,3}}\s{{0,2}}(?P<lettered>{_FIGURE}{{1,5}})|(?P<bare>[0-9]{{1,5}}))"
    rf"(?P<rest>(?:(?:\s{{0,2}}-\s{{0,2}}|\.)[0-9]{_FIGURE}{{0,3}}{_NO_MORE})?"
    rf"(?:(?:-\s{{0,2}}|\.)[0-9]{_FIGURE}{{0,3}}{_NO_MORE}){{0,4}})"
)
"""« L. 2121-29 », « LI5I1-2-1 », « L.2131 – 1 », « D.213- 48-12-1 », « L331-10et suivants »; of « 22-4° », 22 only."""

_NO_UNIT = (
    r"(?![0-9]|[a-z]|\s?[°%€/]|[.,][0-9]|-\s?[0-9]|\s(?:euros?|ans?|mois|jours?|habitants?|alineas?|voix|membres?|agents?|lots?"
    r"|adjoints?|postes?|pages?|annexes?|elus?|conseillers?|janv|fevr|mars|avril|mai|juin|juil|aout|sept|oct|nov|dec)"
    r"|\s[0-9]{4})"
)
_SPACED = re.compile(rf"(?:\s[0-9]{{1,3}}(?![0-9])){{0,2}}\s[0-9]{{1,3}}{_NO_UNIT}")
"""« L 2121 29 », « L 5211 39 1 »: spaces where hyphens were; not « L 2311 12 agents », « L 2121 2024 »."""

_LINKS = "du|de|et|au|ou|en|la|le|un|ce|sa|se|y|il"
"""Words after a number written in capitals: « ARTICLE 1383 DU »."""

_SUFFIX = re.compile(
    rf"(?P<zero>\s?-?\s?0{{1,2}}(?=\s?(?:{_LATIN}|[a-z])\b))?(?P<caps>\s?(?!(?:{_LINKS})\b)[a-z]{{1,2}}(?![a-z0-9']))?"
    rf"(?P<latin>\s?-?\s?(?:{_LATIN})\b)?(?P<last>\s?-?[a-z](?![a-z0-9']))?"
)
_FOLLOWING = re.compile(
    r"\s{0,2},?\s{0,2}(?:et\s{0,2}(?:les?\s|articles?\s|les\sarticles\s)?su[il1]vants?\b|et\s?s\b\.?|ets?\s?suiv\b\.?|ss?\.(?!\s?[0-9])|suivants\b)"
)
_RANGE = re.compile(r"\s{1,2}(?:a|aux?|jusqu'\s?au?|0|o)\s{1,2}(?:l'\s?article\s|l'article\s|article\s)?(?=[lrda0-9])")
_NEXT = re.compile(
    r"\s{0,2}(?:,|;|&|/|\bet|\bou|\bainsi\sque|\bpuis)\s{0,2}"
    r"(?:(?:(?:et|a|de|des|au|aux|ou|les?|ses|son|notamment|en\sparticulier|particulierement|egalement|enfin|specialement)\b|l')"
    r"\s{0,2}){0,5}"
    r"(?:(?:l')?articles?\s{1,2})?(?:les\s|l')?"
)
_NOT_AN_ARTICLE = re.compile(
    r"\s?(?:°|er\b|e\b|eme\b|nd\b|%|€|euros?\b|ans?\b|mois\b|jours?\b|habitants?\b|alineas?\b|h\b|ha\b|m2?\b|km\b|voix\b|membres?\b"
    r"|agents?\b|janv|fevr|mars\b|avril\b|mai\b|juin\b|juil|aout\b|sept|oct|nov|dec|/\s?[0-9]|[.,][0-9]|lots?\b|adjoints?\b|postes?\b)"
)
"""What makes a bare number in a list something else than an article: « et 15 mars », « et 2 agents », « 4° »."""

_MORE_POINTS = re.compile(
    r"\s{0,2}(?:,|et|ou|&|;)\s{0,2}(?:au\s|le\s|son\s|du\s)?(?P<point>[0-9]{1,2})(?P<degree>\s?°)?(?![0-9-])"
)
"""« 4°, 15° et 16° », « alinéas 4 et 5 »."""
_DIGITS = str.maketrans("oil", "011")
_MOST_ITEMS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleNumber:
    """One article, or a range, at ``start:end`` of the folded text. ``groups`` are its number's figures.

    ``letter`` is L, R, D, A, LO or empty; ``suffix`` what follows the figures (« Bsexies », « -0bis »); ``until`` the
    other end of a range; ``is_ocr`` when figures had to be put right, ``is_hyphen_lost`` when spaces stood for hyphens.
    """

    start: int
    end: int
    letter: str
    groups: tuple[str, ...]
    suffix: str = ""
    until: "ArticleNumber | None" = None
    and_following: bool = False
    subdivisions: tuple[str, ...] = ()
    is_ocr: bool = False
    is_hyphen_lost: bool = False

    @property
    def number(self) -> str:
        """« L2121-29 », « 1636Bsexies »."""
        return self.letter + "-".join(self.groups) + self.suffix


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleList:
    """Articles named together; ``has_word`` when « article » is said before them."""

    start: int
    end: int
    has_word: bool
    items: tuple[ArticleNumber, ...] = field(default=())


def article_lists(folded: FoldedText) -> list[ArticleList]:
    """The lists of articles of a folded text, from left to right."""
    plain = folded.folded
    found: list[ArticleList] = []
    at = 0
    words = ARTICLE_WORD.search(plain)
    bare = LETTERED.search(plain)
    while words or bare:
        if words and (bare is None or words.start() <= bare.start()):
            here = _list_at(folded, words.start(), _after_word(plain, words.end()), has_word=True)
        else:
            assert bare is not None
            here = _list_at(folded, bare.start(), bare.start(), has_word=False)
        if here.items:
            found.append(here)
        at = max(here.end, (words.end() if words and here.has_word else bare.start() + 1 if bare else at + 1))
        if words and words.start() < at:
            words = ARTICLE_WORD.search(plain, at)
        if bare and bare.start() < at:
            bare = LETTERED.search(plain, at)
    return found


_FILLER = re.compile(r"\s{0,3}(?::|n°s?|n\s|numeros?|no\s|dits?|suivants\s?:)?\s{0,3}(?:n°\s?)?(?:-\s)?")


def _after_word(plain: str, at: int) -> int:
    filler = _FILLER.match(plain, at)
    return filler.end() if filler else at


def _list_at(folded: FoldedText, start: int, at: int, *, has_word: bool) -> ArticleList:
    plain = folded.folded
    items: list[ArticleNumber] = []
    before: ArticleNumber | None = None
    while len(items) < _MOST_ITEMS:
        item = _item(folded, at, before)
        if item is None:
            break
        if not items and has_word:
            item = replace(item, subdivisions=(*subdivisions_before(folded, start), *item.subdivisions))
        items.append(item)
        before = item.until or item
        at = item.end
        while more := _MORE_POINTS.match(plain, at):
            kept, last = item.subdivisions[:-1], (item.subdivisions or ("",))[-1]
            is_alinea = last.startswith("al") and "alineas" in plain[item.start : item.end]
            if not ((last.endswith("°") and more["degree"]) or is_alinea):
                break
            part = f"al{more['point']}" if is_alinea else f"{more['point']}°"
            begin = more.start("point")
            items.append(replace(item, start=begin, end=more.end(), subdivisions=(*kept, part)))
            at = more.end()
        separator = _NEXT.match(plain, at)
        if separator is None:
            break
        at = separator.end()
    end = items[-1].end if items else at
    return ArticleList(start=start, end=end, has_word=has_word, items=tuple(items))


def _item(folded: FoldedText, at: int, before: ArticleNumber | None) -> ArticleNumber | None:
    item = _number(folded, at, before)
    if item is None:
        return None
    plain = folded.folded
    subdivisions, end = subdivisions_after(folded, item.end)
    item = replace(item, end=end, subdivisions=subdivisions)
    if following := _FOLLOWING.match(plain, item.end):
        return replace(item, end=following.end(), and_following=True)
    if between := _RANGE.match(plain, item.end):
        until = _number(folded, between.end(), item, ends_range=True)
        if until:
            return replace(item, end=until.end, until=until)
    return item


def _number(
    folded: FoldedText, at: int, before: ArticleNumber | None, *, ends_range: bool = False
) -> ArticleNumber | None:
    plain = folded.folded
    found = _NUMBER.match(plain, at)
    if found is None or not re.search(r"[0-9]", found[0]):
        return None
    letter = re.sub(r"[^a-z]", "", found["letter"] or "").upper()
    written = (found["lettered"] or found["bare"]) + found["rest"]
    groups = tuple(g.strip().translate(_DIGITS) for g in re.split(r"[-.]", written))
    is_ocr = re.search(r"[oil]", written) is not None
    item = ArticleNumber(start=at, end=found.end(), letter=letter, groups=groups, is_ocr=is_ocr)
    item = _with_suffix(folded, _with_spaces(plain, item, before))
    if letter:
        return item
    if _NOT_AN_ARTICLE.match(plain, item.end) and not (before is None and plain.startswith(("er", "°"), item.end)):
        return None
    if item.end == found.end() and before is None and (first := re.compile(r"\s?(?:er|°)\b").match(plain, item.end)):
        item = replace(item, end=first.end())
    if before is not None and before.letter:
        return _inherited(item, before, ends_range=ends_range)
    return item


def _with_spaces(plain: str, item: ArticleNumber, before: ArticleNumber | None) -> ArticleNumber:
    """« L 2121 29 », where numbers begin with three or four figures; without letter, only after such a one."""
    is_one = item.letter in ("L", "R", "D") or (not item.letter and before is not None and before.is_hyphen_lost)
    if not is_one or len(item.groups) > 1 or not 3 <= len(item.groups[0]) <= 4:
        return item
    spaced = _SPACED.match(plain, item.end)
    if spaced is None:
        return item
    return replace(item, end=spaced.end(), groups=(*item.groups, *spaced[0].split()), is_hyphen_lost=True)


def _inherited(item: ArticleNumber, before: ArticleNumber, *, ends_range: bool) -> ArticleNumber | None:
    """« L. 2252-1 à 2252-5 », « L 731-1 à 5 », « L2224-7 à 12-5 », « L. 2121-29, 2122-22 »: what is left unsaid."""
    is_whole = len(item.groups[0]) >= len(before.groups[0]) or item.groups[0] == "1" + before.groups[0]
    if is_whole and (len(item.groups) > 1 or len(before.groups) == 1 or ends_range):
        return replace(item, letter=before.letter)
    if not ends_range:
        return None
    kept = before.groups[: max(1, len(before.groups) - len(item.groups))]
    return replace(item, letter=before.letter, groups=(*kept, *item.groups))


def _with_suffix(folded: FoldedText, item: ArticleNumber) -> ArticleNumber:
    """« 1636 B sexies », « 1379 0 bis », « L. 80 B »; a capital alone only after a number without hyphen."""
    if len(item.groups) > 1 and item.letter:
        found = re.compile(rf"(?P<latin>\s?-?\s?(?:{_LATIN})\b)").match(folded.folded, item.end)
        return replace(item, end=found.end(), suffix=found[0].strip(" -")) if found else item
    found = _SUFFIX.match(folded.folded, item.end)
    if found is None:
        return item
    suffix, end = "", item.end
    for name in ("zero", "caps", "latin", "last"):
        part = found[name]
        if not part:
            continue
        begin = found.start(name) + len(part) - len(part.lstrip(" -"))
        if name in {"caps", "last"}:
            if not folded.is_upper(begin, found.end(name)) or _is_range(folded, begin, found.end(name)):
                break
            if re.fullmatch(r"[ivx]+", part.strip(" -")):
                break
            suffix += part.strip(" -").upper()
        else:
            suffix += ("-" if name == "zero" else "") + part.strip(" -")
        end = found.end(name)
    return replace(item, end=end, suffix=suffix)


def _is_range(folded: FoldedText, start: int, end: int) -> bool:
    """« L2121-29 A L2121-34 » in capitals: « à », not the letter A."""
    return (
        folded.folded[start:end] == "a"
        and re.compile(r"\s(?:[lrd]\b|[lrd]?[0-9])").match(folded.folded, end) is not None
    )
