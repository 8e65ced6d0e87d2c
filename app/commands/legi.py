"""``parvis legi``: the base of law that visas are checked against, loaded, kept up to date, described."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import settings_for
from app.commands.visas_force import day_given
from app.console import DataOption, JsonOption, bar, out, print_json
from app.legal import legal_file
from app.legi_building import building
from app.legi_intervals import are_intervals, import_intervals
from domain.errors import BadInput

legi = typer.Typer(help="The base of law: load it, keep it up to date.", no_args_is_help=True)


@legi.callback()
def base_of_law() -> None:
    """The base of law: load it, keep it up to date."""


@legi.command("import")
def import_(
    source: Annotated[Path, typer.Argument(help="Folder of LEGI archives, one archive, or files of intervals.")],
    until: Annotated[str, typer.Option("--until", metavar="YYYY-MM-DD", help="For intervals: known until then.")] = "",
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Load the base from files; the one that serves is replaced when all is read. Killed, it goes on where it was."""
    if not source.exists():
        raise BadInput(f"{source} is not there; give a folder of LEGI archives or of files of intervals")
    if are_intervals(source):
        _import_intervals(source, until, data, as_json=as_json)
        return
    raise BadInput("no archive")


def _import_intervals(source: Path, until: str, data: str, *, as_json: bool) -> None:
    if not until:
        raise BadInput(
            "say with --until YYYY-MM-DD until which day these intervals are complete: after it, nothing is sure"
        )
    day: date = day_given("--until", until)
    file = legal_file(settings_for(data))
    with building(file, fresh=not file.exists(), resumes=False) as build, bar("codes", quiet=as_json) as progress:
        counts = import_intervals(build, source, day, lambda done, total: progress.update(done, total))
        build.finish(file)
    if as_json:
        print_json({"intervals": dict(counts), "until": day.isoformat()})
        return
    out().print(f"{sum(counts.values())} versions of articles of {len(counts)} codes, known until {day}", markup=False)
