from pathlib import Path

from domain.ids import DocumentId
from domain.likeness import Likeness, LikenessKind
from storage.alembic_migrations import DatabaseKind
from storage.sqlalchemy_documents import SqlDocumentStore
from storage.sqlalchemy_likeness import SqlLikenessStore
from storage.sqlite_database import Database
from tests.storage.conftest import MONTREVAL
from tests.storage.test_sqlalchemy_documents import CANTINE, save

OTHER, GONE = DocumentId("d" + "7" * 16), DocumentId("d" + "8" * 16)


def likeness(one: DocumentId, other: DocumentId, shared: float, back: float) -> Likeness:
    return Likeness(document=one, other=other, kind=LikenessKind.EXCERPT, shared=shared, shared_back=back)


def test_likenesses_are_told_from_either_document_and_go_with_them(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.sqlite", DatabaseKind.COMMUNE)
    documents, store = SqlDocumentStore(database, MONTREVAL), SqlLikenessStore(database)
    save(documents, "a.pdf", CANTINE)
    save(documents, "b.pdf", OTHER)
    assert store.found_at() == 0
    store.save_sketches({CANTINE: b"12345678", OTHER: b""})
    store.replace([likeness(CANTINE, OTHER, 0.984, 0.2), likeness(CANTINE, GONE, 1, 1)], generation=7)
    assert (store.found_at(), store.sketches()) == (7, {CANTINE: b"12345678", OTHER: b""})
    assert store.of(CANTINE) == [likeness(CANTINE, OTHER, 0.984, 0.2)]
    assert store.of(OTHER) == [likeness(OTHER, CANTINE, 0.2, 0.984)]
    documents.remove_files(documents.documents()[0].source, ["b.pdf"])
    assert store.of(CANTINE) == []
    assert store.sketches() == {CANTINE: b"12345678"}
    store.replace([], generation=8)
    assert store.found_at() == 8
    database.close()
