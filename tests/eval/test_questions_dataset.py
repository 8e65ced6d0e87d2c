import json
from pathlib import Path

import pytest

from eval.answer_sets import read_lines
from eval.questions_dataset import QUESTIONS, UnknownField, dataset_row, main, write_dataset


def test_every_question_is_in_its_split_with_the_same_columns(tmp_path: Path) -> None:
    counts = write_dataset(tmp_path)
    rows = [
        json.loads(line) for split in counts for line in (tmp_path / f"{split}.jsonl").read_text("utf-8").splitlines()
    ]
    assert sorted(row["id"] for row in rows) == sorted(str(record["id"]) for record in read_lines(QUESTIONS))
    assert len({tuple(row) for row in rows}) == 1
    assert all(isinstance(row["expected"], list) for row in rows)


def test_a_place_without_a_source_is_in_that_of_the_question() -> None:
    row = dataset_row({"id": "T1", "source": "site", "also_ok": [{"source_path": "a.html", "page": None}]})
    assert row["also_ok"] == [{"source": "site", "source_path": "a.html", "page": None, "span": ""}]


def test_a_field_that_would_be_lost_is_refused() -> None:
    with pytest.raises(UnknownField, match="humeur"):
        dataset_row({"id": "T1", "humeur": "bonne"})


def test_without_a_folder_nothing_is_written() -> None:
    assert main([]) == 2


@pytest.mark.judges
@pytest.mark.filterwarnings("ignore")
def test_the_library_loads_it_from_its_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    from datasets import load_dataset

    counts = write_dataset(tmp_path / "set")
    loaded = load_dataset(str(tmp_path / "set"), cache_dir=str(tmp_path / "cache"))
    assert {name: len(split) for name, split in loaded.items()} == counts
    assert loaded["dev"][0]["expected"]
