"""What stands around a statement of a text: what it denies, what marks it, what it takes out of its rule."""

import re

from answering.verifying.read_text import ReadText, Statement
from answering.verifying.typed_agreement import agree
from french.markers import Marker, MarkerFamily
from french.negations import Negation
from french.typed_span import FactKind, flat
from french.wording import content_stems, said_by

LIMITS = frozenset({MarkerFamily.EXC, MarkerFamily.RESTR})
CASES = (FactKind.DAYS, FactKind.PERIOD, FactKind.POPULATION)
AFTER = 40
"""Code points read after « sauf » for what it takes out."""

MAY = re.compile(r"\b(?:peu(?:t|vent)|pouvez|possible|(?:est|sont) (?:permi\w+|autorise\w*)|droit)\b")
_ARTICLES = re.compile(r"^(?:(?:pendant|en|le|la|les|un|une|du|des|au|aux|tous|toutes|chaque) |l'|d')+")
_EXCEPT = re.compile(r"\b(?:hors|sauf|excepte|hormis)(?: (?:pendant|en|le|la|les|pour|aux?|durant)){0,2} ?(?:l')?$")


def negations_of(statement: Statement, read: ReadText) -> list[Negation]:
    """The negations of a statement of ``read``."""
    return [n for n in read.negations if n.start < statement.end and statement.start < n.end]


def markers_of(statement: Statement, read: ReadText) -> list[Marker]:
    """The markers of a statement of ``read``."""
    return [m for m in read.markers if statement.start <= m.start < statement.end]


def takes_out(marker: Marker, statement: Statement, sentence: ReadText, known: ReadText) -> bool:
    """Whether what a marker takes out of the statement's rule is what ``sentence`` speaks of."""
    if marker.family not in LIMITS:
        return False
    end = min(marker.end + AFTER, statement.end)
    last = known.text.find(" ", end, statement.end)
    tail = content_stems(known.text[marker.end : last if last >= 0 else statement.end])
    ruled = content_stems(known.text[statement.start : marker.start])
    apart = [stem for stem in tail if stem not in ruled]  # « dans les lieux publics, sauf sur la voie publique »
    return bool(apart) and 2 * sum(said_by(stem, sentence.stems) for stem in apart) >= len(apart)


def anchored(statement: Statement, sentence: ReadText, known: ReadText) -> list[Statement]:
    """The statements of ``known`` that speak of the same days, period or population as ``statement``."""
    facts = [f for f in sentence.of_kind(*CASES) if statement.start <= f.start < statement.end]
    return [
        one
        for one in known.statements
        if any(one.start <= k.start < one.end and agree(f, k) for f in facts for k in known.of_kind(f.kind))
    ]


def only_after_except(words: str, known: ReadText) -> bool:
    """Whether ``known`` only says ``words`` after « hors », « sauf » or « excepté »."""
    core = re.escape(_ARTICLES.sub("", flat(words)).strip())
    found = [m.start() for m in re.finditer(rf"\b{core}\b", flat(known.text))] if core else []
    return bool(found) and all(_EXCEPT.search(flat(known.text)[:at]) for at in found)
