import io
import json
import re
import zipfile
from collections import Counter
from typing import Any

import pytest

from corpus import CORPUS_FOLDER, SAMPLE_DOCUMENTS, SAMPLE_QUESTIONS
from corpus.build_documents import read_manifest
from tests.corpus.office_readers import member_text
from tests.corpus.readers import folded, pages_of

ANSWERED_BY_A_DOCUMENT = {"fact", "table", "norm_exception", "version", "contradiction", "vague", "followup", "scan"}
UNANSWERABLE = {"unanswerable_near", "unanswerable_far", "personal_case", "other_authority", "internal"}
ANSWERED_OTHERWISE = UNANSWERABLE | {"small_talk", "person_wanted"}
REQUIRED = {
    "id",
    "split",
    "question",
    "kind",
    "source",
    "source_path",
    "page",
    "answer_span",
    "expected",
    "also_ok",
    "note",
}
OPTIONAL = {"must_not", "history", "conflict", "near", "scan", "exception_span", "exception", "searched"}
LEAST_OF_A_KIND = {
    "norm_exception": 60,
    "fact": 30,
    "table": 25,
    "version": 15,
    "followup": 10,
    "contradiction": 8,
    "vague": 8,
    "unanswerable_near": 30,
    "unanswerable_far": 5,
    "personal_case": 5,
    "other_authority": 5,
}
QUESTIONS: list[dict[str, Any]] = [json.loads(line) for line in SAMPLE_QUESTIONS.read_text("utf-8").splitlines()]
FORMATS = {entry.path: entry.format for entry in read_manifest()}
ANSWERABLE = [question for question in QUESTIONS if question["source"]]


def place(where: dict[str, Any]) -> str:
    return f"{where['source']}/{where['source_path']}"


def file_of(where: dict[str, Any]) -> str:
    """The sample's file that holds the place: the archive, for one of its members."""
    return re.sub(r"(?<=\.zip)/.*", "", place(where))


def page_text(where: dict[str, Any]) -> str:
    file = file_of(where)
    if file != place(where):
        data = (SAMPLE_DOCUMENTS / file).read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            name = place(where).removeprefix(f"{file}/")
            return folded(member_text(name, archive.read(name)))
    pages = pages_of(SAMPLE_DOCUMENTS / file)
    has_pages = FORMATS[file].startswith("pdf")
    assert (where["page"] is not None) == has_pages, f"{place(where)}: a page is given where there are pages"
    return pages[where["page"] - 1] if has_pages else pages[0]


def test_there_are_enough_questions_of_every_kind() -> None:
    assert [question["id"] for question in QUESTIONS] == [f"M{n:03}" for n in range(1, len(QUESTIONS) + 1)]
    assert len({question["question"] for question in QUESTIONS}) == len(QUESTIONS) >= 250
    kinds = Counter(question["kind"] for question in QUESTIONS)
    assert set(kinds) == ANSWERED_BY_A_DOCUMENT | ANSWERED_OTHERWISE
    assert [kind for kind, least in LEAST_OF_A_KIND.items() if kinds[kind] < least] == []


def test_the_card_of_the_set_says_what_it_holds() -> None:
    card = (CORPUS_FOLDER / "QUESTIONS.md").read_text("utf-8")
    stated = {kind: int(number) for kind, number in re.findall(r"^\| `(\w+)` \| (\d+) \|", card, re.MULTILINE)}
    assert stated == Counter(question["kind"] for question in QUESTIONS)
    splits = Counter(question["split"] for question in QUESTIONS)
    assert f"{splits['dev']} `dev`, {splits['test']} `test`" in card
    apart = Counter(place(q) != place(q["exception"]) for q in ANSWERABLE if "exception" in q)
    assert (apart.total(), apart[True]) == (18, 11), "the card says so in words"
    fields = set(re.findall(r"`(\w+)`", card.split("## Fields")[1].split("## How")[0]))
    assert fields >= REQUIRED | OPTIONAL


def test_nearly_half_of_the_questions_are_kept_for_judging() -> None:
    splits = Counter(question["split"] for question in QUESTIONS)
    assert set(splits) == {"dev", "test"}
    assert 0.45 <= splits["test"] / len(QUESTIONS) <= 0.55


def test_the_later_questions_on_one_document_are_all_of_one_half() -> None:
    halves: dict[str, set[str]] = {}
    for question in [q for q in ANSWERABLE if q["id"] > "M060"]:
        halves.setdefault(place(question), set()).add(question["split"])
    assert [document for document, of_document in halves.items() if len(of_document) > 1] == []


