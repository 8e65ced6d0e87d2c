"""A server killed with -9 while it sends mails sends each at least once, always as the same mail."""

import random
import sqlite3
import uuid
from collections import Counter
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

from tests.mail.smtp_stand_in import Fault, SmtpStandIn, becomes, smtp_server
from tests.proof.conftest import Tell
from tests.proof.product import SAMPLE_SLUG, SEED, Server, hand_over, sized, start_server

pytestmark = pytest.mark.proof

REQUESTS_A_KILL = 6


def outbox(data: Path, state: str) -> list[str]:
    """Message-IDs of the mails of the sample in that state."""
    file = data / "communes" / SAMPLE_SLUG / "commune.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT message_id FROM outbox WHERE state = ?", (state,))]


def started(data: Path, log: Path, mails: SmtpStandIn) -> Server:
    return start_server(
        data,
        log,
        PARVIS_SMTP_URL=f"smtp://127.0.0.1:{mails.port}",
        PARVIS_SMTP_FROM="parvis@montreval-sur-cisse.example",
        PARVIS_SMTP_TLS="off",
    )


def test_each_mail_leaves_at_least_once_and_as_the_same_mail(sample: Path, tmp_path: Path, tell: Tell) -> None:
    kills, draw = sized(short=4, full=60), random.Random(SEED)
    acknowledged: list[str] = []
    with smtp_server() as mails:
        for number in range(kills):
            server = started(sample, tmp_path / "server.log", mails)
            # Every other time the mail server is the one that dies, between the mail and its word.
            mails.fault = Fault.DIES_AFTER_TAKING if number % 2 else Fault.NONE
            for _ in range(REQUESTS_A_KILL):
                reply = hand_over(server.port, f"demande {len(acknowledged)}", str(uuid.uuid4()))
                acknowledged.append(str(reply.json()["reference"]))
            sleep(draw.uniform(0.0, 2.5))
            server.kill()
        mails.fault = Fault.NONE
        # What waits for its next attempt is tried now: the proof does not last for the pauses between attempts.
        hasten(sample)
        server = started(sample, tmp_path / "server.log", mails)
        is_over = becomes(lambda: not outbox(sample, "waiting"), limit_s=120)
        server.kill()
        received = Counter(mails.ids())
    sent = outbox(sample, "sent")
    tell(
        "server killed -9 while mails are sent",
        f"{kills} kills, {len(sent)} mails, {sum(m not in received for m in sent)} never arrived, "
        f"{sum(count > 1 for count in received.values())} arrived again under their own Message-ID",
    )
    assert is_over
    assert len(sent) == len(set(sent)) == len(acknowledged)  # no contact was left: one mail each, to the service
    assert set(received) == set(sent)
    assert {reference.lower() for reference in acknowledged} == {m[1:].partition(".")[0] for m in sent}


def hasten(data: Path) -> None:
    file = data / "communes" / SAMPLE_SLUG / "commune.sqlite"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE outbox SET next_at = (SELECT MIN(at) FROM journal) WHERE state = 'waiting'")
