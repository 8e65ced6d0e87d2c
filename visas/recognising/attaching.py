"""Which code or text each list of articles belongs to: named after it, named before it, or not named at all."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum

from visas.recognising.article_numbers import ArticleList
from visas.recognising.code_names import CodeMention, known_codes
from visas.recognising.text_references import TextMention

_TO_RIGHT = re.compile(
    r"[\s,)\"]{0,3}(?:(?:precites?|susvises?|modifies?|nouveaux?|anciens?)[\s,]{1,2}){0,2}"
    r"(?:\([^()]{0,40}\)\s?)?"
    r"(?:du|de\sla|de\sl'|de\sl|des|de|d'|d|dudit|de\sladite|au|a\sla|issue?s?\sde(?:\sla|\sl')?|,|\(|-|sous|dans\sle|:)?"
    r"\s{0,2}"
    r"(?:(?:meme|dit|dite|ledit|ladite|ce|cette|present|l'|la|le|les)\s{0,2}){0,2}"
    r"(?:(?:partie\s)?(?:legislative|reglementaire)\s(?:du|de\sla)\s)?(?:nouveau\s|ancien\s)?"
)
"""Between a list and what it belongs to: « L. 1-29 [du ]CGCT », « article 26 [de la ]loi », « 3 [du même ]décret »."""

_OTHER_PARENT = re.compile(
    r"[\s,]{0,2}(?:du|de\sla|de\sl'|de\sl|des|dudit|de\sladite|desdits|desdites|de\s(?:ce|cette|ces|son|leurs?))\s{0,2}"
    r"(?!meme)[a-z]{3,}"
)
"""« article 6 des statuts », « article 2 dudit bail », « article 3 du règlement intérieur »: of no text of law."""

_SAME_TEXT = re.compile(
    r"[\s,]{0,2}(?:du\smeme|de\sla\smeme|dudit|de\sladite|de\sce|de\scette|de\scet)\s(?:texte|loi|decret|ordonnance|arrete)"
)
_SAME_CODE = re.compile(r"[\s,]{0,2}(?:du\smeme|dudit|du\sdit|de\sce(?:\smeme)?|du)\s(?=code)")
_YEAR = re.compile(r"20[0-4][0-9]")
"""« D2031-055 - Objet : … » is a délibération's number; no code's regulations begin so."""

_FURTHEST_TEXT = 300


class Same(Enum):
    """A parent said to be one named before."""

    CODE = "code"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A list with its parent: a code's short name, a text's place in the list of texts, or neither.

    ``is_dropped`` when it belongs to something that is no text of law.
    """

    articles: ArticleList
    code: str | None = None
    text_index: int | None = None
    is_dropped: bool = False


class Parents:
    """The codes and texts named in one visa, by place."""

    def __init__(self, plain: str, codes: list[CodeMention], texts: list[TextMention]) -> None:
        self.plain = plain
        self.codes = codes
        self.texts = texts
        self.code_starts = [c.start for c in codes]
        self.text_starts = [t.start for t in texts]

    def attach(self, articles: ArticleList) -> Attached:
        """Finds the parent of a list."""
        lettered = any(item.letter for item in articles.items)
        if not articles.has_word and _YEAR.fullmatch(articles.items[0].groups[0]) and self._right(articles) is None:
            return Attached(articles=articles, is_dropped=True)
        right = self._right(articles)
        if right is not None and not (lettered and right.text_index is not None):
            left = self._left_code(articles.start)
            is_next = self.plain.startswith((",", " ,"), articles.end)
            is_misfit = lettered and right.code and left and not fits(articles, right.code) and fits(articles, left)
            if left and right.code and (is_next or is_misfit):
                return Attached(articles=articles, code=left)
            return right
        if not lettered and _OTHER_PARENT.match(self.plain, articles.end):
            return Attached(articles=articles, is_dropped=True)
        return self._from_left(articles, lettered=lettered)

    def _right(self, articles: ArticleList) -> Attached | None:
        end = articles.end
        if _SAME_TEXT.match(self.plain, end):
            index = bisect_left(self.text_starts, articles.start) - 1
            return Attached(articles=articles, text_index=index) if index >= 0 else None
        link = _TO_RIGHT.match(self.plain, end)
        reach = link.end() if link else end
        at = bisect_left(self.code_starts, end)
        if at < len(self.codes) and self.codes[at].start <= reach:
            key = self.codes[at].key or self._left_code(articles.start)
            return Attached(articles=articles, code=key)
        at = bisect_left(self.text_starts, end)
        if at < len(self.texts) and self.texts[at].start <= reach and not self.plain.startswith(",", end):
            return Attached(articles=articles, text_index=at)
        return None

    def _left_code(self, before: int) -> str | None:
        at = bisect_left(self.code_starts, before) - 1
        while at >= 0:
            if (key := self.codes[at].key) is not None:
                return key
            at -= 1
        return None

    def _from_left(self, articles: ArticleList, *, lettered: bool) -> Attached:
        code_at = bisect_left(self.code_starts, articles.start) - 1
        text_at = bisect_left(self.text_starts, articles.start) - 1
        code = self._left_code(articles.start)
        if lettered:
            return Attached(articles=articles, code=code or self._only_code_after(articles.end))
        text = self.texts[text_at] if text_at >= 0 else None
        if not articles.has_word or (text is None and code is None):
            is_long = articles.has_word and any(len(item.groups) > 1 for item in articles.items)
            return Attached(articles=articles, is_dropped=not is_long)
        if code and (text is None or self.codes[code_at].start > text.start):
            is_own = known_codes()[code].digits == 0 or any(len(item.groups) > 1 for item in articles.items)
            return Attached(articles=articles, code=code if is_own else None, is_dropped=not is_own)
        assert text is not None
        if articles.start - text.end > _FURTHEST_TEXT:
            return Attached(articles=articles, is_dropped=True)
        return Attached(articles=articles, text_index=text_at)

    def _only_code_after(self, end: int) -> str | None:
        """The one code named further on: « l'article L2122-22 relatif aux délégations du CGCT »."""
        at = bisect_left(self.code_starts, end)
        keys = {c.key for c in self.codes[at : at + 2] if c.key}
        return keys.pop() if len(keys) == 1 else None


def fits(articles: ArticleList, code: str) -> bool:
    """Whether the first figures of these numbers are as long as those of the code."""
    digits = known_codes()[code].digits
    return not digits or all(len(item.groups[0]) == digits for item in articles.items)
