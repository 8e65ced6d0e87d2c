"""NX-03: three conditions or more in a sentence, or a condition inside a condition."""

import re
from collections.abc import Iterator
from itertools import pairwise

from clarity.entangled.clauses import Anatomy, anatomy, parts_of, proposal_of
from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.stretches import Sentence, lists_of, observe_at, sentences_of
from domain.finding import Severity
from french.typed_span import flat

RULE = "NX-03"
MOST = 2
"""Conditions that a sentence may hold side by side: readers of real sentences were of two minds on two."""
_APART = re.compile(r"[,;:.()]")
_BESIDE = re.compile(r"(?:\b(?:et|ou|et/ou|que|mais)|[,;(])\s*$")


def detect(text: ReadText) -> Iterator[Observation]:
    """Sentences with too many conditions, one inside another, or a conditional item under a conditional lead-in."""
    leads = _conditional_leads(text)
    for sentence in sentences_of(text):
        found = anatomy(sentence.text)
        conditions = len(found.strong) + found.inner
        depth = 2 if _is_nested(sentence.text, found) or (sentence.stretch.block.start in leads and conditions) else 1
        if conditions <= MOST and depth == 1 and not (conditions == MOST and found.weak and not found.exceptions):
            continue
        yield _observation(text, sentence, found, depth)


def _is_nested(text: str, found: Anatomy) -> bool:
    """« dans le cas d’un enfant en garde alternée si les parents … »: nothing closes the first before the second."""
    line = flat(text)
    pairs = pairwise(found.strong)
    return any(
        _APART.search(line, first.end, second.start) is None and _BESIDE.search(line[first.end : second.start]) is None
        for first, second in pairs
    )


def _conditional_leads(text: ReadText) -> set[int]:
    """Offsets of the items whose lead-in is itself under a condition."""
    return {
        item.block.start
        for written in lists_of(text)
        if written.lead_in is not None
        and written.lead_in.line.rstrip().endswith(":")
        and anatomy(written.lead_in.line).strong
        for item in written.items
        if item.is_item or item.line[:1].islower() or "suivant" in written.lead_in.line
    }


def _observation(text: ReadText, sentence: Sentence, found: Anatomy, depth: int) -> Observation:
    return observe_at(
        text,
        sentence.stretch,
        (sentence.start, sentence.end),
        rule=RULE,
        severity=Severity.MAJEUR,
        measures=(("conditions", found.conditions), ("depth", depth), ("words", found.words)),
        parts=parts_of(found, sentence.start, sentence.text),
        proposal=proposal_of(found, sentence.text),
    )
