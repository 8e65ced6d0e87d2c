from dataclasses import replace
from datetime import date

from answering.choosing import choose
from answering.composing.older_values import without_older_values
from domain.in_force import Days
from domain.written import WrittenEvidence
from french.answer_types import AnswerType
from retriever.ranking.asker import asker_of
from retriever.ranking.candidate import Candidate
from retriever.ranking.scoring import score_units
from retriever.ranking.wanted import Wanted
from tests.answering.standins import document, passage

WANTED = Wanted(
    weights={"piscin": 0.6, "entre": 0.4}, naming=frozenset(), types=frozenset({AnswerType.AMOUNT}), asker=asker_of("")
)
DAY = Days(first=date(2031, 6, 1), last=date(2031, 6, 1))


def candidate(number: int, written: date, text: str, *, is_former: bool = False) -> Candidate:
    of = replace(document(number, "La piscine"), written_on=written, written_evidence=WrittenEvidence.DECLARED)
    return Candidate(passage=passage(of, 0, text), document=of, score=1.0, is_former=is_former)


OLD = candidate(1, date(2028, 6, 3), "L'entrée de la piscine coûte 3 €.", is_former=True)
NEW = candidate(2, date(2031, 4, 9), "L'entrée de la piscine coûte 4 €.")


def test_an_older_price_is_not_shown_beside_the_newer() -> None:
    assert [c.unit.text for c in choose([OLD, NEW], WANTED)] == [NEW.passage.text]
    assert [c.unit.text for c in choose([OLD], WANTED)] == [OLD.passage.text]


def test_it_stays_when_the_newer_document_does_not_give_what_is_asked() -> None:
    silent = candidate(2, date(2031, 4, 9), "L'entrée de la piscine est au nord.")
    assert OLD.passage.text in [c.unit.text for c in choose([OLD, silent], WANTED)]


def test_it_stays_when_the_question_is_about_the_days_before_the_newer_document() -> None:
    units = [unit for one in (OLD, NEW) for unit in score_units(one, WANTED)]
    past = Days(first=date(2028, 7, 1), last=date(2028, 7, 1))
    assert without_older_values(units, past) == tuple(units)
    assert len(without_older_values(units, DAY)) == 1
