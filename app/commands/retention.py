"""``parvis retention``: delete what has been kept long enough, and say what, how many and why."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import typer

from answering.answer_json import JsonValue
from app.commands.options import settings_for
from app.console import DataOption, JsonOption, out, print_json
from app.house import open_house
from app.retention import Purge, purge_commune, purge_installation
from domain.retention import Purged
from prompts.catalogue import text


def retention(
    commune: Annotated[str, typer.Option("--commune", help="Only this commune; all, and the accounts, without.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be deleted; delete nothing.")] = False,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Delete what has been kept long enough (the server does it every day); the delays are in commune.toml."""
    with open_house(settings_for(data)) as house:
        at = house.clock.now()
        slugs = [house.resolve(commune)] if commune else house.slugs()
        purges = [purge_commune(house, slug, at=at, is_dry_run=dry_run) for slug in slugs]
        if not commune:
            purges.append(purge_installation(house, at=at, is_dry_run=dry_run))
    if as_json:
        print_json(retention_json(purges, at=at, is_dry_run=dry_run))
        return
    for purge in purges:
        for line in _lines(purge, is_dry_run=dry_run):
            out().print(line, markup=False)


def retention_json(purges: Sequence[Purge], *, at: datetime, is_dry_run: bool) -> dict[str, JsonValue]:
    """Of ``docs/schemas/retention.schema.json``."""
    return {
        "at": at.isoformat(),
        "dry_run": is_dry_run,
        "purged": [
            {
                "commune": str(purge.commune) if purge.commune else None,
                "kinds": [_kind(one) for one in purge.kinds],
                "unfinished": purge.unfinished,
                "is_overwritten": purge.is_overwritten,
            }
            for purge in purges
        ],
    }


def _kind(one: Purged) -> dict[str, JsonValue]:
    return {
        "kind": one.kind.value,
        "days": one.days,
        "before": one.before.isoformat(),
        "count": one.count,
        "reason": text(f"kept_reason.{one.kind}"),
    }


def _lines(purge: Purge, *, is_dry_run: bool) -> list[str]:
    done = "to delete" if is_dry_run else "deleted"
    lines = [str(purge.commune or "installation")]
    lines += [f"  {one.count:>6} {done}  {one.kind}, kept {one.days} days" for one in purge.kinds]
    if purge.unfinished:
        lines.append(f"  {purge.unfinished:>6} unfinished requests have not moved for as long: end them in the console")
    if purge.is_overwritten is False:
        lines.append("  deleted, but a reader holds the write-ahead log: it is emptied at the next purge")
    return lines
