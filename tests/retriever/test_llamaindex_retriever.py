from collections.abc import Mapping, Sequence
from pathlib import Path

from domain.ids import PassageId
from domain.passage import Passage
from domain.search import CommuneScope
from retriever.llamaindex_retriever import PassageRetriever
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex
from tests.retriever.samples import MONT, passage, rooted

PUBLIC = CommuneScope(commune=MONT)


def test_passages_come_back_as_scored_nodes_and_removed_ones_do_not(tmp_path: Path) -> None:
    given = [
        passage(1, "Repas : 3,85 €", title="Tarifs de la cantine", context="Tarifs au 1er septembre"),
        passage(2, "La cantine ferme à 14 h"),
        passage(3, "La cantine d'avant"),
        passage(4, "La piscine"),
    ]
    EdgeIndexBuilder(rooted(tmp_path)).rebuild(PUBLIC, given)
    index = EdgePassageIndex(rooted(tmp_path))
    kept = {one.id: one for one, _ in given if one.id != given[2][0].id}

    def passages_by_id(ids: Sequence[PassageId]) -> Mapping[PassageId, Passage]:
        return {name: kept[name] for name in ids if name in kept}

    nodes = PassageRetriever(index, passages_by_id, scope=PUBLIC, limit=3).retrieve("Repas de la cantine")

    assert [node.node_id for node in nodes] == [given[0][0].id, given[1][0].id]
    assert nodes[0].text == "Tarifs au 1er septembre\nRepas : 3,85 €"
    assert nodes[0].metadata["page"] == 1
    assert nodes[0].score == 1.0
    index.close()
