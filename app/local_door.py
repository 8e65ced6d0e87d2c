"""Where the running server's back door is: a loopback port, with a secret in a file of the data folder.

A loopback port serves every system alike, where the path of a Unix socket is limited to about 100 characters.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

DOOR_FILE = "server.json"
LOCK_FILE = "server.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where the running server listens for commands."""

    pid: int
    port: int
    token: str
    url: str


def write_door(data_dir: Path, door: Door) -> None:
    """Publish the door to commands of the same user only."""
    file = data_dir / DOOR_FILE
    fresh = file.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump({"pid": door.pid, "port": door.port, "token": door.token, "url": door.url}, out)
    os.replace(fresh, file)


def read_door(data_dir: Path) -> Door | None:
    """The door last published, which may be that of a dead server; None when there is none or it is damaged."""
    try:
        data = json.loads((data_dir / DOOR_FILE).read_text("utf-8"))
        return Door(pid=data["pid"], port=data["port"], token=data["token"], url=data["url"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
