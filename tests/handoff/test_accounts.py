from datetime import timedelta

import pytest

from domain.errors import UnknownCommune
from domain.ids import CommuneSlug
from domain.people_ports import AccountStore
from handoff.accounts import LINK_VALID_S, Invitation, InvitationProblem, LinkProblem, SignedIn, choose_password, invite
from handoff.passwords import PasswordProblem
from storage.opening import Installation
from tests.handoff.conftest import MONTREVAL, NOON

EMAIL = "sophie.bernard@montreval.exemple"
PASSWORD = "trois canards sous la pluie"


@pytest.fixture
def accounts(installation: Installation) -> AccountStore:
    installation.add_commune(MONTREVAL, "Montreval-sur-Cisse")
    return installation.accounts


def invited(accounts: AccountStore) -> Invitation:
    invitation = invite(accounts, commune=MONTREVAL, email=f" {EMAIL}\n", name=" Sophie  Bernard ", at=NOON)
    assert isinstance(invitation, Invitation)
    return invitation


def test_from_the_invitation_to_the_first_session(accounts: AccountStore) -> None:
    invitation = invited(accounts)
    assert (invitation.account.email, invitation.account.name) == (EMAIL, "Sophie Bernard")
    signed_in = choose_password(accounts, invitation.secret, PASSWORD, at=NOON)
    assert isinstance(signed_in, SignedIn)
    assert signed_in.session.account.id == invitation.account.id
    assert signed_in.session.account.has_password
    assert accounts.session(signed_in.secret, at=NOON) == signed_in.session
    assert accounts.sign_in(EMAIL, PASSWORD, at=NOON) is not None


def test_an_unfit_password_leaves_the_link_usable(accounts: AccountStore) -> None:
    invitation = invited(accounts)
    assert choose_password(accounts, invitation.secret, "court", at=NOON) is PasswordProblem.TOO_SHORT
    assert choose_password(accounts, invitation.secret, EMAIL, at=NOON) is PasswordProblem.IS_OWN_NAME
    assert choose_password(accounts, invitation.secret, "Sophie Bernard", at=NOON) is PasswordProblem.IS_OWN_NAME
    assert isinstance(choose_password(accounts, invitation.secret, PASSWORD, at=NOON), SignedIn)


def test_a_used_late_or_invented_link_opens_nothing(accounts: AccountStore) -> None:
    invitation = invited(accounts)
    late = NOON + timedelta(seconds=LINK_VALID_S)
    assert choose_password(accounts, "invented", PASSWORD, at=NOON) is LinkProblem.NOT_VALID
    assert choose_password(accounts, invitation.secret, PASSWORD, at=late) is LinkProblem.NOT_VALID
    choose_password(accounts, invitation.secret, PASSWORD, at=NOON)
    assert choose_password(accounts, invitation.secret, PASSWORD, at=NOON) is LinkProblem.NOT_VALID


def test_inviting_again_gives_the_same_account_a_new_link(accounts: AccountStore) -> None:
    first, second = invited(accounts), invited(accounts)
    assert first.account == second.account
    assert choose_password(accounts, first.secret, PASSWORD, at=NOON) is LinkProblem.NOT_VALID
    assert isinstance(choose_password(accounts, second.secret, PASSWORD, at=NOON), SignedIn)


@pytest.mark.parametrize(
    ("email", "name", "problem"),
    [
        ("pas une adresse", "Sophie", InvitationProblem.NOT_AN_EMAIL),
        ("", "Sophie", InvitationProblem.NOT_AN_EMAIL),
        (EMAIL, " \x00 ", InvitationProblem.NO_NAME),
        (EMAIL, "S" * 201, InvitationProblem.NAME_TOO_LONG),
    ],
)
def test_an_unusable_invitation_says_why(
    accounts: AccountStore, email: str, name: str, problem: InvitationProblem
) -> None:
    assert invite(accounts, commune=MONTREVAL, email=email, name=name, at=NOON) is problem


def test_nobody_is_invited_to_an_unknown_commune(accounts: AccountStore) -> None:
    with pytest.raises(UnknownCommune):
        invite(accounts, commune=CommuneSlug("ailleurs"), email=EMAIL, name="Sophie", at=NOON)
