"""The words of one cell of a ruled table → its text, or its texts when rules make one cell of several. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from ingest.pdf.geometry import Word, drawn_span, is_drawn_before

BETWEEN = "\x00"
"""Parts the texts of one cell."""
MOST_TEXTS = 3
"""A cell drawn in more pieces than this is a block of a leaflet."""
_IN_PIECES = (-1, -1)
# A line of a cell stands so close under the one before, in heights of its letters, with an edge or its middle so near,
# in points. Lines of one height are within the second figure of one another.
_PITCH, _ALIGNED, _SAME_HEIGHT = 1.6, 3.0, 1.5
_UNITS = frozenset(("€", "%", "€.", "€,", "€/h"))


def cell_text(words: Sequence[Word], beside: Sequence[Sequence[Word]] = ()) -> str:
    """The text of a cell, line by line, or as the file draws it when only so its words follow one another.

    When they never do, what the grid takes for one cell is several, parted by BETWEEN. But pdfium puts in one line all
    that it meets at nearly one height: the second line of a header merged over two rows is taken for a part of a cell
    beside it. A line right under another is its continuation unless a cell of the same row, ``beside``, is parted
    there as well.
    """
    parts = _parts(words)
    if 1 < len(parts) <= MOST_TEXTS:
        rows = [part[0].middle for other in beside for part in _parts(other)[1:]]
        whole = parts[:1]
        for part in parts[1:]:
            if _is_wrapped(whole[-1], part, rows):
                whole[-1] = whole[-1] + part
            else:
                whole.append(part)
        parts = whole
    return BETWEEN.join(" ".join(w.text for w in part) for part in parts)


def lines_of_words(words: Sequence[Word]) -> list[list[Word]]:
    """Words of one height together, from top to bottom and from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.middle):
        if lines and abs(word.middle - lines[-1][0].middle) <= max(word.size, 4) * 0.45:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.left) for line in lines]


def _parts(words: Sequence[Word]) -> list[list[Word]]:
    """The words in reading order, cut where the file draws something else in between."""
    seen = [word for line in lines_of_words(words) for word in line]
    drawn = sorted(words, key=lambda w: w.drawn_at or 0)
    if words and drawn_span(seen) == _IN_PIECES and drawn_span(drawn) != _IN_PIECES:
        seen = drawn
    parts = [seen[:1]]
    for before, after in pairwise(seen):
        goes_on = is_drawn_before(before, after) or after.text in _UNITS
        parts[-1].append(after) if goes_on else parts.append([after])
    return parts


def _is_wrapped(above: Sequence[Word], below: Sequence[Word], rows: Sequence[float]) -> bool:
    """Whether the second part goes on with the first one, a line lower in the same look."""
    last, first = lines_of_words(above)[-1], lines_of_words(below)[0]
    pitch = first[0].middle - last[0].middle
    if not 0.45 * first[0].size < pitch <= _PITCH * max(first[0].size, 4.0):
        return False
    if first[0].bold != last[0].bold or abs(first[0].size - last[0].size) > 0.5:
        return False
    if last[-1].text in _UNITS or last[-1].text.endswith((".", ":", ";")):
        return False
    if any(abs(height - first[0].middle) <= _SAME_HEIGHT for height in rows):
        return False
    left, right = first[0].left - last[0].left, first[-1].right - last[-1].right
    return min(abs(left), abs(right), abs(left + right) / 2) <= _ALIGNED
