"""Under a mixed load nothing fails; with the default limit, one address that calls too often is told to wait."""

import random
import threading
import uuid
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from json import dumps
from pathlib import Path
from time import perf_counter

import pytest

from corpus import SAMPLE_QUESTIONS
from eval.answer_sets import read_lines
from eval.bench_answers import percentile
from tests.proof.conftest import Tell
from tests.proof.product import (
    JSON_TYPE,
    SAMPLE_PHONE,
    SEED,
    Reply,
    ask,
    exchanged,
    hand_over,
    parvis_json,
    resident_mb,
    send,
    serving,
    sized,
)

pytestmark = pytest.mark.proof

CLIENTS = 8
ONE_REQUEST_IN = 20
ONE_DOCUMENT_IN = 5
DEFAULT_BURST = 30
"""Questions that one address may send at once (``app/server.py``)."""


@dataclass(slots=True, kw_only=True)
class Client:
    """Asks, reads a source now and then, hands a request over now and then; one after the other."""

    port: int
    name: int
    questions: Sequence[str]
    times_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    requests: int = 0
    documents: int = 0

    def work(self, until: float) -> None:
        draw = random.Random(SEED + self.name)
        document = ""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            while perf_counter() < until:
                if draw.randrange(ONE_REQUEST_IN) == 0:
                    self.requests += 1
                    message = f"demande {self.requests} du client {self.name}"
                    self._sent(hand_over(self.port, message, str(uuid.uuid4()), connection), 201)
                elif document and draw.randrange(ONE_DOCUMENT_IN) == 0:
                    self.documents += 1
                    self._sent(exchanged(connection, "GET", document), 200)
                else:
                    document = self._asked(connection, draw.choice(self.questions)) or document

    def _asked(self, connection: HTTPConnection, question: str) -> str:
        """Ask; the address of the first document cited."""
        started = perf_counter()
        reply = exchanged(connection, "POST", "/v1/questions", dumps({"question": question}).encode(), JSON_TYPE)
        self.times_ms.append((perf_counter() - started) * 1000)
        if not self._sent(reply, 200):
            return ""
        cited = [c["document"] for c in reply.json()["citations"]]  # type: ignore[attr-defined]
        return f"/v1/documents/{cited[0]}" if cited else ""

    def _sent(self, reply: Reply, expected: int) -> bool:
        if reply.status != expected:
            self.errors.append(f"{reply.status}: {reply.text[:200]}")
        return reply.status == expected


def test_a_mixed_load_meets_no_error(sample: Path, tmp_path: Path, tell: Tell) -> None:
    seconds = sized(short=10, full=600)
    questions = [str(row["question"]) for row in read_lines(SAMPLE_QUESTIONS)]
    settings = {"PARVIS_RATE_LIMIT_PER_MINUTE": "0"}
    with serving(sample, tmp_path / "server.log", **settings) as server:
        ask(server.port, questions[0])
        first_mb = resident_mb(server.process.pid)
        clients = [Client(port=server.port, name=n, questions=questions) for n in range(CLIENTS)]
        threads = [threading.Thread(target=client.work, args=(perf_counter() + seconds,)) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        last_mb = resident_mb(server.process.pid)
        complaints = server.complaints()
    times = [t for client in clients for t in client.times_ms]
    sent = sum(client.requests for client in clients)
    errors = [error for client in clients for error in client.errors]
    shown = ", ".join(f"p{p} {percentile(times, p):.0f} ms" for p in (50, 95, 99))
    documents = sum(client.documents for client in clients)
    tell(
        "mixed load",
        f"{CLIENTS} clients, {seconds} s: {len(times)} questions ({len(times) / seconds:.0f}/s, {shown}), "
        f"{sent} requests, {documents} documents, {len(errors)} errors; server {first_mb:.0f} to {last_mb:.0f} MB",
    )
    assert errors == []
    assert complaints == ""
    assert times
    stored = sum(parvis_json("status", "--data", sample)["communes"][0]["requests"].values())  # type: ignore[index]
    assert stored == sent > 0


def test_an_address_that_asks_too_often_waits_and_is_given_the_phone(sample: Path, tmp_path: Path, tell: Tell) -> None:
    with serving(sample, tmp_path / "server.log", PARVIS_RATE_LIMIT_PER_MINUTE="") as server:
        refusal, answered, waits_ms = None, 0, []
        for _ in range(10 * DEFAULT_BURST):
            started = perf_counter()
            reply = ask(server.port, "Combien coûte un repas à la cantine ?")
            if reply.status == 200:
                answered += 1
                continue
            refusal = reply
            waits_ms.append((perf_counter() - started) * 1000)
            if len(waits_ms) == 20:
                break
        health = send(server.port, "GET", "/health")
    assert refusal is not None, "the default limit never refused"
    tell(
        "default rate limit",
        f"{answered} questions answered, then 429 (p50 {percentile(waits_ms, 50):.1f} ms), "
        f"Retry-After {refusal.headers['retry-after']} s",
    )
    assert answered >= DEFAULT_BURST
    assert refusal.status == 429
    assert int(refusal.headers["retry-after"]) >= 1
    assert refusal.json()["phone"] == SAMPLE_PHONE
    assert refusal.json()["title"] == "Trop de demandes à la fois"
    assert health.status == 200
