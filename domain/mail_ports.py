"""Ports to the mails of a commune: the outbox, and the server that takes them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.mail import Delivery, MailState, MailTrouble, ReadyMail, WaitingMail


class Outbox(Protocol):
    """Mails of one commune, written there by the steps of requests (``RequestStore``)."""

    def due(self, at: datetime, *, limit: int) -> Sequence[WaitingMail]:
        """Those whose time has come, the oldest first."""
        ...

    def settle(self, mail: int, state: MailState, *, at: datetime, told: str = "") -> None:
        """The mail of that id is sent, failed or withdrawn: it is tried no more."""
        ...

    def postpone(self, mail: int, *, until: datetime, told: str, is_unreachable: bool) -> None:
        """One more attempt failed. ``is_unreachable``: of the server and not of this mail."""
        ...

    def hasten(self, at: datetime) -> None:
        """The server takes mails again: those postponed because it did not are due at once."""
        ...

    def trouble(self, *, due_before: datetime, failed_since: datetime) -> MailTrouble:
        """Mails postponed or not tried although due before then, and mails given up since then."""
        ...


class MailTransport(Protocol):
    """Hands mails to a mail server."""

    def send(self, mail: ReadyMail) -> Delivery:
        """Hand one over; returns within the transport's time limits. Raises BadInput for what no mail can hold."""
        ...
