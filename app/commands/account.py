"""``parvis account``: who may sign in to the console."""

from typing import Annotated

import typer

from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, out, print_json
from app.house import House, open_house
from domain.account import Role
from domain.errors import BadInput

LINK_VALID_S = 7 * 24 * 3600

account = typer.Typer(help="Accounts of agents.", no_args_is_help=True)


@account.callback()
def accounts() -> None:
    """Accounts of agents."""


@account.command()
def add(
    email: Annotated[str, typer.Argument(help="The agent's professional e-mail address.")],
    name: Annotated[str, typer.Option("--name", help="Name shown under the agent's answers.")] = "",
    commune: CommuneOption = "",
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Create an account, or renew its link, and print the one-time link that opens it (valid seven days)."""
    settings = settings_for(data)
    with open_house(settings) as house:
        link = one_time_link(house, commune=commune, email=email, name=name)
    if as_json:
        print_json({"email": email, "link": link, "valid_s": LINK_VALID_S})
    else:
        out().print(f"One-time link for {email}, valid seven days:\n{link}", markup=False)


def one_time_link(house: House, *, commune: str, email: str, name: str) -> str:
    """A link that lets the agent choose a password, once; former links stop working. Raises BadInput."""
    if email.count("@") != 1 or not all(email.split("@")) or any(c.isspace() for c in email):
        raise BadInput(f"{email!r} is not an e-mail address")
    now = house.clock.now()
    slug = house.resolve(commune)
    created = house.accounts.add(commune=slug, email=email, name=name or email.split("@")[0], role=Role.AGENT, at=now)
    secret = house.accounts.issue_link(created.id, at=now, valid_s=LINK_VALID_S)
    return f"{house.settings.public_url}/console/bienvenue/{secret}"
