"""DocumentStore over one commune's database: what its files are, and the passages that an index is rebuilt from."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from domain.act import Decision, Succession
from domain.document import Document, FileRecord, Visibility
from domain.errors import BadInput
from domain.finding import Finding
from domain.ids import CommuneSlug, DocumentId, PassageId, SourceName
from domain.passage import Passage
from domain.personal import PersonalSpan
from domain.source_run import FileMove, RunEntry
from storage.sqlalchemy_commune_tables import (
    DECISIONS,
    DOCUMENTS,
    FILES,
    FINDINGS,
    PASSAGES,
    PERSONAL_SPANS,
    SUCCESSIONS,
)
from storage.sqlalchemy_counters import last_number, next_number
from storage.sqlalchemy_document_rows import (
    decision_row,
    document_row,
    file_row,
    finding_row,
    passage_row,
    read_decision,
    read_document,
    read_file,
    read_finding,
    read_passage,
)
from storage.sqlalchemy_file_moves import move_row
from storage.sqlalchemy_ruling_rows import personal_row
from storage.sqlalchemy_run_rows import entry_row
from storage.sqlalchemy_run_tables import RUN_ENTRIES
from storage.sqlalchemy_succession_rows import read_succession, succession_row
from storage.sqlite_database import Database

GENERATION = "generation"
"""Name of the counter that rises at each change of documents or passages."""

NAMES_IN_ONE_STATEMENT = 500
"""SQLite takes at most 32,766 bound values in a statement."""

ROWS_AT_ONCE = 500

SETTLED = "settled"
"""Name of the counter that rises each time the successions are settled."""


class SqlDocumentStore:
    """The DocumentStore port for one commune."""

    def __init__(self, database: Database, commune: CommuneSlug) -> None:
        """Serve ``commune`` from its own open database."""
        self._database = database
        self._commune = commune

    def files(self, source: SourceName | None = None) -> Sequence[FileRecord]:
        query = select(FILES).order_by(FILES.c.source, FILES.c.path)
        if source is not None:
            query = query.where(FILES.c.source == source)
        with self._database.read() as connection:
            return [read_file(row) for row in connection.execute(query)]

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
        """Replace, in one transaction, all that was known of that file, and journal it.

        Raises BadInput when the document, or what is saved with it, belongs to another file or commune.
        """
        _check_belongs(self._commune, record, document, passages, findings, decisions, successions)

        def work(connection: Connection) -> None:
            former = connection.scalar(
                select(DOCUMENTS.c.id).where(DOCUMENTS.c.source == record.source, DOCUMENTS.c.path == record.path)
            )
            connection.execute(delete(FILES).where(FILES.c.source == record.source, FILES.c.path == record.path))
            connection.execute(insert(FILES), file_row(record))
            if document is not None:
                connection.execute(insert(DOCUMENTS), document_row(document))
            if passages:
                connection.execute(insert(PASSAGES), [passage_row(passage) for passage in passages])
            if decisions:
                connection.execute(insert(DECISIONS), [decision_row(decision) for decision in decisions])
            if successions:
                connection.execute(insert(SUCCESSIONS), [succession_row(succession) for succession in successions])
            if personal and document is not None:
                connection.execute(insert(PERSONAL_SPANS), [personal_row(document.id, span) for span in personal])
            if findings:
                connection.execute(insert(FINDINGS), [finding_row(finding) for finding in findings])
            if entry is not None:
                connection.execute(insert(RUN_ENTRIES), entry_row(entry))
            if former is not None or document is not None:
                next_number(connection, GENERATION)

        self._database.write(work)

    def remove_files(self, source: SourceName, paths: Sequence[str], entries: Sequence[RunEntry] = ()) -> int:
        def work(connection: Connection) -> int:
            gone = 0
            for first in range(0, len(paths), NAMES_IN_ONE_STATEMENT):
                some = paths[first : first + NAMES_IN_ONE_STATEMENT]
                of_documents = (DOCUMENTS.c.source == source, DOCUMENTS.c.path.in_(some))
                gone += connection.scalar(select(func.count()).select_from(DOCUMENTS).where(*of_documents)) or 0
                connection.execute(delete(FILES).where(FILES.c.source == source, FILES.c.path.in_(some)))
            if entries:
                connection.execute(insert(RUN_ENTRIES), [entry_row(entry) for entry in entries])
            if gone:
                next_number(connection, GENERATION)
            return gone

        return self._database.write(work)

    def move_files(self, source: SourceName, moves: Sequence[FileMove], entries: Sequence[RunEntry] = ()) -> None:
        def work(connection: Connection) -> None:
            went = [move_row(connection, source, move) for move in moves]
            if entries:
                connection.execute(insert(RUN_ENTRIES), [entry_row(entry) for entry in entries])
            if any(went):
                next_number(connection, GENERATION)

        self._database.write(work)

    def stamp_files(self, source: SourceName, stamps: Mapping[str, tuple[str, datetime | None]]) -> None:
        change = (
            update(FILES)
            .where(FILES.c.source == source, FILES.c.path == bindparam("at"))
            .values(stamp=bindparam("new_stamp"), digested_at=bindparam("new_moment"))
        )
        rows = [{"at": path, "new_stamp": s or None, "new_moment": at} for path, (s, at) in stamps.items()]
        if rows:
            self._database.write(lambda connection: connection.execute(change, rows))

    def document(self, document_id: DocumentId) -> Document | None:
        with self._database.read() as connection:
            row = connection.execute(select(DOCUMENTS).where(DOCUMENTS.c.id == document_id)).one_or_none()
            return None if row is None else read_document(row, self._commune)

    def documents(self, source: SourceName | None = None) -> Sequence[Document]:
        query = select(DOCUMENTS).order_by(DOCUMENTS.c.source, DOCUMENTS.c.path)
        if source is not None:
            query = query.where(DOCUMENTS.c.source == source)
        with self._database.read() as connection:
            return [read_document(row, self._commune) for row in connection.execute(query)]

    def documents_by_id(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, Document]:
        found: dict[DocumentId, Document] = {}
        with self._database.read() as connection:
            for first in range(0, len(ids), NAMES_IN_ONE_STATEMENT):
                some = ids[first : first + NAMES_IN_ONE_STATEMENT]
                for row in connection.execute(select(DOCUMENTS).where(DOCUMENTS.c.id.in_(some))):
                    found[DocumentId(row.id)] = read_document(row, self._commune)
        return found

    def passages_by_id(self, ids: Sequence[PassageId]) -> Mapping[PassageId, Passage]:
        found: dict[PassageId, Passage] = {}
        with self._database.read() as connection:
            for first in range(0, len(ids), NAMES_IN_ONE_STATEMENT):
                some = ids[first : first + NAMES_IN_ONE_STATEMENT]
                for row in connection.execute(select(PASSAGES).where(PASSAGES.c.id.in_(some))):
                    found[PassageId(row.id)] = read_passage(row, self._commune)
        return found

    def passages_of(self, document_id: DocumentId) -> Sequence[Passage]:
        query = select(PASSAGES).where(PASSAGES.c.document_id == document_id).order_by(PASSAGES.c.ordinal)
        with self._database.read() as connection:
            return [read_passage(row, self._commune) for row in connection.execute(query)]

    def indexable_passages(self, visibility: Visibility) -> Iterator[tuple[Passage, str]]:
        """Every passage of documents with that visibility, with its document's title, by source, path and ordinal.

        All come from one state of the database, however long the caller takes: read ``generation`` first, and an
        index built from them is at that number or later.
        """
        query = (
            select(PASSAGES, DOCUMENTS.c.title)
            .join_from(DOCUMENTS, PASSAGES, PASSAGES.c.document_id == DOCUMENTS.c.id)
            .where(DOCUMENTS.c.visibility == visibility)
            .order_by(DOCUMENTS.c.source, DOCUMENTS.c.path, PASSAGES.c.ordinal)
        )
        with self._database.read() as connection:
            for row in connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query):
                yield read_passage(row, self._commune), row.title

    def decisions(self, document_id: DocumentId | None = None) -> Sequence[Decision]:
        query = (
            select(DECISIONS)
            .join_from(DOCUMENTS, DECISIONS, DECISIONS.c.document_id == DOCUMENTS.c.id)
            .order_by(DOCUMENTS.c.source, DOCUMENTS.c.path, DECISIONS.c.ordinal)
        )
        if document_id is not None:
            query = query.where(DECISIONS.c.document_id == document_id)
        with self._database.read() as connection:
            return [read_decision(row) for row in connection.execute(query)]

    def successions(self) -> Sequence[Succession]:
        query = (
            select(SUCCESSIONS)
            .join_from(DOCUMENTS, SUCCESSIONS, SUCCESSIONS.c.document_id == DOCUMENTS.c.id)
            .order_by(DOCUMENTS.c.source, DOCUMENTS.c.path, SUCCESSIONS.c.id)
        )
        with self._database.read() as connection:
            return [read_succession(row) for row in connection.execute(query)]

    def settle_successions(self, successions: Sequence[Succession]) -> None:
        def work(connection: Connection) -> None:
            connection.execute(delete(SUCCESSIONS))
            if successions:
                connection.execute(insert(SUCCESSIONS), [succession_row(succession) for succession in successions])
            next_number(connection, SETTLED)

        self._database.write(work)

    def acts_generation(self) -> int:
        with self._database.read() as connection:
            return last_number(connection, GENERATION) + last_number(connection, SETTLED)

    def findings(self) -> Sequence[Finding]:
        query = select(FINDINGS).order_by(FINDINGS.c.source, FINDINGS.c.path, FINDINGS.c.id)
        with self._database.read() as connection:
            return [read_finding(row) for row in connection.execute(query)]

    def set_visibility(self, document_id: DocumentId, visibility: Visibility) -> bool:
        def work(connection: Connection) -> bool:
            change = update(DOCUMENTS).where(DOCUMENTS.c.id == document_id).values(visibility=visibility)
            if connection.execute(change).rowcount == 0:
                return False
            next_number(connection, GENERATION)
            return True

        return self._database.write(work)

    def last_read_at(self) -> datetime | None:
        with self._database.read() as connection:
            return connection.scalar(select(DOCUMENTS.c.read_at).order_by(DOCUMENTS.c.read_at.desc()).limit(1))

    def generation(self) -> int:
        with self._database.read() as connection:
            return last_number(connection, GENERATION)


def _check_belongs(
    commune: CommuneSlug,
    record: FileRecord,
    document: Document | None,
    passages: Sequence[Passage],
    findings: Sequence[Finding],
    decisions: Sequence[Decision],
    successions: Sequence[Succession],
) -> None:
    """A passage under the wrong document would be cited to the wrong page: refuse before anything is written."""
    here = (record.source, record.path)
    if document is not None and (document.commune, document.source, document.path) != (commune, *here):
        raise BadInput(f"document {document.id} of {document.commune} is not that of {record.path} in {commune}")
    owner = None if document is None else document.id
    for passage in passages:
        if passage.document_id != owner or passage.commune != commune:
            raise BadInput(f"passage {passage.id} does not belong to the document of {record.path} in {commune}")
    for decision in decisions:
        if decision.document_id != owner:
            raise BadInput(f"decision {decision.ordinal} does not belong to the document of {record.path} in {commune}")
    for succession in successions:
        if succession.by.document_id != owner:
            raise BadInput(f"« {succession.words} » does not belong to the document of {record.path} in {commune}")
    for finding in findings:
        if (finding.source, finding.path) != here:
            raise BadInput(f"a finding of {finding.path} cannot be saved with {record.path}")
