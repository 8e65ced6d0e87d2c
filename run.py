"""``python run.py`` does what ``make run`` does, on any system, with nothing installed but Python.

``python run.py install [EXTRA ...]`` only installs, into ``.venv`` beside this file. A digest of what the
installation depends on is kept there: when nothing has changed, pip is not started at all.
This file leaves everything else to the ``parvis`` command.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "parvis-installed.json"
OLDEST_PYTHON = (3, 11)


def venv_python() -> Path:
    """The interpreter of the project's own environment, whether or not it exists yet."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def digest() -> str:
    """Changes when the dependencies, their versions, the environment's interpreter or the checkout's place change."""
    parts = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt", ".venv/pyvenv.cfg")]
    parts.append(str(ROOT).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def missing_extras(wanted: "set[str]") -> "set[str] | None":
    """The extras to install, those installed before included; None when there is nothing to do."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        installed = set(stamp["extras"])
    except (OSError, ValueError, KeyError):
        return wanted
    if venv_python().exists() and wanted <= installed and stamp["digest"] == digest():
        return None
    return wanted | installed


def has_pip() -> bool:
    """Whether the environment is there and whole: making one can be interrupted."""
    if not venv_python().exists():
        return False
    command = [str(venv_python()), "-m", "pip", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def install(wanted: "set[str]") -> None:
    """Make ``.venv`` hold the product and ``wanted`` extras at the versions of ``constraints.txt``."""
    extras = missing_extras(wanted)
    if extras is None:
        return
    STAMP.unlink(missing_ok=True)
    if not has_pip():
        print("Creating .venv", flush=True)
        step(
            [sys.executable, "-m", "venv", "--clear", str(VENV)],
            "Python's venv module is needed (Debian: python3-venv).",
        )
    target = f".[{','.join(sorted(extras))}]" if extras else "."
    print(f"Installing {target} (half a minute the first time, plus downloads)", flush=True)
    pip = [str(venv_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    step([*pip, "-e", target, "-c", "constraints.txt"], "Is the package index reachable? Then run this again.")
    STAMP.write_text(json.dumps({"digest": digest(), "extras": sorted(extras)}), encoding="utf-8")


def step(command: "list[str]", remedy: str) -> None:
    """Run a command in the checkout; its failure ends everything with one sentence that says what to do."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        sys.exit(f"Failed: {' '.join(command)}\n{remedy}")


def run(command: "list[str]") -> int:
    """Become the product, so that a signal reaches it; on Windows, which cannot, wait for it."""
    os.chdir(ROOT)
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the product received Ctrl-C too and is closing its files


def main(arguments: "list[str]") -> int:
    """Exit status: the product's own, 2 when the arguments are not understood."""
    if sys.version_info < OLDEST_PYTHON:
        print(f"Parvis needs Python 3.11 or newer; this is Python {sys.version_info[0]}.{sys.version_info[1]}.")
        print("Install a newer one (python.org), then: python3.11 run.py")
        return 1
    if arguments[:1] == ["install"]:
        install(set(arguments[1:]))
        return 0
    if arguments:
        print("Usage: python run.py             the sample commune, answering on http://127.0.0.1:8000")
        print("       python run.py install [EXTRA ...]     dev, browser, eval, peers, neural")
        return 2
    install(set())
    return run([str(venv_python()), "-m", "app.main", "demo"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
