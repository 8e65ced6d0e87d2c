"""Which pages of a source are judged again with those that changed, and whether that changes anything."""

from collections.abc import Callable, Mapping, Sequence

from domain.document import FileRecord, MediaType
from domain.ports import DocumentStore
from ingest.folder import SeenFile
from ingest.passages import CutDocument
from ingest.settling import Settled
from ingest.sites.heading_trail import follows_links
from ingest.sites.mirrored_page import MirroredPage
from ingest.sniffing import Form, sniff


def pages_to_judge_again(
    seen: Sequence[SeenFile],
    first: Mapping[str, str],
    gone: Sequence[str],
    is_known: Callable[[SeenFile], bool],
) -> list[SeenFile]:
    """The HTML pages that ``is_known``, when another one comes, changes or goes; none when all are as they were.

    ``first`` gives the path that stands for each digest: copies of a page are not read.
    """
    pages = [
        file
        for file in seen
        if file.size_bytes
        and first.get(file.digest) == file.path
        and sniff(file.path, file.first_bytes()).form is Form.HTML
    ]
    known = [file for file in pages if is_known(file)]
    is_gone = any(sniff(path, b"").claimed is Form.HTML for path in gone)
    return known if is_gone or len(known) < len(pages) else []


def is_as_it_was(store: DocumentStore, former: FileRecord, settled: Settled, cut: CutDocument | None) -> bool:
    """Whether a page read again holds what the store holds of it."""
    if (former.state, former.reason) != (settled.state, settled.reason):
        return False
    if former.document_id is None or settled.reading is None or cut is None:
        return True
    document = store.document(former.document_id)
    stored = [(p.text, p.heading_path, p.context) for p in store.passages_of(former.document_id)]
    found = [(c.text, c.heading_path, c.context) for c in cut.cuts]
    return document is not None and document.title == cut.title and stored == found


def is_told_otherwise(store: DocumentStore, former: FileRecord, mirrored: MirroredPage | None, commune: str) -> bool:
    """Whether a file of a site's copy, whose bytes are as they were, has another address now, or a link that says
    something else of it: it is then read again.
    """
    document = store.document(former.document_id) if mirrored and former.document_id else None
    if document is None or mirrored is None:
        return False
    if document.address != mirrored.address:
        return True
    passages = store.passages_of(document.id) if document.media_type is not MediaType.HTML else ()
    return bool(passages) and not follows_links(mirrored, document.title, passages[0].heading_path, commune)
