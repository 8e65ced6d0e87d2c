from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.act import Act, ActKind, Decision, Outcome, Transmission, Vote
from domain.document import Document, FileReason, FileRecord, FileState, MediaType, Visibility
from domain.errors import BadInput, DiskFull
from domain.finding import Finding, Severity
from domain.ids import CommuneSlug, DocumentId, PassageId, SourceName
from domain.passage import Passage
from domain.ports import DocumentStore
from domain.written import WrittenEvidence
from storage.opening import CommuneStores
from storage.sqlalchemy_documents import SqlDocumentStore
from storage.sqlite_database import Database
from tests.storage.conftest import MONTREVAL, NOON

SITE = SourceName("site")
ACTES = SourceName("actes")
CANTINE = DocumentId("d00000000000000aa")
TARIFS = DocumentId("d00000000000000bb")


@pytest.fixture
def store(stores: CommuneStores) -> DocumentStore:
    return stores.documents


def record(path: str, *, source: SourceName = SITE, document_id: DocumentId | None = CANTINE) -> FileRecord:
    return FileRecord(
        source=source,
        path=path,
        digest="ab" * 32,
        size_bytes=1234,
        state=FileState.REJECTED if document_id is None else FileState.INDEXED,
        reason=FileReason.ENCRYPTED if document_id is None else None,
        detail="password asked" if document_id is None else "",
        document_id=document_id,
        seen_at=NOON,
    )


def document(path: str, *, source: SourceName = SITE, id: DocumentId = CANTINE) -> Document:
    return Document(
        id=id,
        commune=MONTREVAL,
        source=source,
        path=path,
        digest="ab" * 32,
        media_type=MediaType.PDF,
        title="Règlement de la cantine",
        visibility=Visibility.PUBLIC,
        page_count=3,
        session_date=date(2025, 6, 24),
        read_at=NOON,
    )


def passage(ordinal: int, *, id: DocumentId = CANTINE, text: str = "Le repas coûte 3,20 €.") -> Passage:
    return Passage(
        id=PassageId(f"{id}-abababab-{ordinal:04d}"),
        document_id=id,
        commune=MONTREVAL,
        ordinal=ordinal,
        text=text,
        context=("Quotient | Tarif", "moins de 500 | 1,10 €"),
        heading_path=("Titre I", "Article 2 : tarifs"),
        page=2,
        start=10,
        end=10 + len(text),
        link="https://montreval.example/actes/29.pdf",
    )


def decision(ordinal: int, *, id: DocumentId = CANTINE, vote: Vote | None = None) -> Decision:
    return Decision(
        document_id=id,
        ordinal=ordinal,
        number="D 2025-29",
        title="Tarifs de la cantine",
        day=date(2025, 6, 24),
        vote=vote,
        matter="7.10",
        page=3,
        start=12,
        end=60,
        link="https://montreval.example/actes/29.pdf",
    )


def finding(path: str, fingerprint: str = "f1") -> Finding:
    return Finding(
        rule="PD-01",
        severity=Severity.MAJEUR,
        source=SITE,
        path=path,
        document_id=CANTINE,
        page=1,
        measures=(("words", "12"), ("limit", "40")),
        fingerprint=fingerprint,
    )


def save(store: DocumentStore, path: str, id: DocumentId, *, source: SourceName = SITE, passages: int = 2) -> None:
    kept = [passage(ordinal, id=id) for ordinal in range(passages)]
    store.save_file(record(path, source=source, document_id=id), document(path, source=source, id=id), kept, [])


def test_a_saved_file_is_given_back_whole(store: DocumentStore) -> None:
    passages = [passage(0), replace(passage(1), context=(), heading_path=(), page=None, link=None)]
    store.save_file(record("Cantine/été.pdf"), document("Cantine/été.pdf"), passages, [finding("Cantine/été.pdf")])
    assert store.files() == [record("Cantine/été.pdf")]
    assert store.document(CANTINE) == document("Cantine/été.pdf")
    assert store.documents_by_id([CANTINE, DocumentId("d" + "0" * 16)]) == {CANTINE: document("Cantine/été.pdf")}
    assert store.passages_of(CANTINE) == passages
    assert store.findings() == [finding("Cantine/été.pdf")]
    assert store.last_read_at() == NOON


def test_when_a_document_was_written_is_given_back_with_what_tells_it(store: DocumentStore) -> None:
    for evidence in WrittenEvidence:
        told = replace(document("a.pdf"), session_date=None, written_on=date(2025, 7, 2), written_evidence=evidence)
        store.save_file(record("a.pdf"), told, [passage(0)], [])
        assert store.document(CANTINE) == told


