"""The real server: it answers, owns the data, serves the commands, and a second one is refused."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from app.local_door import read_door

Parvis = Callable[..., tuple[int, str, str]]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def start(data: Path, port: int) -> subprocess.Popen[str]:
    environment = {n: v for n, v in os.environ.items() if not n.startswith("PARVIS_")}
    command = [sys.executable, "-m", "app.main", "serve", "--data", str(data), "--port", str(port)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


@pytest.fixture(scope="module")
def url(data: Path) -> Iterator[str]:
    port = free_port()
    server = start(data, port)
    assert server.stdout is not None
    assert "Parvis answers" in server.stdout.readline()
    yield f"http://127.0.0.1:{port}"
    server.send_signal(signal.SIGTERM)
    _, complaints = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "Traceback" not in complaints


def test_the_server_answers_over_http(url: str) -> None:
    response = httpx.post(f"{url}/v1/questions", json={"question": "combien coûte la cantine"})
    assert response.status_code == 200
    assert "4,15 €" in response.text
    assert httpx.get(f"{url}/ready").status_code == 200


def test_commands_go_through_the_server_that_owns_the_data(url: str, parvis: Parvis, data: Path) -> None:
    code, out, _ = parvis("ask", "combien coûte la cantine", "--data", str(data), "--json")
    assert code == 0
    assert "4,15 €" in out
    _, out, _ = parvis("status", "--data", str(data), "--json")
    assert json.loads(out)["server_running"] is True
    code, _, err = parvis("ask", "x", "--commune", "atlantide", "--data", str(data))
    assert (code, "known: valmoret" in err) == (2, True)


def test_what_is_ingested_while_it_serves_is_answered_at_once(
    url: str, parvis: Parvis, data: Path, tmp_path: Path
) -> None:
    page = tmp_path / "brocante.md"
    page.write_text("# La brocante\n\nLa brocante de Valmoret a lieu le 14 mai sur la place du marché.\n", "utf-8")
    code, _, err = parvis("ingest", str(page), "--commune", "valmoret", "--source", "ajouts", "--data", str(data))
    assert (code, err) == (0, "")
    assert "14 mai" in httpx.post(f"{url}/v1/questions", json={"question": "quand a lieu la brocante"}).text


def test_a_second_server_on_the_same_data_is_refused(url: str, data: Path) -> None:
    second = start(data, free_port())
    _, complaint = second.communicate(timeout=20)
    assert second.returncode == 3
    assert "a server already runs" in complaint
    assert complaint.count("\n") == 1


def test_the_back_door_asks_for_its_secret(url: str, data: Path) -> None:
    door = read_door(data)
    assert door is not None
    assert httpx.get(f"http://127.0.0.1:{door.port}/status").status_code == 403
    assert (data / "server.json").stat().st_mode & 0o077 == 0


def test_a_taken_port_is_one_clear_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        server = start(tmp_path, taken.getsockname()[1])
        _, complaint = server.communicate(timeout=20)
    assert server.returncode == 2
    assert "PARVIS_PORT" in complaint


def test_a_dead_servers_door_is_not_used(data: Path, tmp_path: Path, parvis: Parvis) -> None:
    """After kill -9 the door file remains; commands open the data themselves."""
    (tmp_path / "server.json").write_text('{"pid": 1, "port": 9, "token": "x", "url": "x"}', "utf-8")
    code, out, _ = parvis("status", "--data", str(tmp_path), "--json")
    assert code == 0
    assert json.loads(out)["communes"] == []


def test_kill_9_loses_no_acknowledged_request(tmp_path: Path, parvis: Parvis) -> None:
    source = tmp_path / "pages"
    source.mkdir()
    (source / "a.md").write_text("# Piscine\n\nLa piscine ouvre à 10 h.\n", "utf-8")
    parvis("ingest", str(source), "--commune", "valmoret", "--data", str(tmp_path / "data"))
    port = free_port()
    server = start(tmp_path / "data", port)
    assert server.stdout is not None
    server.stdout.readline()
    body = {"message": "Pouvez-vous me rappeler ?", "commune": "valmoret"}
    sent = httpx.post(
        f"http://127.0.0.1:{port}/v1/requests",
        json=body,
        headers={"Idempotency-Key": "first-request-of-all"},
    )
    server.kill()
    server.communicate()
    assert sent.status_code == 201
    time.sleep(0.1)
    _, out, _ = parvis("status", "--data", str(tmp_path / "data"), "--json")
    assert json.loads(out)["communes"][0]["requests"]["en_attente"] == 1
