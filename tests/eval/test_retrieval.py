from pathlib import Path

import pytest

from eval.retrieval import measure, read_set, report
from tests.eval.question_files import QUERIES, written


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
