"""A document's passages, title and decisions with residents' personal data found in them. Pure.

Found once, when the file is read: what is stored is masked, and search never sees the rest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.act import ActKind
from domain.document import MediaType
from domain.ids import PassageId
from domain.masking_policy import MaskingPolicy
from domain.personal import TITLE, PersonalKind, PersonalSpan, conceal, concealed_places
from ingest.hostile.rules import set_aside_by
from ingest.masking.contacts import private_spans
from ingest.masking.people import FoundPerson, NamedText, find_people
from ingest.masking.places import Place, PlacedSpan
from ingest.masking.sensitive import sensitive_signals
from ingest.passages import CutDocument
from ingest.text import Signal

_PAGES = frozenset((ActKind.PAGE, ActKind.BULLETIN))
_FILES_OF_PAGES = frozenset((MediaType.HTML, MediaType.MARKDOWN))


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedCuts:
    """``cut`` is as read; ``spans`` say what is masked of it; ``signals`` what is too sensitive even so."""

    cut: CutDocument
    spans: tuple[PlacedSpan, ...]
    signals: tuple[Signal, ...]

    @property
    def shown(self) -> CutDocument:
        """The document with a mask in place of each span: what is stored, searched and shown."""
        by_place: dict[tuple[int | None, str], list[PersonalSpan]] = {}
        for placed in self.spans:
            by_place.setdefault((placed.place.ordinal, placed.place.name), []).append(_span(placed, None))

        def masked(ordinal: int | None, name: str, text: str) -> str:
            spans = by_place.get((ordinal, name))
            return conceal(text, spans) if spans else text

        return replace(
            self.cut,
            title=masked(None, TITLE, self.cut.title),
            decisions=tuple(
                replace(one, title=masked(None, f"decision:{n}", one.title)) for n, one in enumerate(self.cut.decisions)
            ),
            cuts=tuple(
                replace(
                    piece,
                    text=masked(ordinal, "text", piece.text),
                    doubtful=concealed_places(piece.doubtful, by_place.get((ordinal, "text"), ())),
                    context=tuple(masked(ordinal, f"context:{n}", line) for n, line in enumerate(piece.context)),
                    heading_path=tuple(masked(ordinal, f"heading:{n}", x) for n, x in enumerate(piece.heading_path)),
                )
                for ordinal, piece in enumerate(self.cut.cuts)
            ),
        )

    def set_aside_by(self, reading: Sequence[Signal]) -> tuple[str, ...]:
        """Rules for which the document waits, with those that reading it found."""
        return set_aside_by((*reading, *self.signals))

    def personal(self, ids: Sequence[PassageId]) -> list[PersonalSpan]:
        """The spans as they are stored; ``ids`` are the passages' by ordinal."""
        return [_span(s, None if s.place.ordinal is None else ids[s.place.ordinal]) for s in self.spans]

    def page_text(self, page: int | None) -> tuple[str, list[tuple[int, int]]]:
        """Text of the passages of a page, one blank between words, and the places of the names masked in it."""
        pieces: list[str] = []
        names: list[tuple[int, int]] = []
        length = 0
        for ordinal, cut in enumerate(self.cut.cuts):
            if cut.page != page:
                continue
            for span in self.spans:
                if span.place.ordinal == ordinal and span.place.name == "text" and span.kind is PersonalKind.NAME:
                    names.append((length + span.start, length + span.end))
            pieces.append(cut.text.replace("\n", " "))
            length += len(cut.text) + 1
        return " ".join(pieces), names


def _span(placed: PlacedSpan, passage: PassageId | None) -> PersonalSpan:
    return PersonalSpan(
        passage_id=passage,
        place=placed.place.name,
        start=placed.start,
        end=placed.end,
        kind=placed.kind,
        original=placed.place.text[placed.start : placed.end],
    )


def masked_cuts(
    cut: CutDocument, media_type: MediaType, policy: MaskingPolicy | None = None, *, shows_all: bool = False
) -> MaskedCuts:
    """What is masked in a document as it was cut. ``shows_all`` masks nothing, and still tells what is sensitive."""
    policy = policy or MaskingPolicy()
    places = list(_places(cut))
    is_page = media_type in _FILES_OF_PAGES or (cut.act is not None and cut.act.kind in _PAGES)
    texts = [NamedText(text=p.text, headings=_headings(cut, p), is_page=is_page) for p in places]
    people = find_people(texts, policy.keep, policy.mask)
    by_place: dict[int, list[FoundPerson]] = {}
    for person in people:
        by_place.setdefault(person.index, []).append(person)
    spans: list[PlacedSpan] = []
    for index, place in enumerate(places):
        spans += _spans(place, by_place.get(index, []), _is_of_births(cut, place), policy)
    signals = sensitive_signals([(place, by_place.get(i, [])) for i, place in enumerate(places)])
    return MaskedCuts(cut=cut, spans=() if shows_all else tuple(spans), signals=tuple(signals))


def _places(cut: CutDocument) -> Iterator[Place]:
    yield Place(ordinal=None, name=TITLE, text=cut.title)
    for ordinal, decision in enumerate(cut.decisions):
        yield Place(ordinal=None, name=f"decision:{ordinal}", text=decision.title)
    for ordinal, piece in enumerate(cut.cuts):
        yield Place(ordinal=ordinal, name="text", text=piece.text, page=piece.page)
        for number, line in enumerate(piece.context):
            yield Place(ordinal=ordinal, name=f"context:{number}", text=line, page=piece.page)
        for number, line in enumerate(piece.heading_path):
            yield Place(ordinal=ordinal, name=f"heading:{number}", text=line, page=piece.page)


def _headings(cut: CutDocument, place: Place) -> tuple[str, ...]:
    if place.ordinal is None:
        return (cut.title,) if place.name != TITLE else ()
    piece = cut.cuts[place.ordinal]
    return (cut.title, *piece.heading_path, *piece.context[-1:])


def _is_of_births(cut: CutDocument, place: Place) -> bool:
    """« Nom | Prénom | Date de naissance » stands over the rows, or among them."""
    if place.ordinal is None:
        return False
    return "naissance" in " ".join((*cut.cuts[place.ordinal].context, place.text)).lower()


def _spans(place: Place, people: Sequence[FoundPerson], births: bool, policy: MaskingPolicy) -> list[PlacedSpan]:
    masked = [(person.start, person.end) for person in people if person.is_masked]
    shown = [(person.start, person.end) for person in people if not person.is_masked]
    found = [(start, end, PersonalKind.NAME) for start, end in masked]
    kept: list[tuple[int, int, PersonalKind]] = []
    more = private_spans(place.text, masked, shown, parcels=policy.parcels, births=births)
    for span in (*sorted(found), *sorted(more)):
        if span[0] < span[1] and all(span[1] <= other[0] or span[0] >= other[1] for other in kept):
            kept.append(span)
    return [PlacedSpan(place=place, start=start, end=end, kind=kind) for start, end, kind in sorted(kept)]
