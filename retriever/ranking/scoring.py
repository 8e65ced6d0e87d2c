"""How well each unit of a passage answers what is wanted.

A score is the share of the question's meaning that a unit carries: by itself, through its lead-in or header, through
its headings and title, or through its neighbours; then what is known of the kinds of sentence that answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.answer import SentenceKind, SentenceRole
from domain.ids import DocumentId
from domain.in_force import Standing
from domain.passage import Passage
from french.analyser import stems
from french.answer_types import AnswerType, holds
from french.columns import amounts_in_row
from retriever.ranking.announcements import ANNOUNCED_SHARE
from retriever.ranking.asker import fit, fit_row, is_for_others
from retriever.ranking.candidate import Candidate
from retriever.ranking.drafts import is_draft
from retriever.ranking.units import Unit, units_of
from retriever.ranking.wanted import Wanted

# Round numbers, each moved alone to half and to double (shares to 1 at most) over the development questions, sample
# and real (python -m eval.answers). 48 of 116 get their value as they stand; the moves gave 42 (NEIGHBOUR_SHARE at .8)
# to 49 (SUPPORT_NEARBY at 1, which declines one question less). FORMER_SHARE moves none: at 1 an older value is shown
# once more.
LEAD_SHARE = 0.9
CONTEXT_SHARE = 0.7
NEIGHBOUR_SHARE = 0.4
SUPPORT_NEARBY = 0.6
# TYPE_BONUS, ANNOUNCED_BONUS and the three below were moved again once an answer showed what stands around it, over
# 98 real and 92 sample questions of the dev halves: real 53 got their value from a right page as they stand; TYPE_BONUS
# at .35 gave 45, ANNOUNCED_BONUS at .3 gave 33; the others move one question each.
# Words that stand only in the older act that a passage replaced: too few for an answer alone, enough for a partial one.
STANDS_FOR_SHARE, SUPPORT_STANDS_FOR = 0.3, 0.4
# Words that stand in another passage of the same document: « minibus » is said once, and the prices are elsewhere. With
# them 151 of 185 sample and 57 of 98 real questions of the dev half get their value from a right page, 146 and 55
# without; at .38 and .5, the same. Ranking the passages with them too moved no figure.
DOCUMENT_SHARE, SUPPORT_DOCUMENT = 0.25, 0.4
TYPE_BONUS = 0.2
ANNOUNCED_BONUS = 0.08
PASSAGE_SHARE = 0.6
FIT_BONUS = 0.1
FULL_MARKS = 1 + TYPE_BONUS + ANNOUNCED_BONUS + PASSAGE_SHARE + FIT_BONUS
"""The most that a unit may score."""
FIT_SUPPORT = 0.3
MISFIT_SHARE = 0.8
OTHERS_SHARE = 0.9
FORMER_SHARE = 0.7
# A draft is read only where the adopted text says nothing: less than any share that moved a unit.
DRAFT_SHARE = 0.4
# A national fiche, and its sentences: at 1, .9, .8 and .7 the right page comes first for 43, 45, 47 and 47 of 92 real
# questions, and for 36, 36, 35 and 35 of the sample's 49 (python -m eval.ranking, when chosen).
NATIONAL_SHARE = 0.8
EXPOSE_SHARE = 0.6
TITLE_SHARE = 0.6
TITLE_WORDS = 15

# What leads to a decision without being one: « Vu … », « Considérant … », « Elle propose de porter à … »,
# « Madame DELMAS expose que le coût atteint … », « M. Ricou demande si … »; not « Le conseil décide ».
_EXPOSE = re.compile(
    r"^(vu|considérant|attendu|sur (le )?(rapport|proposition)) |"
    r"^(monsieur|madame|m\.|mme|mr) .{0,40}?"
    r"\b(expose|rappelle|explique|informe|indique|précise|demande|souligne|répond|ajoute|estime|présente|souhaite)\b|"
    r"\bpropose(nt)? (de|d['’]|que|une?)\b|\best proposée?\b|\bil est proposé\b|\bproposée?s? étai(?:t|en)",
    re.IGNORECASE,
)

# « 9. », « Article 5. », « II - »; what is left of « Article 5. Le jeudi à 15 h » has a figure.
_NUMBERING = re.compile(r"^\W*(?:(?:article|art\.?|chapitre|titre)\s+\d+(?:er)?\b|\d+)?[\d\s.°)–-]*", re.IGNORECASE)

# « Le maire est chargé de l'exécution de la présente délibération », « Acte rendu exécutoire », « Votants : 19 ».
_FORMULA = re.compile(
    r"\bchargée?s? (?:chacun en ce qui le concerne,? )?(?:de l['’]|d['’]assurer l['’])exécution\b"
    r"|\brendue? exécutoire\b|\btribunal administratif\b|\btélérecours\b|\bfait et délibéré\b|\bont signé\b"
    r"|\bsecrétaire de séance\b"
    r"|^(?:votants|présents|pour|contre|abstentions?) : |\bpour extrait conforme\b|\bcertifie\b.{0,40}\bexécutoire\b",
    re.IGNORECASE,
)

_NON = re.compile(r"\bnon[- ](\w+)", re.IGNORECASE)

_SUPPORT = {NEIGHBOUR_SHARE: SUPPORT_NEARBY, STANDS_FOR_SHARE: SUPPORT_STANDS_FOR, DOCUMENT_SHARE: SUPPORT_DOCUMENT}


_KEPT_UNITS = 16_384
"""Units of a commune's often asked passages, as in ``french.answer_types``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredUnit:
    """A unit with its score.

    ``support`` is the share, 0..1, of the question's subject found in or around it; ``has_type`` tells that it holds
    the kind of thing asked for. ``own`` is the share that its own words carry; ``fit`` counts the asker's
    qualifiers that it is for, -1 when it is for others; ``stems`` are those of its words and of
    its lead. ``role`` and ``condition`` are those of ``domain.answer.AnswerSentence``, given once units are chosen.
    """

    candidate: Candidate
    unit: Unit
    score: float
    support: float
    has_type: bool
    own: float = 0.0
    fit: int = 0
    stems: frozenset[str] = frozenset()
    role: SentenceRole = SentenceRole.ANSWER
    condition: str | None = None

    @property
    def place(self) -> tuple[str, int]:
        """Its passage, and where it begins there."""
        return self.candidate.passage.id, self.unit.start


