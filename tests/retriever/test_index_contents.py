"""What an index holds can be listed, for those who compare it with the documents."""

from pathlib import Path

from domain.document import Visibility
from domain.search import CommuneScope
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex
from tests.retriever.samples import MONT, VAL, many, passage, rooted

PUBLIC = CommuneScope(commune=MONT)
INTERNE = CommuneScope(commune=MONT, visibility=Visibility.INTERNE)


def test_everything_that_a_scope_holds_can_be_listed_and_nothing_of_another(tmp_path: Path) -> None:
    passages, secret = many(2_300), passage(9001, "Note confidentielle sur la mutuelle des agents")
    builder = EdgeIndexBuilder(rooted(tmp_path))
    builder.rebuild(PUBLIC, passages)
    builder.rebuild(INTERNE, [secret])
    index = EdgePassageIndex(rooted(tmp_path))
    assert index.held(PUBLIC) == {p.id: p.document_id for p, _ in passages}
    assert index.held(INTERNE) == {secret[0].id: secret[0].document_id}
    assert index.held(CommuneScope(commune=VAL)) == {}
    index.close()
