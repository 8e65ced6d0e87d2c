"""Runs the sources whose hour has come while the server serves: one at a time, each in a child of low priority."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable

from app.house import INGEST_LOCK, House
from app.locks import is_held
from app.settings import CHECKOUT, Settings
from app.syncing import due_sources
from domain.errors import ParvisError
from domain.ids import CommuneSlug, SourceName

POLL_S = 20.0
STEP_S = 0.5
STOPPED_AFTER_S = 10.0

Child = subprocess.Popen[bytes]
Start = Callable[[Settings, CommuneSlug, SourceName], Child]


def keep_up(house: House, stop: threading.Event, start: Start | None = None, *, poll_s: float = POLL_S) -> None:
    """Until ``stop``, start what is due, wait for its end, look again. Runs in a thread of the server.

    A run that fails is in the journal; it is due again at its next hour. When the server stops, so does the run: what
    it has done stays done, and the next one completes it.
    """
    while not stop.wait(poll_s):
        try:
            due = first_due(house)
        except ParvisError as error:
            _say(f"schedule: {error}")
            continue
        if due is not None:
            _follow((start or start_sync)(house.settings, *due), stop)


def first_due(house: House) -> tuple[CommuneSlug, SourceName] | None:
    """The source that has been due for the longest, in a commune where nothing runs; None when there is none."""
    waiting = []
    for slug in house.slugs():
        services = house.get(slug)
        if services is None or is_held(house.commune_dir(slug) / INGEST_LOCK):
            continue
        waiting += [(one.due_at, slug, one.name) for one in due_sources(house, slug, services.profile) if one.due_at]
    if not waiting:
        return None
    _, slug, name = min(waiting)
    return slug, name


def start_sync(settings: Settings, slug: CommuneSlug, source: SourceName) -> Child:
    """``parvis sync`` in a process of its own, which lowers its priority by itself."""
    command = [sys.executable, "-m", "app.main", "sync", "--scheduled", "--commune", slug, "--source", source]
    return subprocess.Popen(
        [*command, "--data", str(settings.data_dir.absolute())],
        cwd=CHECKOUT,
        env={**os.environ, "PARVIS_READING_WORKERS": str(settings.reading_workers)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def _follow(child: Child, stop: threading.Event) -> None:
    while child.poll() is None:
        if stop.wait(STEP_S):
            child.terminate()
            try:
                child.wait(STOPPED_AFTER_S)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _say(sentence: str) -> None:
    print(f"parvis: {sentence}", file=sys.stderr, flush=True)
