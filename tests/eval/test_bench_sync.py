from pathlib import Path

import pytest

from eval import bench_sync
from eval.bench_sync import make_folder, timed_runs, watched_reading
from tests.eval.test_bench_reading import _data


def test_the_command_is_timed_on_a_first_an_unchanged_and_a_moved_folder(tmp_path: Path) -> None:
    make_folder(tmp_path / "pages", 12)
    assert len(list((tmp_path / "pages").rglob("*.md"))) == 12
    assert list(timed_runs(tmp_path / "pages", tmp_path / "data")) == [
        "first run",
        "unchanged",
        "a tenth of the files moved",
    ]
    assert (tmp_path / "pages" / "renamed").is_dir()


def test_memory_is_sampled_over_the_pages_of_all_communes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_sync, "SAMPLED_PAGES", 1)
    data = _data(tmp_path)
    (data / "docs/sites/valbrune/sport.html").write_text("<html><body><h1>Sport</h1><p>Le gymnase.</p></body></html>")
    samples = watched_reading(data)
    assert [pages for pages, _ in samples] == [0, 1, 2, 2]
    assert all(megabytes > 1 for _, megabytes in samples)
