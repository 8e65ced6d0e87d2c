"""Exceptions, conditions, duties and quantities that a sentence states: none may be invented, none widened."""

import re
from collections.abc import Iterator

from answering.verifying.read_text import ReadText, closest
from answering.verifying.verified import Lack, Unsupported
from french.analyser import stems
from french.markers import Marker, MarkerFamily
from french.typed_span import FactKind, flat
from french.wording import content_stems, said_by, same_word

# Of the words of a condition or of a duty, the share that the document must say. One word in two is too few: « sur
# présentation de sa carte » where the document names a card for something else.
TAIL_FLOOR = 0.6
DUTY_FLOOR = 0.5

_CLAUSE_END = re.compile(r"[.;:!?()]|, (?:mais|et|il|elle|on|le|la|les|ils|elles|vous|un|une) ")
_DUTY = re.compile(
    r"\b(?:doi(?:t|vent)|devez|il faut|faut-il|il est (?:demande|exige|obligatoire|interdit)|obligation|oblige"
    r"|est tenue?|sont tenue?s|sous peine|ne peu(?:t|vent)|ne valent|ne vaut)\b"
)
_EXCEPTS = frozenset({MarkerFamily.EXC, MarkerFamily.OPEN})
_TIMES = re.compile(r"\b(?:printemps|etes?|hivers?|automnes?|matins?|soirs?|nuits?|fois|seances?|saisons?)$")
"""« chaque printemps »: how often is judged with the frequencies."""

_EVERYBODY = re.compile(r"\b(?:tout le monde|pour tous|toutes et tous)\b")
_UNANIMOUS = re.compile(r"\bunanim\w+")
_NONE = re.compile(r"(?:aucune?s?|nulle?s?)\b")
# « 25 € par foyer », « le passage coûte »; not « le passage des véhicules », nor « par an ».
_EACH = re.compile(
    r"\bpar (?P<noun>[a-z]{3,})"
    r"|(?:\ble |\bla |\bl')(?P<one>[a-z]{4,}) (?:coute|est|paie|peut|doit|donne|a droit|dispose)\b"
)
_ANY = re.compile(r"(?:n'importe quel(?:le)?|toute?)\b")
_ONE_OF = re.compile(r"\bl'une? des (?P<noun>[a-z]{3,})")

_MUST = re.compile(r"\b(?:doi(?:t|vent)|devez|il faut|obligatoire\w*|est tenue?|sont tenue?s|oblige\w*)\b")
_MAY = re.compile(r"\b(?:peu(?:t|vent)|pouvez|pourra|pourront|possible|facultati\w+|recommande\w*|conseille\w*)\b")
_BINDS = re.compile(
    r"\b(?:doi(?:t|vent)|devr\w+|devez|faut|oblig\w+|exig\w+|requi\w+|demand\w+|imperati\w+|condition"
    r"|presenter?|ne peu\w+|apres|avant|au moins|sous|si|s'|soumis\w*|sauf|seul\w*|interdi\w+|uniquement|sur)\b"
)
_POINTS_BACK = re.compile(r"\b(?:ces?|cet|cette|celle-ci|celui-ci|la)$|\b(?:ces?|cet|cette) ")
_RESERVED = re.compile(r"(?<!se )\breservee?s? (?:aux?|a)(?! plus)\b")
_OTHERS = re.compile(r"\bautres\b")
_PUBLIC = re.compile(r"\bpubliques?\b|\blibre(?:ment)?\b")
_ONLY = re.compile(
    r"\b(?:seule?s?|seulement|uniquement|exclusivement|reservee?s? (?:aux?|a)|sauf|excepte|hormis|autres?|interdi\w+"
    r"|ne \w+ (?:\w+ )?que?\b|une fois|une seule|obligatoire\w*|ferme\w*|limite\w*)\b|n'\w+ qu"
)
_CLOSE = 5
_RESTRICTS = re.compile(
    r"\b(?:seule?s?(?= [a-z])(?: l\w+)?|seulement|uniquement|exclusivement|(?<!se )reservee?s? (?:aux?|a)(?! plus)"
    r"|n(?:e |')\w+(?: \w+)? qu(?:e |')(?!apres|avant|a partir|au bout|des ))"
)


