"""How kept visas are written: one line a code with its articles, one a law or decree, in the usual order."""

import re
from collections.abc import Iterable, Iterator

from domain.legal_codes import TITLE_OF
from visas.drafting.put_visas import ResolvedVisa, Standing
from visas.drafting.subject import Drafts

_ORDER = ("loi", "ordonnance", "decret")

# « L2122-22 » of the codes that number with a letter; « 1636Bsexies », « 1635quaterA » of the CGI.
_LETTERED = re.compile(r"(?P<letter>[LRD])(?P<number>[0-9].*)")
_WORDED = re.compile(r"(?P<digits>[0-9]+)(?P<capital>[A-Z]?)(?P<latin>[a-z]*)(?P<last>[A-Z]?)")


def visa_lines(drafts: Drafts, visas: Iterable[ResolvedVisa]) -> Iterator[str]:
    """The lines « Vu … ; », those in doubt apart from the sure ones and marked: codes, laws, ordinances, decrees."""
    codes: dict[tuple[str, Standing], list[str]] = {}
    texts: list[tuple[int, str]] = []
    for visa in visas:
        kind, _, rest = visa.rule.key.partition(":")
        if kind in _ORDER:
            texts.append((_ORDER.index(kind), marked(drafts, _text_words(drafts, visa.rule.key), visa.standing)))
        else:
            codes.setdefault((kind, visa.standing), []).append(displayed(rest))
    for (code, standing), articles in codes.items():
        form = "form.code_one" if len(articles) == 1 else "form.code_many"
        words = drafts.say(form, code=_lower(TITLE_OF[code]), articles=listed(articles))
        yield marked(drafts, words, standing)
    yield from (line for _, line in sorted(texts, key=lambda one: one[0]))


def marked(drafts: Drafts, words: str, standing: Standing) -> str:
    """« Vu … ; », with its mark when it is to be verified."""
    visa = drafts.say("form.visa", words=words)
    return drafts.say("form.doubtful", visa=visa) if standing is Standing.TO_VERIFY else visa


def displayed(number: str) -> str:
    """« L. 2122-22 » for L2122-22, « 1636 B sexies » for 1636Bsexies."""
    lettered = _LETTERED.fullmatch(number)
    if lettered is not None:
        return f"{lettered['letter']}. {lettered['number']}"
    worded = _WORDED.fullmatch(number)
    return " ".join(part for part in worded.groups() if part) if worded else number


def listed(parts: list[str]) -> str:
    """« a, b et c »."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} et {parts[-1]}"


def _text_words(drafts: Drafts, key: str) -> str:
    text, _, article = key.partition("#")
    words = drafts.texts[text].words
    if not article:
        return words
    latin = re.sub(r"(?<=[0-9])(?=[a-z])", " ", article)
    return drafts.say("form.law_article", words=words, article=latin)


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]
