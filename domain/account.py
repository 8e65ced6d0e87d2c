"""Agents' accounts and sessions."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import AccountId, CommuneSlug


class Role(StrEnum):
    """What an account may do; more roles come with the hand-off."""

    AGENT = "agent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who signs in. The commune comes from here, never from a request."""

    id: AccountId
    commune: CommuneSlug
    email: str
    name: str
    role: Role
    has_password: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A server-side session. ``csrf`` is the token that every form of the console carries."""

    account: Account
    csrf: str
    started_at: datetime
    last_seen_at: datetime
