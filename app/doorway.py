"""Chooses how a command does its work: through the running server, or by opening the data itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.back_door import Work
from app.house import open_house
from app.local_door import LOCK_FILE, read_door
from app.locks import is_held
from app.settings import Settings
from app.through_server import ThroughServer
from app.work import InProcess
from domain.errors import ServerUnreachable


@contextmanager
def doorway(settings: Settings) -> Iterator[Work]:
    """The work, for the duration of the block. Raises ServerUnreachable when a server owns the data in silence."""
    # Passages on a Qdrant server can be searched by several processes at once.
    if settings.qdrant_url or not is_held(settings.data_dir / LOCK_FILE):
        with open_house(settings) as house:
            yield InProcess(house)
        return
    door = read_door(settings.data_dir)
    if door is None:
        raise ServerUnreachable("a server is starting or stopping on this data; try again in a moment")
    through = ThroughServer(door)
    try:
        yield through
    finally:
        through.close()
