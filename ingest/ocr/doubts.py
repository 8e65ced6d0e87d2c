"""Doubtful words of lines → spans of a passage: the amount, date or hour that holds the word, else the word. Pure."""

import re
from collections.abc import Sequence

from french.facts import facts_in
from ingest.text import TextLine


def line_confidences(lines: Sequence[TextLine]) -> tuple[float, ...]:
    """How sure each line is, 0 to 1; empty when none was read by OCR. A line that was not read by OCR is sure."""
    if all(line.confidence is None for line in lines):
        return ()
    return tuple(1.0 if line.confidence is None else round(line.confidence, 3) for line in lines)


def doubtful_spans(text: str, lines: Sequence[TextLine]) -> tuple[tuple[int, int], ...]:
    """Half-open spans of ``text``, the lines joined by line ends, in order and apart from one another.

    A word that stands twice in a line is doubtful twice: which of the two was meant is lost when lines are joined.
    """
    found: list[tuple[int, int]] = []
    offset = 0
    for line in lines:
        for doubt in line.doubts:
            found += [(offset + start, offset + end) for start, end in figure_spans(line.text, doubt)]
        offset += len(line.text) + 1
    if not found:
        return ()
    facts = [(fact.start, fact.end) for fact in facts_in(text)]
    return _apart([_widened(span, facts) for span in found])


def figure_spans(text: str, figure: str) -> list[tuple[int, int]]:
    """Where ``figure`` stands in ``text`` as a word of its own: « 2,5 » stands in « 2,5 € », not in « 12,50 »."""
    before = r"(?<!\w)" if figure[:1].isalnum() else ""
    after = r"(?!\w)" if figure[-1:].isalnum() else ""
    return [found.span() for found in re.finditer(before + re.escape(figure) + after, text)]


def _widened(span: tuple[int, int], facts: Sequence[tuple[int, int]]) -> tuple[int, int]:
    met = [fact for fact in facts if fact[0] < span[1] and span[0] < fact[1]]
    return min([span[0], *(start for start, _ in met)]), max([span[1], *(end for _, end in met)])


def _apart(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return tuple(whole)