@dataclass(frozen=True, slots=True)
class _TakenApart:
    """A passage's units with the stems of each, of its lead, and of what it says « non » of; those around, and all.

    The shares of each are those of its form, when it holds what is asked and when it does not.
    """

    units: tuple[tuple[Unit, frozenset[str], frozenset[str], frozenset[str], tuple[float, float]], ...]
    around: frozenset[str]
    whole: frozenset[str]


def spoken_stems(candidates: Sequence[Candidate]) -> frozenset[str]:
    """Every stem of the passages, their headings and titles."""
    apart = [_taken_apart(c.passage, c.document.title) for c in candidates]
    return frozenset(stem for one in apart for stem in one.around | one.whole)


def spoken_by_document(candidates: Sequence[Candidate]) -> dict[DocumentId, frozenset[str]]:
    """Every stem of the passages of each document, their headings and its title."""
    spoken: dict[DocumentId, frozenset[str]] = {}
    for one in candidates:
        spoken[one.document.id] = spoken.get(one.document.id, frozenset()) | spoken_stems([one])
    return spoken


def score_units(candidate: Candidate, wanted: Wanted, of_document: frozenset[str] = frozenset()) -> list[ScoredUnit]:
    """The units of a candidate in reading order, each with its score.

    ``of_document`` are the stems of what else of its document was found.
    """
    taken = _taken_apart(candidate.passage, candidate.document.title)
    found: list[ScoredUnit] = []
    is_named_around = not wanted.naming.isdisjoint(taken.around)
    for unit, said, lead, negated, (typed_share, share) in taken.units:
        own = said if wanted.says_non else said - negated
        has_type = any(_holds(unit, kind) for kind in wanted.types)
        is_announced = has_type and (is_named_around or not wanted.naming.isdisjoint(lead | own))
        inside = ((own, 1.0), (lead, LEAD_SHARE), (taken.around, CONTEXT_SHARE), (taken.whole, NEIGHBOUR_SHARE))
        shares = (*inside, (candidate.stands_for, STANDS_FOR_SHARE), (of_document, DOCUMENT_SHARE))
        carried, support = _carried(wanted, shares)
        score = carried + TYPE_BONUS * has_type + ANNOUNCED_BONUS * is_announced + PASSAGE_SHARE * candidate.nearness
        is_of_others = is_for_others(unit.text, wanted.asker)
        # « Les associations de la commune » is not for who lives there and asks for themselves.
        fits = min(_fit(unit, wanted), 0) if is_of_others else _fit(unit, wanted)
        score += FIT_BONUS * max(fits, 0) * (support >= FIT_SUPPORT)
        score *= MISFIT_SHARE if fits < 0 else OTHERS_SHARE if is_of_others else 1.0
        score *= _share_of_its_time(candidate, unit, wanted.types)
        score *= typed_share if has_type else share
        alone, _ = _carried(wanted, ((own, 1.0),))
        found.append(
            ScoredUnit(
                candidate=candidate,
                unit=unit,
                score=score,
                support=support,
                has_type=has_type,
                own=alone,
                fit=fits,
                stems=own | lead,
            )
        )
    return found


def _fit(unit: Unit, wanted: Wanted) -> int:
    """Whom a unit is for, against who asks: its row's cells under their headers, or its words after their lead-in."""
    if unit.kind is SentenceKind.TABLE_ROW:
        return fit_row(unit.text, unit.lead.split("\n") if unit.lead else (), wanted.asker)
    return fit(unit.text, wanted.asker)


# « Sont interdits : le lavage des voitures », « À fournir : un justificatif »: the lead-in says it of each item.
_LED = frozenset({AnswerType.PAPERS, AnswerType.WHETHER})


