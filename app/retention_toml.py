"""Reads ``[retention]`` of ``commune.toml``: how many days a commune keeps each kind of what people leave."""

from collections.abc import Mapping

from domain.errors import BadProfile
from domain.retention import DEFAULT_RETENTION, OF_A_COMMUNE, RULES, Retention

_KEYS = {f"{kind}_days": kind for kind in OF_A_COMMUNE}


def read_retention(data: Mapping[str, object], *, file: str) -> Retention:
    """The delays of ``data``, the defaults where it says nothing. Raises BadProfile beyond the bounds of a kind."""
    table = data.get("retention", {})
    if not isinstance(table, dict):
        raise BadProfile(f"{file}: retention = {table!r}: make it a table of days")
    unknown = sorted(set(table) - set(_KEYS))
    if unknown:
        raise BadProfile(f"{file}: retention = {', '.join(unknown)!r}: keys are {', '.join(_KEYS)}")
    chosen: dict[str, int] = {}
    for key, days in table.items():
        rule = RULES[_KEYS[key]]
        if type(days) is not int or not rule.least <= days <= rule.most:
            raise BadProfile(f"{file}: retention.{key} = {days!r}: give whole days, {rule.least} to {rule.most}")
        chosen[_KEYS[key].value] = days
    return Retention(**chosen) if chosen else DEFAULT_RETENTION
