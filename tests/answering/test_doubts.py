"""A figure that OCR may have misread is shown as to be checked, and never makes an answer sure."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from answering.answer_json import answer_as_json
from answering.assistant import Assistant
from domain.answer import Answer, AnswerStatus, Question
from domain.passage import Passage
from prompts import catalogue
from tests.answering.standins import PROFILE, SLUG, FewDocuments, WordIndex, document, passage

CANTEEN = document(1, "Tarifs de la restauration scolaire", session=date(2026, 6, 11))
TEXT = "Le prix du repas de la cantine est fixé à 4,15 €. La facture est payée chaque mois en mairie."
PRICE = TEXT.index("4,15 €")
OWN = passage(CANTEEN, 1, TEXT, page=2)
SURE = replace(OWN, ocr_confidences=(0.91,))
DOUBTFUL = replace(SURE, doubtful=((PRICE, PRICE + len("4,15 €")),))


def answer(held: Passage, text: str = "combien coûte le repas de la cantine") -> Answer:
    documents = FewDocuments((CANTEEN,), (held,))
    assistant = Assistant(profile=PROFILE, index=WordIndex(documents), documents=documents)
    return assistant.answer(Question(text=text, commune=SLUG, asked_at=datetime(2026, 11, 24, tzinfo=UTC)))


def test_a_doubtful_figure_makes_the_answer_partial_and_is_named() -> None:
    given = answer(DOUBTFUL)
    assert given.status is AnswerStatus.PARTIAL
    assert given.message == catalogue.text("answer.to_check")
    assert [sentence.to_check for sentence in given.sentences if "4,15" in sentence.text] == [("4,15 €",)]


def test_a_sure_figure_read_by_ocr_answers_and_says_where_it_comes_from() -> None:
    given = answer(SURE)
    assert given.status is AnswerStatus.ANSWERED
    assert given.citations[0].ocr_confidence == pytest.approx(0.91)
    assert not any(sentence.to_check for sentence in given.sentences)


def test_a_doubtful_figure_of_the_header_makes_its_rows_doubtful() -> None:
    rows = "Repas de la cantine | Moins de 500\nHabitants | 2,10 €\nExtérieurs | 4,80 €"
    table = passage(CANTEEN, 2, rows)
    at = table.text.index("500")
    table = replace(table, ocr_confidences=(0.9, 0.9, 0.9), doubtful=((at, at + 3),))
    given = answer(table, "tarif du repas de la cantine habitants")
    assert {sentence.to_check for sentence in given.sentences if sentence.lead} == {("500",)}
    assert given.status is AnswerStatus.PARTIAL


def test_a_text_of_the_file_s_own_says_nothing_of_ocr() -> None:
    assert answer(OWN).citations[0].ocr_confidence is None


def test_the_json_of_an_answer_holds_both() -> None:
    given = answer_as_json(answer(DOUBTFUL), version="1")
    assert _rows(given["sentences"])[0]["to_check"] == ["4,15 €"]
    assert _rows(given["citations"])[0]["ocr_confidence"] == 0.91


def _rows(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value
