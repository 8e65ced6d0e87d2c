"""What a sentence is made of: its rule, the exceptions to it and the conditions, each a span, and how many of each.

Built on the markers of ``french.markers``. Without a parser: a clause runs from its marker to the parenthesis, the
semicolon, the next marker of its kind or the comma that closes it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from clarity.observation import Part, Proposal, ProposedCase, Role
from french.ages import ages_in
from french.amounts import amounts_in
from french.counted_words import counted_words
from french.markers import Marker, MarkerFamily, markers_in
from french.populations import populations_in
from french.typed_span import flat

# « exonération de la taxe » is what one speaks of; « exonérés », « est exclu » take somebody out of a rule.
_TOPIC = re.compile(
    r"exonerations?|dispense de|autres? que|en derogation|hors des?"
    r"|hors (?:circuit|gel|eau|air|delais?|cadre|champ|jeu|concours|bilan|classe|statut|quota|metropole|pair"
    r"|norme|bord)"
)
# « à moins de 200 mètres », « à moins d’un an »: a distance. « formation dispensée et attestée par »: given.
_NOT_TAKEN_OUT = re.compile(r"a moins d(?:e |')(?:\d|une? |deux|trois|cinq|dix)|dispensee?s?(?! d(?:e|u|es)\b| d')")
# « sauf si vous en êtes exonéré » is one exception, told twice.
_SAUF_JUST_BEFORE = re.compile(r"\bsauf si(?: [a-z']+){1,4} $")
# « … qui ne sont pas soumis à »: says who, and takes nobody out of the rule again.
_WHO_ARE_NOT = re.compile(r"\bqui $")
# « hors week-ends et jours fériés », « hors saison », « sauf le dimanche matin », « excepté en août ».
_CALENDAR = re.compile(
    r"(?:hors|sauf|excepte|a l'exception des?|en dehors des?)(?: [a-z']+){0,3}? ?(?:week-?ends?|jours? feries?"
    r"|vacances?"
    r"|saisons?|periodes?|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|janvier|fevrier|mars|avril|mai|juin|juillet"
    r"|aout|septembre|octobre|novembre|decembre|ete|hiver|noel|taxes?|charges?)\b"
)
_SAYS_SAUF = re.compile(r"sauf\b|hormis\b|excepte")
# A marker that holds a condition beside its exception: « sauf si », « sauf en cas », « à moins que ».
_CONDITIONAL_EXCEPTION = re.compile(r"sauf (?:si|s'|en cas)|a moins (?:que|qu')|ne .* pas si$")
# Conditions on which a rule stands or falls; « selon », « sur demande », « moyennant » only tell how.
_STRONG = re.compile(
    r"si|s'ils?|en cas (?:de|d'|du|ou)|dans (?:le|ce) cas.*|au cas ou|pour le cas ou|dans l'hypothese ou"
    r"|des lors (?:que|qu')|a (?:la )?(?:seule )?condition.*|sous reserve .*|pourvu (?:que|qu')|a defaut"
    r"|faute (?:de|d')"
    r"|tant (?:que|qu')|lorsqu(?:e|')|quand|une fois (?:que|qu')|sauf si"
)
# « à l’exception des îles et sous réserve … » chains; « par dérogation …, autorisés sous réserve de … » does not.
_RESERVE = re.compile(r"\bet sous reserve\b")
_WHATEVER = re.compile(r"\bquel(?:le)?s? que soi(?:en)?t\b")
_BOUND = re.compile(r"(?:maximum|minimum|au moins|au plus|au maximum|au minimum)")
_TAKES_OUT = re.compile(
    r"ne s'appliqu\w+ pas|ne concerne\w* pas|(?:est|sont|sera|seront|etes)? ?(?:exoneree?s?|dispensee?s?|exemptee?s?"
    r"|exclue?s?)|n'est pas (?:applicable|exigee?|due?)|gratuite?s?|interdite?s?|autorisee?s?"
)
_CLOSES = re.compile(r"[);]")
# After a clause that opens the sentence, the main clause: « Si le dossier est incomplet, la demande est refusée ».
_MAIN = re.compile(
    r",\s+(?=(?:vous|il|elle|ils|elles|on|le|la|les|l'|ce|cet|cette|ces|un|une|des|aucune?|nul|tout|toute|son|sa"
    r"|ses|leur|leurs|votre|vos|nous|c')\b|l'|c')"
)


# After « sauf » or « à l’exception »: « pour les familles », « de celles dont »; ``first`` is where the persons begin.
_HEAD = re.compile(
    r"\s*(?:(?:pour|par|de|d'|du|des|aux?|chez|envers)\s*)?(?P<first>"
    r"(?:tou(?:s|tes) )?(?:(?P<pronoun>ceux|celles|celui|celle|quiconque)\b"
    r"|(?:les?|la|l'|leurs?|certaine?s|un|une)\s*)?)"
)
# What follows the persons: a comma, a condition, what they pay.
_WHO_ENDS = re.compile(
    r"[,;(]| (?=(?:si|sous reserve|a (?:la )?condition|en cas|des lors|dans la limite|pendant|a partir|et sous)\b"
    r"|s'il|lorsqu|jusqu'|qui (?:ne )?(?:pai|beneficie)|(?:pour|au prix de|a) \d)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A marker and what it governs, a half-open span of the sentence."""

    marker: Marker
    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Anatomy:
    """What was counted in one sentence. ``strong`` and ``weak`` are conditions; those of « sauf si » are in ``inner``.

    ``takes_out``: every exception is a verb (« exonéré », « ne s’applique pas »), which needs a condition of its own.
    """

    words: int
    exceptions: tuple[Marker, ...]
    reserves: int
    strong: tuple[Marker, ...]
    weak: int
    inner: int
    takes_out: bool
    clauses: tuple[Clause, ...]

    @property
    def conditions(self) -> int:
        """Conditions of every strength, those inside an exception included."""
        return len(self.strong) + self.weak + self.inner

    @property
    def free_conditions(self) -> int:
        """Conditions that no exception needs: « exonérés si … » has one of its own."""
        needed = bool(self.exceptions) and not self.inner and self.takes_out
        return self.conditions - self.inner - needed

    @property
    def entanglement(self) -> float:
        """The documented index of what is entangled, always shown with its parts and never alone."""
        return 2 * len(self.exceptions) + self.conditions + (self.words > 30)


