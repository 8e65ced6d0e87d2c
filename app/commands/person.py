"""``parvis person``: what is held about a person, given to them or erased when they ask (RGPD, articles 15, 17, 20)."""

from typing import Annotated

import typer

from app.commands.options import settings_for
from app.console import DataOption, JsonOption, out, print_json
from app.house import House, open_house
from app.person import Sought, checked, erase_person, held_about
from app.person_text import erased_json, erased_lines, held_json, held_lines
from domain.ids import CommuneSlug

EmailOption = Annotated[str, typer.Option("--email", help="E-mail left with a request.")]
PhoneOption = Annotated[str, typer.Option("--phone", help="Phone left with a request, written in any way.")]
ReferenceOption = Annotated[str, typer.Option("--reference", help="Reference of one request.")]
WhereOption = Annotated[str, typer.Option("--commune", help="Only this commune; all of them without.")]

person = typer.Typer(help="What is held about a person: export it, erase it.", no_args_is_help=True)


@person.callback()
def rights() -> None:
    """What is held about a person: export it, erase it."""


@person.command()
def export(
    email: EmailOption = "",
    phone: PhoneOption = "",
    reference: ReferenceOption = "",
    commune: WhereOption = "",
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Print all that is held about a person, in French to be read or in JSON. Check who asks before handing it over."""
    sought = checked(Sought(email=email, phone=phone, reference=reference))
    with open_house(settings_for(data)) as house:
        found = [(held_about(house, slug, sought), house.profile(slug)) for slug in _slugs(house, commune)]
    if as_json:
        print_json({"held": [held_json(held) for held, _ in found]})
        return
    for held, profile in found:
        for line in held_lines(held, profile, sought):
            out().print(line, markup=False)


@person.command()
def erase(
    email: EmailOption = "",
    phone: PhoneOption = "",
    reference: ReferenceOption = "",
    commune: WhereOption = "",
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Erase what a person wrote, the answers and the contact; the dates of the steps stay. It cannot be undone."""
    sought = checked(Sought(email=email, phone=phone, reference=reference))
    with open_house(settings_for(data)) as house:
        at = house.clock.now()
        done = [(erase_person(house, slug, sought, at=at), house.profile(slug)) for slug in _slugs(house, commune)]
    if as_json:
        print_json({"erased": [erased_json(erased) for erased, _ in done]})
    else:
        for erased, profile in done:
            for line in erased_lines(erased, profile):
                out().print(line, markup=False)
    if any(erased.refused for erased, _ in done):
        raise typer.Exit(1)


def _slugs(house: House, commune: str) -> list[CommuneSlug]:
    return [house.resolve(commune)] if commune else house.slugs()
