import json
from pathlib import Path

import pytest

from domain.errors import BadQuestions
from eval.retrieval_sets import read_files, read_set
from tests.eval.question_files import CORPUS, QUERIES, written


def test_titles_are_not_asked_and_passages_answer(tmp_path: Path) -> None:
    questions = read_set(written(tmp_path / "cnil"))

    assert [question.id for question in questions.questions] == ["q1", "q3"]
    assert questions.questions[0].relevant == {"f1-0"}
    assert [title for _, title in questions.passages] == ["Cantine", "Cantine", "Piscine"]
    assert questions.left_out == ("1 that are titles",)
    assert questions.name == "cnil"


def test_a_set_by_fiche_is_answered_by_any_passage_of_the_document(tmp_path: Path) -> None:
    questions = read_set(written(tmp_path / "spf"))

    assert questions.by_document
    assert questions.questions[0].relevant == {"f1"}


def test_any_set_may_be_counted_by_document(tmp_path: Path) -> None:
    folder = written(tmp_path / "field")
    corpus, queries = folder / "corpus.jsonl", folder / "queries.jsonl"

    assert read_files(corpus, queries).questions[1].relevant == {"f2-0"}
    assert read_files(corpus, queries, by_document=True).questions[1].relevant == {"f2"}


def test_only_the_test_documents_are_asked_about_when_they_are_named(tmp_path: Path) -> None:
    folder = written(tmp_path / "piaf")
    (folder / "test_docs.json").write_text('["f2"]', encoding="utf-8")

    for by_document in (False, True):
        found = read_files(folder / "corpus.jsonl", folder / "queries.jsonl", by_document=by_document)
        assert [question.id for question in found.questions] == ["q3"]
        assert len(found.passages) == 3
        assert found.left_out[-1] == "1 about documents that test_docs.json does not name"


def test_questions_that_nothing_answers_are_not_asked(tmp_path: Path) -> None:
    found = read_set(written(tmp_path / "a", [*QUERIES, {"id": "q4", "text": "la gendarmerie", "pos": []}]))

    assert [question.id for question in found.questions] == ["q1", "q3"]
    assert found.left_out == ("1 that are titles", "1 that nothing answers")


def test_the_digest_is_that_of_all_the_files_of_the_set(tmp_path: Path) -> None:
    digests = [read_set(written(tmp_path / "a")).digest, read_set(written(tmp_path / "b")).digest]
    (tmp_path / "b" / "test_docs.json").write_text('["f1", "f2"]', encoding="utf-8")
    digests.append(read_set(tmp_path / "b").digest)
    digests.append(read_set(written(tmp_path / "c", QUERIES[:1])).digest)

    assert digests[0] == digests[1]
    assert len(set(digests)) == 3


def test_a_question_answered_by_every_passage_of_a_document_is_noticed(tmp_path: Path) -> None:
    whole: list[dict[str, object]] = [{"id": "q", "text": "cantine", "pos": ["f1-0", "f1-1"]}]

    assert read_set(written(tmp_path / "a", whole)).has_several_passages_a_question
    assert not read_set(written(tmp_path / "b")).has_several_passages_a_question
    assert not read_set(written(tmp_path / "spf", whole)).has_several_passages_a_question


def test_ids_may_be_numbers_and_documents_and_titles_may_be_left_out(tmp_path: Path) -> None:
    folder = written(tmp_path / "a", [{"id": 1, "text": "cantine", "pos": [7]}], [{"id": 7, "text": "La cantine."}])
    found = read_set(folder)

    assert found.questions[0].relevant == {"7"}
    assert (found.passages[0][0].document_id, found.passages[0][1]) == ("7", "")


def test_only_a_line_feed_ends_a_line_and_a_byte_order_mark_is_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path / "a")
    text = "Le\u2028repas\u0085coûte 3,85 €."
    row = json.dumps({**CORPUS[0], "text": text}, ensure_ascii=False)
    rest = "\r\n".join(json.dumps(one) for one in CORPUS[1:])
    (folder / "corpus.jsonl").write_bytes(f"\ufeff{row}\r\n\r\n{rest}\r\n".encode())

    assert read_set(folder).passages[0][0].text == text


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadQuestions, match=r"corpus\.jsonl: cannot be read"):
        read_set(tmp_path)


ROW, ASKED = json.dumps(CORPUS[0]), json.dumps(QUERIES[0])


@pytest.mark.parametrize(
    ("file", "lines", "told"),
    [
        ("corpus", [ROW, '{"id": "f2-0", "text"'], r"corpus\.jsonl, line 2: is not JSON"),
        ("corpus", [ROW, "", '["f2-0"]'], r"corpus\.jsonl, line 3: must be a JSON object"),
        ("corpus", [ROW, ROW], r"corpus\.jsonl, line 2: id 'f1-0' is already that of line 1"),
        ("corpus", ['{"id": "a"}'], r"corpus\.jsonl, line 1: text is missing"),
        ("corpus", ['{"id": "a", "text": ["b"]}'], r"corpus\.jsonl, line 1: text must be a text"),
        ("corpus", ['{"id": " ", "text": "b"}'], r"corpus\.jsonl, line 1: id is empty"),
        ("corpus", [""], r"corpus\.jsonl: holds no passage"),
        ("queries", [""], r"queries\.jsonl: holds no question"),
        ("queries", [json.dumps(QUERIES[1])], r"queries\.jsonl: holds no question but 1 that are titles"),
        ("queries", [ASKED, ASKED], r"queries\.jsonl, line 2: id 'q1' is already that of line 1"),
        ("queries", ['{"id": "q", "text": "a"}'], r"queries\.jsonl, line 1: pos must be a list"),
        ("queries", ['{"id": "q", "text": "a", "pos": []}'], r"holds no question but 1 that nothing answers"),
        ("queries", [r'{"id": "q", "text": "\ud83d", "pos": ["f1-0"]}'], r"line 1: text holds half a character"),
        ("corpus", ["[" * 100_000], r"corpus\.jsonl, line 1: is not JSON"),
        ("queries", ['{"id": "q", "text": "a", "pos": "f1-0"}'], r"queries\.jsonl, line 1: pos must be a list"),
        ("queries", [ASKED, '{"id": "q", "text": "a", "pos": ["f9"]}'], r"line 2: pos names 'f9', which is no id of"),
        ("queries", ['{"id": "q", "text": "", "pos": ["f1-0"]}'], r"queries\.jsonl, line 1: text is empty"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_line(
    tmp_path: Path, file: str, lines: list[str], told: str
) -> None:
    folder = written(tmp_path / "a")
    (folder / f"{file}.jsonl").write_text("\n".join(lines), encoding="utf-8")

    with pytest.raises(BadQuestions, match=told):
        read_set(folder)


def test_bytes_that_are_not_utf_8_are_told_with_their_line(tmp_path: Path) -> None:
    folder = written(tmp_path / "a")
    (folder / "corpus.jsonl").write_bytes(ROW.encode() + b'\n{"id": "b", "text": "\xe9t\xe9"}')

    with pytest.raises(BadQuestions, match=r"corpus\.jsonl, line 2: is not UTF-8"):
        read_set(folder)


@pytest.mark.parametrize("content", ['{"f1": 1}', "["])
def test_a_list_of_documents_that_is_none_is_told(tmp_path: Path, content: str) -> None:
    folder = written(tmp_path / "a")
    (folder / "test_docs.json").write_text(content, encoding="utf-8")

    with pytest.raises(BadQuestions, match=r"test_docs\.json"):
        read_set(folder)
