"""What an act does to others, with the words that say so: replaces, repeals, amends, corrects, extends… Pure.

Only words that bind count: not « Vu la délibération … », not what is proposed and then decided otherwise, not a
decision that was rejected, not what minutes tell outside a decision. Which document is named is found later, when all
are known (``ingest/acts/resolution.py``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.act import ActKind, ActMention, Outcome, Relation
from domain.known_acts import MINUTES
from french.act_parts import starts_operative, starts_visa
from french.sentences import sentence_spans
from french.typed_span import flat
from ingest.acts.decisions import FoundDecision
from ingest.acts.mentions import MENTION, heads, mentions_after
from ingest.structure import PlacedLine, StructuredPage
from ingest.text import LineKind

_ACTS = frozenset({ActKind.DELIBERATION, ActKind.ARRETE, ActKind.REGLEMENT, ActKind.CONVENTION})

# Verbs in the order in which a sentence is read: « annule et remplace » before « annule ». Flat text, where « abrogé »
# and « abroge » are one; « modifiée par la délibération » is of the other act and is refused by what follows.
_VERBS: tuple[tuple[Relation, str], ...] = (
    (Relation.REMPLACE, r"(?:annul|abrog|rapport)(?:er?|ent|ant) et remplac(?:er?|ent|ant)"),
    (Relation.REMPLACE, r"remplac(?:er?|ent|ant)|(?:se |s'y )?substitu(?:er?|ent|ant) a|en remplacement de"),
    (Relation.ABROGE, r"(?:abrog|annul|rapport|retir)(?:er?|ent|ant)|(?:abrogation|annulation|retrait) de"),
    (Relation.RECTIFIE, r"(?:rectifi|corrig)(?:er?|ent|ant)|rectification de|rectificatif a|erratum a"),
    (Relation.MODIFIE, r"(?:modifi|complet|amend)(?:er?|ent|ant)|modification de|modificatif a|en complement de"),
    (Relation.PROROGE, r"(?:prorog|prolong|reconduis|renouvel)(?:er?|le|ent|ant)|recondui(?:t|re)|prorogation de"),
    (Relation.APPLIQUE, r"(?:en|pour l'|par) (?:application|execution) de|conformement a"),
)
_ACTIVE = tuple(
    (relation, re.compile(rf"\b(?P<verb>{verbs})\b(?! par\b)(?P<between>[^.;:\n]{{0,45}}?)(?<![\w']){MENTION}"))
    for relation, verbs in _VERBS
)
# « est abrogée », « sont annulées et remplacées », « est ainsi modifié »; not « est modifiée par la délibération n° … »
_PASSIVE = re.compile(
    r"\b(?:est|sont)(?: (?:donc|ainsi|egalement|expressement|des lors|,))* (?P<verb>abroge|annule|remplace|rapporte"
    r"|retire|modifie|complete|rectifie|proroge|prolonge|reconduit|renouvele)e?s?\b(?: et (?P<also>remplace)e?s?\b)?"
    r"(?! par (?:la|l'|une?) ?(?:deliberation|arrete|loi|decret|ordonnance|decision))"
)
_PASSIVE_RELATIONS = {
    "abroge": Relation.ABROGE,
    "annule": Relation.ABROGE,
    "rapporte": Relation.ABROGE,
    "retire": Relation.ABROGE,
    "remplace": Relation.REMPLACE,
    "modifie": Relation.MODIFIE,
    "complete": Relation.MODIFIE,
    "rectifie": Relation.RECTIFIE,
    "proroge": Relation.PROROGE,
    "prolonge": Relation.PROROGE,
    "reconduit": Relation.PROROGE,
    "renouvele": Relation.PROROGE,
}
# « Toutes dispositions antérieures contraires sont abrogées », « les tarifs antérieurs sont annulés »
_ALL_EARLIER = re.compile(
    r"\b(?:toutes?|tous|les|l'ensemble des) (?:les )?(?:dispositions|deliberations|decisions|tarifs|arretes|reglements)"
    r"[^.;:\n]{0,60}?\b(?:anterieure?s?|contraires?|precedente?s?)\b[^.;:\n]{0,80}?\b(?:abroge|annule|rapporte)e?s?\b"
)
# The mark at the head of a corrected copy, alone on its line: « Annule et remplace », « (annule et remplace) »
_MARK = re.compile(
    r"\W*(?:(?:la presente|cette) deliberation )?annule et remplace(?: la precedente| les precedentes)?\W*"
)
_SLIP = re.compile(
    r"\berreurs? (?:purement )?(?:materielles?|de (?:plume|saisie|frappe|calcul|redaction|transcription)|d'ecriture)"
)
# What stands before a verb that binds: the start of the line or item, « la présente délibération », « DÉCIDE d' »…
_BINDS = re.compile(
    r"(?:^|[-:(,;•–] ?|^\W*d(?:e |')|\bet |\bqui "
    r"|\b(?:elle|il|celle-ci|celui-ci|cette deliberation|cet arrete|ce reglement) "
    r"|\bpresente?s? \w+(?: \w+){0,3} |\b(?:conseil|assemblee|comite|maire|president)(?: [\w'-]+){0,6} "
    r"|\b(?:decide|decident|approuve|accepte|autorise|vote|valide|adopte)\b[^.;]{0,80}?"
    r"(?:d(?:e |')|a |la |l'|une? |et )"
    r"|^(?:objet|article \w+|\d{1,2})\W{1,4})$"
)
_PROPOSES = re.compile(
    r"\bpropos|\bsouhait|\bdemand|\bil convient|\bil y a lieu|\bil serait|\bpourrai|\benvisag|\brappelle|\bafin d"
    r"|\btribunal\b|\brecours\b|\bcontentieu|\brequete\b|\ben vue d"
    r"|\bpermet|\bpouvoir\b|\bn'est pas\b|\bavai(?:t|ent)\b|\ba ete\b"
)
# Nouns and participles say what the act does only in a title: « Modification de la délibération n° 2031-12 ».
_TITLE_FORM = re.compile(r"(?:ant|ation de|retrait de|f a|m a)$")
_STRENGTH = tuple(Relation)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSuccession:
    """A succession before its document has an identity; ``decision`` is the ordinal of the decision that says it."""

    decision: int | None
    relation: Relation
    mention: ActMention
    words: str
    page: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A line with what it takes to judge it."""

    page: StructuredPage
    placed: PlacedLine
    decision: int | None
    is_title: bool
    is_settled: bool
    """The decision has no operative part: what was proposed and adopted is all there is."""