@lru_cache(maxsize=4096)
def anatomy(text: str) -> Anatomy:
    """What the sentence ``text`` is made of."""
    line = flat(text)
    markers = markers_in(text)
    exceptions = tuple(m for m in markers if _is_exception(line, m))
    conditions = [m for m in markers if m.family is MarkerFamily.COND]
    strong = tuple(
        m for m in conditions if _STRONG.fullmatch(line[m.start : m.end]) and not line.endswith("en ", 0, m.start)
    )
    bounds = sum(m.family is MarkerFamily.RESTR and bool(_BOUND.fullmatch(line[m.start : m.end])) for m in markers)
    return Anatomy(
        words=len(counted_words(text)) + len(re.findall(r"\d+", text)),
        exceptions=exceptions,
        reserves=len(_RESERVE.findall(line)),
        strong=strong,
        weak=len(conditions) - len(strong) + len(_WHATEVER.findall(line)) + bounds,
        inner=sum(bool(_CONDITIONAL_EXCEPTION.match(line[m.start : m.end])) for m in exceptions),
        takes_out=all(_TAKES_OUT.match(line, m.start) for m in exceptions),
        clauses=tuple(_clauses(line, exceptions, strong)),
    )


def _is_exception(line: str, marker: Marker) -> bool:
    said = line[marker.start : marker.end]
    if marker.family is MarkerFamily.OPEN:
        return _SAYS_SAUF.match(said) is not None
    if marker.family is not MarkerFamily.EXC or marker.is_calendar or _TOPIC.fullmatch(said):
        return False
    if _SAUF_JUST_BEFORE.search(line, 0, marker.start) or line.endswith("y ", 0, marker.start):
        return False
    if _NOT_TAKEN_OUT.match(line, marker.start) or _WHO_ARE_NOT.search(line, 0, marker.start):
        return False
    return _CALENDAR.match(line, marker.start) is None