def test_the_questions_reach_every_way_in_which_a_document_is_written() -> None:
    asked = {file_of(question).rsplit(".", 1)[1] for question in ANSWERABLE}
    assert asked == {"pdf", "html", "md", "odt", "ods", "xlsx", "eml", "ics", "xml", "json", "zip", "csv", "doc"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: str(q["id"]))
def test_the_fields_of_a_question_are_those_documented(question: dict[str, Any]) -> None:
    assert REQUIRED <= set(question) <= REQUIRED | OPTIONAL
    assert question["expected"], "an empty expectation is met by anything"
    if question["kind"] == "followup" or question.get("history"):
        assert question["history"]
        assert question["kind"] in {"followup", "personal_case"}
    without_place = question["kind"] in ANSWERED_OTHERWISE
    named = [question[field] is not None for field in ("source", "source_path", "answer_span")]
    assert named == [not without_place] * 3
    for where in [*question["also_ok"], *question.get("near", []), *question.get("conflict", [])]:
        assert file_of(where) in FORMATS


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda q: str(q["id"]))
def test_the_span_that_answers_is_on_its_page(question: dict[str, Any]) -> None:
    text = page_text(question)
    if FORMATS[file_of(question)] == "pdf_scan":
        assert question["kind"] == "scan"
        assert text == ""
        return
    assert folded(question["answer_span"]) in text


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda q: str(q["id"]))
def test_the_expected_value_is_in_the_span_or_on_another_good_page(question: dict[str, Any]) -> None:
    expected = question["expected"]
    values = [expected] if isinstance(expected, str) else expected
    span = folded(question["answer_span"])
    if FORMATS[file_of(question)] != "pdf_scan":
        span += " " + page_text(question)
    if "exception" in question:
        span += " " + page_text(question["exception"])
    for value in values:
        if not value.startswith("signaler"):
            assert folded(value) in span
    for where in question["also_ok"]:
        assert folded(values[0]) in page_text(where)


@pytest.mark.parametrize("question", [q for q in QUESTIONS if "conflict" in q], ids=lambda q: str(q["id"]))
def test_the_other_side_of_a_contradiction_is_where_it_is_said(question: dict[str, Any]) -> None:
    for where in question["conflict"]:
        assert folded(where["span"]) in page_text(where)


RULES_WITH_EXCEPTION = [q for q in ANSWERABLE if "exception_span" in q]


@pytest.mark.parametrize("question", RULES_WITH_EXCEPTION, ids=lambda q: str(q["id"]))
def test_the_words_of_the_exception_are_where_they_are_said(question: dict[str, Any]) -> None:
    where = question.get("exception", question)
    assert question["exception_span"] != question["answer_span"]
    if FORMATS[file_of(where)] != "pdf_scan":
        assert folded(question["exception_span"]) in page_text(where)


def test_rules_and_exceptions_are_also_far_apart_and_in_two_documents() -> None:
    elsewhere = [q for q in RULES_WITH_EXCEPTION if "exception" in q]
    assert len(RULES_WITH_EXCEPTION) >= 55
    assert all(question["exception"] != {k: question[k] for k in question["exception"]} for question in elsewhere)
    assert len(elsewhere) >= 15
    assert len([question for question in elsewhere if place(question) != place(question["exception"])]) >= 8


NEAR = [q for q in QUESTIONS if q["kind"] == "unanswerable_near" and q["id"] > "M060"]


@pytest.fixture(scope="module")
def readable_words() -> dict[str, str]:
    """The words of each document, in small letters; those of a scan are the ones that it was drawn from."""
    words: dict[str, str] = {}
    for entry in read_manifest():
        if entry.format == "pdf_scan":
            words[entry.path] = folded((CORPUS_FOLDER / str(entry.content)).read_text("utf-8")).casefold()
        elif entry.format not in ("pdf_encrypted", "pdf_cut"):
            words[entry.path] = " ".join(pages_of(SAMPLE_DOCUMENTS / entry.path)).casefold()
    return words


@pytest.mark.parametrize("question", NEAR, ids=lambda q: str(q["id"]))
def test_what_nearly_is_in_the_documents_is_in_none(question: dict[str, Any], readable_words: dict[str, str]) -> None:
    assert question["searched"], "the words that were looked for"
    for searched in question["searched"]:
        words = [folded(word).casefold() for word in searched.split(" + ")]
        assert [path for path, text in readable_words.items() if all(word in text for word in words)] == []
