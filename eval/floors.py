"""The gate under the scores: a figure may not fall below the floor that ``floors.toml`` pins for its set.

Each set's floors carry the digest of the data that they were measured on: other data, no comparison. A floor is raised
freely and lowered only with a reason, which stays in the file. Figures come from ``--json`` of the measuring commands.

    python -m eval.answers --json build/answers.json && python -m eval.floors build/answers.json --check
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

FLOORS_FILE = Path(__file__).parent / "floors.toml"
TOLERANCE = 1e-9


class GateState(StrEnum):
    """What comparing one figure with its floor gave. Only ``MET`` and ``SKIPPED`` let the gate open."""

    MET = "met"
    BELOW = "BELOW"
    MISSING = "MISSING"
    OTHER_DATA = "OTHER DATA"
    SKIPPED = "SKIPPED"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFloors:
    """Floors of one set, by name of figure, between 0 and 1. ``lowered`` are the reasons given, oldest first."""

    digest: str
    floors: Mapping[str, float]
    is_outside: bool = False
    lowered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFigures:
    """What was measured on one set."""

    digest: str
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """One figure beside its floor; ``value`` is None when it was not measured."""

    set_name: str
    figure: str
    floor: float
    value: float | None
    state: GateState


class FloorLowered(ValueError):
    """An update would lower a floor and no reason was given."""


def compare(floors: Mapping[str, SetFloors], measured: Mapping[str, SetFigures]) -> list[GateLine]:
    """Every floor beside its figure. An outside set that was not measured is SKIPPED; one of ours is MISSING."""
    lines = []
    for set_name, pinned in floors.items():
        run = measured.get(set_name)
        for figure, floor in pinned.floors.items():
            value = run.figures.get(figure) if run else None
            state = _state(pinned, run, floor, value)
            lines.append(GateLine(set_name=set_name, figure=figure, floor=floor, value=value, state=state))
    return lines


def _state(pinned: SetFloors, run: SetFigures | None, floor: float, value: float | None) -> GateState:
    if run is None:
        return GateState.SKIPPED if pinned.is_outside else GateState.MISSING
    if run.digest != pinned.digest:
        return GateState.OTHER_DATA
    if value is None:
        return GateState.MISSING
    return GateState.MET if value >= floor - TOLERANCE else GateState.BELOW


def is_open(lines: Sequence[GateLine]) -> bool:
    """Whether nothing is below, missing or measured on other data."""
    return all(line.state in (GateState.MET, GateState.SKIPPED) for line in lines)


def update(
    floors: Mapping[str, SetFloors], measured: Mapping[str, SetFigures], *, reason: str | None = None
) -> dict[str, SetFloors]:
    """The floors moved to what was measured, rounded down to a thousandth; only figures already pinned are moved.

    A set measured on other data than before counts as lowered: its figures no longer say the same. Raises
    FloorLowered without a ``reason``, and KeyError when a measured set or a pinned figure is unknown.
    """
    result = dict(floors)
    for set_name, run in measured.items():
        if set_name not in result:
            raise KeyError(f"{set_name} has no floors: write its section first")
        pinned = result[set_name]
        moved = {figure: int(run.figures[figure] * 1000 + TOLERANCE) / 1000 for figure in pinned.floors}
        losses = [
            f"{figure} {floor} -> {moved[figure]}" for figure, floor in pinned.floors.items() if moved[figure] < floor
        ]
        if pinned.digest and run.digest != pinned.digest:
            losses.append("measured on other data")
        if losses and not reason:
            raise FloorLowered(f"{set_name}: {'; '.join(losses)}. Give the reason with --allow-lower")
        lowered = (*pinned.lowered, f"{'; '.join(losses)}: {reason}") if losses else pinned.lowered
        result[set_name] = replace(pinned, digest=run.digest, floors=moved, lowered=lowered)
    return result


def read_floors(path: Path) -> dict[str, SetFloors]:
    """The floors of a file. Raises OSError, tomllib.TOMLDecodeError, or ValueError on a floor that is not in 0..1."""
    sets: dict[str, SetFloors] = {}
    for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        floors = {str(k): float(v) for k, v in table["floors"].items()}
        wrong = [k for k, v in floors.items() if not 0 <= v <= 1]
        if wrong:
            raise ValueError(f"{path.name}, {name}: {', '.join(wrong)} must be between 0 and 1")
        sets[name] = SetFloors(
            digest=str(table["digest"]),
            floors=floors,
            is_outside=bool(table.get("outside", False)),
            lowered=tuple(str(reason) for reason in table.get("lowered", ())),
        )
    return sets


def write_floors(path: Path, floors: Mapping[str, SetFloors]) -> None:
    """The file that ``read_floors`` reads, with the comment that stands at the head of the present one."""
    head = (
        [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        if path.exists()
        else []
    )
    blocks = ["\n".join(head)] if head else []
    for name, pinned in floors.items():
        lines = [f"[{name}]", f"digest = {json.dumps(pinned.digest)}", f"outside = {json.dumps(pinned.is_outside)}"]
        lines.append(f"lowered = {json.dumps(list(pinned.lowered), ensure_ascii=False)}")
        lines += ["", f"[{name}.floors]", *(f"{figure} = {value}" for figure, value in pinned.floors.items())]
        blocks.append("\n".join(lines))
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def read_figures(path: Path) -> dict[str, SetFigures]:
    """The sets of a ``--json`` file: ``{"sets": {name: {"digest", "figures": {figure: number or {"value"}}}}}``."""
    sets = json.loads(path.read_text(encoding="utf-8"))["sets"]
    return {
        name: SetFigures(digest=str(run["digest"]), figures={k: _number(v) for k, v in run["figures"].items()})
        for name, run in sets.items()
    }


def _number(value: object) -> float:
    return float(value["value"]) if isinstance(value, dict) else float(str(value))


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when the gate is open or the update is done, 1 otherwise."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.floors", description="Compare measured figures with their floors"
    )
    parser.add_argument("figures", nargs="+", type=Path, help="files written by --json of the measuring commands")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--check", action="store_true", help="exit 1 when a figure is below its floor")
    action.add_argument("--update", action="store_true", help="pin what was measured")
    parser.add_argument("--allow-lower", metavar="REASON", help="why a floor may fall; kept in the file")
    parser.add_argument("--floors", type=Path, default=FLOORS_FILE)
    options = parser.parse_args(arguments)
    floors = read_floors(options.floors)
    measured: dict[str, SetFigures] = {}
    for path in options.figures:
        measured |= read_figures(path)
    if options.update:
        return _update(options.floors, floors, measured, options.allow_lower)
    lines = compare(floors, {name: run for name, run in measured.items() if name in floors})
    for line in lines:
        value = "" if line.value is None else f"{line.value:.3f}"
        sys.stdout.write(f"{line.state:<10} {line.set_name}.{line.figure}: {value or '-'} (floor {line.floor:.3f})\n")
    return 0 if is_open(lines) else 1


def _update(path: Path, floors: Mapping[str, SetFloors], measured: Mapping[str, SetFigures], reason: str | None) -> int:
    known = {name: run for name, run in measured.items() if name in floors}
    try:
        write_floors(path, update(floors, known, reason=reason))
    except FloorLowered as error:
        sys.stdout.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{path.name}: {', '.join(known) or 'nothing'} updated\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
