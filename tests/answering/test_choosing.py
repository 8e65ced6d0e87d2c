"""Which units are shown."""

from answering.choosing import choose
from domain.document import Document
from french.answer_types import AnswerType
from retriever.ranking.candidate import Candidate
from retriever.ranking.wanted import Wanted
from tests.answering.standins import document, passage

WANTED = Wanted(
    weights={"tax": 0.5, "ordur": 0.5}, naming=frozenset({"taux"}), types=frozenset({AnswerType.PERCENTAGE})
)
MINUTES, REPORT = document(1, "Conseil"), document(2, "Rapport")


def candidate(of: Document, place: int, text: str, nearness: float) -> Candidate:
    return Candidate(passage=passage(of, place, text), document=of, score=nearness, nearness=nearness)


def test_the_figure_decided_in_the_document_of_the_subject_goes_before_another_s() -> None:
    subject = candidate(MINUTES, 0, "Le conseil vote chaque année le taux de la taxe des ordures.", 0.6)
    decided = candidate(MINUTES, 1, "Le conseil approuve le taux de 12 %.", 0.75)
    other = candidate(REPORT, 0, "Le tonnage des ordures baisse de 6 %.", 0.4)
    shown = [one.unit.text for one in choose([subject, decided, other], WANTED)]
    assert decided.passage.text in shown
    assert other.passage.text not in shown
