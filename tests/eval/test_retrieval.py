import gzip
from pathlib import Path

import pytest

from eval.bench_search import passages_of
from eval.retrieval import measure, read_set, report
from tests.eval.question_files import CORPUS, QUERIES, written


@pytest.mark.parametrize("name", ["cnil", "spf"])
def test_a_set_is_measured_through_the_real_index(tmp_path: Path, name: str) -> None:
    scores = measure(read_set(written(tmp_path / name)), tmp_path / "index")

    assert (scores.passages, scores.questions) == (3, 2)
    assert scores.recalls[1].value == 1
    assert scores.ndcg.value == 1


def test_a_set_under_its_target_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong: list[dict[str, object]] = [{**QUERIES[0], "pos": ["f2-0"]}]
    written(tmp_path / "qa" / "cnil", wrong)
    monkeypatch.setenv("PARVIS_SHARED_DATA", str(tmp_path))
    printed: list[str] = []

    assert not report(["cnil"], printed.append)
    assert "NOT REACHED" in "".join(printed)


def test_outside_sets_that_are_absent_are_skipped_aloud(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    printed: list[str] = []

    assert report(["cnil"], printed.append)
    assert printed[0].startswith("SKIPPED")


def test_the_bench_s_passages_come_from_the_sets_first_each_with_its_own_id(tmp_path: Path) -> None:
    for name in ("cnil", "spf", "faq_cc", "crpa", "piaf"):
        rows = [{**row, "id": f"{name}-{row['id']}"} for row in CORPUS]
        written(tmp_path / name, [{"id": "q", "text": "cantine", "pos": [f"{name}-f1-0"]}], rows)
    with gzip.open(tmp_path / "plain_clean.txt.gz", "wt", encoding="utf-8") as file:
        file.write("La commune entretient le chemin. " * 20 + "\n")
        file.write("Le conseil délibère. " * 100 + "\n")
    found = [passage for passage, _ in passages_of(tmp_path, 17)]

    assert len({passage.id for passage in found}) == len(found) == 17
    assert all(len(passage.text) <= 900 for passage in found)
