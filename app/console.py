"""What commands print: a sentence on failure, JSON when asked for, progress with rate and time left."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from answering.answer_json import JsonValue

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON (schema in docs/schemas/) and nothing else.")]
DataOption = Annotated[str, typer.Option("--data", help="Data folder; PARVIS_DATA_DIR, or var/ in the checkout.")]
CommuneOption = Annotated[
    str, typer.Option("--commune", help="Slug, name, INSEE code or SIREN; not needed when there is only one.")
]


def out() -> Console:
    """Standard output, for people."""
    return Console(highlight=False, soft_wrap=True)


def complain(sentence: str, code: int) -> int:
    """Print one sentence on standard error; returns ``code``."""
    print(f"parvis: {' '.join(sentence.split())}", file=sys.stderr)
    return code


def print_json(value: JsonValue) -> None:
    """Print one JSON value on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


class Bar:
    """A progress bar whose total may become known later."""

    def __init__(self, progress: Progress, title: str) -> None:
        self._progress = progress
        self._task = progress.add_task(title, total=None, rate="")

    def update(self, done: int, total: int | None = None) -> None:
        """Say how many are done, of how many."""
        task = self._progress.tasks[self._task]
        speed = f"{task.finished_speed or task.speed or 0:.0f}/s"
        self._progress.update(self._task, completed=done, total=total, rate=speed)


@contextmanager
def bar(title: str, *, quiet: bool) -> Iterator[Bar]:
    """A progress bar on standard error, with count, rate and time left; nothing when ``quiet`` or not a terminal."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as progress:
        yield Bar(progress, title)
