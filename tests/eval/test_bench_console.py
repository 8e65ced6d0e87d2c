import json

import pytest

from eval.bench_console import main


def test_the_queue_is_filled_listed_and_searched(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--requests", "12", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["requests"] == 12
    assert set(figures) == {"requests", "list_p95_ms", "search_p95_ms", "database_mb"}
