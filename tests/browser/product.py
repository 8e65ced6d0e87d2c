"""The sample commune, read by the real command and served by the real server, on a port of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START_S = 90
STOP_S = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A running server. ``address`` has no final slash; ``log`` is what it printed."""

    address: str
    data: Path
    log: Path

    def invite(self, email: str) -> str:
        """A one-time link for an agent, as ``parvis account add`` gives it."""
        command = [sys.executable, "-m", "app.main", "account", "add", email, "--name", "Camille Renoux"]
        place = ["--data", str(self.data), "--json"]
        done = subprocess.run([*command, *place], cwd=ROOT, env=_environment(), capture_output=True, check=True)
        path = str(json.loads(done.stdout)["link"]).partition("/console/")[2]
        return f"{self.address}/console/{path}"


@contextmanager
def running(folder: Path) -> Iterator[Product]:
    """``parvis demo`` on a free port with its data in ``folder``, until the block ends."""
    port = _free_port()
    product = Product(address=f"http://127.0.0.1:{port}", data=folder / "data", log=folder / "log.txt")
    command = [sys.executable, "-m", "app.main", "demo", "--port", str(port), "--data", str(product.data)]
    with product.log.open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=_environment(), stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_until_served(server, product)
        yield product
    finally:
        server.terminate()
        try:
            server.wait(STOP_S)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_until_served(server: "subprocess.Popen[bytes]", product: Product) -> None:
    deadline = time.monotonic() + START_S
    while "Console " not in product.log.read_text(encoding="utf-8", errors="replace"):
        assert server.poll() is None, f"the server ended: {product.log.read_text(errors='replace')}"
        assert time.monotonic() < deadline, f"not served after {START_S} s: {product.log.read_text(errors='replace')}"
        time.sleep(0.1)


def _environment() -> dict[str, str]:
    # The machine's own settings are left out; the tests send more forms a minute than a household does.
    own = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
    return own | {"PARVIS_RATE_LIMIT_PER_MINUTE": "0", "PARVIS_OCR_WORKERS": "0"}


def _free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])
