from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from answering.assistant import Assistant
from answering.written_notes import written_when
from domain.act import Act, ActKind
from domain.answer import Answer, Question
from domain.document import Document
from domain.written import WrittenEvidence
from tests.answering.standins import PROFILE, SLUG, FewDocuments, WordIndex, document, passage

PRICE = "L'entrée de la piscine coûte 3 €."
PROPERTIES, PERIOD = WrittenEvidence.PROPERTIES, WrittenEvidence.PERIOD


def answer(of: Document, asked: str = "combien coûte l'entrée de la piscine ?", day: str = "2031-06-01") -> Answer:
    store = FewDocuments([of], [passage(of, 0, PRICE)])
    asked_at = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
    assistant = Assistant(profile=PROFILE, index=WordIndex(store), documents=store)
    return assistant.answer(Question(text=asked, commune=SLUG, asked_at=asked_at))


def written(day: date | None, evidence: WrittenEvidence = PROPERTIES) -> Document:
    return replace(document(1, "La piscine"), written_on=day, written_evidence=evidence if day else None)


@pytest.mark.parametrize(
    ("day", "evidence", "when"),
    [
        (date(2028, 6, 3), PROPERTIES, "de juin 2028"),
        (date(2028, 4, 3), PROPERTIES, "d’avril 2028"),
        (date(2028, 1, 1), PERIOD, "de 2028"),
    ],
)
def test_an_older_price_says_its_year_before_it_is_read(day: date, evidence: WrittenEvidence, when: str) -> None:
    given = answer(written(day, evidence))
    assert given.notices == (
        f"Cette réponse vient d’un document {when}. Les tarifs, les horaires ou les dates ont pu changer depuis.",
    )
    assert (given.citations[0].written_on, given.citations[0].dated_on) == (day, day)


def test_the_day_of_a_session_counts_too() -> None:
    (notice,) = answer(document(1, "Tarifs de la piscine", session=date(2028, 6, 13))).notices
    assert "de juin 2028" in notice


@pytest.mark.parametrize("day", [None, date(2030, 6, 3), date(2029, 7, 1)])
def test_nothing_is_said_of_a_document_of_these_two_years_or_of_no_known_day(day: date | None) -> None:
    assert answer(written(day)).notices == ()


def test_nothing_is_said_when_the_question_names_its_year_or_asks_for_nothing_that_changes() -> None:
    old = written(date(2028, 6, 3))
    assert answer(old, "combien coûtait l'entrée de la piscine en 2028 ?").notices == ()
    assert answer(old, "parlez-moi de l'entrée de la piscine").notices == ()


def test_an_act_says_since_when_it_is_in_force_where_that_is_not_its_session() -> None:
    act = Act(kind=ActKind.DELIBERATION, effect_date=date(2030, 9, 1))
    of = replace(document(1, "Tarifs de la piscine", session=date(2030, 6, 13)), act=act)
    assert [note.text for note in answer(of).citations[0].notes] == ["En vigueur depuis le 1er septembre 2030."]
    unsaid = replace(of, act=replace(act, effect_date=None))
    assert answer(unsaid).citations[0].notes == ()


def test_of_a_period_only_the_year_is_told() -> None:
    assert written_when(date(2031, 1, 1), PERIOD) == "de 2031"
    assert written_when(date(2031, 10, 2), WrittenEvidence.STATED) == "d’octobre 2031"
