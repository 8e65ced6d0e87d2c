"""Scanned pages that a long rule parts: a margin with the vote and the date beside the text of the minutes. Pure.

On a scan the frame around a page and the rule beside its margin look like a table's borders; what tells them is that
hardly any rule across the page crosses them.
"""

from collections.abc import Sequence
from dataclasses import replace

from ingest.pdf.geometry import PageGeometry, Rule, Word

# A rule that parts a page goes down this share of it, and at most so many rules across cross it, its ends apart.
_LONG, _MOST_CROSSED, _ENDS = 0.4, 1, 12.0
# It has words on both sides, this many at least.
_FEWEST_WORDS = 5


def panels_of(page: PageGeometry) -> list[PageGeometry]:
    """What the page's longest parting rule parts, in reading order: above it, left, right, below; else the page.

    Frames and parting rules are left out, as no table's borders.
    """
    long_ones = [rule for rule in page.vertical if _is_long(rule, page) and _crossed(rule, page) <= _MOST_CROSSED]
    short = replace(page, vertical=tuple(rule for rule in page.vertical if rule not in long_ones))
    return _parted(short, long_ones)


def _parted(page: PageGeometry, rules: Sequence[Rule]) -> list[PageGeometry]:
    for position, rule in enumerate(sorted(rules, key=lambda r: (r.start - r.end, r.at))):
        beside = [word for word in page.words if rule.start <= word.middle <= rule.end]
        left, right = [w for w in beside if _middle(w) < rule.at], [w for w in beside if _middle(w) >= rule.at]
        if min(len(left), len(right)) < _FEWEST_WORDS:
            continue
        others = [other for n, other in enumerate(sorted(rules, key=lambda r: (r.start - r.end, r.at))) if n > position]
        above = [word for word in page.words if word.middle < rule.start]
        below = [word for word in page.words if word.middle > rule.end]
        parts = [_part(page, words) for words in (above, left, right, below) if words]
        return [panel for part in parts for panel in _parted(part, others)]
    return [page]


def _part(page: PageGeometry, words: Sequence[Word]) -> PageGeometry:
    """The page with these words only, and the rules that stand among them."""
    left, right = min(w.left for w in words), max(w.right for w in words)
    top, bottom = min(w.top for w in words), max(w.bottom for w in words)
    near = 12.0
    return replace(
        page,
        words=tuple(words),
        horizontal=tuple(
            r
            for r in page.horizontal
            if top - near <= r.at <= bottom + near and min(r.end, right) - max(r.start, left) > 0.5 * (r.end - r.start)
        ),
        vertical=tuple(
            r
            for r in page.vertical
            if left - near <= r.at <= right + near and min(r.end, bottom) - max(r.start, top) > 0.5 * (r.end - r.start)
        ),
    )


def _is_long(rule: Rule, page: PageGeometry) -> bool:
    return rule.end - rule.start >= _LONG * page.height


def _crossed(rule: Rule, page: PageGeometry) -> int:
    return sum(
        across.start < rule.at + _ENDS
        and across.end > rule.at - _ENDS
        and rule.start + _ENDS < across.at < rule.end - _ENDS
        for across in page.horizontal
    )


def _middle(word: Word) -> float:
    return (word.left + word.right) / 2
