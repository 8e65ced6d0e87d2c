"""``python -m eval.bench_start``: how long a newcomer waits, from a clean clone to an answer.

Clones what is committed into a temporary folder and runs the README's commands there: ``make run`` until a question is
answered, stopped, then ``make run`` again; with ``--test``, ``make test`` too. Downloads count, as far as pip has to
make them. Targets: 4 minutes, 5 seconds, 10 minutes, on two cores.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
QUESTION = "Quels sont les horaires de la déchèterie ?"
LONGEST_START_S = 600.0
LONGEST_TEST_S = 1_800.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the waits; returns 1 when a command fails or never answers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--test", action="store_true", help="also time make test")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "parvis"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        for name, target in (("make run from a clean clone", 240), ("second start", 5)):
            waited = seconds_to_answer(clone)
            if waited is None:
                _say(f"{name}: no answer within {LONGEST_START_S:.0f} s")
                return 1
            _say(f"{name}: {waited:.1f} s to the first answer (target {target} s)")
        if options.test:
            began = time.monotonic()
            ran = subprocess.run(["make", "test"], cwd=clone, capture_output=True, timeout=LONGEST_TEST_S)
            outcome = "passed" if ran.returncode == 0 else f"FAILED with status {ran.returncode}"
            _say(f"make test: {outcome} in {time.monotonic() - began:.0f} s (target 600 s)")
            return int(ran.returncode != 0)
    return 0


def seconds_to_answer(clone: Path) -> float | None:
    """Run ``make run`` in ``clone`` until it answers a question, then stop it; None when it never does."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PARVIS_")} | {"PARVIS_PORT": str(port)}
    began = time.monotonic()
    process = subprocess.Popen(
        ["make", "run"],
        cwd=clone,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while time.monotonic() - began < LONGEST_START_S and process.poll() is None:
            if is_answered(port):
                return time.monotonic() - began
            time.sleep(0.05)
        return None
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def is_answered(port: int) -> bool:
    """Whether the server on ``port`` answers ``QUESTION`` from its documents."""
    try:
        answer = httpx.post(f"http://127.0.0.1:{port}/v1/questions", json={"question": QUESTION}, trust_env=False)
        return bool(answer.json()["status"] == "answered")
    except (httpx.HTTPError, ValueError, KeyError):
        return False


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