def find_successions(
    pages: Sequence[StructuredPage], kind: ActKind, decisions: Sequence[FoundDecision]
) -> tuple[FoundSuccession, ...]:
    """In reading order, one for each act named: the strongest thing that is said of it."""
    if kind not in MINUTES | _ACTS:
        return ()
    found = [one for place in _places(pages, kind, decisions) for one in _in_line(place, kind)]
    kept: dict[tuple[int | None, str | None, object, str | None], FoundSuccession] = {}
    for one in found:
        key = (one.decision, one.mention.number, one.mention.day, one.mention.part)
        before = kept.get(key)
        if before is None or _STRENGTH.index(one.relation) < _STRENGTH.index(before.relation):
            kept[key] = one
    return tuple(sorted(kept.values(), key=found.index))


def _places(pages: Sequence[StructuredPage], kind: ActKind, decisions: Sequence[FoundDecision]) -> Iterator[_Place]:
    """The lines that may bind: no visa, no decision that was rejected, in minutes nothing outside a decision."""
    blocks: dict[int, list[tuple[StructuredPage, PlacedLine]]] = {}
    for page in pages:
        for placed in page.lines:
            blocks.setdefault(decision_at(decisions, page.number, placed.start), []).append((page, placed))
    for ordinal, lines in blocks.items():
        decided = decisions[ordinal] if ordinal >= 0 else None
        if (kind in MINUTES and decided is None) or (
            decided and decided.vote and decided.vote.outcome is Outcome.REJET
        ):
            continue
        has_operative = any(starts_operative(placed.line.text) for _, placed in lines)
        for number, (page, placed) in enumerate(lines):
            if starts_visa(placed.line.text):
                continue
            yield _Place(
                page=page,
                placed=placed,
                decision=ordinal if ordinal >= 0 else None,
                is_title=placed.line.kind is LineKind.HEADING or (decided is not None and number < 2),
                is_settled=not has_operative and decided is not None and decided.vote is not None,
            )


def decision_at(decisions: Sequence[FoundDecision], page: int | None, offset: int) -> int:
    """The ordinal of the decision under whose heading a place of the document stands; -1 before the first."""
    at = (page or 0, offset)
    return sum((decision.page or 0, decision.start) <= at for decision in decisions) - 1


