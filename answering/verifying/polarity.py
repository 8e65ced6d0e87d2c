"""Whether a sentence denies what the document affirms, or affirms what it denies."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from answering.verifying.read_text import ReadText, Statement, Tokens, closest, tokens_of, weight
from answering.verifying.typed_agreement import agree
from answering.verifying.verified import Lack, Unsupported
from french.analyser import words as words_of
from french.markers import Marker, MarkerFamily
from french.negations import Negation, refuses, takes_away
from french.typed_span import AnySpan, FactKind, TypedSpan, flat, overlaps
from french.wording import content_stems, said_by, same_word, wording

_EVEN = re.compile(
    r"\b(?:meme (?:pendant|le|la|les|pour|en|durant|si)|y compris|ainsi que|aussi (?:pendant|le|la|les|pour|en))\b"
)
_AFTER = 40
_MAY = re.compile(r"\b(?:peu(?:t|vent)|pouvez|possible|(?:est|sont) (?:permi\w+|autorise\w*)|droit)\b")
_FORBIDS = re.compile(r"\b(?:interdi\w+|defendu\w*|prohib\w+|proscrit\w*)\b")
_CLOSE = 8
_NEEDED = re.compile(r"\b(?:obligatoire\w*|necessaire\w*|besoin|exige\w*|demande\w*|requi\w*)\b")
_ARTICLES = re.compile(r"^(?:(?:pendant|en|le|la|les|un|une|du|des|au|aux|tous|toutes|chaque) |l'|d')+")
_EXCEPT = re.compile(r"\b(?:hors|sauf|excepte|hormis)(?: (?:pendant|en|le|la|les|pour|aux?|durant)){0,2} ?(?:l')?$")
_OPENS = re.compile(r"ferm|ouv")
_CASES = (FactKind.DAYS, FactKind.PERIOD, FactKind.POPULATION)
_ORDER = re.compile(
    r"\b(?P<word>avant|apres) (?:le |la |les |l'|son |sa |ses |un |une |ce |cette )?(?P<noun>[a-z]{3,})"
)
_UN = ("in", "im", "il", "ir", "non")
"""« illimité » denies « limité »."""

_LIMITS = frozenset({MarkerFamily.EXC, MarkerFamily.RESTR})
_MARGIN = 2
"""« sans rendez-vous » may come from a statement one word further than the closest, not from any."""

_OTHERS = re.compile(r"\bautres\b")
_TURN = re.compile(r"[;:] ?|\b(?:mais|alors) |, (?:et|puis) ")
_CLAUSE = re.compile(r"[,;:] ?|\bmais ")
_TIES = frozenset({MarkerFamily.COND, MarkerFamily.EXC})


def unsupported_polarity(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """Negations that the document does not make, and what it denies that the sentence affirms."""
    free = [fact for fact in sentence.of_kind(FactKind.AMOUNT) if fact.value.high == 0]
    for negation in sentence.negations:
        if not overlaps(_as_span(negation), free) and not _is_denied_too(negation, sentence, known):
            yield Lack(kind=Unsupported.NEGATION, words=sentence.text[negation.start : negation.end])
    yield from _taken_in(sentence, known)
    yield from _turned(sentence, known)
    yield from _allowed(sentence, known)
    for stem in sorted(sentence.stems - known.stems):
        for prefix in _UN:
            if stem.startswith(prefix) and stem.removeprefix(prefix) in known.stems:
                yield Lack(kind=Unsupported.NEGATION, words=stem)
    for statement in sentence.statements:
        near = closest(statement.tokens, known.statements)
        anchored = _anchored(statement, sentence, known)
        for stem in _affirmed(statement, sentence):
            if _is_denied(stem, statement, near, sentence, known):
                yield Lack(kind=Unsupported.NEGATION, words=stem)
        if not any(not n.is_privative for n in _negations(statement, sentence)):
            yield from _opposites(statement, sentence, near, known)
            yield from _opposites(statement, sentence, anchored, known)
            yield from _excepted(statement, sentence, known)


def _taken_in(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« même pendant les vacances » where the document says « sauf pendant les vacances »."""
    line = flat(sentence.text)
    excepted = [
        content_stems(known.text[m.end : m.end + _AFTER]) for m in known.markers if m.family is MarkerFamily.EXC
    ]
    for m in _EVEN.finditer(line):
        tail = content_stems(sentence.text[m.end() : m.end() + _AFTER])
        if any(set(tail) & set(stems) for stems in excepted) and not _EVEN.search(flat(known.text)):
            yield Lack(kind=Unsupported.NEGATION, words=sentence.text[m.start() : m.end()])


