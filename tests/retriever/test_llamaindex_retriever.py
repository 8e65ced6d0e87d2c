from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from domain.answer import Question
from domain.document import Document, MediaType, Visibility
from domain.ids import DocumentId, SourceName
from domain.search import CommuneScope
from retriever.llamaindex_retriever import ParvisRetriever
from retriever.ranking.candidate import Candidate
from tests.retriever.samples import MONT, passage

NOW = datetime(2031, 3, 4, 9, tzinfo=UTC)
INTERNAL = CommuneScope(commune=MONT, visibility=Visibility.INTERNE)
DOCUMENT = Document(
    id=DocumentId("d0000000000000001"),
    commune=MONT,
    source=SourceName("mairie"),
    path="actes/tarifs.pdf",
    digest="0" * 64,
    media_type=MediaType.PDF,
    title="Tarifs de la cantine",
    visibility=Visibility.INTERNE,
    page_count=3,
    session_date=date(2031, 1, 5),
    read_at=NOW,
    address="https://mont.example/tarifs.pdf",
)
GIVEN = [
    passage(1, "Repas : 3,85 €", context="Tarifs au 1er septembre")[0],
    passage(2, "La cantine ferme à 14 h")[0],
    passage(3, "La cantine est rue du Pré")[0],
]


@dataclass
class Candidates:
    candidates: Sequence[Candidate]


class Seeker:
    """Finds the same passages for every question, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Question, CommuneScope, int]] = []

    def seek(self, question: Question, *, scope: CommuneScope, limit: int) -> Candidates:
        self.asked.append((question, scope, limit))
        return Candidates([Candidate(passage=one, document=DOCUMENT, score=0.9) for one in GIVEN])


class Clock:
    def now(self) -> datetime:
        return NOW


def test_candidates_come_back_as_scored_nodes_in_their_order_no_more_than_wanted() -> None:
    nodes = ParvisRetriever(Seeker(), scope=INTERNAL, clock=Clock(), limit=2).retrieve("repas")
    assert [node.node_id for node in nodes] == [one.id for one in GIVEN[:2]]
    assert nodes[0].text == "Tarifs au 1er septembre\nRepas : 3,85 €"
    assert nodes[0].score == 0.9
    assert nodes[0].metadata == {
        "title": "Tarifs de la cantine",
        "heading_path": "",
        "page": 1,
        "session_date": "2031-01-05",
        "document_id": DOCUMENT.id,
        "commune": MONT,
        "source": "mairie",
        "path": "actes/tarifs.pdf",
        "link": "https://mont.example/tarifs.pdf",
    }


def test_the_scope_and_the_moment_are_those_given() -> None:
    seeker = Seeker()
    ParvisRetriever(seeker, scope=INTERNAL, clock=Clock(), limit=4).retrieve("repas")
    ((question, scope, limit),) = seeker.asked
    assert (question.text, question.commune, question.asked_at) == ("repas", MONT, NOW)
    assert scope == INTERNAL
    assert limit >= 4
