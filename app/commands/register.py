"""``parvis register``: the decisions of a commune's council as open data."""

from pathlib import Path
from typing import Annotated

import typer

from api.scdl_register import scdl_csv
from api.scdl_rules import scdl_problems
from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, out
from app.house import open_house
from domain.errors import BadInput, ParvisError
from domain.register import register_of
from domain.siret import is_siret


def register(
    file: Annotated[Path, typer.Option("--out", help="CSV file to write (SCDL « Délibérations » 2.1.5).")],
    commune: CommuneOption = "",
    instance: Annotated[str, typer.Option("--instance", help="Whose decisions.")] = "conseil municipal",
    siret: Annotated[str, typer.Option("--siret", help="SIRET of the body; that of commune.toml when empty.")] = "",
    data: DataOption = "",
) -> None:
    """Write the register of decisions found in the public documents, each once, oldest first."""
    settings = settings_for(data)
    with open_house(settings) as house:
        slug = house.resolve(commune)
        profile = house.profile(slug)
        documents = house.stores(slug).documents
        lines = register_of(documents.decisions(), {d.id: d for d in documents.documents()}, instance)
    number = siret or profile.siret or ""
    if not is_siret(number):
        raise BadInput(f"{number or 'no SIRET'}: give the fourteen digits with --siret, or as siret in commune.toml")
    export = scdl_csv(lines, profile, siret=number, base_url=settings.base_url)
    problems = scdl_problems(export.text)
    if problems:
        raise ParvisError(
            f"the register would not be valid, nothing was written: {'; '.join(problems[:3])}; report this"
        )
    try:
        file.write_text(export.text, encoding="utf-8", newline="")
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}; choose another place") from error
    out().print(
        f"{export.written} decisions of the {instance} in {file}; left out: {export.without_number} without a number, "
        f"{export.without_day} without a day; given as « other matters »: {export.without_matter}; "
        f"with their votes: {export.with_vote}",
        markup=False,
    )
