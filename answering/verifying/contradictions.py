"""Whether a sentence affirms what the document denies, forbids, excepts or says the opposite of."""

import re
from collections.abc import Iterator
from itertools import pairwise

from answering.verifying.denials import PREFIXES
from answering.verifying.read_text import FAMILY_MARK, ReadText, Statement, closest
from answering.verifying.surroundings import (
    AFTER,
    CASES,
    LIMITS,
    MAY,
    anchored,
    markers_of,
    negations_of,
    only_after_except,
    takes_out,
)
from answering.verifying.typed_agreement import agree
from answering.verifying.verified import Lack, Unsupported
from french.analyser import words as words_of
from french.markers import Marker, MarkerFamily
from french.negations import Negation, refuses
from french.typed_span import AnySpan, FactKind, flat
from french.wording import content_stems, same_word, wording

_EVEN = re.compile(
    r"\b(?:meme (?:pendant|le|la|les|pour|en|durant|si)|y compris|ainsi que|aussi (?:pendant|le|la|les|pour|en))\b"
)
_FORBIDS = re.compile(r"\b(?:interdi\w+|defendu\w*|prohib\w+|proscrit\w*)\b")
_OPENS = re.compile(r"ferm|ouv")
_ORDER = re.compile(
    r"\b(?P<word>avant|apres)"
    r" (?:le |la |les |l'|son |sa |ses |votre |vos |leurs? |notre |nos |tout |toute |un |une |ce |cette )?"
    r"(?P<noun>[a-z]{3,})"
)
_TURN = re.compile(r"[;:] ?|\b(?:mais|alors) |, (?:et|puis) ")
# « Les matelas et les pneus ne sont pas repris. »: one clause, whose verb is denied.
_ONLY_DENIES = re.compile(r"[^,;:.]{3,80}? (?:ne |n')[^,;:.]{2,40}? pas [^,;:.]{3,60}\.?")
_WAITS = re.compile(r"\b(?:attend\w*|d'abord|prealable\w*)\b")
_CLOSE = 8
"""Code points between « sauf » and what it takes out: « sauf pour les »."""


