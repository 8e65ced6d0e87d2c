"""The sources of an answer as cards and, when they are many, by document."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.answer_view import original_address, site_address, source_address, without_bullet
from api.context import CommuneServices
from api.document_view import PassageView, passage_views
from domain.answer import Answer, Citation, VersionNote
from domain.passage import Passage
from retriever.ranking.header_levels import CELL_MARK

# Three lines of a card beside the answer, which has every word.
_QUOTE_CHARS = 120

MOST_CARDS = 4
"""More sources than that are set out by document, those after the first four folded: 88 of 231 answers of real communes
had more, and a card each made the column up to twice as long as the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """A citation and where it leads.

    ``quote`` is empty for rows, which the answer's table shows better. ``follows`` is the citation of the card before
    when it is of the same document, whose title is then not repeated. ``on_site`` is the document's own address.
    ``passage`` is the whole passage with the quotation marked, None when it says nothing more, or is no longer there.
    """

    citation: Citation
    quote: str
    follows: Citation | None
    address: str
    original: str
    on_site: str | None
    passage: PassageView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGroup:
    """The cards of one document, at least one, in the order of their numbers."""

    cards: tuple[SourceCard, ...]

    @property
    def first(self) -> Citation:
        """What tells of the document: its title, its dates."""
        return self.cards[0].citation

    @property
    def notes(self) -> tuple[VersionNote, ...]:
        """What its citations say of versions, each once."""
        return tuple(dict.fromkeys(note for card in self.cards for note in card.citation.notes))

    @property
    def is_from_ocr(self) -> bool:
        """Whether any of its passages was read by a machine on a scan."""
        return any(card.citation.ocr_confidence is not None for card in self.cards)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGroups:
    """Documents in the order in which the answer first cites them: those in sight, and those under a fold."""

    shown: tuple[SourceGroup, ...]
    folded: tuple[SourceGroup, ...]


def source_groups(cards: Sequence[SourceCard]) -> SourceGroups | None:
    """The cards by document; None when they are few enough to stand each on its own.

    A document comes into sight whole, as long as fewer than ``MOST_CARDS`` sources are.
    """
    if len(cards) <= MOST_CARDS:
        return None
    documents = dict.fromkeys(card.citation.document_id for card in cards)
    groups = [SourceGroup(cards=tuple(c for c in cards if c.citation.document_id == one)) for one in documents]
    count, in_sight = 0, 0
    while count < MOST_CARDS:
        count += len(groups[in_sight].cards)
        in_sight += 1
    return SourceGroups(shown=tuple(groups[:in_sight]), folded=tuple(groups[in_sight:]))


def source_cards(services: CommuneServices, base: str, answer: Answer, *, framed: bool) -> tuple[SourceCard, ...]:
    """A card for each citation of the answer, in its order; ``base`` stands before the addresses of pages."""
    passages = services.documents.passages_by_id([citation.passage_id for citation in answer.citations])
    before: Citation | None = None
    cards: list[SourceCard] = []
    for citation in answer.citations:
        follows = before if before and before.document_id == citation.document_id else None
        cards.append(_card(base, answer, citation, follows, framed=framed, passage=passages.get(citation.passage_id)))
        before = citation
    return tuple(cards)


def _card(
    base: str,
    answer: Answer,
    citation: Citation,
    follows: Citation | None,
    *,
    framed: bool,
    passage: Passage | None,
) -> SourceCard:
    lines = [without_bullet(line) for line in citation.quote.split("\n") if line.strip() and CELL_MARK not in line]
    return SourceCard(
        citation=citation,
        quote=_short("\n".join(lines)),
        follows=follows,
        address=source_address(base, citation, framed=framed),
        original=original_address(citation.document_id, answer.question.commune, citation.page),
        on_site=site_address(citation.address, citation.page),
        passage=text_around(citation, passage) if passage else None,
    )


def text_around(citation: Citation, passage: Passage) -> PassageView | None:
    """The passage in full, the quotation marked; None when the quotation is all of it."""
    if len(citation.quote.strip()) >= len(passage.text.strip()):
        return None
    start, end = citation.start, citation.end
    return passage_views([passage], title=citation.title, cited=passage.id, start=start, end=end)[0]


def _short(quote: str) -> str:
    """The beginning of a long quotation, cut between words: the answer beside it has every word."""
    if len(quote) <= _QUOTE_CHARS:
        return quote
    return quote[:_QUOTE_CHARS].rsplit(maxsplit=1)[0].rstrip(" ,;:.·") + "…"
