import json
import math
from pathlib import Path

import pytest

from domain.errors import BadQuestions
from eval.retrieval import bootstrap, measure, ndcg, read_set, recall, reciprocal_rank, report

CORPUS = [
    {"id": "f1-0", "doc": "f1", "title": "Cantine", "text": "Le repas coûte 3,85 €."},
    {"id": "f1-1", "doc": "f1", "title": "Cantine", "text": "La cantine ferme le mercredi."},
    {"id": "f2-0", "doc": "f2", "title": "Piscine", "text": "Le bassin ferme le lundi."},
]
QUERIES = [
    {"id": "q1", "text": "prix du repas", "pos": ["f1-0"], "doc": "f1", "is_title": False},
    {"id": "q2", "text": "Piscine", "pos": ["f2-0"], "doc": "f2", "is_title": True},
    {"id": "q3", "text": "bassin fermé quel jour", "pos": ["f2-0"], "doc": "f2", "is_title": False},
]


def _written(folder: Path, queries: list[dict[str, object]] = QUERIES) -> Path:
    folder.mkdir(parents=True)
    for name, rows in (("corpus", CORPUS), ("queries", queries)):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_titles_are_not_asked_and_passages_answer(tmp_path: Path) -> None:
    questions = read_set(_written(tmp_path / "cnil"))

    assert [question.id for question in questions.questions] == ["q1", "q3"]
    assert questions.questions[0].relevant == {"f1-0"}
    assert [title for _, title in questions.passages] == ["Cantine", "Cantine", "Piscine"]


def test_a_set_by_fiche_is_answered_by_any_passage_of_the_document(tmp_path: Path) -> None:
    questions = read_set(_written(tmp_path / "spf"))

    assert questions.by_document
    assert questions.questions[0].relevant == {"f1"}


def test_only_the_test_documents_are_asked_about_when_they_are_named(tmp_path: Path) -> None:
    folder = _written(tmp_path / "piaf")
    (folder / "test_docs.json").write_text('["f2"]', encoding="utf-8")

    assert [question.id for question in read_set(folder).questions] == ["q3"]
    assert len(read_set(folder).passages) == 3


def test_a_set_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadQuestions, match=r"corpus\.jsonl"):
        read_set(tmp_path)
    with pytest.raises(BadQuestions):
        read_set(_written(tmp_path / "cnil", [{"id": "q1"}]))


def test_ndcg_is_one_when_all_that_answers_comes_first_and_less_further_down() -> None:
    assert ndcg([True, True, False], 2) == 1
    assert ndcg([False, True], 1) == pytest.approx(1 / math.log2(3))
    assert ndcg([False] * 10, 3) == 0
    assert ndcg([True] * 10, 40) == 1


def test_reciprocal_rank_is_that_of_the_first_answer() -> None:
    assert reciprocal_rank([False, False, True, True]) == pytest.approx(1 / 3)
    assert reciprocal_rank([False]) == 0


def test_recall_counts_questions_answered_by_a_rank() -> None:
    found = [[True, False], [False, True], [False, False], [False, False]]

    assert recall(found, 1).value == 0.25
    assert recall(found, 2).value == 0.5
    assert recall(found, 2).low < 0.5 < recall(found, 2).high


def test_a_bootstrap_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    values = [0.0, 1.0, 1.0, 0.5] * 10
    found = bootstrap(values)

    assert found.low < found.value < found.high
    assert found == bootstrap(values)


@pytest.mark.parametrize("name", ["cnil", "spf"])
def test_a_set_is_measured_through_the_real_index(tmp_path: Path, name: str) -> None:
    scores = measure(read_set(_written(tmp_path / name)), tmp_path / "index")

    assert (scores.passages, scores.questions) == (3, 2)
    assert scores.recalls[1].value == 1
    assert scores.ndcg.value == 1


def test_a_set_under_its_target_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong: list[dict[str, object]] = [{**QUERIES[0], "pos": ["f2-0"]}]
    _written(tmp_path / "qa" / "cnil", wrong)
    monkeypatch.setenv("PARVIS_SHARED_DATA", str(tmp_path))
    printed: list[str] = []

    assert not report(["cnil"], printed.append)
    assert "NOT REACHED" in "".join(printed)


def test_outside_sets_that_are_absent_are_skipped_aloud(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    printed: list[str] = []

    assert report(["cnil"], printed.append)
    assert printed[0].startswith("SKIPPED")
