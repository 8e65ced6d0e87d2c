"""Yes said of a subject of which the document says no, in whatever statement the sentence resembles most.

``contradictions.py`` looks at the closest statements; here at those on the rarest words of the sentence, which name
what it speaks of.
"""

import re
from collections.abc import Iterator

from answering.verifying.anchors import anchored_by_words, same_and_opposite
from answering.verifying.read_text import ReadText, Statement
from answering.verifying.surroundings import LIMITS, MAY, markers_of, negations_of, takes_out
from answering.verifying.verified import Lack, Unsupported
from french.analyser import words as words_of
from french.markers import MarkerFamily
from french.negations import Negation, refuses
from french.typed_span import FactKind, flat
from french.wording import content_stems, said_by, same_word, wording

_OPENS = re.compile(r"ferm|ouv")
_TIES = frozenset({MarkerFamily.COND, MarkerFamily.EXC, MarkerFamily.RESTR, MarkerFamily.OPEN})
_NEEDS = re.compile(r"\b(?:avant|apres|attend\w*)\b|\b(?:il faut|doi(?:t|vent)|devez|obligatoire\w*|necessaire\w*)\b")
_RELATIVE = re.compile(r"\b(?:qui|dont|que|si|lorsqu\w*|quand|ou)\b|\b(?:qu|s)'")
_UNCONCERNED = re.compile(
    r"\b(?:n'(?:est|etes)|ne sont) pas (?:concerne|vise|soumis)\w*$|pas (?:concerne|vise)\w*[ .]*$"
)
_EXCLUDES = re.compile(r"\b(?:exclus?|exclue?s?|refuse\w*|interdi\w+|prohib\w+|proscrit\w*|defendu\w*)\b")
_ASKS = re.compile(
    r"\b(?:il faut|doi(?:t|vent)|devez|obligatoire\w*|necessaire\w*)\b[^.;]*\b(?:inscri\w+|reserv\w+|rendez-vous)"
    r"|\bsur (?:inscription|reservation|rendez-vous)"
)
_FREE_ENTRY = re.compile(r"\b(?:entree|acces) libre|\bsans (?:inscription|reservation|rendez-vous)")
# « d’abord sur les grands axes, puis sur les rues en pente »
_FIRST = re.compile(r"\b(?:d'abord|en premier|en priorite)\b(?P<what>[^.;:]*?)(?=, | puis | ensuite |[.;:]|$)")


