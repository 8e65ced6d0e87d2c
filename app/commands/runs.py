"""``parvis runs``: the journal of runs over a commune's sources."""

from typing import Annotated

import typer

from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, out, print_json
from app.house import INGEST_LOCK, open_house
from app.locks import is_held
from app.run_journal import entry_line, run_json, run_line
from domain.errors import BadInput
from domain.ids import RunId
from domain.source_run import as_it_stands


def runs(
    commune: CommuneOption = "",
    run: Annotated[int, typer.Option("--run", help="Only this run, with what it did to each file.")] = 0,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Most runs to show, the newest first.")] = 20,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show who brought which source up to date and when, how it ended, and with --run what became of each file."""
    with open_house(settings_for(data)) as house:
        slug = house.resolve(commune)
        journal = house.stores(slug).runs
        is_running = is_held(house.commune_dir(slug) / INGEST_LOCK)
        one = journal.run(RunId(run)) if run else None
        if run and one is None:
            raise BadInput(f"{slug} has no run {run}; parvis runs lists them")
        found = [one] if one else list(journal.runs(limit=limit))
        found = [as_it_stands(each, is_running=is_running) for each in found]
        entries = journal.entries(RunId(run)) if one else None
    if as_json:
        print_json({"commune": str(slug), "runs": [run_json(each, entries) for each in found]})
        return
    for each in found:
        out().print(run_line(each), markup=False)
    for entry in entries or ():
        out().print(entry_line(entry), markup=False)