def _clauses(line: str, exceptions: tuple[Marker, ...], strong: tuple[Marker, ...]) -> list[Clause]:
    """Exceptions with all that they govern, and conditions that stand outside them."""
    found: list[Clause] = []
    starts = sorted(m.start for m in exceptions)
    for marker in exceptions:
        after = [start for start in starts if start > marker.start]
        found.append(
            Clause(
                marker=marker,
                role=Role.EXCEPTION,
                start=marker.start,
                end=_end(line, marker, after[0] if after else None),
            )
        )
    for marker in strong:
        if not any(clause.start <= marker.start < clause.end for clause in found):
            nexts = [m.start for m in (*exceptions, *strong) if m.start > marker.start]
            end = _end(line, marker, min(nexts, default=None))
            found.append(Clause(marker=marker, role=Role.CONDITION, start=marker.start, end=end))
    return sorted(found, key=lambda clause: clause.start)


def _end(line: str, marker: Marker, following: int | None) -> int:
    ends = [len(line) if following is None else following]
    closed = _CLOSES.search(line, marker.end)
    if closed is not None:
        ends.append(closed.start())
    if not line[: marker.start].strip(' «-–•"(') or line[: marker.start].rstrip().endswith(("toutefois,", ",")):
        main = _MAIN.search(line, marker.end)
        if main is not None:
            ends.append(main.start())
    end = min(ends)
    return marker.start + len(re.sub(r"(?:[\s,.(]|\b(?:et|ou))+$", "", line[marker.start : end]))


def parts_of(found: Anatomy, offset: int, text: str) -> tuple[Part, ...]:
    """The rule, the exceptions and the conditions; ``offset`` is added to spans of ``text``."""
    rule = rule_span(found, text)
    parts = [Part(role=Role.RULE, start=offset + rule[0], end=offset + rule[1])] if rule else []
    parts += [Part(role=c.role, start=offset + c.start, end=offset + c.end) for c in found.clauses]
    return tuple(sorted(parts, key=lambda part: (part.start, part.end)))


def rule_span(found: Anatomy, text: str) -> tuple[int, int] | None:
    """The stretch of ``text`` outside every clause that says a duty or a right, or the first of two words or more."""
    edges = [0, *(edge for clause in found.clauses for edge in (clause.start, clause.end)), len(text)]
    gaps = [(max(edges[:i], default=0), edges[i]) for i in range(1, len(edges), 2)]
    trimmed = [span for gap in gaps if (span := _trim(text, *gap))[1] - span[0] > 0]
    full = [span for span in trimmed if len(counted_words(text[slice(*span)])) > 1]
    ruling = [m.start for m in markers_in(text) if m.family is MarkerFamily.DEON]
    return next(
        (span for span in full if any(span[0] <= start < span[1] for start in ruling)), full[0] if full else None
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(re.sub(r"^[\s,;:.()«»\-–]+|^(?:et|ou|mais)\b", "", piece))
    right = len(piece) - len(re.sub(r"[\s,;:(«–\-]+$|[\s,(]*\b(?:et|ou|mais)\s*$", "", piece))
    return start + left, max(start + left, end - right)


def proposal_of(found: Anatomy, text: str) -> Proposal | None:
    """The rule, then a line for each exception or condition, all of the author's own words; None without a rule."""
    rule = rule_span(found, text)
    if rule is None or not found.clauses:
        return None
    exceptions = [c for c in found.clauses if c.role is Role.EXCEPTION] or list(found.clauses)
    return Proposal(rule=text[rule[0] : rule[1]], cases=tuple(_case(text, clause) for clause in exceptions))


def _case(text: str, clause: Clause) -> ProposedCase:
    said = text[clause.start : clause.end]
    amounts = amounts_in(said)
    taken = _TAKES_OUT.search(flat(said))
    span = (amounts[0].start, amounts[0].end) if amounts else taken.span() if taken else (0, 0)
    result = said[slice(*span)].strip()
    return ProposedCase(who=_who(said, clause.marker.end - clause.start), condition=said, result=result)


def _who(said: str, marker_end: int) -> str:
    """Whom a clause speaks of, with all that says which: « les familles ne résidant pas dans la commune ».

    Empty unless the clause begins with them: « hormis le 14 juillet, où les familles … » speaks of a day.
    """
    line = flat(said)
    head = _HEAD.match(line, marker_end)
    if head is None:
        return ""
    people = {span.start for span in (*populations_in(said), *ages_in(said))}
    if head["pronoun"] is None and head.end() not in people:
        return ""
    end = _WHO_ENDS.search(line, head.end())
    return said[head.start("first") : end.start() if end else len(said)].strip(" ,;:.")
