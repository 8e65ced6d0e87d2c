"""``parvis search``: what the search brings, and why."""

from typing import Annotated

import typer

from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, complain, out, print_json
from app.doorway import doorway
from app.search_text import search_lines


def search(
    query: Annotated[str, typer.Argument(help="Words to search.")],
    commune: CommuneOption = "",
    limit: Annotated[int, typer.Option(min=1, max=200, help="Most passages to show.")] = 10,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show corrections, weights, each arm's score, and what moved a passage.")
    ] = False,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Search the public passages of a commune, in the order of answers."""
    with doorway(settings_for(data)) as work:
        result = work.search(query, commune=commune, limit=limit)
    if as_json:
        print_json(result)
        return
    if result["notice"]:
        complain(str(result["notice"]), 0)
    for line in search_lines(result, explains=explain):
        out().print(line, markup=False)
