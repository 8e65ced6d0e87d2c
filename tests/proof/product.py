"""The real command as processes of its own: run, served, asked over HTTP, killed. Every proof goes through here."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

from corpus import SAMPLE_PROFILE

CHECKOUT = Path(__file__).resolve().parents[2]
SEED = 20_261
START_LIMIT_S = 60.0
SAMPLE_SLUG = "montreval-sur-cisse"
SAMPLE_PHONE = "02 61 91 04 00"
WRITTEN_BY_US = {"PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1"}


def sized(*, short: int, full: int) -> int:
    """The size that ``PARVIS_PROOF`` asks for: ``full``, or short by default."""
    return full if os.environ.get("PARVIS_PROOF") == "full" else short


def environment(**settings: str) -> dict[str, str]:
    """This process's environment without the product's settings but ``settings``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
    kept["PARVIS_OCR_WORKERS"] = "0"  # proofs measure the same on a machine that has the programs
    return kept | WRITTEN_BY_US | settings


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "app.main", *map(str, words)]


def parvis(*words: str | Path, prefix: Sequence[str] = ()) -> "subprocess.CompletedProcess[str]":
    """The command run to its end."""
    return subprocess.run(
        [*prefix, *command(*words)],
        cwd=CHECKOUT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def parvis_json(*words: str | Path) -> dict[str, object]:
    """What a command that must succeed prints with ``--json``."""
    done = parvis(*words, "--json")
    assert done.returncode == 0, done.stderr
    value: dict[str, object] = json.loads(done.stdout)
    return value


def begun(*words: str | Path) -> "subprocess.Popen[bytes]":
    """The command as a running process, silent."""
    return subprocess.Popen(
        command(*words), cwd=CHECKOUT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def ingest_sample(data: Path) -> None:
    done = parvis("ingest", SAMPLE_PROFILE, "--data", data)
    assert done.returncode == 0, done.stderr


def copied(template: Path, to: Path) -> Path:
    """A copy of a data folder; the index's sparse files stay sparse."""
    subprocess.run(["cp", "-a", "--sparse=always", str(template), str(to)], check=True)
    return to


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One HTTP response, read whole. ``headers`` have lower-case names."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def json(self) -> dict[str, object]:
        value: dict[str, object] = json.loads(self.body)
        return value


def send(
    port: int, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Reply:
    """One request on a connection of its own. Raises OSError or HTTPException when the server is gone."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        return exchanged(connection, method, path, body, headers)


def exchanged(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """The same on a connection that is kept."""
    connection.request(method, path, body, dict(headers or {}))
    response = connection.getresponse()
    shown = {name.lower(): value for name, value in response.getheaders()}
    return Reply(status=response.status, headers=shown, body=response.read())


def ask(port: int, question: str) -> Reply:
    return send(port, "POST", "/v1/questions", json.dumps({"question": question}).encode(), JSON_TYPE)


JSON_TYPE = {"Content-Type": "application/json"}


def hand_over(port: int, message: str, key: str, connection: http.client.HTTPConnection | None = None) -> Reply:
    """A request to a person, under an Idempotency-Key."""
    body, headers = json.dumps({"message": message}).encode(), JSON_TYPE | {"Idempotency-Key": key}
    if connection is None:
        return send(port, "POST", "/v1/requests", body, headers)
    return exchanged(connection, "POST", "/v1/requests", body, headers)


@dataclass(slots=True, kw_only=True)
class Server:
    """A running server. ``log`` receives what it says on standard error."""

    process: "subprocess.Popen[str]"
    port: int
    log: Path

    def kill(self) -> None:
        """SIGKILL, and wait for the end."""
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def complaints(self) -> str:
        return self.log.read_text("utf-8", "replace")


def start_server(data: Path, log: Path, *, prefix: Sequence[str] = (), **settings: str) -> Server:
    """A server that answers on ``data``. Without a rate limit unless ``settings`` say otherwise."""
    settings = {"PARVIS_RATE_LIMIT_PER_MINUTE": "0"} | settings
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    with log.open("ab") as complaints:
        process = subprocess.Popen(
            [*prefix, *command("serve", "--data", data, "--port", str(port))],
            cwd=CHECKOUT,
            env=environment(**settings),
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
        )
    assert process.stdout is not None
    server = Server(process=process, port=port, log=log)
    if "Parvis answers" not in process.stdout.readline():
        server.kill()
        raise AssertionError(f"the server did not start: {server.complaints()}")
    return server


@contextmanager
def serving(data: Path, log: Path, *, prefix: Sequence[str] = (), **settings: str) -> Iterator[Server]:
    """A server for the duration of the block, killed at its end."""
    server = start_server(data, log, prefix=prefix, **settings)
    try:
        yield server
    finally:
        server.kill()


def resident_mb(pid: int, field_name: str = "VmRSS") -> float:
    """Resident memory of a process now (``VmRSS``) or at its peak (``VmHWM``), in MB; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{field_name}:")), 0.0)


def children(pid: int, mark: str) -> list[int]:
    """Direct children of a process whose command line holds ``mark``."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            pids = [int(word) for word in task.read_text("ascii").split()]
            found += [p for p in pids if mark in Path(f"/proc/{p}/cmdline").read_text("utf-8", "replace")]
        except OSError:
            continue
    return found


def wait_for_child(process: "subprocess.Popen[bytes]", mark: str) -> int | None:
    """The first such child of a process as soon as it is there; None when the process ends without one."""
    end = monotonic() + START_LIMIT_S
    while process.poll() is None and monotonic() < end:
        if found := children(process.pid, mark):
            return found[0]
        sleep(0.005)
    return None


@dataclass(slots=True)
class Askers:
    """Threads that ask without pause until told to stop. ``replies`` holds (status, sentence shown) of each answer."""

    port: int
    question: str
    count: int = 4
    replies: list[tuple[int, bool]] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self, expected: str) -> None:
        """Ask; an answer counts as right when ``expected`` is in it."""
        self.threads = [threading.Thread(target=self._work, args=(expected,)) for _ in range(self.count)]
        for thread in self.threads:
            thread.start()

    def stop(self) -> list[tuple[int, bool]]:
        self.is_over.set()
        for thread in self.threads:
            thread.join()
        return self.replies

    def _work(self, expected: str) -> None:
        while not self.is_over.is_set():
            try:
                reply = ask(self.port, self.question)
            except (OSError, http.client.HTTPException):
                return  # the server was killed, as the proof means it to be
            self.replies.append((reply.status, expected in reply.text))
