"""Reads ``[figures]`` of ``commune.toml``: what the estimate of energy needs to know."""

from collections.abc import Mapping

from domain.errors import BadProfile
from domain.profile import FiguresPolicy

_BOUNDS = {
    "core_watts": (0.5, 200.0),
    "model_active_billions": (0.0, 10_000.0),
    "model_total_billions": (0.0, 10_000.0),
}


def read_figures(data: Mapping[str, object], *, file: str) -> FiguresPolicy:
    """The policy of ``data``, the defaults where it says nothing. Raises BadProfile beyond the bounds."""
    table = data.get("figures", {})
    if not isinstance(table, dict):
        raise BadProfile(f"{file}: figures = {table!r}: make it a table")
    unknown = sorted(set(table) - set(_BOUNDS))
    if unknown:
        raise BadProfile(f"{file}: figures = {', '.join(unknown)!r}: keys are {', '.join(_BOUNDS)}")
    chosen: dict[str, float] = {}
    for key, value in table.items():
        least, most = _BOUNDS[key]
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise BadProfile(f"{file}: figures.{key} = {value!r}: give a number from {least:g} to {most:g}")
        chosen[key] = float(value)
    return FiguresPolicy(**chosen)
