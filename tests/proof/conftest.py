"""What every proof is given: the sample commune ingested once, and a way to tell what was measured."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.proof.product import copied, ingest_sample, sized

Tell = Callable[[str, str], None]


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Tell:
    """Say a figure and what was measured: shown when the proof ends, and kept for ``docs/figures.md``."""

    def said(figure: str, measured: str) -> None:
        request.node.user_properties.append((figure, measured))

    return said


class ToldFigures:
    """Shows each proof's figures where the run is shown; proofs that run side by side do not show their own."""

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self._terminal = terminal

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Show a proof's figures, and write them with how it ended where ``PARVIS_PROOF_REPORT`` says."""
        if report.when == "call" and "tests/proof/" in report.nodeid:
            for figure, measured in report.user_properties:
                self._terminal.write_line(f"\n  {figure}: {measured}")
        keep(report)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Under xdist only the process that shows the run tells figures, each once. Last: the terminal must be there."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(ToldFigures(terminal))


def keep(report: pytest.TestReport) -> None:
    """Append a proof's figures to the file that ``PARVIS_PROOF_REPORT`` names, if it names one."""
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
