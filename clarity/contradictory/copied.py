"""CT-06 among the documents of a commune: one observation for each pair of copies, at its first changed line."""

from collections.abc import Iterator, Mapping, Sequence

from clarity.contradictory.copies import Copies, Line, Sketch, alike_pairs, changed_lines, read
from clarity.contradictory.sources import DECIDED, Source
from clarity.contradictory.winner import Reason
from clarity.observation import Observation
from clarity.outdated.replaced_versions import title_words
from domain.finding import Severity
from domain.ids import DocumentId
from french.stated_period import stated_period

RULE = "CT-06"
SHOWN = 5
"""Changed lines that are told; the others are counted."""


def copies(kept: Mapping[DocumentId, Sequence[object]], sources: Mapping[DocumentId, Source]) -> list[Copies]:
    """Pairs of documents that are one but for a figure. Acts are left out: each decides for itself on one model."""
    sketches = {
        one: sketch
        for one, found in kept.items()
        if sources[one].rank < DECIDED and (sketch := read(one, found, with_lines=False)).lowest
    }
    found = []
    for one, other, alike in alike_pairs(sketches):
        if _are_of_one_thing(sources[one], sources[other]):
            changed = changed_lines(*(_whole(each, kept) for each in (one, other)))
            if changed:
                found.append(Copies(one=one, other=other, alike=alike, changed=changed))
    return found


def _whole(one: DocumentId, kept: Mapping[DocumentId, Sequence[object]]) -> Sketch:
    return read(one, kept[one], with_lines=True)


def _are_of_one_thing(one: Source, other: Source) -> bool:
    """Whether titles are the same but for words more, and do not name two years: those are two versions (ST-06)."""
    titles = one.document.title, other.document.title
    mine, theirs = (frozenset(title_words(title)) for title in titles)
    first, second = map(stated_period, titles)
    if one.is_act and other.is_act and one.day != other.day:
        return False
    return first == second and bool(mine & theirs) and (mine <= theirs or theirs <= mine)


def observed(pairs: Sequence[Copies], sources: Mapping[DocumentId, Source]) -> Iterator[Observation]:
    """One observation a pair; a newer or a higher document is suggested."""
    for pair in pairs:
        changed, suggested = _suggested(pair, sources)
        wrong, right = changed[0]
        title = sources[right.place.document_id or DocumentId("")].document.title
        yield Observation(
            rule=RULE,
            severity=Severity.MAJEUR,
            place=wrong.place,
            measures=(
                ("alike", f"{100 * pair.alike:.0f} %"),
                ("changed", str(len(changed))),
                ("difference", "; ".join(_difference(*lines) for lines in changed[:SHOWN])),
                ("other_says", right.place.quote),
                (f"suggested_{suggested.value}" if suggested else "suggested_none", title),
            ),
            related=(right.place,),
        )


def _suggested(pair: Copies, sources: Mapping[DocumentId, Source]) -> tuple[list[tuple[Line, Line]], Reason | None]:
    """The changed lines as (to correct, to keep), and why; in the order of the paths where nothing tells."""
    one, other = sources[pair.one], sources[pair.other]
    reason = None
    is_first = False
    if one.day is not None and other.day is not None and one.day != other.day:
        is_first, reason = one.day > other.day, Reason.NEWER
    elif one.rank != other.rank:
        is_first, reason = one.rank > other.rank, Reason.DECIDED
    return [(b, a) if is_first else (a, b) for a, b in pair.changed], reason


def _difference(wrong: Line, right: Line) -> str:
    """« 300 → 400 »."""
    told = [(a, b) for a, b in zip(wrong.figures, right.figures, strict=False) if a != b]
    return ", ".join(f"{a} → {b}" for a, b in told)
