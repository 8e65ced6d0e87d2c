"""What the desk does by itself while the server serves: receipts acknowledged, requests given back."""

import sys
import threading

from app.house import House
from domain.errors import ParvisError
from handoff.steps import keep_desk

POLL_S = 30.0
"""A lease lasts five minutes: one that ran out is given back half a minute later at most."""


def keep_desks(house: House, stop: threading.Event, *, poll_s: float = POLL_S) -> None:
    """Until ``stop``, look after the requests of every commune. Runs in a thread of the server.

    A commune whose storage does not answer is said once and does not hold the others; its turn comes again.
    """
    told: set[str] = set()
    while not stop.wait(poll_s):
        problems = keep_once(house)
        for sentence in problems - told:
            print(f"parvis: desk: {sentence}", file=sys.stderr, flush=True)
        told = problems


def keep_once(house: House) -> set[str]:
    """One turn; why some communes could not be looked after."""
    problems: set[str] = set()
    for slug in house.slugs():
        try:
            services = house.get(slug)
            if services is not None:
                keep_desk(services.requests, at=house.clock.now())
        except ParvisError as error:
            problems.add(f"{slug}: {error}")
    return problems
