import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.main import main
from tests.app.conftest import write_commune

Parvis = Callable[..., tuple[int, str, str]]


def _written_by_an_older_version(data: Path) -> None:
    index = data / "communes" / "valmoret" / "index"
    for sealed in index.glob("*/*/sealed.json"):
        sealed.write_text(json.dumps(json.loads(sealed.read_text("utf-8")) | {"format": 1}), "utf-8")


def test_an_index_of_an_older_version_is_refused_with_what_mends_it_and_the_next_ingestion_mends_it(
    parvis: Parvis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile, data = write_commune(tmp_path), tmp_path / "data"
    monkeypatch.chdir(tmp_path)
    main(["ingest", str(profile), "--data", str(data), "--json"])
    _written_by_an_older_version(data)

    code, _, told = parvis("search", "cantine", "--data", str(data))
    assert code != 0
    assert "parvis model reindex" in told
    assert "another version" in told
    _, status, _ = parvis("status", "--data", str(data), "--json")
    assert json.loads(status)["communes"][0]["index"]["public"]["up_to_date"] is False

    main(["ingest", str(profile), "--data", str(data), "--json"])
    code, found, _ = parvis("search", "cantine", "--data", str(data))
    assert code == 0
    assert "cantine.md" in found
