"""Every legal reference of a text: what ``visas.recognising`` offers."""

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.legal_reference import LegalReference, ReferenceFlag, ReferenceKind
from visas.recognising.article_numbers import ArticleNumber, article_lists
from visas.recognising.attaching import Attached, Parents
from visas.recognising.code_names import CodeMention, code_mentions, known_codes
from visas.recognising.folded_text import FoldedText, fold
from visas.recognising.segments import segments
from visas.recognising.stamps import without_stamps
from visas.recognising.text_references import TextMention, text_mentions

_VISA = re.compile(r"\s{0,8}(?:[-•*]\s{0,3})?(?:vu|v\su)\b[\s,:]{0,3}(?P<object>[^\s,:;.])")


def recognise(text: str) -> tuple[LegalReference, ...]:
    """The legal references of a text, in order; ``text[r.start:r.end] == r.surface``. Linear in its length.

    A visa that cites no text of law gives one reference of kind ``NON_TEXTE``. An article that is cited twice comes
    twice; a code is a reference of its own only where none of its articles is cited in the same visa or paragraph.
    """
    whole = fold(text)
    whole = replace(whole, folded=without_stamps(whole.folded))
    found: list[LegalReference] = []
    for start, end in segments(whole.folded):
        part = _part(whole, start, end)
        at = 0 if part is whole else whole.offset(start)
        found.extend(replace(one, start=one.start + at, end=one.end + at) for one in _in_segment(part))
    return tuple(found)


def _part(whole: FoldedText, start: int, end: int) -> FoldedText:
    if start == 0 and end == len(whole.folded):
        return whole
    low, high = whole.offset(start), whole.end(end)
    offsets = None
    if whole.offsets is not None:
        offsets = (*(at - low for at in whole.offsets[start:end]), high - low)
    return FoldedText(text=whole.text[low:high], folded=whole.folded[start:end], offsets=offsets)


def _in_segment(folded: FoldedText) -> list[LegalReference]:
    plain = folded.folded
    lists = article_lists(folded)
    texts = list(text_mentions(folded))
    inside = [(t.start, t.end) for t in texts]
    lists = [a for a in lists if a.has_word or not any(low <= a.start < high for low, high in inside)]
    codes = [c for c in code_mentions(plain) if c.is_sure or _counts(plain, c, [a.end for a in lists])]
    parents = Parents(plain, codes, texts)
    attached = [parents.attach(one) for one in lists]
    found = [*_articles(folded, attached), *_texts(folded, texts, attached)]
    cited = {one.code for one in found if one.kind is ReferenceKind.ARTICLE}
    found.extend(_codes(folded, codes, cited))
    found.sort(key=lambda one: (one.start, one.end))
    return found or _non_texte(folded)


def _counts(plain: str, code: CodeMention, ends: list[int]) -> bool:
    """Whether an abbreviation that may mean something else is of a code here: « L. 2113-6 du CCP », « Vu le CCP »."""
    return any(0 <= code.start - end <= 8 for end in ends) or bool(
        re.search(r"\bvu\s(?:le|du)\s$", plain[max(0, code.start - 8) : code.start])
    )


def _articles(folded: FoldedText, attached: list[Attached]) -> Iterator[LegalReference]:
    for one in attached:
        if one.is_dropped or one.text_index is not None:
            continue
        for item in one.articles.items:
            yield _article(folded, item, one.code)


def _article(folded: FoldedText, item: ArticleNumber, code: str | None) -> LegalReference:
    flags: set[ReferenceFlag] = {ReferenceFlag.OCR} if item.is_ocr else set()
    if item.is_hyphen_lost:
        flags.add(ReferenceFlag.HYPHEN_LOST)
    mended = _mended(item, code)
    prefix = code or "?"
    until = _mended(item.until, code).number if item.until else None
    key = f"{prefix}:{mended.number}"
    alternatives: list[str] = []
    if until:
        key += f"..{until}"
    elif mended.number != item.number:
        alternatives.append(f"{prefix}:{item.number}")
        if item.groups[0] != mended.groups[0]:
            flags.add(ReferenceFlag.OCR)
    for subdivision in item.subdivisions:
        key += f":{subdivision}"
    if item.and_following:
        key += "+"
    if code is None:
        flags.add(ReferenceFlag.CODE_MISSING)
        if item.subdivisions:
            alternatives.append(f"?:{mended.number}")
    start, end = folded.offset(item.start), folded.end(item.end)
    return LegalReference(
        kind=ReferenceKind.ARTICLE,
        key=key,
        surface=folded.text[start:end],
        start=start,
        end=end,
        code=code,
        number=mended.number,
        until=until,
        and_following=item.and_following,
        subdivisions=item.subdivisions,
        alternatives=tuple(alternatives),
        flags=frozenset(flags),
    )


def _mended(item: ArticleNumber, code: str | None) -> ArticleNumber:
    """The number as its code writes them: « 12224-12 » and « 2224-12 » of the CGCT are L2224-12."""
    digits = known_codes()[code].digits if code else 0
    if item.letter or not digits or len(item.groups) < 2:
        return item
    first = item.groups[0]
    if len(first) == digits + 1 and first.startswith("1"):
        return replace(item, letter="L", groups=(first[1:], *item.groups[1:]))
    return replace(item, letter="L") if len(first) == digits else item


def _texts(folded: FoldedText, texts: list[TextMention], attached: list[Attached]) -> Iterator[LegalReference]:
    for index, mention in enumerate(texts):
        lists = [one.articles for one in attached if one.text_index == index]
        articles = tuple(_cited(item) for one in lists for item in one.items)
        start, end = folded.offset(mention.start), folded.end(mention.end)
        key = mention.key
        if mention.kind is ReferenceKind.CONSTITUTION and articles:
            for article in articles:
                yield _text(folded, mention, f"{key}:{article}", start, end, (article,))
            continue
        yield _text(folded, mention, key, start, end, articles)


def _text(
    folded: FoldedText, mention: TextMention, key: str, start: int, end: int, articles: tuple[str, ...]
) -> LegalReference:
    return LegalReference(
        kind=mention.kind,
        key=key,
        surface=folded.text[start:end],
        start=start,
        end=end,
        number=mention.number,
        signed_on=mention.day,
        articles=articles,
        alternatives=mention.alternatives,
        flags=mention.flags,
    )


def _cited(item: ArticleNumber) -> str:
    """An article of a text: « 30:I:1° », « 3..5 »."""
    number = item.number + (f"..{item.until.number}" if item.until else "")
    return ":".join((number, *item.subdivisions)) + ("+" if item.and_following else "")


def _codes(folded: FoldedText, codes: list[CodeMention], cited: set[str | None]) -> Iterator[LegalReference]:
    seen = set(cited)
    for mention in codes:
        if mention.key is None or mention.key in seen:
            continue
        seen.add(mention.key)
        start, end = folded.offset(mention.start), folded.end(mention.end)
        yield LegalReference(
            kind=ReferenceKind.CODE,
            key=f"code:{mention.key}",
            surface=folded.text[start:end],
            start=start,
            end=end,
            code=mention.key,
        )


def _non_texte(folded: FoldedText) -> list[LegalReference]:
    visa = _VISA.match(folded.folded)
    if visa is None:
        return []
    start, end = folded.offset(visa.start("object")), folded.end(len(folded.folded.rstrip()))
    return [
        LegalReference(
            kind=ReferenceKind.NON_TEXTE, key="non_texte", surface=folded.text[start:end], start=start, end=end
        )
    ]
