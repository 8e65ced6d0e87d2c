"""``parvis figures export``: a commune's public figures by month, as open data."""

from pathlib import Path
from typing import Annotated

import typer

from api.figures_files import figures_csv, figures_json
from api.public_figures import month_figures
from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, out, print_json
from app.house import open_house
from domain.clock import local_date
from domain.errors import BadInput, UnknownCommune

figures = typer.Typer(help="Public figures: nothing under ten, no text, no agent.", no_args_is_help=True)


@figures.callback()
def published() -> None:
    """Public figures: nothing under ten, no text, no agent."""


@figures.command()
def export(
    commune: CommuneOption = "",
    file: Annotated[Path | None, typer.Option("--csv", help="CSV file to write.")] = None,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Export every month, the oldest first; the form is that of the pages /chiffres.csv and /chiffres.json."""
    if as_json == (file is not None):
        raise BadInput("say how to export: either --json, or --csv and the file to write")
    with open_house(settings_for(data)) as house:
        slug = house.resolve(commune)
        services = house.get(slug)
        if services is None:
            raise UnknownCommune(f"no commune {slug!r} here")
        profile = services.profile
        months = month_figures(services, local_date(house.clock.now(), profile.timezone))
    if file is None:
        print_json(figures_json(profile, months))
        return
    try:
        file.write_text(figures_csv(months), encoding="utf-8", newline="")
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}; choose another place") from error
    out().print(f"{len(months)} months in {file}", markup=False)