def contradicted(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """What ``sentence`` affirms and ``known`` says the contrary of."""
    yield from _taken_in(sentence, known)
    yield from _turned(sentence, known)
    yield from _allowed(sentence, known)
    for stem in sorted(sentence.stems - known.stems):
        for prefix in PREFIXES:
            if stem.startswith(prefix) and stem.removeprefix(prefix) in known.stems:
                yield Lack(kind=Unsupported.NEGATION, words=stem)
    for statement in sentence.statements:
        near = closest(statement.tokens, known.statements)
        for stem in _affirmed(statement, sentence):
            if _is_denied(stem, statement, near, sentence, known):
                yield Lack(kind=Unsupported.NEGATION, words=stem)
        if not any(not n.is_privative for n in negations_of(statement, sentence)):
            yield from _denied_as_a_whole(statement, sentence, near, known)
            yield from _opposites(statement, sentence, near, known)
            yield from _opposites(statement, sentence, anchored(statement, sentence, known), known)
            yield from _excepted(statement, sentence, known)


def _taken_in(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« même pendant les vacances » where the document says « sauf pendant les vacances »."""
    line = flat(sentence.text)
    excepted = [content_stems(known.text[m.end : m.end + AFTER]) for m in known.markers if m.family is MarkerFamily.EXC]
    for m in _EVEN.finditer(line):
        tail = content_stems(sentence.text[m.end() : m.end() + AFTER])
        if any(set(tail) & set(stems) for stems in excepted) and not _EVEN.search(flat(known.text)):
            yield Lack(kind=Unsupported.NEGATION, words=sentence.text[m.start() : m.end()])


def _allowed(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« on peut pousser la neige » where the closest statements only forbid it."""
    for statement in sentence.statements:
        may = MAY.search(flat(sentence.text[statement.start : statement.end]))
        near = closest(statement.tokens, known.statements)
        if (
            may
            and near
            and not negations_of(statement, sentence)
            and all(_forbids(one, sentence, known) for one in near)
        ):
            yield Lack(kind=Unsupported.NEGATION, words=may.group())


def _forbids(statement: Statement, sentence: ReadText, known: ReadText) -> bool:
    words = flat(known.text[statement.start : statement.end])
    excepts = any(takes_out(m, statement, sentence, known) for m in markers_of(statement, known))
    return bool(_FORBIDS.search(words)) and not (MAY.search(words) or negations_of(statement, known) or excepts)


def _turned(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« avant le versement » where the document only says « après le versement »."""
    there = [(m["word"], stem) for m in _ORDER.finditer(flat(known.text)) for stem in content_stems(m["noun"])]
    for m in _ORDER.finditer(flat(sentence.text)):
        for stem in content_stems(m["noun"]):
            words = {word for word, noun in there if same_word(noun, stem)}
            if words and m["word"] not in words:
                yield Lack(kind=Unsupported.NEGATION, words=sentence.text[m.start() : m.end()])


def _excepted(statement: Statement, sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« un jour férié » affirmed where the document only says « sauf les jours fériés » of what it allows."""
    refused = refuses(sentence.text[statement.start : statement.end])
    if refused or sentence.of_kind(FactKind.AMOUNT) or any(m.family in LIMITS for m in sentence.markers):
        return  # « fermé les jours fériés » of « ouvert, sauf les jours fériés »
    for fact in sentence.of_kind(*CASES):
        there = [known_fact for known_fact in known.of_kind(fact.kind) if agree(fact, known_fact)]
        words = sentence.text[fact.start : fact.end]
        is_out = all(_is_taken_out(k, known) for k in there) if there else only_after_except(words, known)
        if statement.start <= fact.start < statement.end and is_out:
            yield Lack(kind=Unsupported.NEGATION, words=words)


def _is_taken_out(fact: AnySpan, known: ReadText) -> bool:
    """Whether a fact follows « sauf » in a statement that refuses nothing."""
    holding = next((s for s in known.statements if s.start <= fact.start < s.end), None)
    if holding is None or refuses(re.sub(r"(?i)\bsauf\b|\bhormis\b", "", known.text[holding.start : fact.start])):
        return False
    follows = any(
        m.family is MarkerFamily.EXC and m.start < fact.start <= m.end + _CLOSE for m in markers_of(holding, known)
    )
    return follows and not negations_of(holding, known)


def _denied_as_a_whole(
    statement: Statement, sentence: ReadText, near: list[Statement], known: ReadText
) -> Iterator[Lack]:
    """« reprend les pneus » where the only closest statement is that pneus « ne sont pas repris », and nothing else."""
    words = sentence.text[statement.start : statement.end]
    if len(near) != 1 or refuses(words) or markers_of(statement, sentence) or sentence.facts or sentence.counts:
        return
    line = flat(known.text[near[0].start : near[0].end])
    if _WAITS.search(flat(words)) and _is_before(near[0], known):
        return
    if _ONLY_DENIES.fullmatch(line) and not any(m.family in LIMITS for m in markers_of(near[0], known)):
        yield Lack(kind=Unsupported.NEGATION, words=words.strip())


def _is_before(statement: Statement, read: ReadText) -> bool:
    """« ne pas commencer avant l’accord », which « attendez l’accord avant de commencer » says again."""
    return re.search(r"\bavant\b", flat(read.text[statement.start : statement.end])) is not None


def _affirmed(statement: Statement, sentence: ReadText) -> list[str]:
    """Stems of the statement outside what it denies; none when its words refuse or restrict something themselves."""
    words = sentence.text[statement.start : statement.end]
    if refuses(words) or any(m.family in LIMITS for m in sentence.markers):
        return []
    denying = [n.start - statement.start for n in sentence.negations if statement.start <= n.start < statement.end]
    ends = [m.start() for m in _TURN.finditer(flat(words))] + [len(words)]
    parts = [words[start:end] for start, end in pairwise([0, *ends])]
    spans = list(pairwise([0, *ends]))
    told = [
        part for part, (start, end) in zip(parts, spans, strict=True) if not any(start <= at < end for at in denying)
    ]
    return sorted(set(content_stems(" ".join(told))) - statement.denied)


def _is_denied(stem: str, said: Statement, near: list[Statement], sentence: ReadText, known: ReadText) -> bool:
    """Whether the only closest statement, or every one that has the word, denies what the sentence affirms."""
    holding = [s for s in known.statements if any(same_word(stem, other) for other in s.stems)]
    if _WAITS.search(flat(sentence.text)) and any(_is_before(one, known) for one in holding):
        return False
    if holding and all(_denies(stem, one, sentence, known) for one in holding):
        shared = [{t for t in one.tokens & said.tokens if not t.startswith(FAMILY_MARK)} for one in holding]
        return any(len(tokens) > 1 or one in near for tokens, one in zip(shared, holding, strict=True))
    return len(near) == 1 and _denies(stem, near[0], sentence, known)


def _denies(stem: str, statement: Statement, sentence: ReadText, known: ReadText) -> bool:
    """Whether the statement denies the word wherever it says it, and excepts nothing from what it denies."""
    if not any(same_word(stem, other) for other in statement.denied):
        return False
    inside = negations_of(statement, known)
    if any(
        takes_out(marker, statement, sentence, known)
        for marker in markers_of(statement, known)
        if _is_apart(marker, inside)
    ):
        return False
    total = sum(same_word(stem, other) for other in content_stems(known.text[statement.start : statement.end]))
    denied = sum(same_word(stem, other) for n in inside for other in content_stems(known.text[n.start : n.end]))
    return total <= denied


def _is_apart(marker: Marker, negations: list[Negation]) -> bool:
    return not any(n.start <= marker.start < n.end for n in negations)


def _opposites(statement: Statement, sentence: ReadText, near: list[Statement], known: ReadText) -> Iterator[Lack]:
    """« ouvert » where the closest statements say « fermé », nothing being denied or excepted on either side."""
    said = set(words_of(sentence.text[statement.start : statement.end]))
    ends_of_day = [f for f in sentence.of_kind(FactKind.HOURS) if not f.value.is_range]
    for word in sorted(said & wording().opposites.keys()):
        if ends_of_day and _OPENS.match(word):
            continue  # « ferme à 19 h » where the document says « ouvert de 8 h à 19 h »
        opposite = wording().opposites[word]
        same = frozenset(w for other in opposite for w in wording().opposites[other]) - opposite
        texts = [set(words_of(known.text[one.start : one.end])) for one in near]
        is_plain = not any(
            one.denied or any(takes_out(m, one, sentence, known) for m in markers_of(one, known)) for one in near
        )
        if near and is_plain and not said & opposite and all(opposite & t and not same & t for t in texts):
            yield Lack(kind=Unsupported.NEGATION, words=word)