def _in_line(place: _Place, kind: ActKind) -> Iterator[FoundSuccession]:
    text = place.placed.line.text
    if _MARK.fullmatch(flat(text)):
        yield _found(place, Relation.REMPLACE, ActMention(), 0, len(text))
        return
    for start, end in sentence_spans(text):
        for one in (*_actives(place, start, end), *_passives(place, start, end), *_slips(place, start, end)):
            own = one.mention
            # « Le présent règlement remplace celui du … »: one of its own kind.
            if own.kind is None and not own.subject and kind in _ACTS:
                own = replace(own, kind=kind)
            is_part = own.part is not None and one.relation.ends_it
            yield replace(one, mention=own, relation=Relation.MODIFIE if is_part else one.relation)


def _actives(place: _Place, start: int, end: int) -> Iterator[FoundSuccession]:
    line = flat(place.placed.line.text)
    taken: set[int] = set()
    for relation, pattern in _ACTIVE:
        for head in pattern.finditer(line, start, end):
            named = head.start("what") if head["what"] else head.end()
            if (
                named in taken
                or _is_itself(line, head)
                or not _is_binding(place, relation, line[start : head.start()], head["verb"])
            ):
                continue
            mentions, last = mentions_after(place.placed.line.text, head)
            if relation is Relation.APPLIQUE or head["pronoun"] or head["between"].strip():
                mentions = tuple(m for m in mentions if m.number or m.day)
            if mentions:
                taken.add(named)
            yield from (_found(place, relation, mention, head.start(), last) for mention in mentions)


def _is_itself(line: str, head: re.Match[str]) -> bool:
    """« La présente délibération » names no other."""
    return head["what"] is not None and line[: head.start("what")].endswith(("presente ", "presentes ", "present "))


def _is_binding(place: _Place, relation: Relation, before: str, verb: str) -> bool:
    if relation is Relation.APPLIQUE:
        return True
    if _PROPOSES.search(before):
        return place.is_settled and "proposition" not in before
    if _TITLE_FORM.search(verb):
        return (place.is_title and len(before) < 80) or bool(re.search(r"(?:approuve|decide|article \w+\W*)", before))
    return place.is_title or bool(_BINDS.search(before))


def _passives(place: _Place, start: int, end: int) -> Iterator[FoundSuccession]:
    text = place.placed.line.text
    line = flat(text)
    for verb in _PASSIVE.finditer(line, start, end):
        relation = Relation.REMPLACE if verb["also"] else _PASSIVE_RELATIONS[verb["verb"]]
        before = line[start : verb.start()]
        if _PROPOSES.search(before) and not place.is_settled:
            continue
        # The first act named before the verb is its subject: « la délibération n° 7 relative au tarif … est abrogée ».
        head = next((h for h in heads(line[: verb.start()]) if h.start() >= start), None)
        if head is not None and not _is_itself(line, head):
            mentions, _ = mentions_after(text, head)
            if "," in line[head.end() : verb.start()]:
                mentions = tuple(m for m in mentions if m.number or m.day)
            yield from (_found(place, relation, mention, head.start(), verb.end()) for mention in mentions)
    for every in _ALL_EARLIER.finditer(line, start, end):
        yield _found(place, Relation.ABROGE, ActMention(), every.start(), every.end())


def _slips(place: _Place, start: int, end: int) -> Iterator[FoundSuccession]:
    """« Une erreur matérielle s'est glissée dans la délibération n° 2031-12 »."""
    text = place.placed.line.text
    line = flat(text)
    slip = _SLIP.search(line, start, end)
    if slip is None:
        return
    for head in heads(line[:end]):
        if head.start() < start:
            continue
        mentions, last = mentions_after(text, head)
        named = [mention for mention in mentions if mention.number or mention.day]
        first, end_of_words = min(slip.start(), head.start()), max(slip.end(), last)
        yield from (_found(place, Relation.RECTIFIE, mention, first, end_of_words) for mention in named)


def _found(place: _Place, relation: Relation, mention: ActMention, start: int, end: int) -> FoundSuccession:
    at = place.placed.start
    return FoundSuccession(
        decision=place.decision,
        relation=relation,
        mention=mention,
        words=place.page.text[at + start : at + end],
        page=place.page.number,
        start=at + start,
        end=at + end,
    )
