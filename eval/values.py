"""Whether an answer holds an expected value, « à la mise en forme près ».

The rule, the same for every question set and applied by no one's judgement:

1. ``expected`` is a string, or a list whose elements must all be held.
2. What is in brackets is a remark and is dropped (unless nothing else is left), and so are the openings
   « oui », « non », « règle : », « exception : », « signaler l'écart : », « signaler que ».
3. If what remains has values (amounts, percentages, volumes, hours, dates, phones, addresses, days, months,
   « gratuit », numbers, ordinals in digits or before a day), all must be in the answer, in any typography.
   A number's unit (« 45 minutes », « 5 livres ») must be in the answer too. A date without a year holds
   for any year, an hour and its duration read alike (« 36 heures », « 36H »).
4. Otherwise at least 60 % of its content stems, rounded up, must be in the answer.

It errs on both sides: an answer in other words is counted wrong, and a right figure about something else is
counted right; ``eval.answer_scoring`` therefore also says whether it stands on the right page.
"""

import re
from collections.abc import Sequence
from math import ceil

from eval.value_forms import Value, ValueKind, fold, loose_values_in, values_in

STEM_SHARE = 0.6
"""Share of content stems that a value without figures needs.
Chosen so that « le conseil » alone is not « conseil municipal » while one word in three may be the annotator's own;
``python -m eval.answers`` prints how many annotated passages hold their own value with it (75 of the 92 gold ones).
"""

_REMARK = re.compile(r"\([^()]*\)")
_OPENING = re.compile(
    r"^\s*(?:(?:oui|non)\b\s*[:,;.]?|(?:r[èe]gle|exception)\s*:|signaler (?:l['’][ée]cart\s*:|que\b))\s*", re.IGNORECASE
)
_STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a ai au aux avec c ce ces cet cette chez d dans de des dit du elle en encore entre est et eu faut il ils j je
        l la le les leur lors m mais me meme mes n ne ni non nos notre nous on ont ou par pas pour qu que qui s sa sans
        se sera ses si son sont sur t tous tout toute toutes un une vos votre vous y""",
    )
)
_SUFFIXES = (
    *("issements", "issement", "ations", "ation", "ements", "ement", "ments", "ment", "ions", "ion"),
    *("ees", "ee", "es", "er", "ez", "e", "s", "x"),
)
_UNIT_ALIASES = {"min": "minut", "mn": "minut", "an": "an", "anne": "an", "kilo": "kg", "kilogramm": "kg", "litr": "l"}


def stem(word: str) -> str:
    """A folded word without its plural, feminine, infinitive, participle or noun ending; four letters stay.

    >>> [stem(w) for w in ("exonerees", "exoneration", "exonere", "tennis")]
    ['exoner', 'exoner', 'exoner', 'tenni']
    """
    for plural in ("s", "x"):
        if word.endswith(plural) and len(word) > 3:
            word = word[:-1]
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            word = word[: -len(suffix)]
            break
    return word[:-1] if len(word) > 5 and word[-1] == word[-2] else word


def content_stems(text: str) -> set[str]:
    """Stems of the words of ``text`` that say something: no articles, pronouns or single letters."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    return {stem(w) for w in words if len(w) > 1 and w not in _STOP_WORDS}


def without_remarks(expected: str) -> str:
    """The value itself: brackets and openings dropped, the whole string when nothing would be left."""
    bare = _OPENING.sub("", _REMARK.sub(" ", expected)).strip(" ,;:.")
    return bare or expected


def contains_value(text: str, expected: str | Sequence[str]) -> bool:
    """Whether ``text`` holds ``expected`` (all of a list) by the rule of this module."""
    elements = [expected] if isinstance(expected, str) else expected
    return bool(elements) and all(contains_plain(text, without_remarks(element)) for element in elements)


def contains_plain(text: str, value: str) -> bool:
    """Rules 3 and 4 alone: every word of ``value`` counts, brackets too."""
    wanted = required_values(value)
    if wanted:
        found = loose_values_in(text)
        stems = _unit_stems(text)
        return all(any(_same(want, have) for have in found) and _has_unit(want, stems) for want in wanted)
    stems = content_stems(value)
    if not stems:
        return False
    return len(stems & content_stems(text)) >= ceil(STEM_SHARE * len(stems) - 1e-9)


def required_values(value: str) -> list[Value]:
    """The values of an expected text that an answer cannot do without."""
    return [v for v in values_in(value) if v.kind is not ValueKind.ORDINAL or v.detail != "word"]


def has_amount(text: str) -> bool:
    """Whether ``text`` names a price, free of charge included."""
    return any(v.kind in (ValueKind.AMOUNT, ValueKind.FREE) for v in values_in(text))


def _same(want: Value, have: Value) -> bool:
    if want.kind is ValueKind.NUMBER and "." in want.key:
        # "35,4" may stand for any unit: degrees, euros, per cents.
        return want.key == have.key
    if want.kind is not have.kind or want.key != have.key:
        return False
    if want.kind is ValueKind.DATE:
        return not want.detail or not have.detail or want.detail == have.detail
    return True


def _unit(word: str) -> str:
    bare = stem(word)
    return _UNIT_ALIASES.get(bare, bare)


def _unit_stems(text: str) -> set[str]:
    return {_unit(w) for w in re.findall(r"[a-z]+", fold(text))}


def _has_unit(want: Value, stems: set[str]) -> bool:
    if want.kind is not ValueKind.NUMBER or not want.detail or want.detail in _STOP_WORDS:
        return True
    return _unit(want.detail) in stems
