"""``parvis ingest``: a folder or a file of a commune, read and indexed."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import settings_for
from app.console import DataOption, JsonOption, out, print_json
from app.house import PROFILE_FILE, open_house
from app.ingesting import ingest_place, ingest_profile_sources
from app.run_reports import report_json, report_line
from app.scanning import waiting_line


def ingest(
    source: Annotated[Path, typer.Argument(help="Folder, file, or a commune.toml that names its sources.")],
    commune: Annotated[str, typer.Option("--commune", help="Slug of the commune; created when unknown.")] = "",
    name: Annotated[str, typer.Option("--name", help="Name of a commune that is created.")] = "",
    source_name: Annotated[str, typer.Option("--source", help="Name of the source; the folder's name.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Accept that more than a fifth of the source is gone.")] = False,
    reread: Annotated[bool, typer.Option("--reread", help="Read every file again, changed or not.")] = False,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Read what is new or changed, forget what is gone, and index. The server, if it runs, then serves the result.

    What an older version of Parvis has read is read again at the end, without being asked.
    """
    with open_house(settings_for(data)) as house:
        if source.name == PROFILE_FILE and source.is_file():
            slug, reports = ingest_profile_sources(house, source, quiet=as_json, allow_removals=yes, reread=reread)
        else:
            slug, reports = ingest_place(
                house,
                source,
                commune=commune,
                name=name,
                source=source_name,
                quiet=as_json,
                allow_removals=yes,
                reread=reread,
            )
        done = {report.source for report in reports}
        unvisited = [site.source for site in house.profile(slug).sites if site.source not in done]
    if as_json:
        print_json({"commune": str(slug), "sources": [report_json(report) for report in reports]})
        return
    for report in reports:
        out().print(report_line(report), markup=False)
    if waiting := waiting_line(reports):
        out().print(waiting, markup=False)
    for site in unvisited:
        out().print(f"{slug}/{site}: not visited yet; run parvis crawl {site} --commune {slug}", markup=False)