def test_what_a_document_is_and_decides_is_given_back_whole(store: DocumentStore) -> None:
    stamp = Transmission(
        identifier="041-214100000-20250605-2025_27-DE",
        sent_on=date(2025, 6, 6),
        received_on=date(2025, 6, 7),
        published_on=date(2025, 6, 8),
    )
    act = Act(
        kind=ActKind.DELIBERATION,
        number="2025-27",
        instance="conseil municipal",
        effect_date=date(2025, 9, 1),
        transmission=stamp,
    )
    votes = (Vote(outcome=Outcome.MAJORITE, in_favour=17, against=0, abstentions=2), Vote(in_favour=4), None, Vote())
    decisions = [decision(ordinal, vote=vote) for ordinal, vote in enumerate(votes)]
    decisions.append(replace(decision(4), number=None, day=None, matter=None, page=None))
    one = replace(document("a.pdf"), act=act, address="https://www.montreval.example/a.pdf")
    store.save_file(record("a.pdf"), one, [], [], decisions)
    save(store, "b.pdf", TARIFS)
    assert store.document(CANTINE) == one
    assert store.documents() == [one, document("b.pdf", id=TARIFS)]
    assert store.decisions() == store.decisions(CANTINE) == decisions
    assert store.decisions(TARIFS) == []


def test_decisions_come_by_source_path_and_order_and_go_with_their_file(store: DocumentStore) -> None:
    for path, id in (("b.pdf", CANTINE), ("a.pdf", TARIFS)):
        both = [decision(ordinal, id=id) for ordinal in (0, 1)]
        store.save_file(record(path, document_id=id), document(path, id=id), [], [], both)
    found = [(one.document_id, one.ordinal) for one in store.decisions()]
    assert found == [(TARIFS, 0), (TARIFS, 1), (CANTINE, 0), (CANTINE, 1)]
    store.save_file(record("a.pdf", document_id=TARIFS), document("a.pdf", id=TARIFS), [], [], [decision(0, id=TARIFS)])
    assert [one.ordinal for one in store.decisions(TARIFS)] == [0]
    store.remove_files(SITE, ["a.pdf", "b.pdf"])
    assert store.decisions() == []


def test_an_empty_store_holds_nothing(store: DocumentStore) -> None:
    assert (store.files(), store.documents(), store.findings(), store.generation()) == ([], [], [], 0)
    assert store.document(CANTINE) is None
    assert store.last_read_at() is None
    assert store.passages_by_id([]) == {}
    assert list(store.indexable_passages(Visibility.PUBLIC)) == []


def test_saving_a_file_again_replaces_all_that_was_known_of_it(store: DocumentStore) -> None:
    store.save_file(record("a.pdf"), document("a.pdf"), [passage(0), passage(1)], [finding("a.pdf")])
    store.save_file(record("a.pdf"), document("a.pdf"), [passage(0, text="Autre texte.")], [])
    assert [kept.text for kept in store.passages_of(CANTINE)] == ["Autre texte."]
    assert store.findings() == []
    assert len(store.files()) == 1


def test_a_file_that_is_no_longer_readable_loses_its_document(store: DocumentStore) -> None:
    save(store, "a.pdf", CANTINE)
    store.save_file(record("a.pdf", document_id=None), None, [], [])
    assert store.document(CANTINE) is None
    assert store.documents_by_id([CANTINE]) == {}
    assert store.passages_by_id([passage(0).id]) == {}
    assert store.files() == [record("a.pdf", document_id=None)]


def test_a_save_that_is_refused_leaves_what_was_there(store: DocumentStore) -> None:
    save(store, "a.pdf", CANTINE)
    generation = store.generation()
    with pytest.raises(BadInput):
        store.save_file(record("a.pdf"), document("a.pdf"), [passage(0), passage(0)], [])
    assert len(store.passages_of(CANTINE)) == 2
    assert store.generation() == generation


def test_a_save_without_room_leaves_what_was_there(database: Database) -> None:
    store = SqlDocumentStore(database, MONTREVAL)
    save(store, "a.pdf", CANTINE)
    database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1").close())
    many = [passage(ordinal, text="Un long passage. " * 60) for ordinal in range(500)]
    with pytest.raises(DiskFull):
        store.save_file(record("a.pdf"), document("a.pdf"), many, [])
    assert store.passages_of(CANTINE) == [passage(0), passage(1)]
    assert store.generation() == 1


@pytest.mark.parametrize(
    "what",
    ["document of another commune", "passage of another document", "decision of another document", "finding elsewhere"],
)
def test_what_belongs_to_another_file_is_refused(store: DocumentStore, what: str) -> None:
    one, passages, findings, decisions = document("a.pdf"), [passage(0)], [finding("a.pdf")], [decision(0)]
    if what == "document of another commune":
        one = replace(one, commune=CommuneSlug("ailleurs"))
    elif what == "passage of another document":
        passages = [passage(0, id=TARIFS)]
    elif what == "decision of another document":
        decisions = [decision(0, id=TARIFS)]
    else:
        findings = [finding("b.pdf")]
    with pytest.raises(BadInput):
        store.save_file(record("a.pdf"), one, passages, findings, decisions)
    assert store.files() == []