def _holds(unit: Unit, kind: AnswerType) -> bool:
    """Whether a unit holds a thing of that kind; in a row, a bare figure under « Tarif en € » is an amount."""
    if kind in _LED and unit.kind is SentenceKind.LIST_ITEM and unit.lead:
        return holds(unit.text, kind) or holds(unit.lead, kind)
    if holds(unit.text, kind) or (kind is AnswerType.AMOUNT and holds(unit.text, AnswerType.PERCENTAGE)):
        return True
    is_priced = kind is AnswerType.AMOUNT and unit.kind is SentenceKind.TABLE_ROW and unit.lead is not None
    return is_priced and bool(amounts_in_row(unit.text, unit.lead.split("\n") if unit.lead else ()))


def _share_of_its_time(candidate: Candidate, unit: Unit, types: frozenset[AnswerType]) -> float:
    """Less for what is no longer, or not yet, in force, only announced, or not the commune's own."""
    part = candidate.part_at(unit.start)
    is_of_another_time = part is not None and part.standing in (Standing.NOT_YET, Standing.OVER)
    is_rejected = part is not None and part.act is not None and part.act.is_rejected
    # « C'est quand ? » is not answered by days that have passed.
    has_passed = candidate.is_bygone and not types.isdisjoint({AnswerType.DAY, AnswerType.HOURS})
    if is_draft(candidate.document):
        return DRAFT_SHARE
    share = FORMER_SHARE if candidate.is_former or is_of_another_time or is_rejected or has_passed else 1.0
    share *= NATIONAL_SHARE if candidate.is_national else 1.0
    return share * (ANNOUNCED_SHARE if candidate.is_announcement else 1.0)


def said_share(one: ScoredUnit, wanted: Wanted) -> float:
    """What of the question's meaning a unit says itself, with its lead, or by its headings: not by its neighbours."""
    around = _taken_apart(one.candidate.passage, one.candidate.document.title).around
    return _carried(wanted, ((one.stems, 1.0), (around, CONTEXT_SHARE)))[0]


@lru_cache(maxsize=_KEPT_UNITS)
def is_expose(text: str) -> bool:
    """Whether a sentence of an act argues on the way to a decision instead of deciding."""
    return bool(_EXPOSE.search(text))


@lru_cache(maxsize=_KEPT_UNITS)
def is_formula(text: str) -> bool:
    """Whether a sentence is one that every act ends with, and that answers only who asks about appeals."""
    return bool(_FORMULA.search(text))


@lru_cache(maxsize=4_096)
def _taken_apart(passage: Passage, title: str) -> _TakenApart:
    """Kept because the same passages come back from question to question; about 10 kB each."""
    every = units_of(passage)
    leads = {unit.lead for unit in every if unit.kind is SentenceKind.TABLE_ROW and unit.lead}
    headers = {row for lead in leads for row in lead.split("\n")}
    units = [
        (
            unit,
            own,
            frozenset(stems(unit.lead)) if unit.lead else frozenset(),
            _negated(unit.text),
            _shares_of_form(unit),
        )
        for unit in every
        if unit.text not in headers and (own := frozenset(stems(unit.text)))
    ]
    around = frozenset(stems(" ".join((title, *passage.heading_path, *passage.context))))
    whole = frozenset(stem for _, own, lead, _, _ in units for stem in own | lead)
    return _TakenApart(tuple(units), around, whole)


def _shares_of_form(unit: Unit) -> tuple[float, float]:
    share = EXPOSE_SHARE if is_expose(unit.text) else 1.0
    return share, share * (TITLE_SHARE if is_title(unit) else 1.0)


def _negated(text: str) -> frozenset[str]:
    """« non bâties », « non-résidents »: what such words are about is the other thing."""
    return frozenset(stem for found in _NON.finditer(text) for stem in stems(found[1]))


@lru_cache(maxsize=_KEPT_UNITS)
def is_title(unit: Unit) -> bool:
    """A title or a header row, that announces and does not answer: « 9. Tarifs », not « Le lundi de 16 h à 18 h »."""
    if any(c.isdigit() for c in _NUMBERING.sub("", unit.text)):
        return False
    if unit.kind is SentenceKind.TABLE_ROW:
        return unit.lead is None
    is_closed = unit.text.endswith((".", "!", ";", ":", "»"))
    return unit.kind is SentenceKind.SENTENCE and not is_closed and len(unit.text.split()) < TITLE_WORDS


def _carried(wanted: Wanted, shares: Sequence[tuple[frozenset[str], float]]) -> tuple[float, float]:
    """Shares of the question's meaning: by the nearness of the words that carry it, and wherever they stand.

    ``shares`` are of sets of stems, the largest share first.
    """
    near = anywhere = 0.0
    # Plain loops: some 90,000 calls for 200 questions, half the time of a generator for each word.
    for stem, weight in wanted.weights.items():
        terms = wanted.also_called.get(stem, ())
        for words, share in shares:
            if stem in words or (terms and any(t <= words for t in terms)):
                near += weight * share
                anywhere += weight * _SUPPORT.get(share, share > 0)
                break
    return near, anywhere
