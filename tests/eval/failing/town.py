"""A commune of four documents in memory, and answers of the form of ``parvis answer``."""

from dataclasses import replace
from datetime import UTC, datetime

from domain.document import Document, FileRecord, FileState
from domain.ids import DocumentId, PassageId
from domain.passage import Passage
from eval.failing.places import Places
from tests.clarity.documents import SITE, document
from tests.ingest.memory_store import MemoryDocumentStore

NOON = datetime(2031, 3, 3, 12, tzinfo=UTC)
HALL = (
    "Le foyer rural est loué 180 € la journée.",
    "Les associations de la commune ne paient rien deux fois par an.",
)
MIXED = "La caution est de 300 €, sauf pour les associations, qui versent 120 €."
TEXTS = {
    "foyer.md": "\n".join(HALL),
    "caution.md": MIXED,
    "piscine.md": "Le bassin ouvre à 9 h.",
    "vide.md": "Bienvenue sur le site.",
}


def document_of(path: str) -> Document:
    """The document at ``path``."""
    return replace(document(title=path.partition(".")[0], path=path), id=DocumentId(f"d{path}"))


def passage_of(path: str, text: str) -> Passage:
    """Its only passage."""
    own = document_of(path)
    return Passage(
        id=PassageId(f"p{path}"),
        document_id=own.id,
        commune=own.commune,
        ordinal=0,
        text=text,
        page=None,
        start=0,
        end=len(text),
    )


def stored() -> MemoryDocumentStore:
    """The four documents, and a copy of the first."""
    store = MemoryDocumentStore()
    for path, text in TEXTS.items():
        own = document_of(path)
        record = FileRecord(
            source=SITE, path=path, digest=path, size_bytes=9, state=FileState.INDEXED, document_id=own.id, seen_at=NOON
        )
        store.save_file(record, own, [passage_of(path, text)], ())
    copy = FileRecord(
        source=SITE,
        path="copie.md",
        digest="foyer.md",
        size_bytes=9,
        state=FileState.DUPLICATE_OF,
        duplicate_of="foyer.md",
        seen_at=NOON,
    )
    store.save_file(copy, None, (), ())
    return store


def places() -> Places:
    """Where things stand in them."""
    return Places(stored())


def shown(text: str, path: str, *, role: str = "answer") -> dict[str, object]:
    """A thing shown, and where it comes from."""
    return {"text": text, "path": path, "role": role}


def row(*things: dict[str, object], found: tuple[str, ...] = (), status: str = "answered") -> dict[str, object]:
    """An answer that shows ``things``; ``found`` are the paths that the search brought, best first."""
    paths = found or tuple(str(one["path"]) for one in things)
    cited = list(dict.fromkeys(str(one["path"]) for one in things))
    return {
        "status": status,
        "service": None,
        "sentences": [
            {
                "text": one["text"],
                "kind": "sentence",
                "lead": None,
                "role": one["role"],
                "citation": cited.index(str(one["path"])) + 1,
            }
            for one in things
        ],
        "citations": [{**_place(path), "number": number} for number, path in enumerate(cited, 1)],
        "considered": [_place(path) for path in paths],
    }


def _place(path: str) -> dict[str, object]:
    return {"source": SITE, "path": path, "page": None, "document": f"d{path}", "passage": f"p{path}"}
