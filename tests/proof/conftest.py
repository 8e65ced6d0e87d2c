"""What every proof is given: the sample commune ingested once, and a way to tell what was measured."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.proof.product import copied, ingest_sample, sized

Tell = Callable[[str, str], None]


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest) -> Tell:
    """Say a figure and what was measured: shown at once, and kept for ``docs/figures.md``."""

    def said(figure: str, measured: str) -> None:
        request.node.user_properties.append((figure, measured))
        with capsys.disabled():
            sys.stdout.write(f"\n  {figure}: {measured}\n")
            sys.stdout.flush()

    return said


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Write a proof's figures, with how it ended, to the file that ``PARVIS_PROOF_REPORT`` names."""
    kept = os.environ.get("PARVIS_PROOF_REPORT")
    is_told = report.when == "call" or (report.when == "setup" and not report.passed)
    if not kept or not is_told or "tests/proof/" not in report.nodeid:
        return
    figures = report.user_properties or [(report.nodeid.rpartition("::")[2], "nothing was measured")]
    size = "full" if sized(short=0, full=1) else "short"
    file = Path(kept)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as out:
        for figure, measured in figures:
            line = {"figure": figure, "measured": measured, "outcome": report.outcome, "size": size}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("sample") / "data"
    ingest_sample(data)
    return data


@pytest.fixture
def sample(sample_template: Path, tmp_path: Path) -> Path:
    """A data folder of its own that holds the sample commune."""
    return copied(sample_template, tmp_path / "data")
