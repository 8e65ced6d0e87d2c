"""Passages of an invented commune and an index over them that obeys the ports, for the tests of this room."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from math import log

from domain.act import Decision, Succession
from domain.answer import Question
from domain.document import Document, FileRecord, MediaType, Visibility
from domain.errors import IndexUnavailable
from domain.finding import Finding
from domain.ids import CommuneSlug, DocumentId, PassageId, SourceName
from domain.in_force import ActsInForce, Days
from domain.passage import Passage
from domain.personal import PersonalSpan
from domain.profile import CommuneProfile, Service
from domain.search import CommuneScope, Hit, SearchResult
from domain.source_run import FileMove, RunEntry
from french.analyser import stems
from retriever.ranking.candidate import Then
from retriever.ranking.reading import read

SLUG = CommuneSlug("valmoret")
READ_AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
PROFILE = CommuneProfile(
    slug=SLUG,
    name="Valmoret",
    services=(
        Service(slug="accueil", name="Accueil de la mairie", phone="02 61 91 55 00"),
        Service(
            slug="scolaire", name="Service scolaire", aliases=("cantine", "école", "garderie"), phone="02 61 91 55 12"
        ),
    ),
)


def document(
    number: int, title: str, *, session: date | None = None, visibility: Visibility = Visibility.PUBLIC
) -> Document:
    return Document(
        id=DocumentId(f"d{number:016x}"),
        commune=SLUG,
        source=SourceName("mairie"),
        path=f"actes/{number}.pdf",
        digest=f"{number:064x}",
        media_type=MediaType.PDF,
        title=title,
        visibility=visibility,
        page_count=3,
        session_date=session,
        read_at=READ_AT,
    )


def passage(
    of: Document,
    ordinal: int,
    text: str,
    *,
    page: int = 1,
    headings: tuple[str, ...] = (),
    context: tuple[str, ...] = (),
) -> Passage:
    return Passage(
        id=PassageId(f"{of.id}-{of.digest[:8]}-{ordinal:04d}"),
        document_id=of.id,
        commune=SLUG,
        ordinal=ordinal,
        text=text,
        context=context,
        heading_path=headings,
        page=page,
        start=0,
        end=len(text),
    )


class FewDocuments:
    """A store of the documents given, read-only."""

    def __init__(
        self,
        documents: Iterable[Document],
        passages: Iterable[Passage],
        decisions: Iterable[Decision] = (),
        successions: Iterable[Succession] = (),
    ) -> None:
        self.kept = {d.id: d for d in documents}
        self.passages = {p.id: p for p in passages}
        self.decided = tuple(decisions)
        self.followed = tuple(successions)

    def document(self, document_id: DocumentId) -> Document | None:
        return self.kept.get(document_id)

    def documents_by_id(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, Document]:
        return {i: self.kept[i] for i in ids if i in self.kept}

    def passages_by_id(self, ids: Sequence[PassageId]) -> Mapping[PassageId, Passage]:
        return {i: self.passages[i] for i in ids if i in self.passages}

    def last_read_at(self) -> datetime | None:
        return READ_AT

    def files(self, source: SourceName | None = None) -> Sequence[FileRecord]:
        return ()

    def save_file(
        self,
        record: FileRecord,
        document: Document | None,
        passages: Sequence[Passage],
        findings: Sequence[Finding],
        decisions: Sequence[Decision] = (),
        successions: Sequence[Succession] = (),
        personal: Sequence[PersonalSpan] = (),
        *,
        entry: RunEntry | None = None,
    ) -> None:
        raise NotImplementedError

    def remove_files(self, source: SourceName, paths: Sequence[str], entries: Sequence[RunEntry] = ()) -> int:
        raise NotImplementedError

    def move_files(self, source: SourceName, moves: Sequence[FileMove], entries: Sequence[RunEntry] = ()) -> None:
        raise NotImplementedError

    def stamp_files(self, source: SourceName, stamps: Mapping[str, tuple[str, datetime | None]]) -> None:
        raise NotImplementedError

    def documents(self, source: SourceName | None = None) -> Sequence[Document]:
        return tuple(self.kept.values())

    def passages_of(self, document_id: DocumentId) -> Sequence[Passage]:
        return [p for p in self.passages.values() if p.document_id == document_id]

    def indexable_passages(self, visibility: Visibility) -> Iterator[tuple[Passage, str]]:
        return iter(())

    def decisions(self, document_id: DocumentId | None = None) -> Sequence[Decision]:
        return [d for d in self.decided if document_id in (None, d.document_id)]

    def successions(self) -> Sequence[Succession]:
        return self.followed

    def settle_successions(self, successions: Sequence[Succession]) -> None:
        raise NotImplementedError

    def acts_generation(self) -> int:
        return 1

    def findings(self) -> Sequence[Finding]:
        return ()

    def set_visibility(self, document_id: DocumentId, visibility: Visibility) -> bool:
        raise NotImplementedError

    def generation(self) -> int:
        return 1


def then_of(store: FewDocuments, named: Days | None = None, *, text: str = "") -> Then:
    """``text`` asked of ``store``, on the days named, on the day of reading when none is."""
    today = READ_AT.date()
    acts = ActsInForce(store.documents(), store.decisions(), store.successions())
    reading = read(Question(text=text, commune=SLUG, asked_at=READ_AT))
    return Then(reading=reading, acts=acts, days=named or Days(first=today, last=today), is_named=named is not None)


class WordIndex:
    """Ranks by the share of the question's weighted stems that a passage, its title and headings hold."""

    def __init__(self, documents: FewDocuments, *, broken: bool = False) -> None:
        self._documents = documents
        self._broken = broken

    def search(self, text: str, *, scope: CommuneScope, limit: int) -> SearchResult:
        if self._broken:
            raise IndexUnavailable("the index is damaged; run parvis ingest")
        words = {p.id: self._stems(p) for p in self._documents.passages.values()}
        total = len(words) + 1
        asked = list(dict.fromkeys(stems(text)))
        weights = {s: log(1 + total / (0.5 + sum(s in of for of in words.values()))) for s in asked}
        unknown = frozenset(s for s in asked if not any(s in of for of in words.values()))
        whole = sum(weights.values()) or 1.0
        shares = {i: sum(weights[s] for s in asked if s in of) / whole for i, of in words.items()}
        arms = ("words", "chars", "meaning")
        hits = [Hit(passage_id=i, score=share, arms=dict.fromkeys(arms, share)) for i, share in shares.items()]
        ranked = sorted((h for h in hits if h.score), key=lambda h: (-h.score, h.passage_id))
        return SearchResult(hits=tuple(ranked[:limit]), stem_weights=weights, unknown_stems=unknown)

    def count(self, scope: CommuneScope) -> int:
        return len(self._documents.passages)

    def _stems(self, p: Passage) -> set[str]:
        title = self._documents.kept[p.document_id].title
        return set(stems(" ".join((title, *p.heading_path, *p.context, p.text))))
