"""Reads ``[watch]`` of ``commune.toml``: which texts of a commune its law is watched for."""

from collections.abc import Callable, Mapping

from domain.errors import BadProfile
from domain.legal_watch import NO_MODELS, WatchPolicy

MOST_MONTHS = 120
"""Ten years: beyond, an act is no model for the next one."""
_KEYS = {"models", "months"}


def watch_policy(data: Mapping[str, object], bad: Callable[[str, str, str], BadProfile]) -> WatchPolicy:
    """The policy that the profile's ``data`` gives; ``bad`` makes the error of a key, a value and a remedy."""
    table = data.get("watch")
    if table is None:
        return NO_MODELS
    if not isinstance(table, dict):
        raise bad("watch", str(table), "add a [watch] table")
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise bad("watch", ", ".join(unknown), f"keys are {', '.join(sorted(_KEYS))}")
    models, months = table.get("models", []), table.get("months", NO_MODELS.months)
    if not isinstance(models, list) or not all(isinstance(one, str) and one.strip() for one in models):
        raise bad("watch.models", str(models), 'give patterns on SOURCE/path, such as ["mairie/modeles/*"]')
    if type(months) is not int or not 1 <= months <= MOST_MONTHS:
        raise bad("watch.months", str(months), f"give a whole number from 1 to {MOST_MONTHS}")
    return WatchPolicy(models=tuple(models), months=months)