def affirmed_wrongly(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """What ``sentence`` affirms of a subject, and ``known`` denies, forbids or says the opposite of."""
    for statement in sentence.statements:
        if any(not n.is_privative for n in negations_of(statement, sentence)):
            continue
        families = {m.family for m in markers_of(statement, sentence)}
        words = sentence.text[statement.start : statement.end]
        if not families & _TIES and not refuses(words) and not _NEEDS.search(flat(words)):
            yield from _denied_of_it(statement, known)
        yield from _of_the_unconcerned(statement, known)
        yield from _allowed_to_the_excluded(statement, sentence, known)
        yield from _opposite_of_it(statement, sentence, known)
        yield from _asked_where_free(statement, sentence, known)
    yield from _order_turned(sentence, known)


def _denied_of_it(said: Statement, known: ReadText) -> Iterator[Lack]:
    """« Les pneus sont collectés » where each statement on tyres denies that they are."""
    for statement in known.statements:
        denied = [n for n in negations_of(statement, known) if not n.is_privative and not _is_relative(n, known)]
        stems = [stem for n in denied for stem in content_stems(known.text[n.start : n.end])]
        predicates = [s for s in stems if said_by(s, said.stems)]
        is_lifted = refuses(known.text[statement.start : statement.end])
        if not predicates or is_lifted or any(m.family in LIMITS for m in markers_of(statement, known)):
            continue
        opening = min(n.start for n in denied)
        subjects = set(content_stems(known.text[statement.start : opening])) & said.stems
        for subject in sorted(subjects - set(predicates)):
            holding = [one for one in known.statements if subject in one.stems]
            if all(any(same_word(p, d) for p in predicates for d in one.denied) for one in holding):
                yield Lack(kind=Unsupported.NEGATION, words=f"{subject} {predicates[0]}")


def _of_the_unconcerned(said: Statement, known: ReadText) -> Iterator[Lack]:
    """« L’eau est coupée aux Tuilières » where « les Tuilières ne sont pas concernées », and named nowhere else."""
    for statement in known.statements:
        if not _UNCONCERNED.search(flat(known.text[statement.start : statement.end])):
            continue
        elsewhere = frozenset(stem for one in known.statements if one is not statement for stem in one.stems)
        for subject in sorted((statement.stems & said.stems) - elsewhere - statement.denied):
            yield Lack(kind=Unsupported.NEGATION, words=subject)


def _is_relative(negation: Negation, known: ReadText) -> bool:
    """« dont la taxe n’est pas réglée »: what is denied there only tells of whom the statement speaks."""
    before = re.split(r"[,.;:]", flat(known.text[max(0, negation.start - 60) : negation.start]))[-1]
    return _RELATIVE.search(before) is not None


def _allowed_to_the_excluded(said: Statement, sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« Les professionnels peuvent retirer du compost » where they « en sont exclus »."""
    may = MAY.search(flat(sentence.text[said.start : said.end]))
    near = anchored_by_words(said.tokens, known) if may else []
    opening = content_stems(sentence.text[said.start : said.end])[:1]
    near = [one for one in near if one.stems.issuperset(opening)] or near
    if may and near and all(_excludes(one, sentence, known) for one in near):
        yield Lack(kind=Unsupported.NEGATION, words=may.group())


def _excludes(statement: Statement, sentence: ReadText, known: ReadText) -> bool:
    words = flat(known.text[statement.start : statement.end])
    return bool(_EXCLUDES.search(words)) and not (
        MAY.search(words)
        or negations_of(statement, known)
        or any(takes_out(m, statement, sentence, known) for m in markers_of(statement, known))
    )


def _opposite_of_it(said: Statement, sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« permis » where the statements on its rarest words say « interdit »."""
    line = sentence.text[said.start : said.end]
    words = set(words_of(line))
    has_hours = any(not f.value.is_range for f in sentence.of_kind(FactKind.HOURS))
    for word in sorted(words & wording().opposites.keys()):
        opposite = wording().opposites[word]
        if words & opposite or (has_hours and _OPENS.match(word)):
            continue
        either = same_and_opposite(word)
        near = anchored_by_words(said.tokens, known, without=either)
        texts = [set(words_of(known.text[one.start : one.end])) for one in near]
        is_plain = not any(
            one.denied or any(takes_out(m, one, sentence, known) for m in markers_of(one, known)) for one in near
        )
        is_opposite = any(opposite & t for t in texts) and not any((either - opposite) & t for t in texts)
        if near and is_plain and is_opposite:
            yield Lack(kind=Unsupported.NEGATION, words=word)


def _asked_where_free(said: Statement, sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« il faut s’inscrire » where the statements on its rarest words say « entrée libre »."""
    asked = _ASKS.search(flat(sentence.text[said.start : said.end]))
    near = anchored_by_words(said.tokens, known, without=[asked.group()]) if asked else []
    if asked and near and all(_FREE_ENTRY.search(flat(known.text[one.start : one.end])) for one in near):
        yield Lack(kind=Unsupported.NEGATION, words=asked.group())


def _order_turned(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« d’abord » of another thing than the document's."""
    there = [set(content_stems(m["what"])) for m in _FIRST.finditer(flat(known.text))]
    for m in _FIRST.finditer(flat(sentence.text)):
        mine = set(content_stems(m["what"]))
        if mine and any(there) and not any(mine & theirs for theirs in there):
            yield Lack(kind=Unsupported.NEGATION, words=m.group())
