"""NX-02: chained exceptions: two in a sentence, in sentences on end or in a list's items, or three after a « sauf »."""

import re
from collections.abc import Iterator, Sequence

from clarity.entangled.clauses import Anatomy, anatomy, parts_of, proposal_of
from clarity.observation import Observation, Part
from clarity.read_text import ReadText
from clarity.stretches import Sentence, observe_at, sentences_of
from domain.finding import Severity
from french.counted_words import counted_words
from french.typed_span import flat

RULE = "NX-02"
_ENUMERATED = 3
"""« sauf obligation professionnelle, raison de santé ou force majeure » has three; two read as one."""
_LONGEST_ITEM = 12
"""Words: longer pieces between commas are clauses of the sentence, not items of an enumeration."""
_SEPARATORS = re.compile(r",\s+(?:ou|et)?\s*|\s+(?:ou|et)\s+")
_LAST = re.compile(r"\s+(?:ou|et)\s+")


def detect(text: ReadText) -> Iterator[Observation]:
    """Sentences, or neighbours of one paragraph or list, with chained exceptions."""
    sentences = sentences_of(text)
    last_end = -1
    for index, sentence in enumerate(sentences):
        if index <= last_end:
            continue
        run = _run(sentences, index)
        anatomies = [anatomy(one.text) for one in run]
        if len(run) > 1:
            last_end = index + len(run) - 1
            if all(_only_leaves_out(one.text, found) for one, found in zip(run, anatomies, strict=True)):
                continue
        elif not _is_chained(sentence.text, anatomies[0]):
            continue
        yield _observation(text, run, anatomies)


def _run(sentences: Sequence[Sentence], index: int) -> list[Sentence]:
    """The sentences from ``index`` on that each bear an exception: of one paragraph on end, or of items of one list."""
    run = [sentences[index]]
    if not anatomy(sentences[index].text).exceptions:
        return run
    for number, sentence in enumerate(sentences[index + 1 :], start=index + 1):
        if not _is_neighbour(run[-1], sentence):
            break
        if anatomy(sentence.text).exceptions:
            run += sentences[index + len(run) : number + 1]
        elif not sentence.stretch.is_item:
            break
    return run


def _is_neighbour(one: Sentence, other: Sentence) -> bool:
    if one.stretch == other.stretch:
        return True
    first, second = one.stretch.block, other.stretch.block
    return (
        one.stretch.is_item
        and other.stretch.is_item
        and first.passage_id == second.passage_id
        and first.heading_path == second.heading_path
    )


def _is_chained(text: str, found: Anatomy) -> bool:
    if not found.exceptions or _only_leaves_out(text, found):
        return False
    return len(found.exceptions) + found.reserves > 1 or any(
        _enumerated(text[clause.marker.start : clause.end]) >= _ENUMERATED
        for clause in found.clauses
        if clause.marker in found.exceptions
    )


def _only_leaves_out(text: str, found: Anatomy) -> bool:
    """« hors tabac et hors loyers » says what a figure holds, not whom a rule leaves out."""
    return all(flat(text[m.start : m.end]).startswith("hors ") for m in found.exceptions)


def _enumerated(said: str) -> int:
    """How many things « sauf a, b ou c » names; 1 when they are not an enumeration."""
    if _LAST.search(said) is None or "," not in said:
        return 1
    pieces = _SEPARATORS.split(said)
    return len(pieces) if all(0 < len(counted_words(piece)) <= _LONGEST_ITEM for piece in pieces) else 1


def _observation(text: ReadText, run: Sequence[Sentence], anatomies: Sequence[Anatomy]) -> Observation:
    first = run[0]
    exceptions = sum(len(found.exceptions) for found in anatomies)
    conditions = sum(found.conditions for found in anatomies)
    is_blocking = len(run) == 1 and (exceptions > 2 or (exceptions > 1 and conditions > 1))
    parts: list[Part] = []
    for sentence, found in zip(run, anatomies, strict=True):
        shift = sentence.stretch.block.start - first.stretch.block.start
        parts += parts_of(found, shift + sentence.start, sentence.text)
    return observe_at(
        text,
        first.stretch,
        (first.start, first.end),
        rule=RULE,
        severity=Severity.BLOQUANT if is_blocking else Severity.MAJEUR,
        measures=(("exceptions", exceptions), ("conditions", conditions), ("sentences", len(run))),
        parts=parts,
        proposal=proposal_of(anatomies[0], first.text),
    )
