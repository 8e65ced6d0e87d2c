"""The floors under search: ``retrieval_floors.toml``, compared and moved as ``eval.floors`` does for answers."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.floors import GateLine, SetFigures, compare, read_floors, update, write_floors
from eval.retrieval_report import Judged

FLOORS_FILE = Path(__file__).parent / "retrieval_floors.toml"


def measured(judged: Sequence[Judged]) -> dict[str, SetFigures]:
    """The figures of each set by name, with the digest of its data."""
    return {
        one.run.contest.name: SetFigures(
            digest=one.run.contest.digest, figures={name: found.value for name, found in one.figures.items()}
        )
        for one in judged
    }


def gate(judged: Sequence[Judged], floors_file: Path = FLOORS_FILE) -> list[GateLine]:
    """Every floor of the sets that were measured, beside its figure; empty when none of them has floors."""
    figures = measured(judged)
    return compare({name: pinned for name, pinned in read_floors(floors_file).items() if name in figures}, figures)


def pin(judged: Sequence[Judged], *, reason: str | None = None, floors_file: Path = FLOORS_FILE) -> Sequence[str]:
    """Move the floors of the measured sets to their figures; the sets that have floors. Raises FloorLowered."""
    floors = read_floors(floors_file)
    known: Mapping[str, SetFigures] = {name: run for name, run in measured(judged).items() if name in floors}
    write_floors(floors_file, update(floors, known, reason=reason))
    return list(known)
