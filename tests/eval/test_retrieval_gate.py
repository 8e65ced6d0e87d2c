from pathlib import Path

import pytest

from eval.floors import FloorLowered, GateState, is_open, read_floors
from eval.noise import Noise
from eval.retrieval_gate import FLOORS_FILE, gate, pin
from eval.retrieval_report import Judged, judged
from eval.retrieval_runs import ContestRun
from tests.eval.test_retrieval_figures import CLEAN, CONTEST, TYPOS

FLOORS = """# Floors.

[field]
digest = "{digest}"
outside = true
lowered = []

[field.floors]
clean_ndcg = {ndcg}
typos_ndcg = 0.1

[other]
digest = "1"
outside = true
lowered = []

[other.floors]
clean_ndcg = 0.9
"""


def _judged() -> list[Judged]:
    return [judged(ContestRun(contest=CONTEST, runs={Noise.CLEAN: CLEAN, Noise.TYPOS: TYPOS}))]


def _floors(folder: Path, *, ndcg: float, digest: str = CONTEST.digest) -> Path:
    file = folder / "floors.toml"
    file.write_text(FLOORS.format(digest=digest, ndcg=ndcg), encoding="utf-8")
    return file


@pytest.mark.parametrize(("ndcg", "opens"), [(0.75, True), (0.751, False)])
def test_a_figure_under_its_floor_closes_the_gate(tmp_path: Path, ndcg: float, opens: bool) -> None:
    lines = gate(_judged(), _floors(tmp_path, ndcg=ndcg))

    assert is_open(lines) is opens
    assert {line.set_name for line in lines} == {"field"}, "a set that was not measured is not compared"


def test_other_questions_than_those_of_the_floor_close_it_too(tmp_path: Path) -> None:
    lines = gate(_judged(), _floors(tmp_path, ndcg=0.1, digest="other"))

    assert {line.state for line in lines} == {GateState.OTHER_DATA}


def test_floors_are_raised_freely_and_fall_only_for_a_reason(tmp_path: Path) -> None:
    file = _floors(tmp_path, ndcg=0.2)
    assert pin(_judged(), floors_file=file) == ["field"]
    assert read_floors(file)["field"].floors == {"clean_ndcg": 0.75, "typos_ndcg": 0.5}
    assert read_floors(file)["other"].floors == {"clean_ndcg": 0.9}

    file = _floors(tmp_path, ndcg=0.9)
    with pytest.raises(FloorLowered):
        pin(_judged(), floors_file=file)
    pin(_judged(), reason="other noise", floors_file=file)
    assert "other noise" in read_floors(file)["field"].lowered[0]


def test_every_outside_set_has_a_floor_under_each_noise() -> None:
    floors = read_floors(FLOORS_FILE)

    assert set(floors) == {"cnil", "spf", "faq_cc", "crpa", "piaf", "gold"}
    for name, pinned in floors.items():
        wanted = "page_at_5" if name == "gold" else "recall_at_10"
        assert {f"{noise.value}_{figure}" for noise in Noise for figure in ("ndcg", wanted)} <= set(pinned.floors)
        assert len(pinned.digest) == 64
        assert all(floor > 0 for floor in pinned.floors.values())
