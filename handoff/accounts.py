"""An agent's account, from the invitation to the first sign-in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.account import Account, Role, Session
from domain.ids import CommuneSlug
from domain.people_ports import AccountStore
from handoff.desk import LONGEST_EMAIL, LONGEST_NAME
from handoff.passwords import PasswordProblem, password_problem
from handoff.typed_text import clean_line, is_email_shaped

LINK_VALID_S = 7 * 24 * 3600
"""An agent who is away for some days finds the link still working."""


class InvitationProblem(StrEnum):
    """Why nobody was invited."""

    NOT_AN_EMAIL = "not_an_email"
    NO_NAME = "no_name"
    NAME_TOO_LONG = "name_too_long"


class LinkProblem(StrEnum):
    """Why a one-time link opens nothing."""

    NOT_VALID = "not_valid"
    """Used, expired, replaced by a newer one or never issued: they are not told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An account and the secret of the link that lets its owner choose a password, once, within ``valid_s``."""

    account: Account
    secret: str
    valid_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A session just opened, and the secret of its cookie."""

    session: Session
    secret: str


def invite(
    accounts: AccountStore, *, commune: CommuneSlug, email: str, name: str, at: datetime
) -> Invitation | InvitationProblem:
    """Create an agent's account, or find it, and issue a link that replaces the former ones.

    Inviting again someone who lost their password is how it is reset. Raises UnknownCommune.
    """
    address, shown = clean_line(email), clean_line(name)
    if len(address) > LONGEST_EMAIL or not is_email_shaped(address):
        return InvitationProblem.NOT_AN_EMAIL
    if not shown:
        return InvitationProblem.NO_NAME
    if len(shown) > LONGEST_NAME:
        return InvitationProblem.NAME_TOO_LONG
    account = accounts.add(commune=commune, email=address, name=shown, role=Role.AGENT, at=at)
    secret = accounts.issue_link(account.id, at=at, valid_s=LINK_VALID_S)
    return Invitation(account=account, secret=secret, valid_s=LINK_VALID_S)


def choose_password(
    accounts: AccountStore, secret: str, password: str, *, at: datetime
) -> SignedIn | PasswordProblem | LinkProblem:
    """Set the password of the link's account and sign its owner in; an unfit password leaves the link usable."""
    invited = accounts.account_of_link(secret, at=at)
    if invited is None:
        return LinkProblem.NOT_VALID
    problem = password_problem(password, email=invited.email, name=invited.name)
    if problem is not None:
        return problem
    account = accounts.choose_password(secret, password, at=at)
    if account is None:
        return LinkProblem.NOT_VALID
    session, cookie = accounts.open_session(account.id, at=at)
    return SignedIn(session=session, secret=cookie)
