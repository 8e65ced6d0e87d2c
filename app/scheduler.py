"""Runs the sources whose hour has come while the server serves: one at a time, each in a child of low priority."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime

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
    told: set[str] = set()
    while not stop.wait(poll_s):
        due, problems = first_due(house)
        for sentence in problems - told:
            print(f"parvis: schedule: {sentence}", file=sys.stderr, flush=True)
        told = problems
        if due is not None:
            _follow((start or start_sync)(house.settings, *due), stop)


def first_due(house: House) -> tuple[tuple[CommuneSlug, SourceName] | None, set[str]]:
    """The source that has been due for the longest, in a commune where nothing runs; None when there is none.

    Beside it, why some communes could not be looked at (a profile that cannot be read): they do not hold the others.
    """
    waiting: list[tuple[datetime, CommuneSlug, SourceName]] = []
    problems: set[str] = set()
    for slug in house.slugs():
        if is_held(house.commune_dir(slug) / INGEST_LOCK):
            continue
        try:
            services = house.get(slug)
            due = due_sources(house, slug, services.profile) if services else []
        except ParvisError as error:
            problems.add(str(error))
            continue
        waiting += [(one.due_at, slug, one.name) for one in due if one.due_at]
    return (min(waiting)[1:] if waiting else None), problems


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
