"""Sends the mails of every commune while the server serves, in a thread of its own."""

import sys
import threading

from app.house import House
from domain.errors import ParvisError
from domain.ids import CommuneSlug
from domain.mail import Sender
from handoff.outgoing import Post, send_due

POLL_S = 2.0
"""A mail leaves that long after its step at the latest, when the server takes it."""

UNREACHABLE_POLL_S = 30.0
"""The same when the server has just taken none."""


def keep_mails(house: House, stop: threading.Event, *, poll_s: float = POLL_S) -> None:
    """Until ``stop``, send what waits. Without a mail server nothing is tried.

    A commune whose storage does not answer is said once and does not hold the others; its turn comes again.
    """
    if house.mail is None:
        return
    told: set[str] = set()
    pause_s = 0.0
    while not stop.wait(pause_s):
        is_reached, problems = send_once(house)
        for sentence in problems - told:
            print(f"parvis: mail: {sentence}", file=sys.stderr, flush=True)
        told = problems
        pause_s = poll_s if is_reached else max(poll_s, UNREACHABLE_POLL_S)


def send_once(house: House) -> tuple[bool, set[str]]:
    """One turn: whether the mail server took what it was given, and why some communes could not be served."""
    problems: set[str] = set()
    if house.mail is None:
        return True, problems
    for slug in house.slugs():
        try:
            if not send_due(_post(house, slug), house.mail.transport, at=house.clock.now()):
                return False, problems
        except ParvisError as error:
            problems.add(f"{slug}: {error}")
    return True, problems


def _post(house: House, slug: CommuneSlug) -> Post:
    assert house.mail is not None
    services, stores, base = house.get(slug), house.stores(slug), house.settings.public_url
    profile = services.profile if services else house.profile(slug)
    return Post(
        profile=profile,
        requests=stores.requests,
        outbox=stores.outbox,
        sender=Sender(address=house.mail.address, name=profile.name),
        follow_up=f"{base}/c/{slug}/demande/{{reference}}?cle={{secret}}",
        console=f"{base}/console/demandes/{{reference}}",
    )
