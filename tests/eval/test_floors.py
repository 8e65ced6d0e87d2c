import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from eval.floors import (
    FLOORS_FILE,
    FloorLowered,
    GateState,
    SetFigures,
    SetFloors,
    compare,
    is_open,
    main,
    read_floors,
    update,
    write_floors,
)

Gate = tuple[Callable[..., int], Path]
FLOORS = {
    "sample": SetFloors(digest="aa", floors={"page_at_5": 0.85, "verbatim": 1.0}),
    "gold": SetFloors(digest="bb", floors={"page_at_5": 0.5}, is_outside=True),
}


def measured(digest: str = "aa", **figures: float) -> dict[str, SetFigures]:
    return {"sample": SetFigures(digest=digest, figures={"page_at_5": 0.9, "verbatim": 1.0} | figures)}


def states(run: Mapping[str, SetFigures]) -> dict[tuple[str, str], GateState]:
    return {(line.set_name, line.figure): line.state for line in compare(FLOORS, run)}


def test_the_gate_is_open_when_every_figure_holds_and_outside_data_are_absent() -> None:
    lines = compare(FLOORS, measured())
    assert is_open(lines)
    assert states(measured())["gold", "page_at_5"] is GateState.SKIPPED


@pytest.mark.parametrize(
    ("run", "state"),
    [
        (measured(page_at_5=0.849), GateState.BELOW),
        (measured(digest="cc"), GateState.OTHER_DATA),
        ({"sample": SetFigures(digest="aa", figures={"verbatim": 1.0})}, GateState.MISSING),
        ({}, GateState.MISSING),
    ],
)
def test_the_gate_is_shut_below_a_floor_without_a_figure_and_on_other_data(
    run: Mapping[str, SetFigures], state: GateState
) -> None:
    assert states(run)["sample", "page_at_5"] is state
    assert not is_open(compare(FLOORS, run))


def test_a_floor_is_raised_without_a_reason_and_rounded_down() -> None:
    raised = update(FLOORS, measured(page_at_5=0.87654))
    assert raised["sample"].floors == {"page_at_5": 0.876, "verbatim": 1.0}
    assert raised["gold"] == FLOORS["gold"]


@pytest.mark.parametrize("run", [measured(page_at_5=0.8), measured(digest="cc")])
def test_a_floor_is_not_lowered_nor_moved_to_other_data_without_a_reason(run: Mapping[str, SetFigures]) -> None:
    with pytest.raises(FloorLowered, match="allow-lower"):
        update(FLOORS, run)
    lowered = update(FLOORS, run, reason="two documents were wrong")
    assert lowered["sample"].lowered[-1].endswith("two documents were wrong")
    assert lowered["sample"].digest == run["sample"].digest


def test_a_set_without_floors_is_refused() -> None:
    with pytest.raises(KeyError, match="other"):
        update(FLOORS, {"other": SetFigures(digest="x", figures={})})


def test_floors_are_read_back_as_written_with_their_comment(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    file.write_text("# Why these floors.\n", encoding="utf-8")
    floors = FLOORS | {"sample": SetFloors(digest="aa", floors={"verbatim": 1.0}, lowered=('one "reason"', "été"))}
    write_floors(file, floors)
    assert read_floors(file) == floors
    assert file.read_text(encoding="utf-8").startswith("# Why these floors.\n")


def test_a_floor_out_of_bounds_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    write_floors(file, {"sample": SetFloors(digest="aa", floors={"page_at_5": 85.0})})
    with pytest.raises(ValueError, match="page_at_5"):
        read_floors(file)


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    floors, figures = tmp_path / "floors.toml", tmp_path / "figures.json"
    write_floors(floors, FLOORS)

    def run(*options: str, value: float = 0.9) -> int:
        run_figures = {"page_at_5": {"value": value, "hits": 1, "total": 1}, "verbatim": 1.0}
        figures.write_text(json.dumps({"sets": {"sample": {"digest": "aa", "figures": run_figures}}}), encoding="utf-8")
        return main([str(figures), "--floors", str(floors), *options])

    return run, floors


def test_the_command_checks_with_its_exit_code(gate: Gate, capsys: pytest.CaptureFixture[str]) -> None:
    run, _ = gate
    assert run("--check") == 0
    assert "SKIPPED" in capsys.readouterr().out
    assert run("--check", value=0.5) == 1
    assert "BELOW" in capsys.readouterr().out


def test_the_command_updates_and_refuses_to_lower_without_a_reason(
    gate: Gate, capsys: pytest.CaptureFixture[str]
) -> None:
    run, floors = gate
    assert run("--update", value=0.95) == 0
    assert read_floors(floors)["sample"].floors["page_at_5"] == 0.95
    assert run("--update", value=0.9) == 1
    assert "--allow-lower" in capsys.readouterr().out
    assert read_floors(floors)["sample"].floors["page_at_5"] == 0.95
    assert run("--update", "--allow-lower", "a question was wrong", value=0.9) == 0
    assert read_floors(floors)["sample"].lowered == ("page_at_5 0.95 -> 0.9: a question was wrong",)


def test_the_floors_of_the_repository_are_readable_and_complete() -> None:
    floors = read_floors(FLOORS_FILE)
    assert {"sample", "gold"} <= set(floors)
    for name in ("sample", "gold"):
        assert {"page_at_5", "value_in_answer", "verbatim"} <= set(floors[name].floors)
        assert len(floors[name].digest) == 64
    assert floors["gold"].is_outside
    assert not floors["sample"].is_outside