def _allowed(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« on peut pousser la neige » where the closest statements only forbid it."""
    for statement in sentence.statements:
        may = _MAY.search(flat(sentence.text[statement.start : statement.end]))
        near = closest(statement.tokens, known.statements)
        if may and near and not _negations(statement, sentence) and all(_forbids(one, sentence, known) for one in near):
            yield Lack(kind=Unsupported.NEGATION, words=may.group())


def _forbids(statement: Statement, sentence: ReadText, known: ReadText) -> bool:
    words = flat(known.text[statement.start : statement.end])
    excepts = any(_excepts(m, statement, sentence, known) for m in _markers(statement, known))
    return bool(_FORBIDS.search(words)) and not (_MAY.search(words) or _negations(statement, known) or excepts)


def _turned(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« avant le versement » where the document only says « après le versement »."""
    there = [(m["word"], stem) for m in _ORDER.finditer(flat(known.text)) for stem in content_stems(m["noun"])]
    for m in _ORDER.finditer(flat(sentence.text)):
        for stem in content_stems(m["noun"]):
            words = {word for word, noun in there if same_word(noun, stem)}
            if words and m["word"] not in words:
                yield Lack(kind=Unsupported.NEGATION, words=sentence.text[m.start() : m.end()])


def _anchored(statement: Statement, sentence: ReadText, known: ReadText) -> list[Statement]:
    """The statements of the document that speak of the same days, period or population as ``statement``."""
    facts = [f for f in sentence.of_kind(*_CASES) if statement.start <= f.start < statement.end]
    return [
        one
        for one in known.statements
        if any(one.start <= k.start < one.end and agree(f, k) for f in facts for k in known.of_kind(f.kind))
    ]


def _excepted(statement: Statement, sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« un jour férié » affirmed where the document only says « sauf les jours fériés » of what it allows."""
    if sentence.of_kind(FactKind.AMOUNT) or any(m.family in _LIMITS for m in sentence.markers):
        return
    for fact in sentence.of_kind(*_CASES):
        there = [known_fact for known_fact in known.of_kind(fact.kind) if agree(fact, known_fact)]
        words = sentence.text[fact.start : fact.end]
        is_out = all(_is_taken_out(k, known) for k in there) if there else _follows_except(words, known)
        if statement.start <= fact.start < statement.end and is_out:
            yield Lack(kind=Unsupported.NEGATION, words=words)


def _follows_except(words: str, known: ReadText) -> bool:
    """Whether the document only says ``words`` after « hors », « sauf » or « excepté »."""
    core = re.escape(_ARTICLES.sub("", flat(words)).strip())
    found = [m.start() for m in re.finditer(rf"\b{core}\b", flat(known.text))] if core else []
    return bool(found) and all(_EXCEPT.search(flat(known.text)[:at]) for at in found)


def _is_taken_out(fact: AnySpan, known: ReadText) -> bool:
    """Whether a fact follows « sauf » in a statement that refuses nothing."""
    holding = next((s for s in known.statements if s.start <= fact.start < s.end), None)
    if holding is None or refuses(re.sub(r"(?i)\bsauf\b|\bhormis\b", "", known.text[holding.start : fact.start])):
        return False
    follows = any(m.family is MarkerFamily.EXC and 0 <= fact.start - m.end <= _CLOSE for m in _markers(holding, known))
    return follows and not _negations(holding, known)


def _as_span(negation: Negation) -> AnySpan:
    return TypedSpan(kind=FactKind.AMOUNT, start=negation.start, end=negation.end, value=None)


def _is_denied_too(negation: Negation, sentence: ReadText, known: ReadText) -> bool:
    """Whether the document denies it, refuses it, or excepts it under a condition that the sentence has too."""
    scope = content_stems(sentence.text[negation.start : negation.end])
    clause = _clause(negation, sentence)
    if _is_permitted(negation, scope, sentence, known):
        return False
    if any(f"{prefix}{stem}" in known.stems for prefix in _UN for stem in scope):
        return True  # « ne change pas » of « inchangé »
    facts = [f for f in sentence.of_kind(*_CASES) if negation.start - _AFTER <= f.start <= negation.end + _AFTER]
    if any(_follows_except(sentence.text[fact.start : fact.end], known) for fact in facts):
        return True  # « pas d’accueil pendant les vacances » of « hors vacances »
    near = closest(clause, known.statements)
    floor = weight(near[0].tokens & clause) - _MARGIN if near and negation.is_privative else 0
    for statement in known.statements:
        shared = statement.tokens & clause
        is_near = weight(shared) >= floor and len(shared) > 1
        is_as_strong = not negation.is_never or _leaves_none_out(statement, known)
        if is_near and is_as_strong and any(said_by(stem, statement.denied) for stem in scope):
            return True
    spoken = next((s for s in sentence.statements if s.start <= negation.start < s.end), sentence.statements[0])
    near += [one for one in _anchored(spoken, sentence, known) if refuses(known.text[one.start : one.end])]
    return any(_says_no(negation, sentence, statement, known) for statement in near)


def _is_permitted(negation: Negation, scope: list[str], sentence: ReadText, known: ReadText) -> bool:
    """« ne peut pas être prolongée » where the document says « peut être prolongée », and denies nothing there."""
    if not scope or not _MAY.search(flat(sentence.text[negation.start : negation.end])):
        return False
    holding = [one for one in known.statements if all(_has(stem, one.stems) for stem in scope)]
    permits = [one for one in holding if _MAY.search(flat(known.text[one.start : one.end]))]
    return bool(permits) and not any(_says_no(negation, sentence, one, known) for one in permits)


def _has(stem: str, stems: Iterable[str]) -> bool:
    return any(same_word(stem, other) for other in stems)


def _says_no(negation: Negation, sentence: ReadText, statement: Statement, known: ReadText) -> bool:
    """Whether a statement, the closest to the clause, says by other words what the negation says."""
    words = known.text[statement.start : statement.end]
    if negation.is_privative:
        needless = any(_NEEDED.search(flat(known.text[n.start : n.end])) for n in _negations(statement, known))
        return needless or takes_away(words)
    if negation.is_never:
        return _leaves_none_out(statement, known) or takes_away(words)
    if _negations(statement, known) or refuses(words) or _OTHERS.search(flat(words)):
        return True
    families = {m.family for m in known.markers if statement.start <= m.start < statement.end}
    has_condition = any(m.family in _TIES for m in sentence.markers)
    return bool(families & _LIMITS) and (has_condition or _is_bound(negation, sentence))


def _clause(negation: Negation, sentence: ReadText) -> Tokens:
    """The words of the clause that the negation stands in; of the statement when it has too few."""
    statement = next((s for s in sentence.statements if s.start <= negation.start < s.end), sentence.statements[0])
    line = flat(sentence.text)
    breaks = list(_CLAUSE.finditer(line, statement.start, statement.end))
    start = max((m.end() for m in breaks if m.end() <= negation.start + 5), default=statement.start)
    end = min((m.start() for m in breaks if m.start() >= negation.end), default=statement.end)
    tokens = tokens_of(sentence.text[start:end])
    return tokens if len(tokens) > 1 else statement.tokens


def _leaves_none_out(statement: Statement, known: ReadText) -> bool:
    return any(n.is_never for n in _negations(statement, known))


def _negations(statement: Statement, known: ReadText) -> list[Negation]:
    return [n for n in known.negations if n.start < statement.end and statement.start < n.end]


def _is_bound(negation: Negation, sentence: ReadText) -> bool:
    """« on ne peut pas réserver plus d’un an avant » says « au plus » again."""
    after = flat(sentence.text[negation.start : negation.end + 25])
    return any(bound in after for bound in ("plus d", "moins d", "avant", "apres", "depass", "exced"))


def _affirmed(statement: Statement, sentence: ReadText) -> list[str]:
    """Stems of the statement outside what it denies; none when its words refuse or restrict something themselves."""
    words = sentence.text[statement.start : statement.end]
    if refuses(words) or any(m.family in _LIMITS for m in sentence.markers):
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
    if holding and all(_denies(stem, one, sentence, known) for one in holding):
        return any(len(one.tokens & said.tokens) > 1 or one in near for one in holding)
    return len(near) == 1 and _denies(stem, near[0], sentence, known)


def _denies(stem: str, statement: Statement, sentence: ReadText, known: ReadText) -> bool:
    """Whether the statement denies the word wherever it says it, and excepts nothing from what it denies."""
    if not any(same_word(stem, other) for other in statement.denied):
        return False
    inside = _negations(statement, known)
    if any(
        _excepts(marker, statement, sentence, known)
        for marker in _markers(statement, known)
        if _is_apart(marker, inside)
    ):
        return False
    total = sum(same_word(stem, other) for other in content_stems(known.text[statement.start : statement.end]))
    denied = sum(same_word(stem, other) for n in inside for other in content_stems(known.text[n.start : n.end]))
    return total <= denied


def _markers(statement: Statement, known: ReadText) -> list[Marker]:
    return [m for m in known.markers if statement.start <= m.start < statement.end]


def _is_apart(marker: Marker, negations: list[Negation]) -> bool:
    return not any(n.start <= marker.start < n.end for n in negations)


def _excepts(marker: Marker, statement: Statement, sentence: ReadText, known: ReadText) -> bool:
    """Whether what a marker takes out of the statement's rule is what the sentence speaks of."""
    if marker.family not in _LIMITS:
        return False
    tail = content_stems(known.text[marker.end : min(marker.end + _AFTER, statement.end)])
    return 2 * sum(said_by(stem, sentence.stems) for stem in tail) >= len(tail)


def _opposites(statement: Statement, sentence: ReadText, near: list[Statement], known: ReadText) -> Iterator[Lack]:
    """« ouvert » where the closest statements say « fermé », nothing being denied or excepted on either side."""
    said = set(words_of(sentence.text[statement.start : statement.end]))
    ends_of_day = [f for f in sentence.of_kind(FactKind.HOURS) if not f.value.is_range]
    for word in sorted(said & wording().opposites.keys()):
        if ends_of_day and _OPENS.match(word):
            continue  # « ferme à 19 h » where the document says « ouvert de 8 h à 19 h »
        opposite = wording().opposites[word]
        texts = [set(words_of(known.text[one.start : one.end])) for one in near]
        is_plain = not any(
            one.denied or any(_excepts(m, one, sentence, known) for m in _markers(one, known)) for one in near
        )
        if near and is_plain and not said & opposite and all(opposite & t and word not in t for t in texts):
            yield Lack(kind=Unsupported.NEGATION, words=word)
