"""``parvis crawl``: the sites of a commune visited, copied, read and indexed."""

from typing import Annotated

import typer

from answering.answer_json import JsonValue
from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, out, print_json
from app.crawling import crawl_sites
from app.house import open_house
from app.run_reports import crawl_json, crawl_lines, report_json, report_line


def crawl(
    sites: Annotated[list[str] | None, typer.Argument(help="Names of sources that are sites; all when empty.")] = None,
    commune: CommuneOption = "",
    yes: Annotated[bool, typer.Option("--yes", help="Accept that more than a fifth of the site is gone.")] = False,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Visit the sites that commune.toml declares, politely, then read what is new and forget what is gone."""
    with open_house(settings_for(data)) as house:
        slug = house.resolve(commune)
        done = crawl_sites(house, slug, sites or [], quiet=as_json, allow_removals=yes)
    if as_json:
        told: list[JsonValue] = [
            {"visit": crawl_json(visit), "reading": report_json(reading)} for visit, reading in done
        ]
        print_json({"commune": str(slug), "sites": told})
        return
    for visit, reading in done:
        for line in (*crawl_lines(visit), report_line(reading)):
            out().print(line, markup=False)
