"""Personal data of residents: where it stands in a passage, and the words that replace it in all that is shown.

What is stored of a passage is already masked, so that no path can forget to mask; what each mask replaced is kept
apart, for agents and for taking a mask off.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.ids import PassageId
from domain.passage import Passage


class PersonalKind(StrEnum):
    """What is masked. The value is the word shown in its place, between brackets."""

    NAME = "nom"
    ADDRESS = "adresse"
    PHONE = "téléphone"
    EMAIL = "courriel"
    BIRTH = "date de naissance"
    PLATE = "immatriculation"
    PARCEL = "parcelle"
    NIR = "numéro de sécurité sociale"
    IBAN = "IBAN"
    CARD = "numéro de carte bancaire"

    @property
    def mask(self) -> str:
        """« [nom] »."""
        return f"[{self.value}]"


TITLE = "title"
"""Place of what a document's title holds; ``decision:N`` is the title of its Nth decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalSpan:
    """Personal data in one text of a document.

    ``place`` is ``text``, ``context:N`` or ``heading:N`` of a passage, or ``title`` or ``decision:N`` of the document.
    ``start`` and ``end`` are offsets in code points in that text before any masking; ``original`` is what stood there.
    """

    passage_id: PassageId | None
    place: str
    start: int
    end: int
    kind: PersonalKind
    original: str


Places = tuple[tuple[int, int], ...]

_Change = Callable[[str, Sequence[PersonalSpan]], str]


def conceal(text: str, spans: Sequence[PersonalSpan]) -> str:
    """``text`` with a mask in place of each span; spans do not overlap."""
    pieces: list[str] = []
    position = 0
    for span in sorted(spans, key=lambda s: s.start):
        pieces += [text[position : span.start], span.kind.mask]
        position = span.end
    return "".join((*pieces, text[position:]))


def reveal(masked: str, spans: Sequence[PersonalSpan]) -> str:
    """The text that ``conceal`` was given, from what it made of it and the same spans."""
    pieces: list[str] = []
    position = shift = 0
    for span in sorted(spans, key=lambda s: s.start):
        start = span.start + shift
        pieces += [masked[position:start], span.original]
        position = start + len(span.kind.mask)
        shift += len(span.kind.mask) - (span.end - span.start)
    return "".join((*pieces, masked[position:]))


def concealed_places(places: Places, spans: Sequence[PersonalSpan]) -> Places:
    """Where half-open ``places`` of a text stand once ``spans`` of it are masked; what a mask covers has none."""
    return _moved(places, [(span.start, span.end, len(span.kind.mask)) for span in spans])


def revealed_places(places: Places, spans: Sequence[PersonalSpan]) -> Places:
    """Where ``places`` of a masked text stand in the text that ``conceal`` was given."""
    changes: list[tuple[int, int, int]] = []
    shift = 0
    for span in sorted(spans, key=lambda s: s.start):
        start, mask, length = span.start + shift, len(span.kind.mask), span.end - span.start
        changes.append((start, start + mask, length))
        shift += mask - length
    return _moved(places, changes)


def _moved(places: Places, changes: Sequence[tuple[int, int, int]]) -> Places:
    """``changes`` are (start, end, length of what comes in its place), apart from one another."""

    def at(place: int, *, is_start: bool) -> int:
        shift = 0
        for start, end, length in changes:
            if end <= place:
                shift += length - (end - start)
            elif start < place or (is_start and start == place):
                return at(end if is_start else start, is_start=is_start)
        return place + shift

    moved = ((at(start, is_start=True), at(end, is_start=False)) for start, end in places)
    return tuple((start, end) for start, end in moved if start < end)


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are written with the same letters, whatever their case, accents and blanks."""
    return _letters(one) == _letters(other)


def places_of(text: str, name: str) -> list[tuple[int, int]]:
    """Where ``name`` stands in ``text`` as whole words, whatever its case and accents; offsets in code points."""
    words = _letters(name).split()
    if not words:
        return []
    folded = "".join(_letter(c) for c in text)
    pattern = r"\s+".join(map(re.escape, words))
    return [found.span() for found in re.finditer(rf"(?<![\w]){pattern}(?![\w])", folded)]


def _letters(name: str) -> str:
    return " ".join("".join(_letter(c) for c in name).split())


def _letter(letter: str) -> str:
    """The letter in lower case without its accent: one for one, so that offsets hold."""
    bare = unicodedata.normalize("NFD", letter)[:1].lower()
    return bare if len(bare) == 1 else letter


def conceal_passage(passage: Passage, spans: Sequence[PersonalSpan]) -> Passage:
    """The passage with its text, context and headings masked. Its place in the page is unchanged."""
    return replace(
        _each_text(passage, spans, conceal), doubtful=concealed_places(passage.doubtful, _of_text(passage, spans))
    )


def reveal_passage(passage: Passage, spans: Sequence[PersonalSpan]) -> Passage:
    """The passage as the document has it."""
    return replace(
        _each_text(passage, spans, reveal), doubtful=revealed_places(passage.doubtful, _of_text(passage, spans))
    )


def _of_text(passage: Passage, spans: Sequence[PersonalSpan]) -> list[PersonalSpan]:
    return [span for span in spans if span.passage_id == passage.id and span.place == "text"]


def _each_text(passage: Passage, spans: Sequence[PersonalSpan], change: _Change) -> Passage:
    own = [span for span in spans if span.passage_id == passage.id]
    if not own:
        return passage

    def changed(text: str, place: str) -> str:
        here = [span for span in own if span.place == place]
        return change(text, here) if here else text

    return replace(
        passage,
        text=changed(passage.text, "text"),
        context=tuple(changed(line, f"context:{n}") for n, line in enumerate(passage.context)),
        heading_path=tuple(changed(line, f"heading:{n}") for n, line in enumerate(passage.heading_path)),
    )
