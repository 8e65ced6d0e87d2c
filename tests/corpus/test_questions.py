import json
from collections import Counter
from typing import Any

import pytest

from corpus import SAMPLE_DOCUMENTS, SAMPLE_QUESTIONS
from corpus.build_documents import read_manifest
from tests.corpus.readers import folded, pages_of

ANSWERED_BY_A_DOCUMENT = {"fact", "table", "norm_exception", "version", "contradiction", "vague", "followup", "scan"}
ANSWERED_OTHERWISE = {"unanswerable_near", "unanswerable_far", "small_talk", "person_wanted"}
REQUIRED = {"id", "question", "kind", "source", "source_path", "page", "answer_span", "expected", "also_ok", "note"}
OPTIONAL = {"must_not", "history", "conflict", "near", "scan"}
QUESTIONS: list[dict[str, Any]] = [json.loads(line) for line in SAMPLE_QUESTIONS.read_text("utf-8").splitlines()]
FORMATS = {entry.path: entry.format for entry in read_manifest()}
ANSWERABLE = [question for question in QUESTIONS if question["source"]]


def place(where: dict[str, Any]) -> str:
    return f"{where['source']}/{where['source_path']}"


def page_text(where: dict[str, Any]) -> str:
    pages = pages_of(SAMPLE_DOCUMENTS / place(where))
    has_pages = FORMATS[place(where)].startswith("pdf")
    assert (where["page"] is not None) == has_pages, f"{place(where)}: a page is given where there are pages"
    return pages[where["page"] - 1] if has_pages else pages[0]


def test_there_are_thirty_questions_of_every_kind() -> None:
    assert [question["id"] for question in QUESTIONS] == [f"M{n:03}" for n in range(1, 31)]
    assert {question["kind"] for question in QUESTIONS} == ANSWERED_BY_A_DOCUMENT | ANSWERED_OTHERWISE
    assert len({question["question"] for question in QUESTIONS}) == 30
    assert Counter(question["kind"] for question in QUESTIONS)["unanswerable_near"] == 3


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: str(q["id"]))
def test_the_fields_of_a_question_are_those_documented(question: dict[str, Any]) -> None:
    assert REQUIRED <= set(question) <= REQUIRED | OPTIONAL
    assert question["expected"], "an empty expectation is met by anything"
    assert (question["kind"] == "followup") == bool(question.get("history"))
    without_place = question["kind"] in ANSWERED_OTHERWISE
    named = [question[field] is not None for field in ("source", "source_path", "answer_span")]
    assert named == [not without_place] * 3
    for where in [*question["also_ok"], *question.get("near", []), *question.get("conflict", [])]:
        assert place(where) in FORMATS


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda q: str(q["id"]))
def test_the_span_that_answers_is_on_its_page(question: dict[str, Any]) -> None:
    text = page_text(question)
    if FORMATS[place(question)] == "pdf_scan":
        assert question["kind"] == "scan"
        assert text == ""
        return
    assert folded(question["answer_span"]) in text


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda q: str(q["id"]))
def test_the_expected_value_is_in_the_span_or_on_another_good_page(question: dict[str, Any]) -> None:
    expected = question["expected"]
    values = [expected] if isinstance(expected, str) else expected
    span = folded(question["answer_span"])
    if FORMATS[place(question)] != "pdf_scan":
        span += " " + page_text(question)
    for value in values:
        if not value.startswith("signaler"):
            assert folded(value) in span
    for where in question["also_ok"]:
        assert folded(values[0]) in page_text(where)


@pytest.mark.parametrize("question", [q for q in QUESTIONS if "conflict" in q], ids=lambda q: str(q["id"]))
def test_the_other_side_of_a_contradiction_is_where_it_is_said(question: dict[str, Any]) -> None:
    for where in question["conflict"]:
        assert folded(where["span"]) in page_text(where)
