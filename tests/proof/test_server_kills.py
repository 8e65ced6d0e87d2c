"""A server killed with -9 while residents send requests loses none that it acknowledged."""

import http.client
import random
import sqlite3
import threading
import uuid
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep

import pytest

from domain.ids import CommuneSlug
from storage.opening import open_installation
from tests.proof.conftest import Tell
from tests.proof.product import SAMPLE_SLUG, SEED, Server, hand_over, sized, start_server

pytestmark = pytest.mark.proof

CLIENTS = 4


@dataclass(slots=True)
class Resident:
    """Sends one request after the other; what was not acknowledged is sent again with its key, as the page does."""

    name: str
    pending: tuple[str, str] | None = None
    sent: int = 0
    replayed: int = 0
    acknowledged: dict[str, str] = field(default_factory=dict)
    refusals: list[int] = field(default_factory=list)

    def send_until_cut(self, port: int) -> None:
        self.replayed += self.pending is not None
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            while True:
                if self.pending is None:
                    self.sent += 1
                    self.pending = (str(uuid.uuid4()), f"demande {self.sent} de {self.name}")
                key, message = self.pending
                try:
                    reply = hand_over(port, message, key, connection)
                except (OSError, http.client.HTTPException):
                    return
                if reply.status != http.client.CREATED:
                    self.refusals.append(reply.status)
                    return
                self.acknowledged[message] = str(reply.json()["reference"])
                self.pending = None


def kill_under_load(server: Server, residents: list[Resident], after_s: float) -> None:
    threads = [threading.Thread(target=resident.send_until_cut, args=(server.port,)) for resident in residents]
    for thread in threads:
        thread.start()
    sleep(after_s)
    server.kill()
    for thread in threads:
        thread.join()


def unsound(data: Path) -> list[str]:
    """The databases of a data folder that SQLite finds damaged."""
    found = []
    for file in data.rglob("*.sqlite"):
        with closing(sqlite3.connect(file)) as connection:
            if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
                found.append(file.name)
    return found


def test_no_acknowledged_request_is_lost_when_the_server_is_killed(sample: Path, tmp_path: Path, tell: Tell) -> None:
    kills, draw = sized(short=5, full=200), random.Random(SEED)
    residents = [Resident(name=f"habitant {n}") for n in range(CLIENTS)]
    for _ in range(kills):
        server = start_server(sample, tmp_path / "server.log")
        kill_under_load(server, residents, draw.uniform(0.02, 0.6))
        assert unsound(sample) == []
    installation = open_installation(sample)
    try:
        kept = {r.draft.message: r.reference for r in installation.commune(CommuneSlug(SAMPLE_SLUG)).requests.list()}
        count = len(installation.commune(CommuneSlug(SAMPLE_SLUG)).requests.list())
    finally:
        installation.close()
    acknowledged = {m: r for resident in residents for m, r in resident.acknowledged.items()}
    tell(
        "server killed -9 while requests are sent",
        f"{kills} kills, {len(acknowledged)} requests acknowledged, "
        f"{sum(m not in kept for m in acknowledged)} lost, {sum(r.replayed for r in residents)} sent again",
    )
    assert [resident.refusals for resident in residents] == [[]] * CLIENTS
    assert len(acknowledged) > kills
    assert {m: kept.get(m) for m in acknowledged} == acknowledged
    assert max(Counter(kept.values()).values()) == 1
    assert count == len(kept), "a request sent again with its key was stored twice"
