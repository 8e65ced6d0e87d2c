"""« même si », « sans limite », « plusieurs »: what a sentence says in spite of a condition or beyond a bound.

A document's condition, undone, is a rule that it does not state: the words of the condition are all there.
"""

import re
from collections.abc import Iterator

from answering.verifying.anchors import anchored_by_words
from answering.verifying.read_text import ReadText, closest
from answering.verifying.verified import Lack, Unsupported
from french.quantity_words import wholes_in
from french.typed_span import flat
from french.wording import content_stems, said_by, same_word

# « même s’il ne reste aucune place », « y compris sans justificatif »; not « le jour même », « de même », nor
# « le même tarif ».
_EVEN_IF = re.compile(
    r"\b(?<!de )(?<!le )(?<!la )(?<!au )(?:meme|y compris) (?:si|s'|quand|lorsqu\w*|sans|avec|en cas|apres|avant"
    r"|hors|a |au |aux |tenue?s?)"
    r"|\b(?:peu importe|quel(?:le)?s? que soi\w+|quoi qu|que (?:ce soit|vous soyez))\b|\bsans tenir compte\b"
)
_REGARDLESS = re.compile(
    r"\b(?:meme|y compris|quel(?:le)?s? que soi\w+|ou que|peu importe|independamment|sans (?:condition|distinction))\b"
)
_ENDLESS = re.compile(
    r"\bsans (?:aucune? )?(?:condition|limite|limitation|restriction|plafond|compter)s?\b"
    r"|\bautant (?:de fois )?que\b|\bautant de [a-z]+ que\b|\ba volonte\b|\bindefiniment\b"
)
_SAYS_ENDLESS = re.compile(r"\bsans (?:condition|limit\w+|restriction)|\billimite\w*|\blibre\w*|\bsans \w+ limit")
_AFTER_ONE = re.compile(
    r"\b(?:apres|des|a partir d'|au bout d'|pour) ?(?:une?|la premiere|le premier) (?P<noun>[a-z]{4,})"
)
_ONE = re.compile(r"\b(?:une?|premiere?) (?P<noun>[a-z]{4,})")
# « plusieurs parcelles » of « une seule par foyer », « une parcelle par foyer ».
_SEVERAL = re.compile(r"\bplusieurs (?P<noun>[a-z]{3,})")
_SINGLE = re.compile(r"\b(?:une? seule?|qu'une?|un(?:e|ique)? fois|une? [a-z]+ par)\b")


def unsupported_concessions(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """Conditions undone and bounds passed that ``known`` does not undo or pass."""
    yield from _in_spite_of(sentence, known)
    yield from _without_end(sentence, known)
    yield from _fewer(sentence, known)
    for m in _SEVERAL.finditer(flat(sentence.text)):
        tokens = frozenset(token for one in sentence.statements for token in one.tokens)
        near = [*closest(tokens, known.statements), *anchored_by_words(tokens, known)]
        texts = [flat(known.text[one.start : one.end]) for one in near if _said_by_any(m["noun"], one.stems)]
        if any(_SINGLE.search(text) for text in texts) and not any("plusieurs" in text for text in texts):
            yield Lack(kind=Unsupported.QUANTITY, words=m.group())


def _fewer(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« après une absence » where the document only says « après trois absences »."""
    for m in _AFTER_ONE.finditer(flat(sentence.text)):
        nouns = content_stems(m["noun"])
        held = [count for count in known.counts if any(same_word(count.noun, noun) for noun in nouns)]
        if (
            held
            and all(count.value > 1 for count in held)
            and not any(
                same_word(stem, noun)
                for found in _ONE.finditer(flat(known.text))
                for stem in content_stems(found["noun"])
                for noun in nouns
            )
        ):
            yield Lack(kind=Unsupported.QUANTITY, words=m.group())


def _said_by_any(word: str, stems: frozenset[str]) -> bool:
    """Whether one of ``stems`` says a word or stands for it."""
    return any(said_by(stem, stems) for stem in content_stems(word))


def _in_spite_of(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    line, there = flat(sentence.text), flat(known.text)
    for m in _EVEN_IF.finditer(line):
        tail = content_stems(re.split(r"[,;.]", sentence.text[m.end() :])[0])
        told = [one for one in known.statements if any(said_by(stem, one.stems) for stem in tail)]
        is_undone = any(_REGARDLESS.search(there[one.start : one.end]) for one in told)
        # « même le dimanche » of « tous les jours »: all are meant.
        is_of_all = any(wholes_in(known.text[one.start : one.end]) for one in told)
        if not is_undone and not is_of_all:
            yield Lack(kind=Unsupported.CONDITION, words=sentence.text[m.start() :].strip())


def _without_end(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    line = flat(sentence.text)
    for m in _ENDLESS.finditer(line):
        clause = next(s for s in sentence.statements if s.start <= m.start() < s.end or s is sentence.statements[-1])
        near = anchored_by_words(clause.tokens, known, without=[sentence.text[m.start() : m.end()]])
        texts = [flat(known.text[one.start : one.end]) for one in near]
        if not any(_SAYS_ENDLESS.search(text) for text in texts):
            yield Lack(kind=Unsupported.QUANTITY, words=m.group())
