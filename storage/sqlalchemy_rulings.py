"""RulingStore over one commune's database: decisions of persons, applied where the masked texts lie."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from domain.ids import CommuneSlug, DocumentId, PassageId, SourceName
from domain.passage import Passage
from domain.personal import (
    TITLE,
    PersonalKind,
    PersonalSpan,
    conceal,
    conceal_passage,
    is_same_name,
    places_of,
    reveal,
    reveal_passage,
)
from domain.ruling import Ruling
from storage.sqlalchemy_commune_tables import DECISIONS, DOCUMENTS, PASSAGES, PERSONAL_SPANS, RULINGS
from storage.sqlalchemy_counters import next_number
from storage.sqlalchemy_document_rows import read_passage
from storage.sqlalchemy_documents import GENERATION
from storage.sqlalchemy_ruling_rows import personal_row, read_personal, read_ruling, ruling_row
from storage.sqlite_database import Database


class SqlRulingStore:
    """The RulingStore port for one commune."""

    def __init__(self, database: Database, commune: CommuneSlug) -> None:
        """Serve ``commune`` from its own open database."""
        self._database = database
        self._commune = commune

    def rule(self, ruling: Ruling) -> bool:
        def work(connection: Connection) -> bool:
            document = connection.scalar(
                select(DOCUMENTS.c.id).where(DOCUMENTS.c.source == ruling.source, DOCUMENTS.c.path == ruling.path)
            )
            if document is None:
                return False
            connection.execute(insert(RULINGS), ruling_row(ruling))
            if ruling.visibility is not None:
                change = update(DOCUMENTS).where(DOCUMENTS.c.id == document)
                connection.execute(change.values(visibility=ruling.visibility.value))
            else:
                _mask_or_show(connection, self._commune, DocumentId(document), ruling)
            next_number(connection, GENERATION)
            return True

        return self._database.write(work)

    def of_file(self, source: SourceName, path: str) -> Sequence[Ruling]:
        query = select(RULINGS).where(RULINGS.c.source == source, RULINGS.c.path == path).order_by(RULINGS.c.id)
        with self._database.read() as connection:
            return [read_ruling(row) for row in connection.execute(query)]

    def personal_of(self, document_id: DocumentId) -> Sequence[PersonalSpan]:
        with self._database.read() as connection:
            return _personal(connection, document_id)


@dataclass(frozen=True, slots=True)
class _Texts:
    """All that a document says, as it stands in the file."""

    title: str
    decisions: dict[int, str]
    passages: list[Passage]


def _personal(connection: Connection, document_id: DocumentId) -> list[PersonalSpan]:
    query = select(PERSONAL_SPANS).where(PERSONAL_SPANS.c.document_id == document_id).order_by(PERSONAL_SPANS.c.id)
    return [read_personal(row) for row in connection.execute(query)]


def _mask_or_show(connection: Connection, commune: CommuneSlug, document_id: DocumentId, ruling: Ruling) -> None:
    """Take the masks off a name, or put them on it wherever it stands, in all the texts of a document."""
    spans = _personal(connection, document_id)
    texts = _revealed(connection, commune, document_id, spans)
    if ruling.masks:
        spans = _with_name(texts, spans, ruling.name)
    else:
        spans = [s for s in spans if s.kind is not PersonalKind.NAME or not is_same_name(s.original, ruling.name)]
    _store(connection, document_id, texts, spans)


def _of(spans: Sequence[PersonalSpan], place: str) -> list[PersonalSpan]:
    return [span for span in spans if span.passage_id is None and span.place == place]


def _revealed(
    connection: Connection, commune: CommuneSlug, document_id: DocumentId, spans: Sequence[PersonalSpan]
) -> _Texts:
    title = connection.scalar(select(DOCUMENTS.c.title).where(DOCUMENTS.c.id == document_id)) or ""
    decisions = select(DECISIONS.c.ordinal, DECISIONS.c.title).where(DECISIONS.c.document_id == document_id)
    passages = select(PASSAGES).where(PASSAGES.c.document_id == document_id).order_by(PASSAGES.c.ordinal)
    return _Texts(
        title=reveal(title, _of(spans, TITLE)),
        decisions={
            row.ordinal: reveal(row.title, _of(spans, f"decision:{row.ordinal}"))
            for row in connection.execute(decisions)
        },
        passages=[reveal_passage(read_passage(row, commune), spans) for row in connection.execute(passages)],
    )


def _with_name(texts: _Texts, spans: Sequence[PersonalSpan], name: str) -> list[PersonalSpan]:
    found = list(spans)
    places: list[tuple[PassageId | None, str, str]] = [(None, TITLE, texts.title)]
    places += [(None, f"decision:{ordinal}", title) for ordinal, title in texts.decisions.items()]
    for passage in texts.passages:
        places.append((passage.id, "text", passage.text))
        places += [(passage.id, f"context:{n}", line) for n, line in enumerate(passage.context)]
        places += [(passage.id, f"heading:{n}", line) for n, line in enumerate(passage.heading_path)]
    for passage_id, place, text in places:
        taken = [span for span in spans if span.passage_id == passage_id and span.place == place]
        for start, end in places_of(text, name):
            if all(end <= span.start or start >= span.end for span in taken):
                found.append(
                    PersonalSpan(
                        passage_id=passage_id,
                        place=place,
                        start=start,
                        end=end,
                        kind=PersonalKind.NAME,
                        original=text[start:end],
                    )
                )
    return found


def _store(connection: Connection, document_id: DocumentId, texts: _Texts, spans: Sequence[PersonalSpan]) -> None:
    title = conceal(texts.title, _of(spans, TITLE))
    change = update(DOCUMENTS).where(DOCUMENTS.c.id == document_id)
    connection.execute(change.values(title=title, masked_count=len(spans)))
    for ordinal, written in texts.decisions.items():
        here = (DECISIONS.c.document_id == document_id, DECISIONS.c.ordinal == ordinal)
        shown = conceal(written, _of(spans, f"decision:{ordinal}"))
        connection.execute(update(DECISIONS).where(*here).values(title=shown))
    for passage in texts.passages:
        masked = conceal_passage(passage, spans)
        values: dict[str, object] = {"text": masked.text, "context": masked.context, "doubtful": masked.doubtful}
        values["heading_path"] = masked.heading_path
        connection.execute(update(PASSAGES).where(PASSAGES.c.id == passage.id).values(values))
    connection.execute(delete(PERSONAL_SPANS).where(PERSONAL_SPANS.c.document_id == document_id))
    if spans:
        connection.execute(insert(PERSONAL_SPANS), [personal_row(document_id, span) for span in spans])
