"""``parvis search``: what the search brings, and why."""

from collections.abc import Mapping, Sequence
from typing import Annotated, cast

import typer

from api.back_door import Json
from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, complain, out, print_json
from app.doorway import doorway


def search(
    query: Annotated[str, typer.Argument(help="Words to search.")],
    commune: CommuneOption = "",
    limit: Annotated[int, typer.Option(min=1, max=200, help="Most passages to show.")] = 10,
    explain: Annotated[bool, typer.Option("--explain", help="Show each arm's score and each stem's weight.")] = False,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Search the public passages of a commune."""
    with doorway(settings_for(data)) as work:
        result = work.search(query, commune=commune, limit=limit)
    if as_json:
        print_json(result)
        return
    if result["notice"]:
        complain(str(result["notice"]), 0)
    console = out()
    if explain:
        weights = cast(Mapping[str, float], result["stems"])
        unknown = set(cast(Sequence[str], result["unknown_stems"]))
        console.print(
            "stems: " + ", ".join(f"{s} {w:.2f}{' (unknown)' if s in unknown else ''}" for s, w in weights.items()),
            markup=False,
        )
    for rank, hit in enumerate(cast(Sequence[Json], result["hits"]), start=1):
        page = f" p. {hit['page']}" if hit["page"] else ""
        console.print(f"{rank:3} {hit['score']:.3f} {hit['source']}/{hit['path']}{page}", markup=False)
        if explain:
            arms = cast(Mapping[str, float], hit["arms"])
            console.print("        " + ", ".join(f"{name} {score:.3f}" for name, score in arms.items()), markup=False)
        console.print(f"        {' '.join(str(hit['text']).split())[:160]}", markup=False)