def test_removed_files_are_forgotten_at_once(store: DocumentStore) -> None:
    save(store, "a.pdf", CANTINE)
    save(store, "b.pdf", TARIFS)
    store.save_file(record("c.pdf", document_id=None), None, [], [])
    assert store.remove_files(SITE, ["a.pdf", "c.pdf", "never-seen.pdf"]) == 1
    assert [file.path for file in store.files()] == ["b.pdf"]
    assert set(store.passages_by_id([passage(0).id, passage(0, id=TARIFS).id])) == {passage(0, id=TARIFS).id}


def test_only_the_named_source_loses_its_files(store: DocumentStore) -> None:
    save(store, "a.pdf", CANTINE, source=SITE)
    save(store, "a.pdf", TARIFS, source=ACTES)
    assert store.remove_files(SITE, ["a.pdf"]) == 1
    assert [file.source for file in store.files()] == [ACTES]


def test_thousands_of_files_go_in_one_call(store: DocumentStore) -> None:
    save(store, "a.pdf", CANTINE)
    assert store.remove_files(SITE, [f"{number}.pdf" for number in range(40_000)] + ["a.pdf"]) == 1


def test_files_and_documents_can_be_those_of_one_source(store: DocumentStore) -> None:
    save(store, "z.pdf", CANTINE, source=SITE)
    save(store, "a.pdf", TARIFS, source=ACTES)
    assert [file.path for file in store.files()] == ["a.pdf", "z.pdf"]
    assert [file.path for file in store.files(SITE)] == ["z.pdf"]
    assert [one.id for one in store.documents()] == [TARIFS, CANTINE]
    assert [one.id for one in store.documents(SITE)] == [CANTINE]


def test_indexable_passages_come_by_source_path_and_order_with_their_title(store: DocumentStore) -> None:
    save(store, "b.pdf", CANTINE, passages=1200)
    save(store, "a.pdf", TARIFS, passages=1)
    found = [(kept.document_id, kept.ordinal, title) for kept, title in store.indexable_passages(Visibility.PUBLIC)]
    title = "Règlement de la cantine"
    assert found == [(TARIFS, 0, title), *((CANTINE, ordinal, title) for ordinal in range(1200))]


def test_passages_given_for_indexing_are_those_of_one_moment(store: DocumentStore) -> None:
    save(store, "a.pdf", CANTINE, passages=1200)
    passages = store.indexable_passages(Visibility.PUBLIC)
    next(passages)
    store.remove_files(SITE, ["a.pdf"])
    assert len(list(passages)) == 1199
    assert list(store.indexable_passages(Visibility.PUBLIC)) == []


def test_what_is_not_public_is_not_given_for_the_public_index(store: DocumentStore) -> None:
    save(store, "a.pdf", CANTINE)
    assert store.set_visibility(CANTINE, Visibility.INTERNE)
    assert list(store.indexable_passages(Visibility.PUBLIC)) == []
    assert len(list(store.indexable_passages(Visibility.INTERNE))) == 2
    assert not store.set_visibility(TARIFS, Visibility.INTERNE)


def test_each_change_of_documents_raises_the_generation_and_nothing_else_does(store: DocumentStore) -> None:
    seen = [store.generation()]
    save(store, "a.pdf", CANTINE)
    seen.append(store.generation())
    store.set_visibility(CANTINE, Visibility.RETIRE)
    seen.append(store.generation())
    store.remove_files(SITE, ["a.pdf"])
    seen.append(store.generation())
    save(store, "c.pdf", CANTINE)
    seen.append(store.generation())
    store.save_file(record("c.pdf", document_id=None), None, [], [])
    seen.append(store.generation())
    assert seen == sorted(set(seen))
    store.remove_files(SITE, ["a.pdf"])
    store.set_visibility(CANTINE, Visibility.PUBLIC)
    store.save_file(record("c.pdf", document_id=None), None, [], [])
    store.save_file(record("b.pdf", document_id=None), None, [], [])
    assert store.generation() == seen[-1]


def test_the_last_reading_is_the_latest_one(store: DocumentStore) -> None:
    later = replace(document("b.pdf", id=TARIFS), read_at=NOON + timedelta(days=1))
    store.save_file(record("b.pdf", document_id=TARIFS), later, [], [])
    save(store, "a.pdf", CANTINE)
    assert store.last_read_at() == NOON + timedelta(days=1)


def test_a_search_result_is_found_by_its_key_and_not_by_reading_the_table(database: Database) -> None:
    with database.read() as connection:
        plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN SELECT * FROM passages WHERE id IN ('a', 'b')").all()
    assert [row.detail for row in plan] == ["SEARCH passages USING INDEX sqlite_autoindex_passages_1 (id=?)"]


def test_what_ocr_says_of_a_passage_is_kept(store: DocumentStore) -> None:
    scanned = replace(passage(0), ocr_confidences=(0.912, 0.4), doubtful=((15, 21), (30, 31)))
    store.save_file(record("scan.pdf"), document("scan.pdf"), [scanned, passage(1)], [])
    assert list(store.passages_of(CANTINE)) == [scanned, passage(1)]
