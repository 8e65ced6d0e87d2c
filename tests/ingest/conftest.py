from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from domain.document import Document, FileRecord
from domain.ids import CommuneSlug, DocumentId, RunId, SourceName
from domain.profile import CommuneProfile, Service
from ingest.cage.pool import Cage
from ingest.run_report import RunReport
from ingest.source_run import ingest_source
from tests.ingest.memory_store import FixedClock, FolderOriginalStore, MemoryDocumentStore

SOURCE = SourceName("actes")
PROFILE = CommuneProfile(
    slug=CommuneSlug("valbrune"),
    name="Valbrune",
    services=(Service(slug="mairie", name="Mairie"),),
    internal_paths=("interne/*",),
)


@pytest.fixture(scope="session")
def cage() -> Iterator[Cage]:
    with Cage(workers=2) as opened:
        yield opened


class Town:
    """A source's folder, what storage holds, and the run that brings them in step."""

    def __init__(self, root: Path, cage: Cage) -> None:
        self.folder = root / "source"
        self.folder.mkdir()
        self.store = MemoryDocumentStore()
        self.originals = FolderOriginalStore(root / "originals")
        self.cage = cage

    def write(self, path: str, content: bytes | str) -> Path:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def ingest(
        self,
        only: Path | None = None,
        allow_removals: bool = False,
        *,
        at: datetime | None = None,
        number: int | None = None,
        reread: bool = False,
        before_rereading: Callable[[], None] | None = None,
    ) -> RunReport:
        return ingest_source(
            only or self.folder,
            SOURCE,
            PROFILE,
            self.store,
            self.originals,
            FixedClock(at),
            self.cage,
            allow_removals=allow_removals,
            number=None if number is None else RunId(number),
            reread=reread,
            before_rereading=before_rereading,
        )

    def record(self, path: str) -> FileRecord:
        return next(r for r in self.store.files(SOURCE) if r.path == path)

    def texts(self, path: str) -> list[str]:
        return [p.text for p in self.store.passages_of(self.document(path).id)]

    def document(self, path: str) -> Document:
        document = self.store.document(self.record(path).document_id or DocumentId(""))
        assert document is not None
        return document


@pytest.fixture
def town(tmp_path: Path, cage: Cage) -> Town:
    return Town(tmp_path, cage)
