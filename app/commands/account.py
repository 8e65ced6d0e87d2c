"""``parvis account``: who may sign in to the console."""

from typing import Annotated

import typer

from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, out, print_json
from app.house import House, open_house
from domain.errors import BadInput
from handoff.accounts import Invitation, InvitationProblem, invite
from handoff.desk import LONGEST_NAME

REFUSALS = {
    InvitationProblem.NOT_AN_EMAIL: "{email!r} is not an e-mail address",
    InvitationProblem.NO_NAME: "{name!r} is no name that can be shown; give --name",
    InvitationProblem.NAME_TOO_LONG: f"the name is too long: {LONGEST_NAME} characters at most",
}
"""Operators read them, hence English."""

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
    """Create an account, or renew its link, and print the one-time link that opens it."""
    settings = settings_for(data)
    with open_house(settings) as house:
        invitation = invite_agent(house, commune=commune, email=email, name=name)
        link = one_time_link(house, invitation)
    invited = invitation.account.email
    if as_json:
        print_json({"email": invited, "link": link, "valid_s": invitation.valid_s})
    else:
        days = invitation.valid_s // (24 * 3600)
        out().print(f"One-time link for {invited}, valid {days} days:\n{link}", markup=False)


def invite_agent(house: House, *, commune: str, email: str, name: str) -> Invitation:
    """The agent's account with a new link; without a name, it is called as its e-mail. Raises BadInput."""
    shown, slug = name or email.partition("@")[0], house.resolve(commune)
    outcome = invite(house.accounts, commune=slug, email=email, name=shown, at=house.clock.now())
    if isinstance(outcome, InvitationProblem):
        raise BadInput(REFUSALS[outcome].format(email=email, name=shown))
    return outcome


def one_time_link(house: House, invitation: Invitation) -> str:
    """Where the agent chooses a password, once; former links have stopped working."""
    return f"{house.settings.public_url}/console/bienvenue/{invitation.secret}"