def unsupported_conditions(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """Exceptions, conditions, duties, « seulement », « tous », « moitié » that the document does not state."""
    for marker in sentence.markers:
        if marker.is_calendar:
            continue
        if marker.family in _EXCEPTS and not _is_verb(marker, sentence):
            yield from _exception(marker, sentence, known)
        elif marker.family is MarkerFamily.COND:
            yield from _tail(marker.start, marker.end, sentence, known, Unsupported.CONDITION, TAIL_FLOOR)
    for m in _DUTY.finditer(flat(sentence.text)):
        if any(n.start <= m.start() < n.end for n in sentence.negations) and not m.group().startswith("ne "):
            continue  # « n’est pas obligatoire » is judged as a negation
        yield from _tail(m.end(), m.end(), sentence, known, Unsupported.CONDITION, DUTY_FLOOR)
    yield from _duties(sentence, known)
    yield from _restrictions(sentence, known)
    yield from _wholes(sentence, known)
    yield from _lost_parts(sentence, known)


def _is_verb(marker: Marker, sentence: ReadText) -> bool:
    """« ne s’applique pas » is judged as a negation."""
    return flat(sentence.text[marker.start : marker.end]).startswith(("ne ", "n'"))


def _exception(marker: Marker, sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    excepts = (
        bool(known.negations)
        or _OTHERS.search(flat(known.text)) is not None
        or any(m.family in _EXCEPTS for m in known.markers)
    )
    words = sentence.text[marker.start : _end_of_clause(sentence.text, marker.end)]
    if _POINTS_BACK.search(flat(words)):
        return  # « hors de cette période »: what is said before
    if not excepts:
        yield Lack(kind=Unsupported.EXCEPTION, words=words)
    else:
        start = marker.start if marker.family is MarkerFamily.OPEN else marker.end
        yield from _tail(start, marker.end, sentence, known, Unsupported.EXCEPTION, 1.0)
        bare = stems(words.partition(" ")[2]) if " " in words else []
        if bare and not content_stems(" ".join(bare)) and not set(bare) & set(stems(known.text)):
            yield Lack(kind=Unsupported.EXCEPTION, words=words)  # « sauf le matin »


def _tail(
    start: int, after: int, sentence: ReadText, known: ReadText, kind: Unsupported, floor: float
) -> Iterator[Lack]:
    """What follows up to the end of the clause: enough of its words, with its figures, must be the document's."""
    end = _end_of_clause(sentence.text, after)
    told = content_stems(sentence.text[start:end])
    said = sum(said_by(stem, known.stems) for stem in told)
    figures = sum(start <= fact.start < end for fact in sentence.facts if fact.kind not in (FactKind.POPULATION,))
    if told and (said + figures) / (len(told) + figures) < floor:
        yield Lack(kind=kind, words=sentence.text[start:end].strip())


def _end_of_clause(text: str, start: int) -> int:
    found = _CLAUSE_END.search(flat(text), start)
    return found.start() if found else len(text)


def _duties(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« doit » where the closest statements only say « peut »."""
    for statement in sentence.statements:
        if any(n.start < statement.end and statement.start < n.end for n in sentence.negations):
            continue
        duty = _MUST.search(flat(sentence.text[statement.start : statement.end]))
        texts = [flat(known.text[one.start : one.end]) for one in closest(statement.tokens, known.statements)]
        if duty and texts and all(_MAY.search(text) and not _BINDS.search(text) for text in texts):
            yield Lack(kind=Unsupported.CONDITION, words=duty.group())


def _restrictions(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    line = flat(sentence.text)
    for m in _RESERVED.finditer(line):
        yield from _tail(m.end(), m.end(), sentence, known, Unsupported.RESTRICTION, TAIL_FLOOR)
    figures = [start for _, start, _ in sentence.fractions] + [fact.start for fact in sentence.of_kind(FactKind.AMOUNT)]
    for m in _RESTRICTS.finditer(line):
        if m.group().startswith("n") and any(0 <= at - m.end() <= _CLOSE for at in figures):
            continue  # « ne paie que la moitié »: the figure is judged
        clause = next(s for s in sentence.statements if s.start <= m.start() < s.end or s is sentence.statements[-1])
        near = closest(clause.tokens, known.statements)
        texts = [flat(known.text[one.start : one.end]) for one in near]
        others = re.search(r"\bautres\b[^.;]*\bne\b|\bne\b[^.;]*\bautres\b", flat(known.text))
        if not any(_ONLY.search(text) for text in texts) and not others:
            yield Lack(kind=Unsupported.RESTRICTION, words=sentence.text[m.start() : m.end()].strip())


def _wholes(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« tous les élèves » needs all of them in the document: « les élèves de la classe » are not all."""
    days = sentence.of_kind(FactKind.DAYS, FactKind.PERIOD)
    recurs = bool(known.frequencies or known.wholes or known.of_kind(FactKind.DAYS))
    for whole in sentence.wholes:
        inside = any(fact.start <= whole.start < fact.end for fact in days)
        if inside or any(span.start <= whole.start < span.end for span in sentence.frequencies):
            continue
        if recurs and _TIMES.search(flat(sentence.text[whole.start : whole.end])):
            continue
        is_none = _NONE.match(flat(sentence.text), whole.start) is not None
        is_said = any(
            said_by(whole.noun, [one.noun]) and is_none == bool(_NONE.match(flat(known.text), one.start))
            for one in known.wholes
            if one.noun
        )
        if flat(sentence.text).startswith("chaque", whole.start) and _is_each(whole.noun, known):
            is_said = True
        if _UNANIMOUS.search(flat(known.text)) and same_word(whole.noun, "elu"):
            is_said = True
        if not whole.noun:
            is_said = _says_all(sentence, known) or (
                _EVERYBODY.search(flat(sentence.text[whole.start : whole.end])) is not None
                and _binds_anybody(sentence, known)
            )
        if _ANY.match(flat(sentence.text), whole.start):  # « n’importe quelle mairie équipée » of « l’une des mairies »
            is_said |= any(said_by(whole.noun, content_stems(m["noun"])) for m in _ONE_OF.finditer(flat(known.text)))
        is_denied = any(n.start <= whole.start < n.end for n in sentence.negations)
        if is_none and _says_each(whole.noun, known):
            is_denied = False  # « aucune construction » of « toute construction »
        if not is_said and not is_denied:
            yield Lack(kind=Unsupported.QUANTITY, words=sentence.text[whole.start : whole.end])


def _is_each(noun: str, known: ReadText) -> bool:
    """« chaque foyer » of « par foyer », of « le foyer paie »: one alone, that nothing further defines."""
    found = [content_stems(m["noun"] or m["one"]) for m in _EACH.finditer(flat(known.text))]
    return bool(noun) and any(same_word(noun, stem) for stems_found in found for stem in stems_found)


def _says_each(noun: str, known: ReadText) -> bool:
    """Whether the document says « tous » or « chaque » of the thing, and « aucun » nowhere of it."""
    signs = {
        bool(_NONE.match(flat(known.text), one.start)) for one in known.wholes if noun and said_by(noun, [one.noun])
    }
    return signs == {False}


def _says_all(sentence: ReadText, known: ReadText) -> bool:
    """Whether the document leaves nobody out somewhere, or all of something in the closest statements."""
    tokens = frozenset(token for statement in sentence.statements for token in statement.tokens)
    near = closest(tokens, known.statements)
    is_near = any(one.start <= whole.start < one.end for whole in known.wholes for one in near)
    return is_near or any(not w.noun for w in known.wholes) or _PUBLIC.search(flat(known.text)) is not None


def _binds_anybody(sentence: ReadText, known: ReadText) -> bool:
    """« répondre est obligatoire », of nobody in particular."""
    tokens = frozenset(token for statement in sentence.statements for token in statement.tokens)
    near = closest(tokens, known.statements)
    bound = [one for one in near if _MUST.search(flat(known.text[one.start : one.end]))]
    peopled = known.of_kind(FactKind.POPULATION, FactKind.AGE)
    return any(not any(one.start <= fact.start < one.end for fact in peopled) for one in bound)


def _lost_parts(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« dépasse la moyenne » where the document says only « le double de leur moyenne »."""
    said = {key for key, _, _ in sentence.fractions} | {str(count.value) for count in sentence.counts}
    for key, _, end in known.fractions:
        m = re.match(r" (?:de (?:la |l'|leur |ce |sa |son )?|du |des |d')(?P<noun>[a-z]+)", flat(known.text[end:]))
        if m is None or key in said:
            continue
        noun = next(iter(content_stems(m["noun"])), "")
        line = flat(known.text)
        total = sum(one == noun for one in content_stems(line))
        if noun and total == 1 and noun in sentence.stems and not sentence.of_kind(FactKind.AMOUNT):
            yield Lack(kind=Unsupported.QUANTITY, words=noun)
